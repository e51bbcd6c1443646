import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SetupError } from '../setup/errors.mjs';
import { createFreshness } from '../setup/freshness.mjs';
import { ROOT, inRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { archiver } from './targets.mjs';

/** Said of everything that may not be handed out, and written into it. */
export const NOT_FOR_RELEASE = 'unpacked test build, not for release';
export const NOT_FOR_RELEASE_FILE = 'NOT-FOR-RELEASE.txt';

/** Everything a packed app is made from, once it is built. */
const SOURCES = [
  'out/main',
  'out/preload',
  'out/renderer',
  'LICENSE',
  'electron-builder.yml',
  'package.json',
  'package-lock.json',
  'tools/release',
];

/**
 * The unpacked apps in a folder that electron-builder filled, one per processor.
 * @param {string} output
 */
export const unpackedIn = (output) =>
  readdirSync(inRoot(output))
    .filter((name) => /-unpacked$|^mac/.test(name))
    .map((name) => inRoot(output, name));

/**
 * Packs the built app, unless that was done of these very sources.
 * @param {object} order
 * @param {string} order.output folder, relative to the project's root
 * @param {string[]} order.targets as electron-builder's arguments
 * @param {import('../setup/runtime.mjs').Runtime} order.runtime
 * @param {boolean} order.inspectable whether the test driver may reach into it; such a build is no release
 * @param {import('../setup/report.mjs').Step} step
 */
export async function pack({ output, targets, runtime, inspectable }, step) {
  const releasable = runtime.source === 'official' && !inspectable;
  const freshness = createFreshness({
    root: ROOT,
    file: `.runtime/packed ${[path.basename(output), runtime.source, runtime.version, ...targets].join(' ')}.json`,
    sources: SOURCES,
    results: [output],
  });
  if (freshness.isFresh()) return { note: 'fresh' };
  const finish = freshness.begin();
  rmSync(inRoot(output), { recursive: true, force: true });
  const settings = [
    `-c.directories.output=${output}`,
    ...(inspectable ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : []),
    ...(runtime.source === 'official'
      ? []
      : [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`]),
  ];
  const cli = inRoot('node_modules', 'electron-builder', 'cli.js');
  const { code, output: printed } = await run(process.execPath, [cli, ...targets, '--publish', 'never', ...settings], {
    cwd: ROOT,
    env: { ...process.env, ...archiver(), NO_COLOR: '1', FORCE_COLOR: '0' },
    onOutput: (text) => step.progress(/•\s+(\S.{0,60})/.exec(text)?.[1] ?? 'at work'),
  });
  if (code !== 0) {
    throw new SetupError(
      'the app could not be packed',
      stripVTControlCharacters(printed).trim().split('\n').slice(-30),
    );
  }
  for (const folder of releasable ? [] : unpackedIn(output)) {
    writeFileSync(path.join(folder, NOT_FOR_RELEASE_FILE), `${NOT_FOR_RELEASE}\n`);
  }
  finish();
  return { note: targets.join(' ') };
}
