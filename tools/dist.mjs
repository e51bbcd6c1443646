// npm run dist: the packaged form of the app in dist/. --dir: unpacked only.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup/errors.mjs';
import { ROOT, inRoot } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { createReporter, printFailure, size } from './setup/report.mjs';
import { run } from './setup/run.mjs';
import { writeLicences } from './release/licences.mjs';
import { archiver, planRelease } from './release/targets.mjs';

const NOT_FOR_RELEASE = 'unpacked test build, not for release';

/** Lets the test driver into the packaged app; such a build goes to a folder of its own and is no release either. */
const INSPECTABLE = Boolean(process.env.MINGCHA_DIST_INSPECT);
const OUTPUT = INSPECTABLE ? path.join('dist', 'inspectable') : 'dist';

/** @param {string} folder @returns {number} bytes */
const weigh = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(path.join(entry.parentPath, entry.name)).size : 0),
    0,
  );

/**
 * @param {import('./setup/runtime.mjs').Runtime} runtime
 * @param {string[]} targets
 * @param {import('./setup/report.mjs').Step} step
 */
async function pack(runtime, targets, step) {
  const settings = [
    `-c.directories.output=${OUTPUT}`,
    ...(INSPECTABLE ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : []),
    ...(runtime.source === 'official' ? [] : [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`]),
  ];
  const cli = inRoot('node_modules', 'electron-builder', 'cli.js');
  const { code, output } = await run(process.execPath, [cli, ...targets, '--publish', 'never', ...settings], {
    cwd: ROOT,
    env: { ...process.env, ...archiver(), NO_COLOR: '1', FORCE_COLOR: '0' },
    onOutput: (text) => step.progress(/•\s+(.*)/.exec(text)?.[1]?.slice(0, 60) ?? 'packing'),
  });
  if (code !== 0) throw new SetupError('the app could not be packed', output.trim().split('\n').slice(-30));
  return { note: targets.join(' ') };
}

/** @returns {string[]} the unpacked folders in dist/ */
const unpacked = () =>
  readdirSync(inRoot(OUTPUT))
    .filter((name) => /(-unpacked|^mac)/.test(name))
    .map((name) => inRoot(OUTPUT, name));

async function main() {
  const report = createReporter();
  const { runtime } = await prepare(['system', 'packages', 'runtime', 'build'], report);
  if (!runtime) throw new SetupError('no runtime was prepared');
  const dirOnly = process.argv.includes('--dir') || INSPECTABLE;
  const { targets, skipped } = planRelease({ platform: process.platform, source: runtime.source, dirOnly });
  await report.step('licences', () => {
    const { count, without } = writeLicences(ROOT, inRoot('out', 'THIRD-PARTY-LICENSES.txt'));
    const silent = without.length ? `; named without a text: ${without.join(', ')}` : '';
    return { note: `${count} packages${silent}` };
  });
  rmSync(inRoot(OUTPUT), { recursive: true, force: true });
  await report.step('packing', (step) => pack(runtime, targets, step));
  for (const folder of unpacked()) {
    const archive = path.join(folder, 'resources', 'app.asar');
    const inside = existsSync(archive) ? `, of which the app itself ${size(statSync(archive).size)}` : '';
    report.line(`✓ ${path.relative(ROOT, folder)}: ${size(weigh(folder))}${inside}`);
    if (runtime.source !== 'official' || INSPECTABLE) {
      writeFileSync(path.join(folder, 'NOT-FOR-RELEASE.txt'), `${NOT_FOR_RELEASE}\n`);
      report.line(`  ${NOT_FOR_RELEASE}`);
    }
  }
  for (const name of readdirSync(inRoot(OUTPUT), { withFileTypes: true })) {
    if (name.isFile() && !/\.(ya?ml|blockmap)$/.test(name.name)) {
      report.line(`✓ ${name.name}: ${size(statSync(inRoot(OUTPUT, name.name)).size)}`);
    }
  }
  for (const line of skipped) report.line(`– skipped: ${line}`);
}

main().catch((error) => {
  printFailure(error);
  process.exitCode = 1;
});
