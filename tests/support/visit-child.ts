// Records a visit in a process of its own, to be killed: node visit-child.js record <folder>
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { VisitDetail, VisitChange } from '../../domain/visit-record.js';
import { itemsOf } from '../../domain/checklist/schema.js';
import { anyPerson } from '../../db/queries/people.js';
import { edit, answering, finding, writing } from './visits.js';
import { addPerson, openConsole, type TestConsole } from './workspace.js';

const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`);

async function inspectorOf(target: TestConsole): Promise<number> {
  if (!(await target.workspace.database.read('child.anyPerson', anyPerson))) {
    await target.call('session.setUp', {
      clientId: randomUUID(),
      hallName: '林溪政务服务中心',
      administrator: { account: 'office', name: '何知远', password: '杭州湾-tide-47' },
    });
    await addPerson(target, 'lin', ['inspector']);
  }
  return 2;
}

/** What one change writes, all of it saying the same number. */
function changesOf(visit: VisitDetail, item: string, n: number): VisitChange[] {
  const list = visit.checklists[0]?.clientId ?? '';
  const before = n === 1 ? null : `第 ${n - 1} 次`;
  const now = `第 ${n} 次`;
  const one = finding({ clientId: list, title: '窗口空岗' });
  return [
    edit({ narrative: before }, { narrative: now }),
    answering(list, item, before === null ? null : { kind: 'not_observed', note: before }, {
      kind: 'not_observed',
      note: now,
    }),
    writing(before === null ? null : { ...one, description: before }, { ...one, description: now }),
    {
      kind: 'step',
      clientId: randomUUID(),
      entry: { step: 'arrive', windowId: null, at: visit.createdAt, recordedAt: visit.createdAt, note: now },
    },
  ];
}

const numberIn = (text: string | null | undefined): number => Number(/\d+/.exec(text ?? '')?.[0] ?? 0);

const target = await openConsole({ demo: true, setUp: false, folder: process.argv[3] ?? '' });
const personId = await inspectorOf(target);
await target.call('session.demoSignIn', { personId });
const desk = await target.call('visits.desk', {});
const open = desk.open[0];
const visit = open
  ? await target.call('visits.get', { id: open.id })
  : await target.call('visits.start', {
      clientId: randomUUID(),
      mode: 'announced_visit',
      roundObjectId: null,
      hallId: null,
      windowIds: [],
      partnerIds: [],
    });
const list = visit.checklists[0];
const version = await target.call('templates.version', { versionId: list?.versionId ?? 0 });
const item = itemsOf(version.content)[0]?.item.code ?? '';
const reached = numberIn(visit.fields.narrative);
say({
  no: visit.no,
  offered: open?.no ?? null,
  narrative: reached,
  answer: numberIn(list?.answers[item]?.note),
  finding: numberIn(visit.findings[0]?.description),
  steps: visit.steps.length,
  revision: visit.revision,
  conflicts: visit.conflicts.length,
});
let seen = visit.revision;
for (let n = reached + 1; ; n += 1) {
  const saved = await target.call('visits.change', { id: visit.id, seen, changes: changesOf(visit, item, n) });
  seen = saved.revision;
  say(n);
  await new Promise((done) => setTimeout(done, 2));
}
