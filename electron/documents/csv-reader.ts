import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../domain/errors.js';
import { unguard } from './csv-guard.js';
import { breathe, notATable, RowCollector, stopIfAborted, type ReadOptions, type SheetRow } from './table-rows.js';

interface CsvOptions extends ReadOptions {
  bytes: number;
  /** The first bytes of the file. */
  head: Buffer;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const CHUNK = 256 * 1024;
/** Longest row: an opened quote that is never closed would swallow the rest of the file. */
const LONGEST_ROW = 1_000_000;

const marks: readonly (readonly [string, Encoding])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * What the file is written in: its byte order mark, else UTF-8 when every byte of it is, else GB18030, which is what
 * Chinese spreadsheets write. The whole file is looked at: the first Chinese character may come late.
 */
async function encodingOf(path: string, { name, head, signal }: CsvOptions): Promise<Encoding> {
  const mark = marks.find(([bytes]) => head.toString('hex').startsWith(bytes));
  if (mark && mark[1] !== 'utf-8') return mark[1];
  const decoders = new Map<Encoding, TextDecoder>([
    ['utf-8', new TextDecoder('utf-8', { fatal: true })],
    ['gb18030', new TextDecoder('gb18030', { fatal: true })],
  ]);
  const decode = (chunk?: Buffer): void => {
    for (const [encoding, decoder] of decoders) {
      try {
        decoder.decode(chunk, { stream: chunk !== undefined });
      } catch {
        decoders.delete(encoding);
      }
    }
    if (decoders.size === 0) throw notATable(name, 'csv (UTF-8, GB18030)');
  };
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    stopIfAborted(signal);
    if (chunk.includes(0)) throw notATable(name, 'csv');
    decode(chunk);
  }
  decode();
  return decoders.has('utf-8') ? 'utf-8' : 'gb18030';
}

async function* textOf(path: string, encoding: Encoding, options: CsvOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let read = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      stopIfAborted(options.signal);
      read += chunk.length;
      options.progress(read / options.bytes);
      yield decoder.decode(chunk, { stream: true });
      await breathe();
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw notATable(options.name, 'csv', error);
    throw error;
  }
}

const separators = [',', ';', '\t', '，'];

/** The separator under which the most titles of the first line are known; the commonest one where none is. */
function separatorOf(start: string, knows: (title: string) => boolean): string {
  const line = /^[^\r\n]*/.exec(start.replace(/^[\r\n]+/, ''))?.[0] ?? '';
  const score = (separator: string): number => {
    const parts = line.split(separator).map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
    return parts.filter((part) => part !== '' && knows(part)).length * 1000 + parts.length;
  };
  return separators.reduce((best, separator) => (score(separator) > score(best) ? separator : best));
}

/** Rows of a csv. @throws AppError `file.format`, `file.unreadable` (an open quote), `file.tooLarge`, `cancelled` */
export async function readCsv(path: string, options: CsvOptions): Promise<SheetRow[]> {
  const { name, signal } = options;
  const text = textOf(path, await encodingOf(path, options), options);
  const first = (await text.next()).value ?? '';
  // Excel's own way of naming the separator, in a line before the titles.
  const named = /^sep=(.)\r?\n/i.exec(first);
  const parser = parse({
    delimiter: named?.[1] ?? separatorOf(first, options.knows),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_ROW,
  });
  const collector = new RowCollector(name);
  const offset = named ? 1 : 0;
  let records = 0;
  const take = (): void => {
    for (let record = parser.read() as string[] | null; record !== null; record = parser.read() as string[] | null) {
      records += 1;
      collector.add(records + offset, record.map(unguard));
    }
  };
  const failure = new Promise<never>((_, reject) => parser.on('error', reject));
  failure.catch(() => undefined);
  try {
    const feed = async (): Promise<void> => {
      await write(parser, first.slice(named?.[0].length ?? 0), take);
      for await (const piece of text) {
        stopIfAborted(signal);
        await write(parser, piece, take);
      }
      await end(parser, take);
    };
    await Promise.race([feed(), failure]);
  } catch (error) {
    if (error instanceof CsvError) throw csvFault(error, name);
    throw error;
  } finally {
    parser.destroy();
  }
  return collector.rows;
}

type Parser = ReturnType<typeof parse>;

/** Small pieces, so that no turn of the event loop takes long. */
const PIECE = 32 * 1024;

async function write(parser: Parser, text: string, take: () => void): Promise<void> {
  for (let at = 0; at < text.length; at += PIECE) {
    await new Promise<void>((resolve) => {
      parser.write(text.slice(at, at + PIECE), () => resolve());
      take();
    });
    take();
    await breathe();
  }
}

function end(parser: Parser, take: () => void): Promise<void> {
  return new Promise((resolve) => {
    parser.on('readable', take);
    parser.on('end', resolve);
    parser.end();
    take();
  });
}

function csvFault(error: CsvError, name: string): AppError {
  const place = error as CsvError & { lines?: number; quote?: unknown };
  const quote = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'].includes(error.code);
  if (!quote) return notATable(name, 'csv', error);
  return new AppError(
    'file.unreadable',
    { name, detail: `line ${place.lines ?? 0}: quote not closed` },
    { cause: error },
  );
}
