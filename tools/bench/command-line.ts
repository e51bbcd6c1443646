import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export type Params = Record<string, string | number>;

/** The sqlite3 command line on the same file, one statement after another, timed by itself. */
export class CommandLine {
  readonly #child;
  #heard = '';

  constructor(file: string, mode: 'read' | 'write' = 'read') {
    this.#child = spawn('sqlite3', [...(mode === 'read' ? ['-readonly'] : []), file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    (this.#child.stdout as Readable).setEncoding('utf8').on('data', (text: string) => (this.#heard += text));
    this.#say('PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;\n.timer on\n');
  }

  #say(text: string): void {
    (this.#child.stdin as Writable).write(text);
  }

  /** Milliseconds of these statements; what they answer is thrown away. */
  async run(statements: readonly string[]): Promise<number> {
    this.#heard = '';
    this.#say(`.output /dev/null\n${statements.join(';\n')};\n.output\n.print done\n`);
    while (!this.#heard.includes('done')) await once(this.#child.stdout as Readable, 'data');
    const times = [...this.#heard.matchAll(/Run Time: real ([\d.]+)/g)].map(([, seconds]) => Number(seconds) * 1000);
    return times.reduce((sum, ms) => sum + ms, 0);
  }

  async end(): Promise<void> {
    this.#say('.quit\n');
    await once(this.#child, 'close');
  }
}

/** A statement with its parameters written in; they come from this bench, never from a person. */
export const written = (sql: string, params: Params): string =>
  sql.replace(/:([A-Za-z]+\d*)/g, (_, name: string) => {
    const value = params[name];
    return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
  });
