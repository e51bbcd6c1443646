import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** Unpacks an archive into a folder. @returns its names in their order */
export async function unpack(archive: string, folder: string): Promise<string[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    yauzl.open(archive, { lazyEntries: true, autoClose: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  const names: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const one = async (entry: Entry): Promise<void> => {
      names.push(entry.fileName);
      const target = join(folder, entry.fileName);
      await mkdir(dirname(target), { recursive: true });
      const source = await new Promise<NodeJS.ReadableStream>((give, refuse) =>
        zip.openReadStream(entry, (error, stream) => (error ? refuse(error) : give(stream))),
      );
      await pipeline(source, createWriteStream(target));
      zip.readEntry();
    };
    zip.on('entry', (entry: Entry) => void one(entry).catch(reject));
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  });
  return names;
}
