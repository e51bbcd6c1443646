// npm test: sets up, runs every part even after a failure, ends with the counts on one line.
// `node tools/test.mjs unit db` runs those parts only.
import { prepare } from './setup/prepare.mjs';
import { createReporter, duration, printFailure } from './setup/report.mjs';
import { runtimeEnvironment } from './setup/runtime.mjs';
import { sum, verdict } from './testing/counts.mjs';
import { PARTS, chooseParts, needsOf } from './testing/parts.mjs';
import { runPart } from './testing/runner.mjs';

const BEAT_MS = 1_000;

/**
 * Runs the parts of one lane, one after another.
 * @param {string[]} names
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./setup/report.mjs').Reporter} report
 */
async function runLane(names, env, report) {
  const results = [];
  for (const name of names) {
    results.push(
      await report.step(name, async ({ progress }) => {
        const timer = setInterval(() => progress('running'), BEAT_MS);
        const result = await runPart(name, env).finally(() => clearInterval(timer));
        return { note: verdict(result.counts), value: result, failed: result.counts.failed > 0 };
      }),
    );
  }
  return results;
}

/** @param {import('./testing/runner.mjs').PartResult[]} results */
function table(results) {
  const rows = results.map(({ name, counts, ms }) => [
    name,
    counts.passed,
    counts.failed,
    counts.skipped,
    duration(ms),
  ]);
  return [['part', 'passed', 'failed', 'skipped', 'time'], ...rows]
    .map(([name, ...cells]) => String(name).padEnd(14) + cells.map((cell) => String(cell).padStart(12)).join(''))
    .join('\n');
}

/** @param {import('./testing/runner.mjs').PartResult[]} results what failed or wavered, in one place at the end */
const toldOf = (results) =>
  results.flatMap(({ name, told }) =>
    told.map(({ outcome, title, message }) => `${outcome} · ${name} · ${title}\n${message.replace(/^/gm, '    ')}`),
  );

/** @param {string[]} asked */
async function main(asked) {
  const report = createReporter();
  const names = chooseParts(asked);
  const { runtime, display } = await prepare(needsOf(names), report);
  const env = { ...(runtime && runtimeEnvironment(runtime)), ...display?.env };
  /** @param {import('./testing/parts.mjs').Part['lane']} lane */
  const lane = (lane) =>
    runLane(
      names.filter((name) => PARTS[name]?.lane === lane),
      env,
      report,
    );
  const beside = await Promise.all([lane('static'), lane('vitest')]);
  const results = [...beside.flat(), ...(await lane('e2e'))];
  display?.close();
  for (const { name, details } of results) if (details) console.log(`\n── ${name} ──\n${details}`);
  for (const one of toldOf(results)) console.log(`\n${one}`);
  console.log(`\n${table(results)}\n`);
  return sum(results.map((result) => result.counts));
}

const counts = await main(process.argv.slice(2)).catch((error) => {
  printFailure(error, process.stdout);
  return { passed: 0, failed: 1, skipped: 0 };
});
console.log(verdict(counts));
process.exitCode = counts.failed ? 1 : 0;
