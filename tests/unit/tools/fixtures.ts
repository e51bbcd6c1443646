import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { create } from 'tar';
import { onTestFinished } from 'vitest';
import { integrityOf } from '../../../tools/setup/tarball.mjs';
import { CARRIED } from '../../../tools/setup/carried.mjs';

/** A step that remembers what it was told. */
export function quietStep() {
  const said: string[] = [];
  return { said, progress: (text: string) => void said.push(text) };
}

/** A folder of the test's own, with Chinese letters and a space in its path; gone when the test ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), '明察 试-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ZIP = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, version: 20, unix: 3 << 8 };

/** A zip file of uncompressed entries with Unix modes. */
export function zip(entries: Record<string, { data: Buffer | string; mode?: number }>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, { data, mode = 0o644 }] of Object.entries(entries)) {
    const bytes = Buffer.from(data);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(ZIP.version, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([word(ZIP.local), common, label, bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.alloc(2);
    made.writeUInt16LE(ZIP.unix | ZIP.version);
    centrals.push(Buffer.concat([word(ZIP.central), made, common, tail, label]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(centrals.length, 4);
  end.writeUInt16LE(centrals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, word(ZIP.end), end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** By this mark the fuse tool finds the fuses in a binary; after it: format version, number of fuses, their states. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES_AS_SHIPPED = '00000010';

/** A small tarball laid out like the package that carries a runtime, and the pin that fits it. */
export async function carriedTarball(folder: string) {
  const root = path.join(folder, 'made');
  const archive = zip({
    'Cypress/': { data: '' },
    'Cypress/Cypress': { data: `elf ${FUSE_MARK}\u0001\u0008${FUSES_AS_SHIPPED} end`, mode: 0o755 },
    'Cypress/LICENSE.electron.txt': { data: 'MIT' },
    'Cypress/locales/zh-CN.pak': { data: 'pak' },
    'Cypress/resources/app/index.js': { data: 'another application' },
    'Cypress/browser_v8_context_snapshot.bin': { data: 'snapshot' },
  });
  mkdirSync(path.join(root, 'package'), { recursive: true });
  writeFileSync(path.join(root, CARRIED.zip), archive);
  const file = path.join(folder, 'carried.tgz');
  await create({ file, cwd: root, gzip: true }, ['package']);
  return { file, pin: { ...CARRIED, integrity: await integrityOf(file) } };
}
