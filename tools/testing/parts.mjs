import { isRoot } from '../setup/system.mjs';

/**
 * One command of the type, lint and format parts: passes or fails as a whole.
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} command script inside node_modules, then its arguments
 *
 * One part of the tests. Parts of one lane run one after another; lanes run beside each other, `e2e` after all.
 * @typedef {object} Part
 * @property {'vitest' | 'playwright' | 'checks'} kind
 * @property {'static' | 'vitest' | 'e2e'} lane
 * @property {import('../setup/prepare.mjs').Need[]} needs
 * @property {Check[]} [checks]
 */

const TSC = 'typescript/bin/tsc';

/** @param {string} project @param {string} name */
const typeCheck = (project, name) => ({ name, command: [TSC, '--noEmit', '-p', project] });

/** @returns {Part} */
const vitest = () => ({ kind: 'vitest', lane: 'vitest', needs: ['packages'] });

/** @type {Record<string, Part>} */
export const PARTS = {
  // The build writes renderer/components.d.ts, which the renderer's types refer to.
  types: {
    kind: 'checks',
    lane: 'static',
    needs: ['packages', 'typings', 'build'],
    checks: [
      { name: 'renderer', command: ['vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.web.json'] },
      typeCheck('tsconfig.node.json', 'main process, database, tests'),
      typeCheck('tsconfig.electron33.json', 'main process against Electron 33'),
      typeCheck('tsconfig.tools.json', 'tools'),
    ],
  },
  lint: {
    kind: 'checks',
    lane: 'static',
    needs: ['packages'],
    checks: [{ name: 'eslint', command: ['eslint/bin/eslint.js', '.'] }],
  },
  format: {
    kind: 'checks',
    lane: 'static',
    needs: ['packages'],
    checks: [{ name: 'prettier', command: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] }],
  },
  unit: vitest(),
  db: vitest(),
  ipc: vitest(),
  security: vitest(),
  architecture: vitest(),
  e2e: { kind: 'playwright', lane: 'e2e', needs: ['system', 'packages', 'runtime', 'build', 'display'] },
};

/**
 * The parts asked for, in their order; all of them when none is named.
 * @param {string[]} names
 * @returns {string[]}
 */
export function chooseParts(names) {
  const unknown = names.filter((name) => !(name in PARTS));
  if (unknown.length)
    throw new RangeError(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  return Object.keys(PARTS).filter((name) => names.length === 0 || names.includes(name));
}

/**
 * Everything the chosen parts need of set-up. A machine that installs system packages by itself (root on Debian) gets
 * them for every part: the database driver may have to be compiled.
 * @param {string[]} names
 * @returns {import('../setup/prepare.mjs').Need[]}
 */
export function needsOf(names) {
  const needs = new Set(names.flatMap((name) => PARTS[name]?.needs ?? []));
  if (isRoot()) needs.add('system');
  return [...needs];
}
