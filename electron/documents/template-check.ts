import { posix } from 'node:path';
import { fieldsOf, fieldWord, isBlock, type DocumentField } from '../../domain/rectification/document-fields.js';
import type { DocumentKind } from '../../domain/rectification/documents.js';
import { AppError, isAppError } from '../../domain/errors.js';
import { filledTemplate, placesOf } from './word-file.js';
import { partsOf } from './word-package.js';
import { attribute, XmlScanner, type XmlHandler } from './xml-scan.js';

const MAIN = 'word/document.xml';
const TYPES = '[Content_Types].xml';
const WORD = 'wordprocessingml.document.main+xml';
const PLACE = /\{\{((?:(?!\{\{).)+?)\}\}/gs;
/** Fields of Word that fetch or start something when a file is opened. */
const FETCHING = /\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b/i;

const failed = (name: string, cause?: unknown): AppError =>
  new AppError('file.format', { name, expected: 'docx' }, { cause });

/** Text of each paragraph, those inside others apart, and what fields of Word say. */
class Paragraphs implements XmlHandler {
  readonly texts: string[] = [];
  instructions = '';
  readonly #open: string[] = [];
  #inside: 't' | 'instrText' | null = null;

  open(name: string): void {
    if (name === 'p') this.#open.push('');
    else if (name === 't' || name === 'instrText') this.#inside = name;
    else if (name === 'tab' || name === 'br') this.#add(' ');
  }

  close(name: string): void {
    if (name === 'p') this.texts.push(this.#open.pop() ?? '');
    else if (name === 't' || name === 'instrText') this.#inside = null;
  }

  text(text: string): void {
    if (this.#inside === 't') this.#add(text);
    else if (this.#inside === 'instrText') this.instructions += text;
  }

  #add(text: string): void {
    if (this.#open.length > 0) this.#open[this.#open.length - 1] += text;
  }
}

function scanned<H extends XmlHandler>(bytes: Buffer | undefined, handler: H): H {
  const scanner = new XmlScanner(handler);
  scanner.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  scanner.end();
  return handler;
}

type Parts = ReadonlyMap<string, Buffer>;

/** @throws AppError `document.macros`, `document.outside` */
function requireHarmless(parts: Parts, name: string): void {
  const names = [...parts.keys()];
  const types = parts.get(TYPES)?.toString('utf8') ?? '';
  if (
    /macroEnabled|vbaProject|activeX/i.test(types) ||
    names.some((part) => /vba(?:Project|Data)|\/activeX\//i.test(part))
  )
    throw new AppError('document.macros', { name });
  const outside = names.filter((part) => part.endsWith('.rels')).some((part) => reachesOut(parts.get(part)));
  if (outside || names.some((part) => part.startsWith('word/embeddings/')))
    throw new AppError('document.outside', { name });
}

/** Whether opening the file would fetch something: a picture, a template, a text from elsewhere. Links are followed by hand. */
function reachesOut(bytes: Buffer | undefined): boolean {
  let found = false;
  scanned(bytes, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const type = posix.basename(attribute(attributes, 'Type') ?? '');
      const away = attribute(attributes, 'TargetMode') === 'External' && type !== 'hyperlink';
      found ||= away || type === 'aFChunk' || type === 'oleObject';
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

/** What stands in single or full-width braces: printed as it is, were it a field by its word. */
const strangeBraces = (text: string): { text: string; word: string }[] =>
  [...text.replace(PLACE, ' ').matchAll(/[{｛]+([^{}｛｝]+)[}｝]+/g)].map(([whole, word = '']) => ({
    text: whole,
    word: word.trim(),
  }));
const placesIn = (text: string): string[] => [...text.matchAll(PLACE)].map(([, word = '']) => word.trim());
const said = (words: Iterable<string>): string => [...new Set(words)].map((word) => `{{${word}}}`).join('、');

/** @throws AppError of the first thing that is wrong with the places of a template */
function requirePlaces(kind: DocumentKind, parts: Parts, found: readonly string[], name: string): void {
  const { all, needed } = fieldsOf[kind];
  const known = new Map(all.map((field): [string, DocumentField] => [fieldWord(field), field]));
  const refuse = (code: 'unknownFields' | 'missingFields' | 'fieldPlace' | 'blockAlone', words: string[]): void => {
    if (words.length > 0) throw new AppError(`document.${code}`, { name, fields: said(words) });
  };
  const pages = [...parts].filter(([part]) => part.startsWith('word/') && part.endsWith('.xml'));
  const texts = new Map(pages.map(([part, bytes]) => [part, scanned(bytes, new Paragraphs())]));
  if ([...texts.values()].some(({ instructions }) => FETCHING.test(instructions)))
    throw new AppError('document.outside', { name });
  const body = texts.get(MAIN)?.texts ?? [];
  const paragraphs = [...texts.values()].flatMap((one) => one.texts);
  const open = paragraphs.find((text) => /\{\{|\}\}/.test(text.replace(PLACE, '')));
  if (open !== undefined) throw new AppError('document.openField', { name, text: shortened(open) });
  const strange = paragraphs.flatMap(strangeBraces).find((match) => known.has(match.word));
  if (strange !== undefined)
    throw new AppError('document.otherBraces', { name, text: strange.text, field: said([strange.word]) });
  refuse(
    'unknownFields',
    found.filter((word) => !known.has(word)),
  );
  const inBody = new Set(body.flatMap(placesIn));
  // Heads, feet and notes are shared by all papers of a file.
  refuse('fieldPlace', [...found.filter((word) => !inBody.has(word)), ...elsewhere(texts)]);
  refuse(
    'missingFields',
    needed.map(fieldWord).filter((word) => !inBody.has(word)),
  );
  const crowded = body.flatMap((text) => {
    const words = placesIn(text).filter((word) => isBlockWord(known, word));
    return words.length > 0 && text.replace(PLACE, '').trim() === '' && placesIn(text).length === 1 ? [] : words;
  });
  refuse('blockAlone', crowded);
}

const isBlockWord = (known: ReadonlyMap<string, DocumentField>, word: string): boolean => {
  const field = known.get(word);
  return field !== undefined && isBlock(field);
};
const elsewhere = (texts: ReadonlyMap<string, Paragraphs>): string[] =>
  [...texts].filter(([part]) => part !== MAIN).flatMap(([, one]) => one.texts.flatMap(placesIn));
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * Checks a Word file on its way in as the template of a paper.
 * @throws AppError `file.format` for what is no whole Word file, `document.*` for what no template may hold or lacks
 */
export async function checkTemplate(kind: DocumentKind, bytes: Uint8Array, name: string): Promise<void> {
  try {
    const parts = await partsOf(bytes);
    // Before the rest: a file with macros is named as such, whatever else it is.
    requireHarmless(parts, name);
    if (!parts.has(MAIN) || !(parts.get(TYPES)?.toString('utf8') ?? '').includes(WORD)) throw failed(name);
    requirePlaces(kind, parts, await placesOf(bytes), name);
    const words = fieldsOf[kind].all.map((field) => ({ word: fieldWord(field), block: isBlock(field) }));
    // What cannot be filled in now could not be later.
    await filledTemplate(bytes, {
      texts: new Map(words.filter(({ block }) => !block).map(({ word }) => [word, word])),
      pieces: new Map(words.filter(({ block }) => block).map(({ word }) => [word, []])),
      about: { title: name, creator: '' },
    });
  } catch (error) {
    throw isAppError(error) ? error : failed(name, error);
  }
}
