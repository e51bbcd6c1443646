import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup/errors.mjs';

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} version
 * @property {string} identifier such as "MIT"
 * @property {string} text
 */

/** Lists that the build leaves of what it bundled. */
const BUNDLED = ['main', 'preload', 'renderer'].map((name) => `out/${name}/.vite/license.json`);

/**
 * Folders of packages shipped as they are, compiled into a shipped native module, or already bundled into a package that
 * is bundled here, where the build's list does not see them (fflate and nanoid, inside docx).
 */
const SHIPPED = [
  ...['sqlite3', 'node-addon-api', 'bindings', 'file-uri-to-path', '@node-rs/argon2', 'ffmpeg-static'],
  ...['fflate', 'docx/node_modules/nanoid'],
];

/** @param {string} root @returns {Entry[]} */
function bundled(root) {
  return BUNDLED.flatMap((name) => {
    const file = path.join(root, name);
    if (!existsSync(file)) throw new SetupError(`${name} is missing: the build no longer lists what it bundles`);
    return JSON.parse(readFileSync(file, 'utf8'));
  });
}

/** @param {string} root @returns {Entry[]} */
function shipped(root) {
  return SHIPPED.flatMap((name) => {
    const folder = path.join(root, 'node_modules', name);
    if (!existsSync(folder)) return [];
    const { name: own, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder).filter((file) => /licen[cs]e/i.test(file));
    const text = texts.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
    return [{ name: own ?? name, version, identifier: license, text }];
  });
}

const INTRODUCTION = `Mingcha ships the software listed below, each under its own licence.
Electron and Chromium: see LICENSE.electron.txt and LICENSES.chromium.html in this folder.
SQLite, inside sqlite3, is in the public domain.`;

/**
 * Gathers the licence texts of everything a release holds.
 * @param {string} root
 * @param {string} target file to write
 * @returns {{count: number, without: string[]}} how many packages, and which of them bring no text
 */
export function writeLicences(root, target) {
  const entries = new Map(
    [...bundled(root), ...shipped(root)].map((entry) => [`${entry.name} ${entry.version}`, entry]),
  );
  const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  const sections = sorted.map(([title, { identifier, text }]) => {
    const heading = `${title} (${identifier ?? 'see text'})`;
    return `${heading}\n${'-'.repeat(heading.length)}\n${text || 'The package brings no text of its own; its licence is named above.'}`;
  });
  writeFileSync(target, `${[INTRODUCTION, ...sections].join('\n\n\n')}\n`);
  return { count: sorted.length, without: sorted.filter(([, { text }]) => !text).map(([title]) => title) };
}
