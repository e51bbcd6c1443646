import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../domain/contract/commands/index.js';
import type { DeadlineFields } from '../../domain/rectification/schema.js';
import { rectificationSettings } from '../../domain/rectification/settings.js';
import {
  at,
  code,
  on,
  openMatterStage,
  refusal,
  refusedFields,
  stepsOf,
  type MatterStage,
} from '../support/matters.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
});
afterAll(() => stage.console.close());

const states = (): Promise<string[]> =>
  stage.console.workspace.database.read('test.states', (reader) =>
    reader.json<string>(`SELECT json_group_array(state || ' ' || revision) FROM rectification`),
  );

describe('drafts', () => {
  it('of a finding whose visit is not confirmed are refused, and none of the others is made', async () => {
    const { office } = stage.people;
    const visit = await stage.submitted([{}]);
    const good = await stage.confirmed();
    const before = await states();
    const findings = [good, visit.findings[0]?.id ?? 0].map((findingId) => ({ clientId: randomUUID(), findingId }));
    expect(await code(office.call('rectifications.draft', { findings }))).toBe('rectification.findingOpen');
    expect(await states()).toEqual(before);
    expect((await office.call('rectifications.candidates', {})).rows.map(({ findingId }) => findingId)).toContain(good);
  });

  it('are one for one finding; the same client id again answers the same draft', async () => {
    const { office } = stage.people;
    const findingId = await stage.confirmed({ title: '脱岗', description: '十点至十点半无人' });
    const clientId = randomUUID();
    const [once] = await office.call('rectifications.draft', { findings: [{ clientId, findingId }] });
    const [again] = await office.call('rectifications.draft', { findings: [{ clientId, findingId }] });
    expect(again).toEqual(once);
    expect(once?.fields.problem).toBe('脱岗\n十点至十点半无人');
    // The contact of the unit, as the hall knows it.
    expect(once?.fields.responsiblePerson).toBe('孙联');
    const other = { findings: [{ clientId: randomUUID(), findingId }] };
    expect(await code(office.call('rectifications.draft', other))).toBe('rectification.findingTaken');
    expect((await office.call('rectifications.candidates', {})).rows.map((row) => row.findingId)).not.toContain(
      findingId,
    );
  });

  it('thrown away give their finding free', async () => {
    const { office } = stage.people;
    const draft = await stage.drafted();
    await office.call('rectifications.discard', at(draft));
    expect(await code(office.call('rectifications.get', { id: draft.id }))).toBe('notFound.record');
    const findings = [{ clientId: randomUUID(), findingId: draft.findingId ?? 0 }];
    expect(await office.call('rectifications.draft', { findings })).toHaveLength(1);
  });
});

