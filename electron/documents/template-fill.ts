import { fieldsOf, fieldWord, isBlock } from '../../domain/rectification/document-fields.js';
import { blocksOf, dash, textOf, type Source } from './matter-fields.js';
import { documentTitles, templatePaper } from './matter-paper.js';
import { blockOf, paperDocx } from './paper-docx.js';
import { filledTemplate, type Piece } from './word-file.js';
import { joinedFiles } from './word-package.js';
import type { DocumentKind } from '../../domain/rectification/documents.js';

/** The shipped layout of a paper as a Word file with places to be filled. */
export const shippedTemplate = (kind: DocumentKind): Promise<Uint8Array> => paperDocx(templatePaper(kind));

/** Sentences that go on where there is nothing to say. */
const silent: readonly string[] = ['standing', 'outlook', 'colour'];

/** One paper of a template of the office's own. */
function filled(template: Uint8Array, source: Source): Promise<Uint8Array> {
  const texts = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const field of fieldsOf[source.kind].all) {
    const word = fieldWord(field);
    if (isBlock(field))
      pieces.set(
        word,
        blocksOf(field, source).flatMap((block) => blockOf(block, 'zh-CN')),
      );
    else {
      const text = textOf(field, source);
      texts.set(word, silent.includes(field) ? text : dash(text));
    }
  }
  const about = {
    title: `${documentTitles[source.kind]} ${textOf('number', source)}`,
    creator: textOf('issuer', source),
  };
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
