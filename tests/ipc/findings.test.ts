import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';
import type { VisitDetail } from '../../domain/visit-record.js';
import { ask, openReviewStage, type ReviewStage, type Somebody } from '../support/review.js';

let stage: ReviewStage;
let confirmed: VisitDetail;
let waiting: VisitDetail;
let draft: VisitDetail;
beforeAll(async () => {
  stage = await openReviewStage();
  const { who, hall, submitted } = stage;
  const first = await submitted([
    { title: '空岗二十分钟', severity: 'grave', category: 'attendance', at: stage.console.time.now },
    { title: '未佩戴胸牌', category: 'appearance', correctedOnSpot: true },
    { title: '他窗的事', windowId: hall.w10.id, unitId: hall.tax.id, severity: 'serious', category: 'conduct' },
  ]);
  let now = first;
  for (const [index, decision] of (['confirmed', 'dismissed', 'confirmed'] as const).entries()) {
    const finding = now.findings[index];
    now = await who.fu.call('visits.decideFinding', {
      findingId: finding?.id ?? 0,
      revision: finding?.revision ?? 0,
      decision,
      severity: finding?.severity ?? 'general',
      note: '已核对',
    });
  }
  confirmed = await who.fu.call('visits.confirm', { id: now.id, revision: now.revision, note: '已核对' });
  waiting = await submitted([{ title: '饮水机无水', category: 'facility' }]);
  const [half] = waiting.findings;
  // Confirmed, but in a visit whose review is not over.
  waiting = await who.fu.call('visits.decideFinding', {
    findingId: half?.id ?? 0,
    revision: half?.revision ?? 0,
    decision: 'confirmed',
    severity: 'general',
    note: '已核对',
  });
  draft = await who.both.start({ windowIds: [hall.w2.id] });
});
afterAll(() => stage.console.close());

const as = (personId: number, roles: Role[], unitId: number | null = null): Somebody => ({ personId, roles, unitId });
const office = (): Somebody => as(stage.who.he.personId, ['office']);
async function titles(who: Somebody, input: CommandInput<'findings.list'> = {}): Promise<string[]> {
  const { ids, total } = await ask(stage.console, who, 'findings.list', input);
  expect(total).toBeGreaterThanOrEqual(ids.length);
  return (await ask(stage.console, who, 'findings.rows', { ids })).map(({ title }) => title);
}

describe('which findings one sees', () => {
  it('office, reviewer and leader what was handed in', async () => {
    for (const role of ['office', 'reviewer', 'leader'] as const)
      expect((await titles(as(stage.who.fu.personId, [role]))).sort()).toEqual(
        ['空岗二十分钟', '未佩戴胸牌', '他窗的事', '饮水机无水'].sort(),
      );
  });

  it('inspectors those of their own visits', async () => {
    const { who } = stage;
    expect(await titles(as(who.lin.personId, ['inspector']))).toHaveLength(4);
    expect(await titles(as(who.both.personId, ['inspector']))).toEqual([]);
  });

  it('a unit contact what was confirmed of the own unit, once the review is over', async () => {
    const { hall } = stage;
    expect(await titles(as(900, ['unit_contact'], hall.unit.id))).toEqual(['空岗二十分钟']);
    expect(await titles(as(901, ['unit_contact'], hall.tax.id))).toEqual(['他窗的事']);
    expect(await titles(as(902, ['unit_contact'], hall.unitO.id))).toEqual([]);
    expect(await titles(as(903, ['unit_contact']))).toEqual([]);
  });

  it('nobody asks for rows by guessing ids', async () => {
    const { console, hall } = stage;
    const all = [...confirmed.findings, ...waiting.findings].map(({ id }) => id);
    const contact = as(900, ['unit_contact'], hall.unit.id);
    const rows = await ask(console, contact, 'findings.rows', { ids: all });
    expect(rows.map(({ title }) => title)).toEqual(['空岗二十分钟']);
    expect(await ask(console, as(stage.who.both.personId, ['inspector']), 'findings.rows', { ids: all })).toEqual([]);
    expect(await ask(console, office(), 'visits.rows', { ids: [draft.id] })).toEqual([]);
  });
});

