// Cuts clips in a process of its own, to be killed: node clip-child.js cut <folder> (recording in <folder>/source.mp4)
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
  const token = (await target.files.offer(join(folder, 'source.mp4'), 'open'))?.token ?? '';
  const { jobId } = await target.call('footage.takeIn', {
    clientId: randomUUID(),
    tokens: [token],
    hallId: 1,
    cameraId: null,
    retentionClass: 'footage',
    acquisition: { method: 'hall_recorder', takenBy: null, approvalNo: null, basis: null },
  });
  await target.ended(jobId);
} else await target.call('session.demoSignIn', { personId: 1 });
const clips = await target.call('clips.ofRecording', { recordingId: 1 });
for (let at = clips.length; at < 6; at += 1) {
  const fields = {
    inMs: at * 1000 + 40,
    outMs: at * 1000 + 1400,
    label: `第 ${at} 段`,
    note: null,
    target: null,
    marks: [],
  };
  clips.push(
    await target.call('clips.save', { clientId: randomUUID(), id: null, revision: null, recordingId: 1, fields }),
  );
}
// What is half made lies here alone, and the start has cleared it away.
say(clips.map(({ derived }) => derived.length));
const { jobId } = await target.call('clips.cut', { clipIds: clips.map(({ id }) => id), mode: 'exact', caption: false });
let told = 0;
const watch = setInterval(() => {
  const done = target.changes.filter(({ entity }) => entity === 'derivation').length;
  for (; told < done; told += 1) say('cut');
}, 2);
const { state } = await target.ended(jobId);
clearInterval(watch);
say({ state });
await target.workspace.close();
