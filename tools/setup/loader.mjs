import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.resolve(import.meta.dirname, '..', 'loader');

const STAMP = 'default_app.stamp';

/** Changes whenever the loader's text changes. */
const stampOfSource = () =>
  ['main.cjs', 'package.json']
    .reduce((hash, name) => hash.update(readFileSync(path.join(SOURCE, name))), createHash('sha256'))
    .digest('hex');

/**
 * Puts the loader as the default app into a runtime that came without one; does nothing when it is there and current.
 * @param {string} resources the runtime's resources folder
 */
export async function ensureLoader(resources) {
  const archive = path.join(resources, 'default_app.asar');
  const memory = path.join(resources, STAMP);
  const stamp = stampOfSource();
  if (existsSync(archive) && existsSync(memory) && readFileSync(memory, 'utf8') === stamp) return;
  const { createPackage } = await import('@electron/asar');
  mkdirSync(resources, { recursive: true });
  await createPackage(SOURCE, `${archive}.part`);
  renameSync(`${archive}.part`, archive);
  writeFileSync(memory, stamp);
}
