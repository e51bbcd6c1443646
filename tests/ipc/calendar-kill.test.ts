import { expect, test, vi } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { childProgram, startChild } from '../db/support/process.js';
import { tempFolder } from '../db/support/store.js';
import { openConsole } from '../support/workspace.js';

vi.setConfig({ testTimeout: 120_000 });

const ROWS = 9000;
const program = childProgram('tests/support/calendar-child.ts');

test('a recalculation killed in the middle is finished at the next start, every matter once', async () => {
  const folder = tempFolder();
  const child = startChild(program(), String(ROWS), folder);
  expect(await child.next()).toBe('batch');
  child.process.kill('SIGKILL');
  await child.rest();

  const console = await openConsole({ demo: true, setUp: false, folder });
  const { database, jobs } = console.workspace;
  const count = (sql: string): Promise<number | undefined> =>
    database.read('test.count', (reader) => reader.value<number>(sql));
  try {
    const [job] = await jobs.list({ personId: 1, office: true });
    expect(job).toMatchObject({ kind: 'calendar.recalculate', subject: '国办发明电〔2026〕9号' });
    const ended = await console.ended(job?.id ?? 0);
    expect(ended).toMatchObject({ state: 'succeeded', result: { moved: ROWS } });
    // Some were done before the end of that process, or nothing was tried.
    expect(Number(ended.result?.['matters'])).toBeLessThan(ROWS);
    expect(await count('SELECT count(*) FROM rectification WHERE provisional = 1')).toBe(0);
    expect(await count(`SELECT count(*) FROM rectification_event WHERE action = 'recalculate'`)).toBe(ROWS);
    expect(
      await count(`SELECT count(DISTINCT rectification_id) FROM rectification_event WHERE action = 'recalculate'`),
    ).toBe(ROWS);
    expect(
      await count(`SELECT count(DISTINCT ref) FROM audit WHERE action = 'calendar.apply' AND object = 'rectification'`),
    ).toBe(ROWS);
    expect(await count('SELECT count(*) FROM calendar_recalculation WHERE ended_at IS NULL')).toBe(0);
    expect(await verifyChain(database)).toMatchObject({ ok: true });
  } finally {
    await console.close();
  }
});
