import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { AppError, isAppError } from '../../domain/errors.js';
import { SheetParser, SharedStrings, Styles, type Workbook } from './xlsx-parts.js';
import { notATable, RowCollector, stopIfAborted, tooLarge, type ReadOptions, type SheetRow } from './table-rows.js';
import { attribute, XmlScanner, type XmlHandler } from './xml-scan.js';

/** Unpacked size of all parts that are read. A sheet of 50,000 rows takes some 60 MB; a zip bomb takes far more. */
const MOST_UNPACKED = 256 * 1024 * 1024;
const MOST_PARTS = 5000;

/** A zip archive, opened only to read some of its parts. */
class Archive {
  #unpacked = 0;

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly parts: ReadonlyMap<string, yauzl.Entry>,
    private readonly name: string,
  ) {}

  static open(path: string, name: string): Promise<Archive> {
    return new Promise((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
        if (error || !zip) return reject(error ?? new Error('no archive'));
        const parts = new Map<string, yauzl.Entry>();
        const fail = (fault: Error): void => {
          zip.close();
          reject(fault);
        };
        zip.on('error', fail);
        zip.on('entry', (entry: yauzl.Entry) => {
          parts.set(entry.fileName.toLowerCase(), entry);
          if (parts.size > MOST_PARTS) fail(new Error('too many parts'));
          else zip.readEntry();
        });
        zip.on('end', () => resolve(new Archive(zip, parts, name)));
        zip.readEntry();
      });
    });
  }

  close(): void {
    this.zip.close();
  }

  has(part: string): boolean {
    return this.parts.has(part.toLowerCase());
  }

  /** Streams one part through a handler. @throws AppError `file.tooLarge` before unpacking what is too large */
  async read(part: string, handler: XmlHandler, options: { signal: AbortSignal; progress?: (share: number) => void }) {
    const entry = this.parts.get(part.toLowerCase());
    if (!entry) throw new Error(`part ${part} is missing`);
    this.#unpacked += entry.uncompressedSize;
    if (this.#unpacked > MOST_UNPACKED) throw tooLarge(this.name);
    const stream = await new Promise<Readable>((resolve, reject) => {
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    const scanner = new XmlScanner(handler);
    let decoder: TextDecoder | null = null;
    let done = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        stopIfAborted(options.signal);
        decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true });
        done += chunk.length;
        options.progress?.(done / Math.max(1, entry.uncompressedSize));
        scanner.write(decoder.decode(chunk, { stream: true }));
      }
      scanner.end();
    } finally {
      stream.destroy();
    }
  }
}

const collect = (open: XmlHandler['open']): XmlHandler => ({ open, close: () => undefined, text: () => undefined });

interface Relation {
  id: string;
  type: string;
  target: string;
}

/** What a part refers to, as whole part names. */
async function relationsOf(archive: Archive, part: string, signal: AbortSignal): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(file)) return [];
  const found: Relation[] = [];
  const handler = collect((name, attributes) => {
    if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
    const target = attribute(attributes, 'Target') ?? '';
    found.push({
      id: attribute(attributes, 'Id') ?? '',
      type: posix.basename(attribute(attributes, 'Type') ?? ''),
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    });
  });
  await archive.read(file, handler, { signal });
  return found;
}

interface BookSheet {
  name: string;
  hidden: boolean;
  part: string;
}
interface Book extends Workbook {
  sheets: BookSheet[];
}

async function bookOf(archive: Archive, signal: AbortSignal): Promise<Book> {
  const part = (await relationsOf(archive, '', signal)).find(({ type }) => type === 'officeDocument')?.target;
  const workbook = part ?? 'xl/workbook.xml';
  const named: { id: string; name: string; hidden: boolean }[] = [];
  let from1904 = false;
  const handler = collect((name, attributes) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const state = attribute(attributes, 'state') ?? 'visible';
    const id = /:id\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? '';
    named.push({ id, name: attribute(attributes, 'name') ?? '', hidden: state !== 'visible' });
  });
  await archive.read(workbook, handler, { signal });
  const relations = await relationsOf(archive, workbook, signal);
  const sheets = named.flatMap(({ id, name, hidden }) => {
    const found = relations.find((relation) => relation.id === id && relation.type === 'worksheet');
    return found ? [{ name, hidden, part: found.target }] : [];
  });
  const target = (type: string): string | null => relations.find((relation) => relation.type === type)?.target ?? null;
  return { sheets, sharedStrings: target('sharedStrings'), styles: target('styles'), from1904 };
}

/** Opens a workbook for some reading. @throws AppError `file.format` for anything that is no workbook */
async function withBook<T>(
  path: string,
  options: Pick<ReadOptions, 'name' | 'signal'>,
  work: (archive: Archive, book: Book, texts: { strings: SharedStrings; styles: Styles }) => Promise<T>,
): Promise<T> {
  const { name, signal } = options;
  let archive: Archive | null = null;
  try {
    archive = await Archive.open(path, name);
    const book = await bookOf(archive, signal);
    const strings = new SharedStrings();
    const styles = new Styles();
    if (book.sharedStrings !== null) await archive.read(book.sharedStrings, strings, { signal });
    if (book.styles !== null) await archive.read(book.styles, styles, { signal });
    return await work(archive, book, { strings, styles });
  } catch (error) {
    if (isAppError(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^E(?:ACCES|PERM|IO|NOENT)$/.test(code)) throw error;
    throw notATable(name, 'xlsx', error);
  } finally {
    archive?.close();
  }
}

/**
 * Rows of the first visible sheet of a workbook: the one people see first. Formulas give their stored result.
 * @throws AppError `file.format` for anything that is no workbook, `file.empty`, `file.tooLarge`, `cancelled`
 */
export function readXlsx(path: string, options: ReadOptions): Promise<SheetRow[]> {
  const { name, signal, progress } = options;
  return withBook(path, options, async (archive, { sheets, from1904 }, texts) => {
    const first = sheets.find(({ hidden }) => !hidden);
    if (!first) throw new AppError('file.empty', { name });
    const sheet = new SheetParser({ ...texts, from1904, collector: new RowCollector(name) });
    await archive.read(first.part, sheet, { signal, progress });
    return sheet.finish();
  });
}

/**
 * Rows of the sheets that are wanted, by the name each has in the workbook. A formula is a flaw here, whatever it gives,
 * and so is a merged block with `noMerges`.
 * @throws AppError as `readXlsx`
 */
export function readSheets(
  path: string,
  options: Pick<ReadOptions, 'name' | 'signal'> & { wanted: (sheet: string) => boolean; noMerges?: boolean },
): Promise<{ name: string; rows: SheetRow[] }[]> {
  const { name, signal, wanted, noMerges = false } = options;
  return withBook(path, options, async (archive, { sheets, from1904 }, texts) => {
    const read: { name: string; rows: SheetRow[] }[] = [];
    for (const sheet of sheets.filter((one) => wanted(one.name))) {
      const collector = new RowCollector(name);
      const parser = new SheetParser({ ...texts, from1904, collector, noFormulas: true, noMerges });
      await archive.read(sheet.part, parser, { signal });
      read.push({ name: sheet.name, rows: parser.finish() });
    }
    return read;
  });
}
