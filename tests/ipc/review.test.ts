import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find } from '../../db/search.js';
import { commands, type CommandInput } from '../../domain/contract/commands/index.js';
import { isAppError, type ErrorCode } from '../../domain/errors.js';
import type { FindingRow, VisitDetail } from '../../domain/visit-record.js';
import { openReviewStage, type ReviewStage } from '../support/review.js';
import { edit } from '../support/visits.js';

let stage: ReviewStage;
beforeAll(async () => {
  stage = await openReviewStage();
});
afterAll(() => stage.console.close());

type Decision = CommandInput<'visits.decideFinding'>;
const decision = (finding: FindingRow | undefined, more: Partial<Decision> = {}): Decision => ({
  findingId: finding?.id ?? 0,
  revision: finding?.revision ?? 0,
  decision: 'confirmed',
  severity: finding?.severity ?? 'general',
  note: '照片与记录相符',
  ...more,
});
const atRevision = ({ id, revision }: VisitDetail, note = '已核对') => ({ id, revision, note });
async function refusal(work: Promise<unknown>): Promise<ErrorCode | null> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  if (!isAppError(error)) throw error;
  return error.code;
}
const audited = (action: string) =>
  stage.console.workspace.database.read('test.audit', (reader) =>
    reader.all<{ object: string; ref: number; actor: number; reason: string | null; before: string; after: string }>(
      `SELECT object, ref, actor_id AS actor, reason, before_json AS before, after_json AS after FROM audit
        WHERE action = :action ORDER BY seq`,
      { action },
    ),
  );
const row = (id: number) =>
  stage.console.workspace.database.read('test.row', (reader) =>
    reader.get<{ findings: number; severity: number; state: string }>(
      `SELECT findings, severity, state FROM visit WHERE id = :id`,
      { id },
    ),
  );

describe('deciding on a finding', () => {
  it('confirms and dismisses with a note, counts what is left, and writes it down', async () => {
    const { who, submitted, console } = stage;
    const visit = await submitted([{ severity: 'grave' }, { severity: 'serious' }, {}]);
    expect(await row(visit.id)).toMatchObject({ findings: 3, severity: 3 });
    const [first, second] = visit.findings;
    console.changes.length = 0;
    const once = await who.fu.call(
      'visits.decideFinding',
      decision(first, { decision: 'dismissed', note: '证据不足' }),
    );
    expect(once.findings[0]).toMatchObject({
      state: 'dismissed',
      decisionNote: '证据不足',
      decidedAt: console.time.now,
    });
    expect(await row(visit.id)).toMatchObject({ findings: 2, severity: 2 });
    expect(once.revision).toBeGreaterThan(visit.revision);
    const twice = await who.fu.call('visits.decideFinding', decision(second, { severity: 'grave' }));
    expect(twice.findings[1]).toMatchObject({ state: 'confirmed', severity: 'grave' });
    expect(await row(visit.id)).toMatchObject({ findings: 2, severity: 3 });
    expect(twice.events.map(({ kind }) => kind)).toEqual([
      'started',
      'submitted',
      'findingDismissed',
      'findingConfirmed',
    ]);
    const log = await audited('visits.decideFinding');
    expect(log.map(({ object, ref, actor }) => [object, ref, actor])).toEqual([
      ['finding', first?.id, who.fu.personId],
      ['finding', second?.id, who.fu.personId],
    ]);
    expect(JSON.parse(log[1]?.before ?? '')).toMatchObject({ state: 'submitted', severity: 'serious' });
    expect(JSON.parse(log[1]?.after ?? '')).toMatchObject({
      state: 'confirmed',
      severity: 'grave',
      decisionNote: '照片与记录相符',
    });
    const told = console.changes.map(({ entity, ids }) => `${entity} ${ids.join()}`);
    expect(told).toContain(`finding ${first?.id ?? 0}`);
    expect(told).toContain(`visit ${visit.id}`);
  });

  it('can be decided again until the review ends, and says when somebody else was quicker', async () => {
    const { who, submitted } = stage;
    const visit = await submitted([{}]);
    const once = await who.fu.call('visits.decideFinding', decision(visit.findings[0]));
    expect(await refusal(who.fu.call('visits.decideFinding', decision(visit.findings[0])))).toBe('conflict.revision');
    const again = await who.fu.call('visits.decideFinding', decision(once.findings[0], { decision: 'dismissed' }));
    expect(again.findings[0]?.state).toBe('dismissed');
    expect(await row(visit.id)).toMatchObject({ findings: 0, severity: 0 });
  });

  it.each([
    ['empty note', { note: '   ' }],
    ['missing note', { note: undefined }],
    ['note too long', { note: '长'.repeat(501) }],
    ['control character', { note: '好\u0007' }],
    ['decision there is not', { decision: 'maybe' }],
    ['severity there is not', { severity: 'deadly' }],
  ])('takes no %s', (_, more) => {
    const input = { ...decision(undefined), findingId: 1, revision: 1 };
    expect(commands['visits.decideFinding'].input.safeParse(input).success).toBe(true);
    expect(commands['visits.decideFinding'].input.safeParse({ ...input, ...more }).success).toBe(false);
  });

  it('keeps pasted markup and rare characters as text', async () => {
    const { who, submitted } = stage;
    const note = '<b onclick="x()">㐂𠮷</b> 👍🏽 \'; DROP TABLE visit; --';
    const visit = await submitted([{ title: note, description: note }], undefined, note);
    const decided = await who.fu.call('visits.decideFinding', decision(visit.findings[0], { note }));
    expect(decided.findings[0]).toMatchObject({ title: note, description: note, decisionNote: note });
  });
});