describe('issuing', () => {
  it('names what each matter lacks at its field and issues none', async () => {
    const { office } = stage.people;
    const good = await stage.drafted();
    const bad = await stage.drafted({ goal: null, measures: [], responsiblePerson: null });
    const past = await stage.drafted({
      deadline: { type: 'fixed_date', amount: null, byDay: on('2026-10-01'), milestones: [], nextReviewDay: null },
    });
    const stages = await stage.drafted({
      deadline: {
        ...{ type: 'staged_fix', amount: null, byDay: null, nextReviewDay: null },
        milestones: [
          { title: '一', dueDay: on('2027-03-01') },
          { title: '二', dueDay: on('2027-02-01') },
        ],
      },
    });
    const before = await states();
    const matters = [good, bad, past, stages].map(at);
    const refused = await refusal(office.call('rectifications.issue', { matters, notice: 'unit', note: null }));
    expect(refused.code).toBe('validation.incomplete');
    expect(refused.fields.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      ...['matters.1.goal required', 'matters.1.responsiblePerson required', 'matters.1.measures required'],
      ...['matters.2.deadline.byDay afterToday', 'matters.3.deadline.milestones.1.dueDay ascending'],
    ]);
    expect(await states()).toEqual(before);
  });

  it('is all or none: a stale draft among good ones leaves no gap in the numbers', async () => {
    const { office } = stage.people;
    const [first, second] = [await stage.drafted(), await stage.drafted()];
    const last = (await stage.issued()).no ?? '';
    const stale = [at(first), { id: second.id, revision: second.revision - 1 }];
    expect(await code(office.call('rectifications.issue', { matters: stale, notice: 'each', note: null }))).toBe(
      'conflict.revision',
    );
    const twice = [at(first), at(first)];
    expect(
      await refusedFields(office.call('rectifications.issue', { matters: twice, notice: 'each', note: null })),
    ).toEqual(['matters.1.id duplicate']);
    const rows = await office.call('rectifications.issue', {
      ...{ matters: [at(first), at(second)], notice: 'unit', note: null },
    });
    const count = Number(/(\d+)号/.exec(last)?.[1]);
    expect(rows.map(({ no }) => no)).toEqual([`督整〔2026〕${count + 1}号`, `督整〔2026〕${count + 2}号`]);
    expect(new Set(rows.map(({ noticeNo }) => noticeNo)).size).toBe(1);
  });

  it('side by side gives numbers without gap or double', async () => {
    const { office } = stage.people;
    const drafts = [];
    for (let made = 0; made < 6; made += 1) drafts.push(await stage.drafted());
    const rows = await Promise.all(
      drafts.map((draft) => office.call('rectifications.issue', { matters: [at(draft)], notice: 'each', note: null })),
    );
    const counts = rows.flat().map(({ no }) => Number(/(\d+)号/.exec(no ?? '')?.[1]));
    const lowest = Math.min(...counts);
    expect(counts.sort((a, b) => a - b)).toEqual(counts.map((_, index) => lowest + index));
    const all = await stage.console.workspace.database.read('test.numbers', (reader) =>
      reader.json<number>(`SELECT json_group_array(number ORDER BY number) FROM rectification WHERE no IS NOT NULL`),
    );
    expect(all).toEqual(all.map((_, index) => index + 1));
  });

  it('past the years of the calendar is refused by the year', async () => {
    const { office } = stage.people;
    const deadline: DeadlineFields = {
      ...{ type: 'fixed_date', amount: null, byDay: on('2036-02-01') },
      ...{ milestones: [], nextReviewDay: null },
    };
    const draft = await stage.drafted({ deadline });
    const refused = await refusal(
      office.call('rectifications.issue', { matters: [at(draft)], notice: 'each', note: null }),
    );
    expect([refused.code, refused.params]).toEqual(['deadline.noCalendar', { year: 2036 }]);
    const far = { ...deadline, byDay: on('2027-03-01') };
    const [row] = await office.call('rectifications.issue', {
      ...{ matters: [at(await stage.drafted({ deadline: far }))], notice: 'each', note: null },
    });
    expect(row).toMatchObject({ provisional: true });
  });

  it('finds the same fault at the same window within twelve months', async () => {
    const clause = '考勤制度 第三条';
    const first = await stage.issued({ basisClause: clause });
    const second = await stage.issued({ basisClause: clause });
    expect(second.recurrenceOf).toEqual({ id: first.id, no: first.no });
    expect((await stage.issued({ basisClause: '另一条' })).recurrenceOf).toBeNull();
  });

  it('two findings of one visit are no recurrence of each other', async () => {
    const { office, reviewer } = stage.people;
    const visit = await stage.submitted([{ category: 'order' }, { category: 'order' }]);
    let { revision } = visit;
    for (const { id: findingId, revision: seen } of visit.findings) {
      const decision = { findingId, revision: seen, decision: 'confirmed', severity: 'general', note: '属实' } as const;
      ({ revision } = await reviewer.call('visits.decideFinding', decision));
    }
    await reviewer.call('visits.confirm', { id: visit.id, revision, note: '同意' });
    const findings = visit.findings.map(({ id: findingId }) => ({ clientId: randomUUID(), findingId }));
    const drafts = await office.call('rectifications.draft', { findings });
    const matters = [];
    for (const draft of drafts) {
      const fields = { ...draft.fields, goal: '有序', measures: ['维持秩序'] };
      matters.push(at(await office.call('rectifications.edit', { ...at(draft), fields })));
    }
    const rows = await office.call('rectifications.issue', { matters, notice: 'unit', note: null });
    expect(rows.map(({ recurrenceOf }) => recurrenceOf)).toEqual([null, null]);
  });

  it('by a clock set back is refused with both times', async () => {
    const { office } = stage.people;
    const draft = await stage.drafted();
    await stage.issued();
    const { now } = stage.console.time;
    stage.console.time.now = now - 86_400_000;
    const refused = await refusal(
      office.call('rectifications.issue', { matters: [at(draft)], notice: 'each', note: null }),
    );
    stage.console.time.now = now;
    expect(refused.code).toBe('rectification.clockBack');
    expect(refused.params.now).not.toBe(refused.params.last);
  });

  it('numbers by the pattern of the office; a pattern that would repeat itself is no pattern', async () => {
    const { office } = stage.people;
    const { settings, revision } = await office.call('rectifications.settings', {});
    const changed = { ...settings, numberPattern: 'ZG-{year}-{n}' };
    const set = await office.call('rectifications.setSettings', { revision, settings: changed });
    const row = await stage.issued();
    expect(row.no).toMatch(/^ZG-2026-\d+$/);
    expect((await office.call('rectifications.list', { text: row.no ?? '' })).ids).toContain(row.id);
    expect(await code(office.call('rectifications.setSettings', { revision, settings }))).toBe('conflict.revision');
    await office.call('rectifications.setSettings', { revision: set.revision, settings });
    for (const numberPattern of ['督整{n}号', '督整〔{year}〕', '{year}{n}{n}', '{x}{year}{n}', '{year}{n}}'])
      expect(rectificationSettings.safeParse({ ...settings, numberPattern }).success).toBe(false);
  });

  it('numbers no two things alike', async () => {
    const { settings } = await stage.people.office.call('rectifications.settings', {});
    const { input } = commands['rectifications.setSettings'];
    for (const noticePattern of [settings.numberPattern, '督整〔{year}〕1{n}号', '督整〔{n}〕{year}号']) {
      const { error } = input.safeParse({ revision: 0, settings: { ...settings, noticePattern } });
      expect(error?.issues).toEqual([
        expect.objectContaining({ path: ['settings', 'noticePattern'], message: 'samePattern' }),
      ]);
    }
    expect(input.safeParse({ revision: 0, settings }).success).toBe(true);
  });
});