describe('filters and order', () => {
  it.each<[string, CommandInput<'findings.list'>['filter'], string[]]>([
    ['state', { state: 'dismissed' }, ['未佩戴胸牌']],
    ['severity', { severity: 'grave' }, ['空岗二十分钟']],
    ['category', { category: 'facility' }, ['饮水机无水']],
    ['corrected on the spot', { correctedOnSpot: true }, ['未佩戴胸牌']],
  ])('%s', async (_, filter, expected) => {
    expect(await titles(office(), { filter: filter ?? {} })).toEqual(expected);
  });

  it('unit, window, hall with its branches, visit, days', async () => {
    const { hall } = stage;
    expect(await titles(office(), { filter: { unitId: hall.tax.id } })).toEqual(['他窗的事']);
    expect(await titles(office(), { filter: { windowId: hall.w10.id } })).toEqual(['他窗的事']);
    expect(await titles(office(), { filter: { hallId: hall.hall.id } })).toHaveLength(4);
    expect(await titles(office(), { filter: { hallId: hall.other.id } })).toEqual([]);
    expect(await titles(office(), { filter: { visitId: waiting.id } })).toEqual(['饮水机无水']);
    const { day } = waiting.findings[0] ?? { day: 0 };
    expect(await titles(office(), { filter: { fromDay: day, toDay: day } })).toHaveLength(4);
    expect(await titles(office(), { filter: { toDay: day - 1 } })).toEqual([]);
  });

  it('words, parts of them, and numbers as they are typed', async () => {
    const no = confirmed.no;
    const [, year = '', count = ''] = /(\d{4})〕(\d+)/.exec(no) ?? [];
    expect(await titles(office(), { text: '胸牌' })).toEqual(['未佩戴胸牌']);
    expect(await titles(office(), { text: '饮水机 无水' })).toEqual(['饮水机无水']);
    expect(await titles(office(), { text: `${year}-${count}` })).toHaveLength(3);
    expect(await titles(office(), { text: `${no}-2` })).toEqual(['未佩戴胸牌']);
    expect(await titles(office(), { text: '没有这样的词' })).toEqual([]);
    for (const text of ['"', '%', "' OR 1=1 --", '*', '（', '\u{20BB7}'])
      expect(await titles(office(), { text })).toEqual([]);
  });

  it('sorts by severity, from light to grave and back', async () => {
    const sorted = async (direction: 'asc' | 'desc') =>
      titles(office(), { sort: { by: 'severity', direction }, filter: { visitId: confirmed.id } });
    expect(await sorted('desc')).toEqual(['空岗二十分钟', '他窗的事', '未佩戴胸牌']);
    expect(await sorted('asc')).toEqual(['未佩戴胸牌', '他窗的事', '空岗二十分钟']);
  });

  it('answers the first ones beside the whole number', async () => {
    const answer = await ask(stage.console, office(), 'findings.list', { limit: 2 });
    expect(answer.ids).toHaveLength(2);
    expect(answer.total).toBe(4);
  });
});

