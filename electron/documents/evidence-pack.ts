import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SHANGHAI_OFFSET_MS } from '../../domain/time.js';

/** What goes into a pack: a text made here, or a file that must be what its hash says. */
export type PackPart = { file: string; bytes: Buffer } | { file: string; path: string; length: number; sha256: string };

export interface PackOrder {
  parts: readonly PackPart[];
  /** UTC ms that all of its files are said to be of, so that the same content gives the same pack. */
  at: number;
  signal: AbortSignal;
  /** Told of the bytes that went in. */
  onBytes: (bytes: number) => void;
  /** A file that is not what its hash says; what it answers is thrown. */
  mismatch: (sha256: string) => Error;
}

/** The same clock reading wherever it is packed: zip knows local times alone. */
function zipTime(at: number): Date {
  const d = new Date(at + SHANGHAI_OFFSET_MS);
  return new Date(
    d.getUTCFullYear(),
    d.getUTCMonth(),
    d.getUTCDate(),
    d.getUTCHours(),
    d.getUTCMinutes(),
    d.getUTCSeconds(),
  );
}

/** Lets bytes through, hashed and counted. */
function through(hash: Hash, onBytes: (bytes: number) => void, end: () => Error | null = () => null): Transform {
  return new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      onBytes(piece.length);
      done(null, piece);
    },
    flush(done) {
      done(end());
    },
  });
}

/**
 * Writes a zip, its evidence as it is and never whole in memory. Every file is hashed on its way in.
 * @param target a file that is not there yet
 * @returns hash and length of the zip
 * @throws what `mismatch` answers, the system's error, and the reason of the signal
 */
export async function writePack(target: string, order: PackOrder): Promise<{ sha256: string; bytes: number }> {
  const { parts, at, signal, onBytes, mismatch } = order;
  // Loaded with the first pack: most starts make none.
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error: Error): void };
  const fail = (error: Error): void => output.destroy(error);
  zip.on('error', fail);
  const common = { mtime: zipTime(at), mode: 0o100644, forceDosTimestamp: true };
  for (const part of parts) {
    if ('bytes' in part) {
      zip.addBuffer(part.bytes, part.file, common);
      continue;
    }
    const { path, sha256, length, file } = part;
    zip.addReadStreamLazy(file, { ...common, compress: false, size: length }, (give) => {
      const hash = createHash('sha256');
      const source = createReadStream(path, { highWaterMark: 1 << 20 });
      const checked = through(hash, onBytes, () => (hash.digest('hex') === sha256 ? null : mismatch(sha256)));
      source.on('error', fail);
      checked.on('error', (error) => {
        source.destroy();
        fail(error);
      });
      give(null, source.pipe(checked));
    });
  }
  zip.end();
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = through(hash, (length) => (bytes += length));
  await pipeline(output, counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal });
  return { sha256: hash.digest('hex'), bytes };
}