describe('the unit', () => {
  it('hands nothing in without proof, and takes back only what was not handed in', async () => {
    const { unit } = stage.people;
    const { row } = await steps.signed();
    expect(await code(unit.call('rectifications.submit', { ...at(row), note: '好了' }))).toBe('rectification.proof');
    const { proofs } = await steps.prove(row.id);
    const proof = { rectificationId: row.id, id: proofs[0]?.id ?? 0 };
    await unit.call('proofs.remove', proof);
    await unit.call('proofs.remove', proof);
    expect(await code(unit.call('rectifications.submit', { ...at(row), note: '好了' }))).toBe('rectification.proof');
    const kept = (await steps.prove(row.id)).proofs[0]?.id ?? 0;
    await unit.call('proofs.change', { rectificationId: row.id, id: kept, caption: '排班表', pair: 1, side: 'after' });
    const done = await unit.call('rectifications.submit', { ...at(row), note: '好了' });
    expect(done.proofs[0]).toMatchObject({ caption: '排班表', pair: 1, side: 'after', submitted: true });
    expect(await code(unit.call('proofs.remove', { rectificationId: row.id, id: kept }))).toBe('conflict.state');
    expect(await code(steps.prove(row.id))).toBe('conflict.state');
  });

  it('after a return needs new proof', async () => {
    const { unit, office } = stage.people;
    const { row } = await steps.submitted();
    const back = await office.call('rectifications.return', { ...at(row), note: '不清楚' });
    expect(await code(unit.call('rectifications.submit', { ...at(back.row), note: '再交' }))).toBe(
      'rectification.proof',
    );
  });

  it('asks for time before the due date, once, and gets a later working day', async () => {
    const { unit, leader } = stage.people;
    const { row } = await steps.signed();
    const asking = { ...at(row), expectedDay: (row.dueDay ?? 0) + 7, reason: '缺人', progress: null };
    const sooner = { ...asking, expectedDay: row.dueDay ?? 0 };
    expect(await refusedFields(unit.call('rectifications.requestExtension', sooner))).toEqual(['expectedDay afterDue']);
    const asked = await unit.call('rectifications.requestExtension', asking);
    const decide = { ...at(asked.row), granted: true, note: null };
    const saturday = (row.dueDay ?? 0) + ((6 - new Date((row.dueDay ?? 0) * 86_400_000).getUTCDay() + 7) % 7);
    expect(
      await refusedFields(leader.call('rectifications.decideExtension', { ...decide, newDueDay: saturday })),
    ).toEqual(['newDueDay notWorkday']);
    expect(
      await refusedFields(leader.call('rectifications.decideExtension', { ...decide, newDueDay: row.dueDay })),
    ).toEqual(['newDueDay afterDue']);
    expect(
      await code(leader.call('rectifications.decideExtension', { ...decide, granted: false, newDueDay: null })),
    ).toBe('validation.reasonMissing');
    const granted = await leader.call('rectifications.decideExtension', { ...decide, newDueDay: saturday + 2 });
    expect(granted.row).toMatchObject({ dueDay: saturday + 2, originalDueDay: row.dueDay, extensions: 1 });
    const more = { ...asking, ...at(granted.row), expectedDay: saturday + 20 };
    expect(await code(unit.call('rectifications.requestExtension', more))).toBe('rectification.extensionLeft');
  });

  it('asks too late, appeals too late', async () => {
    const { unit } = stage.people;
    const { row } = await steps.signed();
    const { now } = stage.console.time;
    stage.move(20);
    const asking = { ...at(row), expectedDay: (row.dueDay ?? 0) + 60, reason: '缺人', progress: null };
    expect(await code(unit.call('rectifications.requestExtension', asking))).toBe('rectification.beforeDue');
    expect((await stage.get(row.id)).row).toMatchObject({ light: 'red' });
    stage.move(20);
    expect(await code(unit.call('rectifications.appeal', { ...at(row), grounds: '不实' }))).toBe(
      'rectification.appealTerm',
    );
    stage.console.time.now = now;
    const appealed = await unit.call('rectifications.appeal', { ...at(row), grounds: '不实' });
    expect(appealed.row).toMatchObject({ state: 'appealed', beforeState: 'acknowledged' });
  });

  it('is not appealed a second time once the first was answered', async () => {
    const { unit, leader } = stage.people;
    const { row } = await steps.signed();
    const filed = await unit.call('rectifications.appeal', { ...at(row), grounds: '不实' });
    const { row: appealed } = filed;
    expect(appealed.decideByDay).toBe(filed.appeals[0]?.decideByDay);
    expect(appealed.decideByDay).not.toBeNull();
    const decision = { ...at(appealed), upheld: false, note: '事实清楚' };
    const rejected = await leader.call('rectifications.decideAppeal', decision);
    expect(rejected.row).toMatchObject({ state: 'acknowledged', decideByDay: null });
    const again = await unit.call('rectifications.get', { id: row.id });
    expect(again.may.appeal).toBe('firstAppeal');
    expect(await code(unit.call('rectifications.appeal', { ...at(again.row), grounds: '还是不实' }))).toBe(
      'rectification.firstAppeal',
    );
  });

  it('by a clock set back: what decides is refused, what was seen is taken and marked', async () => {
    const { unit, office } = stage.people;
    const { row } = await steps.signed();
    const { now } = stage.console.time;
    stage.console.time.now = now - 2 * 3_600_000;
    const refused = ['rectifications.report', 'rectifications.submit'] as const;
    await steps.prove(row.id);
    for (const command of refused) {
      const input = { ...at(row), note: '已整改', measures: [], milestones: [] };
      expect(await code(unit.call(command, input as never))).toBe('rectification.clockBack');
    }
    expect(await code(office.call('rectifications.remind', { matters: [at(row)], note: null }))).toBe(
      'rectification.clockBack',
    );
    stage.console.time.now = now;
    const { events } = await stage.get(row.id);
    expect(events.find(({ action }) => action === 'prove')?.detail.clockBehind).toBe(120);
    // A minute or two is no clock set back.
    stage.console.time.now = now - 60_000;
    const report = { ...at(row), note: '在办', measures: [], milestones: [] };
    expect((await unit.call('rectifications.report', report)).events.at(-1)?.detail).not.toHaveProperty('clockBehind');
    stage.console.time.now = now;
  });

  it('appeals to people who had no part in it; an appeal upheld revokes the matter', async () => {
    const { unit, office, reviewer, leader } = stage.people;
    const { row } = await steps.signed();
    const { row: appealed } = await unit.call('rectifications.appeal', { ...at(row), grounds: '不实' });
    const decision = { ...at(appealed), upheld: true, note: '事实不清' };
    // Issued it, confirmed it.
    for (const person of [office, reviewer])
      expect(await code(person.call('rectifications.decideAppeal', decision))).toBe('permission.samePerson');
    const decided = await leader.call('rectifications.decideAppeal', decision);
    expect(decided.row).toMatchObject({ state: 'closed', closure: 'revoked' });
    expect(decided.appeals[0]).toMatchObject({ upheld: true, note: '事实不清' });
  });

  it('of another sees nothing and does nothing', async () => {
    const { otherUnit } = stage.people;
    const { row } = await steps.signed();
    expect(await code(otherUnit.call('rectifications.get', { id: row.id }))).toBe('notFound.record');
    expect(await code(otherUnit.call('rectifications.submit', { ...at(row), note: '好' }))).toBe('notFound.record');
    expect(await code(otherUnit.call('rectifications.explain', { id: row.id }))).toBe('notFound.record');
    expect(await code(steps.prove(row.id, otherUnit))).toBe('notFound.record');
    expect((await otherUnit.call('rectifications.list', {})).ids).toEqual([]);
    expect(await otherUnit.call('rectifications.rows', { ids: [row.id] })).toEqual([]);
    expect((await otherUnit.call('rectifications.counts', {})).open).toBe(0);
  });
});
