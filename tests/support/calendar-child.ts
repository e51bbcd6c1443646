// Applies a calendar, in a process of its own, to be killed: node calendar-child.js <rows> <folder>
import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillLedger } from '../../tools/bench/ledger-data.js';
import { openConsole } from './workspace.js';

const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`);
const [, , rows = '', folder = ''] = process.argv;

const target = await openConsole({ demo: true, setUp: false, folder });
await target.call('session.setUp', {
  clientId: crypto.randomUUID(),
  hallName: '林溪政务服务中心',
  administrator: { account: 'office', name: '何知远', password: '杭州湾-tide-47' },
});
await target.call('session.demoSignIn', { personId: 1 });
await target.workspace.database.write('child.fill', (tx) => fillLedger(tx, 'open', Number(rows)), { unaudited: true });
const file = join(folder, '2027.json');
const days = ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09'].map((date) => ({ date, kind: 'off' }));
await writeFile(file, JSON.stringify({ format: 'mingcha-calendar', version: 1, year: 2027, days }));
const { preview } = await target.call('calendar.readFile', {
  token: (await target.files.offer(file, 'open'))?.token ?? '',
});
// Says each batch that is written, so that it can be killed while the next one is under way.
target.workspace.database.onCommit((changes) => {
  if (changes.some(({ entity }) => entity === 'rectification')) say('batch');
});
const { jobId } = await target.call('calendar.apply', { hash: preview?.hash ?? '', paperNo: '国办发明电〔2026〕9号' });
await target.ended(jobId);
say('done');
await target.close();
