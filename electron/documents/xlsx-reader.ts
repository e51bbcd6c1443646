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

/** The sheet people see first. Hidden sheets are not looked at. */
async function workbookOf(archive: Archive, signal: AbortSignal): Promise<Workbook | null> {
  const part = (await relationsOf(archive, '', signal)).find(({ type }) => type === 'officeDocument')?.target;
  const workbook = part ?? 'xl/workbook.xml';
  const sheets: { id: string; hidden: boolean }[] = [];
  let from1904 = false;
  const handler = collect((name, attributes) => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const state = attribute(attributes, 'state') ?? 'visible';
    sheets.push({ id: /:id\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? '', hidden: state !== 'visible' });
  });
  await archive.read(workbook, handler, { signal });
  const relations = await relationsOf(archive, workbook, signal);
  const visible = sheets.filter(({ hidden }) => !hidden);
  const sheet = visible
    .map(({ id }) => relations.find((relation) => relation.id === id && relation.type === 'worksheet'))
    .find((relation) => relation !== undefined);
  if (!sheet) return null;
  const target = (type: string): string | null => relations.find((relation) => relation.type === type)?.target ?? null;
  return { sheet: sheet.target, sharedStrings: target('sharedStrings'), styles: target('styles'), from1904 };
}

/**
 * Rows of the first visible sheet of a workbook. Formulas give their stored result.
 * @throws AppError `file.format` for anything that is no workbook, `file.empty`, `file.tooLarge`, `cancelled`
 */
export async function readXlsx(path: string, options: ReadOptions): Promise<SheetRow[]> {
  const { name, signal } = options;
  let archive: Archive | null = null;
  try {
    archive = await Archive.open(path, name);
    const workbook = await workbookOf(archive, signal);
    if (!workbook) throw new AppError('file.empty', { name });
    const strings = new SharedStrings();
    const styles = new Styles();
    if (workbook.sharedStrings !== null) await archive.read(workbook.sharedStrings, strings, { signal });
    if (workbook.styles !== null) await archive.read(workbook.styles, styles, { signal });
    const collector = new RowCollector(name);
    const sheet = new SheetParser({ strings, styles, from1904: workbook.from1904, collector });
    await archive.read(workbook.sheet, sheet, { signal, progress: options.progress });
    return sheet.finish();
  } catch (error) {
    if (isAppError(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^E(?:ACCES|PERM|IO|NOENT)$/.test(code)) throw error;
    throw notATable(name, 'xlsx', error);
  } finally {
    archive?.close();
  }
}