describe('who may review', () => {
  it('nobody who was there, whatever role they hold', async () => {
    const { who, submitted } = stage;
    const visit = await submitted([{}], who.both);
    expect((await who.both.get(visit.id)).may.review).toBe(false);
    expect(await refusal(who.both.call('visits.decideFinding', decision(visit.findings[0])))).toBe(
      'permission.samePerson',
    );
    expect(await refusal(who.both.call('visits.return', atRevision(visit)))).toBe('permission.samePerson');
    expect(await refusal(who.both.call('visits.confirm', atRevision(visit)))).toBe('permission.samePerson');
    expect(await refusal(who.both.call('visits.honesty', { id: visit.id }))).toBe('permission.samePerson');
    expect((await who.fu.get(visit.id)).may.review).toBe(true);
    expect(await row(visit.id)).toMatchObject({ state: 'submitted' });
  });

  it('only reviewers, through the dispatcher', async () => {
    const { console, submitted } = stage;
    const visit = await submitted([{}]);
    // The office sits at this console.
    for (const [command, input] of [
      ['visits.decideFinding', decision(visit.findings[0])],
      ['visits.return', atRevision(visit)],
      ['visits.confirm', atRevision(visit)],
      ['visits.honesty', { id: visit.id }],
    ] as const)
      expect((await console.refused(command, input)).code).toBe('permission.denied');
  });

  it('a draft is not there for a reviewer, and cannot be decided on', async () => {
    const { who } = stage;
    const draft = await who.lin.start({ windowIds: [stage.hall.w2.id] });
    expect(await refusal(who.fu.get(draft.id))).toBe('notFound.record');
    expect(await refusal(who.fu.call('visits.return', atRevision(draft)))).toBe('notFound.record');
    expect(await refusal(who.fu.call('visits.confirm', atRevision(draft)))).toBe('notFound.record');
    expect(await refusal(who.fu.call('visits.honesty', { id: draft.id }))).toBe('notFound.record');
    expect(await refusal(who.fu.call('visits.decideFinding', { ...decision(undefined), findingId: 999_999 }))).toBe(
      'notFound.record',
    );
  });
});

describe('sending back', () => {
  it('makes every decision fall, gives the severity back, and lets the inspectors write again', async () => {
    const { who, submitted } = stage;
    const visit = await submitted([{ severity: 'serious' }, {}]);
    const decided = await who.fu.call('visits.decideFinding', decision(visit.findings[0], { severity: 'grave' }));
    const back = await who.fu.call('visits.return', atRevision(decided, '请补拍去向牌'));
    expect(back.state).toBe('returned');
    expect(
      back.findings.map(({ state, severity, decidedAt, decidedBy, decisionNote }) => [
        state,
        severity,
        decidedAt,
        decidedBy,
        decisionNote,
      ]),
    ).toEqual([
      ['draft', 'serious', null, null, null],
      ['draft', 'general', null, null, null],
    ]);
    expect(back.events.at(-1)).toMatchObject({ kind: 'returned', note: '请补拍去向牌' });
    expect((await audited('visits.return')).at(-1)).toMatchObject({
      object: 'visit',
      ref: visit.id,
      reason: '请补拍去向牌',
    });
    const own = await who.lin.get(visit.id);
    expect(own.may).toMatchObject({ edit: true, review: false });
    await who.lin.change(own, edit({ narrative: null }, { narrative: '补：去向牌在抽屉里。' }));
    const changed = await who.lin.get(visit.id);
    const again = await who.lin.call('visits.submit', { id: changed.id, revision: changed.revision });
    expect(again.findings.map(({ no, state }) => [no, state])).toEqual(
      visit.findings.map(({ no }) => [no, 'submitted']),
    );
    expect(await refusal(who.fu.call('visits.return', atRevision(visit)))).toBe('conflict.revision');
  });
});

