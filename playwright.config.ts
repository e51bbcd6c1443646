import { defineConfig } from '@playwright/test';
import { inRoot, ROOT, RUNTIME_DIR } from './tools/setup/paths.mjs';
import { findRuntime, runtimeEnvironment } from './tools/setup/runtime.mjs';

// Run by `npm test` the environment already names the runtime; run by hand it is looked up here.
const runtime = findRuntime(ROOT, RUNTIME_DIR);
for (const [name, value] of Object.entries(runtime ? runtimeEnvironment(runtime) : {})) {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 1,
  // A desktop under load now and then swallows a key. The run names what passed only on the second try.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['dot'], ['json', { outputFile: inRoot('test-results', 'e2e.json') }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
