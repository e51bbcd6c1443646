import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find } from '../../db/search.js';
import { itemsOf, type TemplateContent } from '../../domain/checklist/schema.js';
import type { Answer } from '../../domain/checklist/answers.js';
import { isAppError } from '../../domain/errors.js';
import { findingOfItem } from '../../domain/finding.js';
import { canonicalJson } from '../../domain/visit-canonical.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import { make, smallHall, type SmallHall } from '../support/hall.js';
import {
  answering,
  callerOf,
  completeVisit,
  contentOf,
  edit,
  finding,
  people,
  published,
  writing,
  type Caller,
} from '../support/visits.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let console: TestConsole;
let hall: SmallHall;
let who: Record<'lin' | 'qiao' | 'fu' | 'qin', Caller>;
let content: TemplateContent;
beforeAll(async () => {
  console = await openConsole();
  hall = await smallHall(console);
  content = await contentOf(console, await published(console, 'simulated_transaction'));
  who = await people(console, { lin: ['inspector'], qiao: ['inspector'], fu: ['reviewer'], qin: ['leader'] });
});
afterAll(() => console.close());

const two = () => ({ windowIds: [hall.w2.id, hall.w10.id], partnerIds: [who.qiao.personId] });
const submit = ({ id, revision }: VisitDetail, by = who.lin): Promise<VisitDetail> =>
  by.call('visits.submit', { id, revision });
const fails: Answer = { kind: 'fails', count: 1, note: null };
const first = () => itemsOf(content).find(({ item }) => item.kind === 'conformity' && item.required)?.item;

/** A failed item at the first window, and the finding it opens. */
function failing(visit: VisitDetail): VisitChange[] {
  const item = first();
  const list = visit.checklists[0];
  if (!item || !list) throw new Error('no item to fail');
  const passed: Answer = { kind: 'conforms', count: 1, note: null };
  const opened = findingOfItem(
    item,
    { [item.code]: fails },
    {
      clientId: randomUUID(),
      checklist: list.clientId,
      windowId: list.windowId,
      unitId: hall.unit.id,
      at: null,
    },
  );
  return [answering(list.clientId, item.code, passed, fails), writing(null, opened)];
}

const sql = <T>(statement: string, params: Record<string, string | number> = {}): Promise<T | undefined> =>
  console.workspace.database.read('test.sql', (reader) => reader.get<T>(statement, params));

