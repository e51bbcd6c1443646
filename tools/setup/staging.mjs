import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const MARK = '.complete';
const PREFIX = 'staging-';

/**
 * Whether a prepared folder was finished, and for this very content.
 * @param {string} folder
 * @param {string} stamp what it was made from
 */
export function isComplete(folder, stamp) {
  const mark = path.join(folder, MARK);
  return existsSync(mark) && readFileSync(mark, 'utf8') === stamp;
}

/**
 * Fills a folder beside its final place and moves it there in one step, so that it exists whole or not at all.
 * What an earlier, broken-off run left is removed first; the caller holds the set-up lock.
 * @param {string} folder final place
 * @param {string} stamp written as the completion mark, last
 * @param {(content: string, scratch: string) => Promise<void>} fill fills `content`; may use `scratch` freely
 */
export async function stage(folder, stamp, fill) {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(PREFIX)) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  const area = mkdtempSync(path.join(parent, PREFIX));
  try {
    const content = path.join(area, 'content');
    const scratch = path.join(area, 'scratch');
    mkdirSync(content);
    mkdirSync(scratch);
    await fill(content, scratch);
    writeFileSync(path.join(content, MARK), stamp);
    rmSync(folder, { recursive: true, force: true });
    renameSync(content, folder);
  } finally {
    rmSync(area, { recursive: true, force: true });
  }
}
