// npm run build: the production form of the app in out/, made anew when its sources changed (--force: always).
import { ensureBuild } from './setup/build.mjs';
import { ROOT } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { createReporter, printFailure } from './setup/report.mjs';

try {
  const report = createReporter();
  const force = process.argv.includes('--force');
  await prepare(force ? ['packages'] : ['packages', 'build'], report);
  if (force) await report.step('build', (step) => ensureBuild(ROOT, step, { force }));
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
