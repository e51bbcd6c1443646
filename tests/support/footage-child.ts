// Takes a folder in, in a process of its own, to be killed: node footage-child.js take <folder> (sources in <folder>/source)
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { anyPerson } from '../../db/queries/people.js';
import { openConsole } from './workspace.js';

const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`);
const folder = process.argv[3] ?? '';

const target = await openConsole({ demo: true, setUp: false, folder });
if (!(await target.workspace.database.read('child.anyPerson', anyPerson))) {
  await target.call('session.setUp', {
    clientId: randomUUID(),
    hallName: '林溪政务服务中心',
    administrator: { account: 'office', name: '何知远', password: '杭州湾-tide-47' },
  });
}
await target.call('session.demoSignIn', { personId: 1 });
const [before] = await target.call('footage.takings', { limit: 1 });
// What a killed process left is offered, and gone on with by its number.
say(before ?? null);
// Says each file that is done, so that it can be killed while the next one is under way.
let told = 0;
const watch = setInterval(() => {
  const done = target.changes.filter(({ entity }) => entity === 'recording').length;
  for (; told < done; told += 1) say('done');
}, 2);
let jobId: number;
let takingId: number;
if (before) {
  takingId = before.id;
  ({ jobId } = await target.call('footage.resume', { takingId }));
} else {
  const token = (await target.files.offer(join(folder, 'source'), 'open'))?.token ?? '';
  ({ takingId, jobId } = await target.call('footage.takeIn', {
    clientId: randomUUID(),
    tokens: [token],
    hallId: 1,
    cameraId: null,
    retentionClass: 'footage',
    acquisition: { method: 'hall_recorder', takenBy: null, approvalNo: null, basis: null },
  }));
}
await target.ended(jobId);
clearInterval(watch);
say(await target.call('footage.takingFiles', { takingId }));
await target.workspace.close();