describe('handing a visit in', () => {
  it('says everything that is missing, item by item, and changes nothing', async () => {
    const visit = await who.lin.start({ windowIds: [hall.w2.id, hall.w10.id] });
    const error = await submit(visit).catch((thrown: unknown) => thrown);
    if (!isAppError(error, 'validation.incomplete')) throw error;
    const asked = itemsOf(content).filter(({ item }) => item.required && item.showWhen === null);
    const items = error.fields.filter(({ rule }) => rule === 'open');
    expect(items).toHaveLength(2 * asked.length);
    expect(items[0]).toEqual({
      path: `checklists.${visit.checklists[0]?.clientId ?? ''}.${asked[0]?.item.code ?? ''}`,
      rule: 'open',
      params: { item: asked[0]?.item.title ?? '' },
    });
    expect(error.fields.filter(({ rule }) => rule !== 'open').map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      'inspectorIds inspectorsTooFew',
      'coverStory coverStoryMissing',
      'endedAt endMissing',
      'steps.arrive stepMissing',
      `steps.${hall.w2.id}.called stepMissing`,
      'steps.left stepMissing',
      `steps.${hall.w10.id}.called stepMissing`,
    ]);
    expect(error.params).toEqual({ count: error.fields.length });
    expect(await who.lin.get(visit.id)).toEqual(visit);
  });

  it('says which steps stayed on another day than the visit', async () => {
    const draft = await completeVisit(console, who.lin, two());
    const { startedAt, endedAt } = draft.fields;
    const back = (at: number | null): number => (at ?? 0) - 2 * 86_400_000;
    await who.lin.change(draft, edit({ startedAt, endedAt }, { startedAt: back(startedAt), endedAt: back(endedAt) }));
    const moved = await who.lin.get(draft.id);
    const error = await submit(moved).catch((thrown: unknown) => thrown);
    if (!isAppError(error, 'validation.incomplete')) throw error;
    expect(error.fields.slice(0, 2)).toEqual([
      { path: 'steps.arrive', rule: 'otherDay', params: { step: 'arrive' } },
      { path: `steps.${hall.w2.id}.ticket`, rule: 'otherDay', params: { step: 'ticket' } },
    ]);
    expect(error.fields).toHaveLength(8);
  });

  it('freezes limits, scores and times, numbers the findings, and keeps the record with its hash', async () => {
    await make(console, 'target', { hallId: hall.hall.id, measure: 'waiting_minutes', value: 15 });
    const draft = await completeVisit(console, who.lin, two(), (visit) => [
      ...failing(visit),
      writing(null, finding({ title: '叫号屏不亮', severity: 'grave', windowId: hall.w10.id, unitId: hall.tax.id })),
      edit({ narrative: null }, { narrative: '大厅秩序良好，取号机前有人引导 㐂𠮷' }),
    ]);
    console.time.now += 1000;
    const visit = await submit(draft);
    expect(visit).toMatchObject({ state: 'submitted', submittedAt: console.time.now, may: { edit: false } });
    expect(visit.checklists.map(({ score }) => score?.score)).toEqual([visit.checklists[0]?.score?.score, 10_000]);
    const [worse, good] = visit.checklists.map(({ score }) => score?.score ?? 0);
    expect(worse).toBeLessThan(10_000);
    expect(visit.score).toBe(Math.round(((worse ?? 0) + (good ?? 0)) / 2));
    expect(visit.grade).toBe('合格');
    expect(visit.findings.map(({ no, state }) => [no, state])).toEqual([
      [`${visit.no}-1`, 'submitted'],
      [`${visit.no}-2`, 'submitted'],
    ]);
    // The steps gave the numbers nobody typed: three minutes from ticket to call, five from call to done.
    expect(visit.checklists.map(({ answers }) => [answers['C.1'], answers['C.2']])).toEqual(
      [0, 1].map(() => [
        { kind: 'value', value: 3, note: null },
        { kind: 'value', value: 5, note: null },
      ]),
    );
    expect(
      await sql(`SELECT severity, findings, waiting_tenths, handling_tenths, submitted_by FROM visit WHERE id = :id`, {
        id: visit.id,
      }),
    ).toEqual({ severity: 3, findings: 2, waiting_tenths: 30, handling_tenths: 50, submitted_by: who.lin.personId });
    expect(
      await sql(
        `SELECT json_group_array(json_array(score, waiting_tenths, handling_tenths)) AS cells FROM
          (SELECT * FROM visit_window WHERE visit_id = :id ORDER BY position)`,
        { id: visit.id },
      ),
    ).toEqual({
      cells: JSON.stringify([
        [worse, 30, 50],
        [good, 30, 50],
      ]),
    });
    const submission = await sql<{ record: string; sha256: string; number: number }>(
      `SELECT record, sha256, number FROM visit_submission WHERE visit_id = :id`,
      { id: visit.id },
    );
    expect(submission?.number).toBe(1);
    expect(
      createHash('sha256')
        .update(submission?.record ?? '')
        .digest('hex'),
    ).toBe(submission?.sha256);
    expect(canonicalJson(JSON.parse(submission?.record ?? ''))).toBe(submission?.record);
    expect(JSON.parse(submission?.record ?? '')).toMatchObject({
      no: visit.no,
      fields: { coverStory: '开茶馆的个体户' },
    });
    const logged = await sql<{ after_json: string }>(
      `SELECT after_json FROM audit WHERE action = 'visits.submit' AND ref = :id`,
      { id: visit.id },
    );
    expect(JSON.parse(logged?.after_json ?? '')).toMatchObject({ no: visit.no, sha256: submission?.sha256 });
    expect(logged?.after_json).not.toContain('茶馆');
    expect(console.changes).toContainEqual(
      expect.objectContaining({ entity: 'finding', ids: visit.findings.map(({ id }) => id) }),
    );
  });

  it('holds what it was held against, whatever the hall sets itself later', async () => {
    const visit = await submit(await completeVisit(console, who.lin, two()));
    const before = visit.checklists.map(({ limits }) => limits);
    expect(visit.targets.waiting_minutes).toBe(15);
    await console.workspace.database.write(
      'test.target',
      (tx) => tx.run(`UPDATE target SET value = 2 WHERE measure = 'waiting_minutes'`),
      { unaudited: true },
    );
    const later = await who.lin.get(visit.id);
    expect(later.checklists.map(({ limits }) => limits)).toEqual(before);
    expect(later.targets).toEqual(visit.targets);
    await console.workspace.database.write(
      'test.target',
      (tx) => tx.run(`UPDATE target SET value = 15 WHERE measure = 'waiting_minutes'`),
      { unaudited: true },
    );
  });

  it('asks for a finding for each failed item, also where the steps failed it', async () => {
    const item = first();
    const draft = await completeVisit(console, who.lin, two(), (visit) => [
      ...failing(visit).slice(0, 1),
      {
        kind: 'step',
        clientId: randomUUID(),
        entry: {
          step: 'ticket',
          windowId: hall.w10.id,
          at: (visit.fields.startedAt ?? 0) + 60_000,
          recordedAt: console.time.now,
          note: null,
        },
      },
      {
        kind: 'step',
        clientId: randomUUID(),
        entry: {
          step: 'called',
          windowId: hall.w10.id,
          at: (visit.fields.startedAt ?? 0) + 20 * 60_000,
          recordedAt: console.time.now,
          note: '按叫号屏更正',
        },
      },
      {
        kind: 'step',
        clientId: randomUUID(),
        entry: {
          step: 'done',
          windowId: hall.w10.id,
          at: (visit.fields.startedAt ?? 0) + 25 * 60_000,
          recordedAt: console.time.now,
          note: null,
        },
      },
    ]);
    const [one = '', other = ''] = draft.checklists.map(({ clientId }) => clientId);
    await expect(submit(draft)).rejects.toMatchObject({
      code: 'validation.incomplete',
      fields: [
        { path: `checklists.${one}.${item?.code ?? ''}`, rule: 'findingMissing' },
        { path: `checklists.${other}.C.1`, rule: 'findingMissing' },
      ],
    });
  });

  it('waits until what is in dispute is settled', async () => {
    const draft = await completeVisit(console, who.lin, two());
    await who.lin.change(draft, edit({ narrative: null }, { narrative: '林' }));
    await who.qiao.change(draft, edit({ narrative: null }, { narrative: '乔' }));
    const both = await who.lin.get(draft.id);
    await expect(submit(both)).rejects.toMatchObject({ fields: [{ path: 'narrative', rule: 'conflictOpen' }] });
    const settled = await who.qiao.call('visits.settle', { conflictId: both.conflicts[0]?.id ?? 0, keep: 'joined' });
    expect((await submit(settled, who.qiao)).state).toBe('submitted');
  });

  it('is of the revision that was seen, and of its inspectors', async () => {
    const draft = await completeVisit(console, who.lin, two());
    await expect(submit({ ...draft, revision: draft.revision - 1 })).rejects.toMatchObject({
      code: 'conflict.revision',
      params: { theirs: draft.revision, yours: draft.revision - 1 },
    });
    await expect(submit(draft, who.fu)).rejects.toMatchObject({ code: 'notFound.record' });
  });
});

