import { fieldsOf, fieldWord, isBlock } from '../../domain/rectification/document-fields.js';
import type { DocumentKind } from '../../domain/rectification/documents.js';
import { documentTitles, placesOf, templatePaper, type Source } from './official-paper.js';
import { dash } from './official-parts.js';
import { blockOf, paperDocx } from './paper-docx.js';
import { lookOf } from './paper-look.js';
import { filledTemplate, type Piece } from './word-file.js';
import { joinedFiles } from './word-package.js';

/** The shipped layout of a paper as a Word file with places to be filled. */
export const shippedTemplate = (kind: DocumentKind): Promise<Uint8Array> => paperDocx(templatePaper(kind));

/** Sentences that go on where there is nothing to say; a date that is not known yet is left free. */
const silent: readonly string[] = ['standing', 'outlook', 'colour', 'dated'];
const look = lookOf({ form: 'official', language: 'zh-CN' });

/** One paper of a template of the office's own. */
function filled(template: Uint8Array, source: Source): Promise<Uint8Array> {
  const { say, put } = placesOf(source);
  const texts = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const field of fieldsOf[source.kind].all) {
    const word = fieldWord(field);
    if (isBlock(field))
      pieces.set(
        word,
        put(field).flatMap((block) => blockOf(block, look)),
      );
    else texts.set(word, silent.includes(field) ? say(field) : dash(say(field)));
  }
  const about = { title: `${documentTitles[source.kind]} ${say('number')}`.trim(), creator: say('issuer') };
  return filledTemplate(template, { texts, pieces, about });
}

/** Papers of a template of the office's own, one file. */
export async function filledTemplates(
  template: Uint8Array,
  sources: readonly [Source, ...Source[]],
): Promise<Uint8Array> {
  const [first, ...rest] = sources;
  const made: [Uint8Array, ...Uint8Array[]] = [await filled(template, first)];
  for (const source of rest) made.push(await filled(template, source));
  return joinedFiles(made);
}
