// npm run dev: the console with hot reload, on the runtime that set-up found.
import { spawn } from 'node:child_process';
import { buildFreshness, electronVite } from './setup/build.mjs';
import { ROOT } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { createReporter, printFailure } from './setup/report.mjs';
import { runtimeEnvironment } from './setup/runtime.mjs';

async function main() {
  const { runtime, display } = await prepare(['system', 'packages', 'runtime', 'display'], createReporter());
  // The dev server writes its own main process into out/, which is then no production build any more.
  buildFreshness(ROOT).begin();
  const passed = process.argv.slice(2);
  const child = spawn(process.execPath, [electronVite(ROOT), 'dev', ...(passed.length ? ['--', ...passed] : [])], {
    cwd: ROOT,
    env: { ...process.env, ...(runtime && runtimeEnvironment(runtime)), ...display?.env },
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('close', (code) => {
    display?.close();
    process.exitCode = code ?? 1;
  });
}

main().catch((error) => {
  printFailure(error);
  process.exitCode = 1;
});
