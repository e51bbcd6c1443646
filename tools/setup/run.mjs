import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** How much of a command's output is kept to explain a failure, in characters. */
const KEPT = 200_000;

/**
 * @typedef {object} Result
 * @property {number} code exit code; 127 when the command does not exist, 128 when a signal ended it
 * @property {string} output the end of what it printed, both streams
 */

/**
 * Runs a command without a shell and waits for it.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(text: string) => void} [options.onOutput] each piece as it comes
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<Result>}
 */
export function run(command, args, { cwd, env, onOutput, signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    /** @param {string} text */
    const take = (text) => {
      output = (output + text).slice(-KEPT);
      onOutput?.(text);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}

/**
 * Whether a command is on the PATH.
 * @param {string} name
 */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => folder !== '' && endings.some((ending) => existsSync(path.join(folder, name + ending))));
}

/**
 * Runs npm by its own script file, so that no shell and no .cmd wrapper is in between.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  const bin = path.dirname(process.execPath);
  const script = [
    process.env.npm_execpath,
    path.join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => file && path.basename(file) === 'npm-cli.js' && existsSync(file));
  return script ? run(process.execPath, [script, ...args], options) : run('npm', args, options);
}
