// npm run bench, npm run docs: a TypeScript tool, after the packages it needs are there.
import { spawn } from 'node:child_process';
import { inRoot, ROOT } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { createReporter, printFailure } from './setup/report.mjs';

async function main() {
  const [script = '', ...passed] = process.argv.slice(2);
  // Said on the error stream: what a bench prints as JSON stays JSON.
  await prepare(['system', 'packages'], createReporter(process.stderr));
  const tsx = inRoot('node_modules', 'tsx', 'dist', 'cli.mjs');
  const child = spawn(process.execPath, [tsx, inRoot('tools', script), ...passed], { cwd: ROOT, stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}

main().catch((error) => {
  printFailure(error);
  process.exitCode = 1;
});
