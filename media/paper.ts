import { open } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { paperTypes, type PaperType } from '../domain/rectification/papers.js';

const PDF = Buffer.from('%PDF-');
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** A PDF may have something in front of it. */
const HEAD = 1024;
/** The list of contents stands at the end of a zip. */
const TAIL = 1024 * 1024;

/** Word and Excel files are zips that hold one of these. */
const office: readonly (readonly [part: string, type: PaperType])[] = [
  ['word/document.xml', paperTypes.docx],
  ['xl/workbook.xml', paperTypes.xlsx],
];
/** A file that brings programs along is no paper. */
const PROGRAM = 'vbaProject.bin';

/**
 * What a paper is by its bytes; its name says nothing. Null when it is none: another kind, or one with macros.
 * @throws AppError `file.unreadable`
 */
export async function paperTypeOf(path: string, name: string): Promise<PaperType | null> {
  const file = await open(path).catch(() => null);
  if (!file) throw new AppError('file.unreadable', { name, detail: '' });
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, HEAD));
    await file.read(head, 0, head.length, 0);
    if (head.includes(PDF)) return paperTypes.pdf;
    if (!head.subarray(0, ZIP.length).equals(ZIP)) return null;
    const tail = Buffer.alloc(Math.min(size, TAIL));
    await file.read(tail, 0, tail.length, size - tail.length);
    if (tail.includes(PROGRAM)) return null;
    return office.find(([part]) => tail.includes(part))?.[1] ?? null;
  } finally {
    await file.close();
  }
}