describe('who sees what of a visit that was handed in', () => {
  it('its inspectors all of it; everybody else codes, and never the cover', async () => {
    const visit = await submit(await completeVisit(console, who.lin, two()));
    expect((await who.qiao.get(visit.id)).fields.coverStory).toBe('开茶馆的个体户');
    expect(visit.inspectors).toEqual([
      { personId: who.lin.personId, code: `#${who.lin.personId}`, name: '人员lin' },
      { personId: who.qiao.personId, code: `#${who.qiao.personId}`, name: '人员qiao' },
    ]);
    const opener = callerOf(console, 1, ['office'], true);
    for (const other of [who.fu, who.qin, opener]) {
      const seen = await other.get(visit.id);
      expect(seen.fields).toMatchObject({ coverStory: null, inspectorIds: [] });
      expect(seen.inspectors.map(({ personId, name }) => [personId, name])).toEqual([
        [null, null],
        [null, null],
      ]);
      const text = JSON.stringify(seen);
      expect(text).not.toContain('茶馆');
      expect(text).not.toContain('人员lin');
    }
    expect((await who.fu.get(visit.id)).may).toEqual({ edit: false, review: true, openIdentity: false });
    expect((await opener.get(visit.id)).may).toEqual({ edit: false, review: false, openIdentity: true });
    // Whoever was there does not judge it, whatever role they hold.
    const both = callerOf(console, who.qiao.personId, ['reviewer']);
    expect((await both.get(visit.id)).may.review).toBe(false);
  });

  it('search finds number and text, and never the cover; units find findings once they are confirmed', async () => {
    const draft = await completeVisit(console, who.lin, two(), (one) => [
      ...failing(one),
      edit({ suggestions: null }, { suggestions: '增设潮汐窗口' }),
    ]);
    const visit = await submit(draft);
    const found = (text: string, unitId?: number) =>
      console.workspace.database.read('test.find', (reader) =>
        find(reader, { text, kinds: ['visit', 'finding'], limit: 200, ...(unitId === undefined ? {} : { unitId }) }),
      );
    expect((await found('潮汐')).hits).toMatchObject([{ kind: 'visit', ref: visit.id }]);
    const title = visit.findings[0]?.title ?? '';
    expect((await found(title)).hits.some(({ ref }) => ref === visit.findings[0]?.id)).toBe(true);
    expect((await found(title, hall.unit.id)).hits).toEqual([]);
    expect((await found('茶馆')).hits).toEqual([]);
    expect((await found(visit.no)).hits.map(({ kind }) => kind).sort()).toEqual(['finding', 'visit']);
  });
});
