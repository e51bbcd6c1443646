import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { npm, run } from './run.mjs';

/** Folders whose names the compiler's makefiles can bear: they break on spaces. */
const PLAIN = /^[\w./+@-]+$/;

/**
 * Whether native code cannot be compiled where the project lies.
 * @param {string} root
 */
export const mustCompileAside = (root) => process.platform !== 'win32' && !PLAIN.test(root);

/**
 * Puts a native module in place: its makers' compiled one if it can be had, else one compiled here.
 * @param {string} root
 * @param {string} name
 * @param {(text: string) => void} progress
 * @returns {Promise<string>} what the commands printed
 */
export async function buildNative(root, name, progress) {
  let note = `building ${name}`;
  const onOutput = (/** @type {string} */ text) => {
    const file = /(?:CC|CXX|SOLINK_MODULE)\(target\) \S*?([^/\s]+)$/m.exec(text)?.[1];
    if (file) note = `compiling ${name}: ${file}`;
  };
  const timer = setInterval(() => progress(note), 1_000);
  try {
    if (name === 'sqlite3' && mustCompileAside(root)) return await buildAside(root, name, onOutput);
    return (await npm(['rebuild', name, '--foreground-scripts'], { cwd: root, onOutput })).output;
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {string} root
 * @param {string} name
 * @param {(text: string) => void} onOutput
 */
async function buildAside(root, name, onOutput) {
  const modules = path.join(root, 'node_modules');
  const fetched = await run(process.execPath, [path.join(modules, 'prebuild-install', 'bin.js'), '-r', 'napi'], {
    cwd: path.join(modules, name),
    onOutput,
  });
  return fetched.code === 0 ? fetched.output : compileAside(root, name, onOutput);
}

/**
 * Compiles in a temporary folder with a plain name and brings the result home. The headers, whose path reaches the
 * compiler, are copied along; what is only run stays where it is.
 * @param {string} root
 * @param {string} name
 * @param {(text: string) => void} onOutput
 */
async function compileAside(root, name, onOutput) {
  const base = [tmpdir(), '/var/tmp'].find((folder) => PLAIN.test(folder)) ?? '/tmp';
  const aside = mkdtempSync(path.join(base, 'mingcha-build-'));
  try {
    const modules = path.join(root, 'node_modules');
    const cwd = path.join(aside, name);
    cpSync(path.join(modules, name), cwd, { recursive: true });
    cpSync(path.join(modules, 'node-addon-api'), path.join(cwd, 'node_modules', 'node-addon-api'), { recursive: true });
    symlinkSync(modules, path.join(aside, 'node_modules'));
    // Through npm, which knows where this machine keeps Node's headers.
    const { output } = await npm(['run', 'rebuild'], { cwd, onOutput });
    bringHome(path.join(cwd, 'build', 'Release'), path.join(root, 'node_modules', name, 'build', 'Release'));
    return output;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/**
 * @param {string} from folder with the compiled modules, which may not exist
 * @param {string} to
 */
function bringHome(from, to) {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from).filter((entry) => entry.endsWith('.node'))) {
    cpSync(path.join(from, file), path.join(to, `${file}.part`));
    renameSync(path.join(to, `${file}.part`), path.join(to, file));
  }
}
