import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Every file at or below the given paths, sorted, relative to the root. Paths that do not exist count as empty.
 * @param {string} root
 * @param {string[]} paths
 */
function filesOf(root, paths) {
  return paths
    .flatMap((name) => {
      const full = path.join(root, name);
      if (!existsSync(full)) return [];
      if (statSync(full).isFile()) return [name];
      return readdirSync(full, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    })
    .sort();
}

/**
 * A digest of names and contents.
 * @param {string} root
 * @param {string[]} paths files and folders, relative to the root
 * @param {string[]} [except] files that do not count
 */
export function contentStamp(root, paths, except = []) {
  const hash = createHash('sha256');
  for (const name of filesOf(root, paths)) {
    if (except.includes(name)) continue;
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * A digest of names, sizes and dates: whether anybody touched them since.
 * @param {string} root
 * @param {string[]} paths
 */
function touchStamp(root, paths) {
  const hash = createHash('sha256');
  for (const name of filesOf(root, paths)) {
    const { size, mtimeMs } = statSync(path.join(root, name));
    hash.update(`${name}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/**
 * Remembers from which sources some results were made, and whether both are still the same.
 * @param {object} what
 * @param {string} what.root
 * @param {string} what.file where the memory is kept, relative to the root
 * @param {string[]} what.sources
 * @param {string[]} [what.generated] among the sources, but written by the work itself
 * @param {string[]} what.results must all exist to be fresh
 */
export function createFreshness({ root, file, sources, generated = [], results }) {
  const memory = path.join(root, file);
  const ofSources = () => contentStamp(root, sources, generated);
  /** @param {string} sourcesStamp */
  const compose = (sourcesStamp) => JSON.stringify({ sources: sourcesStamp, results: touchStamp(root, results) });
  return {
    isFresh: () =>
      existsSync(memory) &&
      results.every((name) => existsSync(path.join(root, name))) &&
      readFileSync(memory, 'utf8') === compose(ofSources()),
    /**
     * Call before making the results: a broken-off run then leaves no claim, and an edit made meanwhile counts as new.
     * @returns {() => void} call when the results are made
     */
    begin: () => {
      rmSync(memory, { force: true });
      const stamp = ofSources();
      return () => {
        mkdirSync(path.dirname(memory), { recursive: true });
        writeFileSync(memory, compose(stamp));
      };
    },
  };
}