describe('visits', () => {
  it('are seen as their findings are', async () => {
    const { console, who } = stage;
    const list = async (someone: Somebody) =>
      (await ask(console, someone, 'visits.list', {})).ids.sort((a, b) => a - b);
    expect(await list(office())).toEqual([confirmed.id, waiting.id]);
    expect(await list(as(who.qin.personId, ['leader']))).toEqual([confirmed.id, waiting.id]);
    expect(await list(as(who.lin.personId, ['inspector']))).toEqual([confirmed.id, waiting.id]);
    expect(await list(as(who.both.personId, ['inspector']))).toEqual([draft.id]);
    expect(await list(as(who.both.personId, ['inspector', 'reviewer']))).toEqual([confirmed.id, waiting.id, draft.id]);
  });

  it('that wait for me are submitted and not my own', async () => {
    const { console, who } = stage;
    const forMe = async (someone: Somebody) =>
      (await ask(console, someone, 'visits.list', { filter: { forMe: true } })).ids;
    expect(await forMe(as(who.fu.personId, ['reviewer']))).toEqual([waiting.id]);
    expect(await forMe(as(who.lin.personId, ['inspector', 'reviewer']))).toEqual([]);
    expect(await forMe(office())).toEqual([]);
  });

  it('come with what their list shows', async () => {
    const [row] = await ask(stage.console, office(), 'visits.rows', { ids: [confirmed.id] });
    expect(row).toMatchObject({
      no: confirmed.no,
      state: 'confirmed',
      mode: 'simulated_transaction',
      windowLabels: ['A2 社保', 'A10 办税'],
      unitLabel: '人社局',
      hallLabel: '主厅',
      inspectorCodes: confirmed.inspectors.map(({ code }) => code),
      score: confirmed.score,
      findings: 2,
      severity: 'grave',
    });
    expect(row?.waitingMinutes).toBeCloseTo(3, 1);
  });

  it('are found by words and by number, within what one may see', async () => {
    const { console, who } = stage;
    const [, year = '', count = ''] = /(\d{4})〕(\d+)/.exec(confirmed.no) ?? [];
    const ids = async (text: string, someone = office()) => (await ask(console, someone, 'visits.list', { text })).ids;
    expect(await ids(confirmed.no)).toEqual([confirmed.id]);
    expect(await ids(`${year}-${count}`)).toEqual([confirmed.id]);
    expect(await ids('社保')).toHaveLength(2);
    expect(await ids(confirmed.no, as(who.both.personId, ['inspector']))).toEqual([]);
    expect(await ids(draft.no)).toEqual([]);
    expect(await ids(draft.no, as(who.both.personId, ['inspector']))).toEqual([draft.id]);
  });
});

describe('the palette', () => {
  it('shows visits and findings with their pages, to those who may open them', async () => {
    const { console, who, hall } = stage;
    const find = async (someone: Somebody, text: string) =>
      (await ask(console, someone, 'search.find', { text, limit: 20 })).hits.map(
        ({ kind, route }) => `${kind} ${route}`,
      );
    const grave = confirmed.findings[0];
    expect(await find(office(), '空岗二十')).toEqual([`finding /findings/${grave?.id ?? 0}`]);
    expect(await find(office(), confirmed.no)).toContain(`visit /visits/${confirmed.id}`);
    expect(await find(as(who.both.personId, ['inspector']), '空岗二十')).toEqual([]);
    expect(await find(as(900, ['unit_contact'], hall.unit.id), '空岗二十')).toEqual([
      `finding /findings/${grave?.id ?? 0}`,
    ]);
    expect(await find(as(901, ['unit_contact'], hall.tax.id), '空岗二十')).toEqual([]);
    expect(await find(as(900, ['unit_contact'], hall.unit.id), '饮水机')).toEqual([]);
  });
});

describe('the count of a list', () => {
  it('is never older than what was written', async () => {
    const { console, who, submitted } = stage;
    const count = async () => (await ask(console, office(), 'visits.list', { limit: 1 })).total;
    const before = await count();
    expect(await count()).toBe(before);
    const visit = await submitted();
    expect(await count()).toBe(before + 1);
    const back = await ask(console, as(who.fu.personId, ['reviewer']), 'visits.return', {
      id: visit.id,
      revision: visit.revision,
      note: '请补充',
    });
    expect(await count()).toBe(before + 1);
    await who.lin.call('visits.discard', { id: back.id, revision: back.revision, reason: '重做' });
    expect((await ask(console, as(who.qin.personId, ['leader']), 'visits.list', { limit: 1 })).total).toBe(before);
  });
});