describe('ending the review', () => {
  it('needs every finding decided, and names those that are not', async () => {
    const { who, submitted } = stage;
    const visit = await submitted([{}, {}]);
    const half = await who.fu.call('visits.decideFinding', decision(visit.findings[0]));
    const error = await who.fu.call('visits.confirm', atRevision(half)).catch((thrown: unknown) => thrown);
    if (!isAppError(error, 'validation.incomplete')) throw error;
    expect(error.params).toEqual({ count: 1 });
    expect(error.fields).toEqual([{ path: `findings.${visit.findings[1]?.clientId ?? ''}`, rule: 'undecided' }]);
    expect(await row(visit.id)).toMatchObject({ state: 'submitted' });
    const all = await who.fu.call('visits.decideFinding', decision(half.findings[1], { decision: 'dismissed' }));
    const done = await who.fu.call('visits.confirm', atRevision(all, '事实清楚'));
    expect(done).toMatchObject({ state: 'confirmed', may: { edit: false, review: false } });
    expect(done.events.at(-1)).toMatchObject({ kind: 'confirmed', note: '事实清楚' });
    expect((await audited('visits.confirm')).at(-1)).toMatchObject({ ref: visit.id, reason: '事实清楚' });
    expect(await row(visit.id)).toMatchObject({ findings: 1, severity: 1 });
  });

  it('is the end: nothing of the visit moves any more', async () => {
    const { who, submitted, console } = stage;
    const visit = await submitted([{}]);
    const decided = await who.fu.call('visits.decideFinding', decision(visit.findings[0]));
    const done = await who.fu.call('visits.confirm', atRevision(decided));
    expect(await refusal(who.fu.call('visits.decideFinding', decision(done.findings[0])))).toBe('conflict.state');
    expect(await refusal(who.fu.call('visits.return', atRevision(done)))).toBe('conflict.state');
    expect(await refusal(who.fu.call('visits.confirm', atRevision(done)))).toBe('conflict.state');
    for (const sql of [
      `UPDATE visit SET state = 'returned' WHERE id = ${visit.id}`,
      `UPDATE visit SET narrative = '改' WHERE id = ${visit.id}`,
      `UPDATE finding SET title = '改' WHERE visit_id = ${visit.id}`,
    ])
      await expect(
        console.workspace.database.write('attack', (tx) => tx.run(sql), { unaudited: true }),
      ).rejects.toThrow();
  });

  it('lets the unit find its finding, which it did not before', async () => {
    const { who, submitted, console, hall } = stage;
    const visit = await submitted([{ title: '独有词语甲乙丙' }]);
    const hits = () =>
      console.workspace.database.read('test.find', async (reader) => {
        const query = { text: '独有词语', kinds: ['finding'] as const, unitId: hall.unit.id, limit: 5 };
        return (await find(reader, query)).hits.length;
      });
    expect(await hits()).toBe(0);
    const decided = await who.fu.call('visits.decideFinding', decision(visit.findings[0]));
    expect(await hits()).toBe(0);
    await who.fu.call('visits.confirm', atRevision(decided));
    expect(await hits()).toBe(1);
  });
});

describe('facts beside a visit', () => {
  const text = '取号后等候十八分钟，三号窗口工作人员未主动招呼，问及所需材料时答复“不清楚”，让去别的窗口。';

  it('tell wording close to earlier records of the hall', async () => {
    const { who, submitted } = stage;
    const earlier = await submitted([{ description: text }]);
    const visit = await submitted([{}], undefined, text.replace('三号', '七号'));
    const facts = await who.fu.call('visits.honesty', { id: visit.id });
    expect(facts.wording[0]).toMatchObject({
      path: 'narrative',
      visitId: earlier.id,
      visitNo: earlier.no,
      other: text,
    });
    expect(facts.wording[0]?.percent).toBeGreaterThan(80);
    const unlike = await submitted([
      { description: '电话拨通后响铃四十秒无人接听，再次拨打提示占线，随后改为现场咨询。' },
    ]);
    expect((await who.fu.call('visits.honesty', { id: unlike.id })).wording).toEqual([]);
  });

  it('tell when a step was written down, what was corrected, and how the answers came', async () => {
    const { who, submitted, console } = stage;
    const visit = await submitted();
    const facts = await who.fu.call('visits.honesty', { id: visit.id });
    expect(facts.steps).toHaveLength(8);
    const arrive = facts.steps.find(({ step }) => step === 'arrive');
    expect((arrive?.recordedAt ?? 0) - (arrive?.at ?? 0)).toBe(59 * 60_000);
    expect(facts.pace.answers).toBeGreaterThan(10);
    expect(facts.pace.fastAnswers).toBe(facts.pace.answers - 1);
    expect(facts.clockChanges).toEqual([]);
    expect(facts.pace.firstAt).toBe(console.time.now);
  });

  it('tell jumps of the clock while it was recorded', async () => {
    const { who, submitted, console } = stage;
    const visit = await submitted();
    await console.workspace.database.write(
      'test.clock',
      (tx) =>
        tx.run(`INSERT INTO visit_clock(visit_id, noticed_at, shift_ms, kind) VALUES(:id, 1000, -3600000, 'running')`, {
          id: visit.id,
        }),
      { unaudited: true },
    );
    const facts = await who.fu.call('visits.honesty', { id: visit.id });
    expect(facts.clockChanges).toEqual([{ noticedAt: 1000, shiftMs: -3_600_000, kind: 'running' }]);
  });
});
