// npm start: sets up what is missing, builds what is stale, opens the console.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { launch } from './setup/launch.mjs';
import { ROOT, inRoot } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { createReporter, duration, printFailure } from './setup/report.mjs';
import { noDisplay } from './setup/system.mjs';

const EXIT_SWITCH = '--exit-after-shot';

async function main() {
  const report = createReporter();
  const passed = process.argv.slice(2).filter((word) => word !== EXIT_SWITCH);
  const exitAfterShot = process.argv.includes(EXIT_SWITCH) || Boolean(process.env.MINGCHA_EXIT_AFTER_SHOT);
  const shot = exitAfterShot || noDisplay() ? inRoot('out', 'first-screen.png') : '';
  report.line(`Mingcha 明察 · Node ${process.versions.node}`);
  const prepared = await prepare(['system', 'packages', 'runtime', 'build', 'display'], report);
  if (shot) {
    mkdirSync(path.dirname(shot), { recursive: true });
    rmSync(shot, { force: true });
  }
  process.exitCode = await launch(prepared, {
    args: passed,
    shot,
    exitAfterShot,
    onShown: () => {
      const picture = shot ? `, first screen in ${path.relative(ROOT, shot)}` : '';
      report.line(`✓ window: shown ${duration(performance.now())} after the start${picture}`);
      if (shot && !exitAfterShot) report.line('  The console keeps running; Ctrl+C ends it.');
    },
  });
  prepared.display?.close();
}

main().catch((error) => {
  printFailure(error);
  process.exit(1);
});
