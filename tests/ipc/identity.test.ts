import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { isAppError } from '../../domain/errors.js';
import type { Role } from '../../domain/people.js';
import type { VisitDetail } from '../../domain/visit-record.js';
import { ask, openReviewStage, type ReviewStage, type Somebody } from '../support/review.js';

/** Everything that must not be known: names and accounts of who visited, and under which cover. */
const NAMES = ['人员lin', '人员qiao'];
const COVER = '开茶馆的个体户';

let stage: ReviewStage;
let visit: VisitDetail;
let sharedText: string;
beforeAll(async () => {
  stage = await openReviewStage();
  sharedText = '窗口无人值守二十分钟，去向牌没有摆放，后经引导台询问才有人到岗。';
  const first = await stage.submitted([{ description: sharedText }], undefined, sharedText);
  const second = await stage.submitted([{ description: sharedText }], undefined, sharedText);
  for (const submitted of [first, second]) {
    const [finding] = submitted.findings;
    const decided = await stage.who.fu.call('visits.decideFinding', {
      findingId: finding?.id ?? 0,
      revision: finding?.revision ?? 0,
      decision: 'confirmed',
      severity: 'serious',
      note: '照片与记录相符',
    });
    if (submitted === second) continue;
    visit = await stage.who.fu.call('visits.confirm', { id: decided.id, revision: decided.revision, note: '已核对' });
  }
});
afterAll(() => stage.console.close());

const somebody = (personId: number, roles: Role[], more: Partial<Somebody> = {}): Somebody => ({
  personId,
  roles,
  ...more,
});

