// npm run dist: the packaged form of the app in dist/. --dir: unpacked only. With MINGCHA_DIST_INSPECT the build lets
// the test driver in; it goes to a folder of its own.
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { NOT_FOR_RELEASE, NOT_FOR_RELEASE_FILE, pack, unpackedIn } from './release/pack.mjs';
import { writeLicences } from './release/licences.mjs';
import { planRelease } from './release/targets.mjs';
import { SetupError } from './setup/errors.mjs';
import { ROOT, inRoot } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { createReporter, printFailure, size } from './setup/report.mjs';

/** What electron-builder leaves beside the artifacts. */
const BYPRODUCTS = /\.(ya?ml|blockmap)$/;

/** @param {string} folder @returns {number} bytes */
const weigh = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(path.join(entry.parentPath, entry.name)).size : 0),
    0,
  );

/** @param {string} output @returns {string[]} one line per artifact */
function describe(output) {
  const folders = unpackedIn(output).flatMap((folder) => {
    const archive = path.join(folder, 'resources', 'app.asar');
    const inside = existsSync(archive) ? `, of which the app itself ${size(statSync(archive).size)}` : '';
    const warning = existsSync(path.join(folder, NOT_FOR_RELEASE_FILE)) ? [`  ${NOT_FOR_RELEASE}`] : [];
    return [`✓ ${path.relative(ROOT, folder)}: ${size(weigh(folder))}${inside}`, ...warning];
  });
  const files = readdirSync(inRoot(output), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !BYPRODUCTS.test(entry.name))
    .map((entry) => `✓ ${path.join(output, entry.name)}: ${size(statSync(inRoot(output, entry.name)).size)}`);
  return [...folders, ...files];
}

async function main() {
  const report = createReporter();
  const inspectable = Boolean(process.env.MINGCHA_DIST_INSPECT);
  const output = inspectable ? '.runtime/inspectable' : 'dist';
  const { runtime } = await prepare(['system', 'packages', 'runtime', 'build'], report);
  if (!runtime) throw new SetupError('no runtime was prepared');
  const dirOnly = inspectable || process.argv.includes('--dir');
  const { targets, skipped } = planRelease({ platform: process.platform, source: runtime.source, dirOnly });
  await report.step('licences', () => {
    const { count, without } = writeLicences(ROOT, inRoot('out', 'THIRD-PARTY-LICENSES.txt'));
    return { note: `${count} packages${without.length ? `; without a text of their own: ${without.join(', ')}` : ''}` };
  });
  await report.step('packing', (step) => pack({ output, targets, runtime, inspectable }, step));
  describe(output).forEach(report.line);
  for (const line of skipped) report.line(`– skipped: ${line}`);
}

main().catch((error) => {
  printFailure(error);
  process.exitCode = 1;
});
