import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildNative } from './compile.mjs';
import { explain } from './errors.mjs';
import { run } from './run.mjs';

/** Packages with native code: where the code lies, and a few lines that use it for real. */
const NATIVES = [
  {
    name: 'sqlite3',
    folder: 'node_modules/sqlite3/build/Release',
    trial: `const { Database } = require('sqlite3');
      new Database(':memory:').get('SELECT 1 AS one', (error, row) => process.exit(!error && row.one === 1 ? 0 : 1));`,
  },
  {
    name: '@node-rs/argon2',
    folder: 'node_modules/@node-rs',
    trial: `process.exit(require('@node-rs/argon2').hashSync('x').startsWith('$argon2') ? 0 : 1);`,
  },
];

/**
 * Size and date of every native file, with the Node they were tried on. Empty for a package that has none.
 * @param {string} root
 */
function signature(root) {
  const files = NATIVES.flatMap(({ folder }) => {
    try {
      return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.node'))
        .map((name) => path.join(root, folder, name));
    } catch {
      return [];
    }
  });
  const marks = files.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${path.relative(root, file)} ${size} ${mtimeMs}`;
  });
  return JSON.stringify({ abi: process.versions.modules, marks: marks.sort() });
}

/**
 * Makes sure the native packages load and work in this Node, building them anew when they do not: npm may have
 * been told to block install scripts, and then installs them without their native part and without a word.
 * @param {string} root
 * @param {import('./report.mjs').Step} step
 */
export async function ensureNatives(root, step) {
  const stamp = path.join(root, 'node_modules', '.mingcha', 'natives.json');
  try {
    if (readFileSync(stamp, 'utf8') === signature(root)) return { note: 'fresh' };
  } catch {
    // Not tried yet.
  }
  const rebuilt = [];
  for (const { name, trial } of NATIVES) {
    const tried = () => run(process.execPath, ['-e', trial], { cwd: root });
    if ((await tried()).code === 0) continue;
    const built = await buildNative(root, name, step.progress);
    const second = await tried();
    if (second.code !== 0) {
      const output = `${built}\n${second.output}`;
      throw explain(new Error(`${name} does not load: ${output.slice(-1_500)}`), output);
    }
    rebuilt.push(name);
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, signature(root));
  const names = NATIVES.map(({ name }) => name).join(', ');
  return { note: rebuilt.length ? `built ${rebuilt.join(', ')}, tried ${names}` : `tried ${names}` };
}