/** Every place in an answer that holds the id of one of them under a key that names a person. */
function personIds(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}.${key}`;
    const isPerson = /person|inspector|createdBy|submittedBy/i.test(key) && !/code/i.test(key);
    if (isPerson && typeof inner === 'number') return [at];
    if (isPerson && Array.isArray(inner) && inner.some((one) => typeof one === 'number')) return [at];
    return personIds(inner, at);
  });
}
function leaks(answer: unknown): string[] {
  const text = JSON.stringify(answer);
  return [...[...NAMES, COVER].filter((word) => text.includes(word)), ...personIds(answer)];
}

describe('who visited', () => {
  it('is nowhere in what the office, a reviewer and a leader are told', async () => {
    const { console, who } = stage;
    const readers = [
      somebody(who.he.personId, ['office'], { opensIdentity: true }),
      somebody(who.fu.personId, ['reviewer']),
      somebody(who.qin.personId, ['leader']),
    ];
    for (const reader of readers) {
      const { ids } = await ask(console, reader, 'visits.list', {});
      expect(ids).toContain(visit.id);
      expect(leaks(await ask(console, reader, 'visits.rows', { ids }))).toEqual([]);
      for (const id of ids) expect(leaks(await ask(console, reader, 'visits.get', { id }))).toEqual([]);
      const findings = await ask(console, reader, 'findings.list', {});
      expect(findings.ids.length).toBeGreaterThan(1);
      expect(leaks(await ask(console, reader, 'findings.rows', { ids: findings.ids }))).toEqual([]);
    }
    const facts = await ask(console, readers[1] as Somebody, 'visits.honesty', { id: visit.id });
    expect(facts.wording.length).toBeGreaterThan(0);
    expect(leaks(facts)).toEqual([]);
  });

  it('is found by nobody who searches for a name or the cover', async () => {
    const { console, who } = stage;
    for (const roles of [['office'], ['reviewer'], ['leader']] as Role[][])
      for (const text of [...NAMES, COVER, '茶馆', 'lin']) {
        const reader = somebody(who.fu.personId, roles);
        const { hits } = await ask(console, reader, 'search.find', { text, limit: 20 });
        expect(hits.filter(({ kind }) => kind === 'visit' || kind === 'finding')).toEqual([]);
        expect((await ask(console, reader, 'visits.list', { text })).ids).toEqual([]);
        expect((await ask(console, reader, 'findings.list', { text })).ids).toEqual([]);
      }
  });

  it('is nothing a filter gives away: `mine` of another tells nothing', async () => {
    const { console, who } = stage;
    const reader = somebody(who.he.personId, ['office']);
    expect((await ask(console, reader, 'visits.list', { filter: { mine: true } })).ids).toEqual([]);
    expect((await ask(console, reader, 'visits.list', { filter: { forMe: true } })).ids).toEqual([]);
  });

  it('reaches a unit contact neither by name, nor by code, nor by an address', async () => {
    const { console, hall } = stage;
    const contact = somebody(900, ['unit_contact'], { unitId: hall.unit.id });
    const { ids } = await ask(console, contact, 'findings.list', {});
    const rows = await ask(console, contact, 'findings.rows', { ids });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      state: 'confirmed',
      visitId: null,
      visitNo: null,
      decidedBy: null,
      decisionNote: null,
    });
    expect(leaks(rows)).toEqual([]);
    for (const code of visit.inspectors.map((tag) => tag.code)) expect(JSON.stringify(rows)).not.toContain(code);
    for (const command of ['visits.list', 'visits.rows', 'visits.get'] as const)
      await expect(ask(console, contact, command, { id: visit.id, ids: [visit.id] } as never)).rejects.toThrow(
        'is not for',
      );
    const { hits } = await ask(console, contact, 'search.find', { text: '无人值守', limit: 20 });
    expect(hits.map(({ kind }) => kind)).toEqual(['finding']);
    expect(leaks(hits)).toEqual([]);
  });
});

describe('the log', () => {
  const office = () => somebody(stage.who.he.personId, ['office'], { opensIdentity: true });

  it('shows what inspectors did with their visits under their codes', async () => {
    const { console } = stage;
    for (const input of [{}, { filter: { object: 'visit' } }, { filter: { action: 'visits.submit' } }]) {
      const { ids } = await ask(console, office(), 'audit.list', input);
      const rows = await ask(console, office(), 'audit.rows', { ids });
      const visits = rows.filter(({ object }) => object === 'visit');
      expect(visits.length).toBeGreaterThan(1);
      for (const name of NAMES) expect(JSON.stringify(visits)).not.toContain(name);
      expect(visits.filter(({ action }) => action === 'visits.submit').map(({ personId }) => personId)).toEqual([
        null,
        null,
      ]);
    }
  });

  it('is no way round: neither by person, nor by the words of a name', async () => {
    const { console, who } = stage;
    const byPerson = await ask(console, office(), 'audit.list', { filter: { personId: who.lin.personId } });
    expect(byPerson.ids).toEqual([]);
    const { ids } = await ask(console, office(), 'audit.list', { text: NAMES[0] ?? '' });
    const rows = await ask(console, office(), 'audit.rows', { ids });
    expect(rows.filter(({ object }) => object === 'visit')).toEqual([]);
  });

  it('still names who reviewed, and its chain still holds', async () => {
    const { console, who } = stage;
    const { ids } = await ask(console, office(), 'audit.list', { filter: { personId: who.fu.personId } });
    const rows = await ask(console, office(), 'audit.rows', { ids });
    expect(rows.map(({ action }) => action)).toContain('visits.confirm');
    expect(await verifyChain(console.workspace.database)).toMatchObject({ ok: true });
  });
});

describe('opening an identity', () => {
  const audited = () =>
    stage.console.workspace.database.read('test.audit', (reader) =>
      reader.all<{ ref: number; actor: number; reason: string; after: string | null }>(
        `SELECT ref, actor_id AS actor, reason, after_json AS after FROM audit WHERE action = 'visits.openIdentity' ORDER BY seq`,
      ),
    );

  it('needs the right of its own; the attempt is written down', async () => {
    const { console, who } = stage;
    for (const [index, roles] of ([['office'], ['reviewer'], ['leader']] as Role[][]).entries()) {
      const before = (await audited()).length;
      const error = await ask(console, somebody(who.he.personId, roles), 'visits.openIdentity', {
        id: visit.id,
        reason: `想看看 ${index}`,
      }).catch((thrown: unknown) => thrown);
      expect(isAppError(error, 'permission.identity')).toBe(true);
      const log = await audited();
      expect(log).toHaveLength(before + 1);
      expect(log.at(-1)).toMatchObject({ ref: visit.id, reason: `想看看 ${index}`, after: '{"refused":true}' });
    }
  });

  it('answers names and cover, one row in the log for each time, with its reason', async () => {
    const { console, who } = stage;
    const office = somebody(who.he.personId, ['office'], { opensIdentity: true });
    const before = (await audited()).length;
    for (const reason of ['核实投诉', '再次核实']) {
      const opened = await ask(console, office, 'visits.openIdentity', { id: visit.id, reason });
      expect(opened.coverStory).toBe(COVER);
      expect(opened.inspectors.map(({ name, personId }) => [name, personId])).toEqual([
        [NAMES[0], who.lin.personId],
        [NAMES[1], who.qiao.personId],
      ]);
    }
    const log = (await audited()).slice(before);
    expect(log.map(({ ref, actor, reason, after }) => [ref, actor, reason, after])).toEqual([
      [visit.id, who.he.personId, '核实投诉', null],
      [visit.id, who.he.personId, '再次核实', null],
    ]);
    expect(JSON.stringify(log)).not.toContain(NAMES[0]);
    // What was opened stays with the one answer: the visit itself is as sealed as before.
    expect(leaks(await ask(console, office, 'visits.get', { id: visit.id }))).toEqual([]);
  });

  it('opens nothing of a draft, and needs a reason', async () => {
    const { console, who, hall } = stage;
    const draft = await who.lin.start({ windowIds: [hall.w2.id] });
    const office = somebody(who.he.personId, ['office'], { opensIdentity: true });
    const error = await ask(console, office, 'visits.openIdentity', { id: draft.id, reason: '看看' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(isAppError(error, 'notFound.record')).toBe(true);
    for (const reason of ['', '  ', 'a'.repeat(201)])
      expect((await console.refused('visits.openIdentity', { id: visit.id, reason })).code).toBe('validation.input');
  });

  it('is given at the person, and taken away there', async () => {
    const { console } = stage;
    const open = () => console.send('visits.openIdentity', { id: visit.id, reason: '核实' });
    expect((await open()).ok).toBe(false);
    const me = await console.call('session.current', {});
    const [person] = await console.call('people.rows', { ids: [me.person?.id ?? 0] });
    if (!person) throw new Error('nobody at the desk');
    const { account, name, code, roles, unitId, phone, note } = person;
    const fields = { account, name, code, roles, unitId, phone, note };
    const given = await console.call('people.update', {
      id: person.id,
      revision: person.revision,
      fields: { ...fields, opensIdentity: true },
    });
    await console.workspace.session.refresh();
    expect((await open()).ok).toBe(true);
    await console.call('people.update', {
      id: person.id,
      revision: given.revision,
      fields: { ...fields, opensIdentity: false },
    });
    await console.workspace.session.refresh();
    expect((await open()).ok).toBe(false);
  });
});
