import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SupervisorFields, SupervisorRow } from '../../domain/lead.js';
import { dayOf } from '../../domain/time.js';
import { make, smallHall, type SmallHall } from '../support/hall.js';
import { addSupervisor, blankLead, entryOf, sit } from '../support/leads.js';
import { addPerson, openConsole, type TestConsole } from '../support/workspace.js';

describe('the register of social supervisors', () => {
  let target: TestConsole;
  let hall: SmallHall;
  let office: number;
  let person: number;

  beforeAll(async () => {
    target = await openConsole({ demo: true });
    hall = await smallHall(target);
    office = (await target.call('session.current', {})).person?.id ?? 0;
    person = await addPerson(target, 'ligf', ['social_supervisor']);
  }, 60_000);
  afterAll(() => target.close());

  const fieldsOf = (fields: Partial<SupervisorFields> = {}): SupervisorFields =>
    entryOf(target, person, [hall.hall.id], fields);
  const entry = async (id: number): Promise<SupervisorRow> => {
    const [row] = await target.call('supervisors.rows', { ids: [id] });
    if (!row) throw new Error('gone');
    return row;
  };
  const list = async (input: object): Promise<number[]> => (await target.call('supervisors.list', input as never)).ids;

  it('registers a person once, however often it is sent', async () => {
    const clientId = randomUUID();
    const first = await target.call('supervisors.create', {
      clientId,
      fields: fieldsOf({ certificateNo: ' 监〔2026〕001 ' }),
    });
    const again = await target.call('supervisors.create', { clientId, fields: fieldsOf() });
    expect(again).toEqual(first);
    expect(first).toMatchObject({
      name: '人员ligf',
      code: `#${person}`,
      hallLabels: ['主厅'],
      leads: 0,
      term: 'running',
      fields: { certificateNo: '监〔2026〕001' },
    });
    const log = await target.call('audit.list', { filter: { object: 'supervisor' } });
    expect(log.total).toBe(1);
    const [row] = await target.call('audit.rows', { ids: log.ids });
    expect(row).toMatchObject({ action: 'supervisors.create', label: '监〔2026〕001' });
    expect(target.changes.some((change) => change.entity === 'supervisor' && change.ids.includes(first.id))).toBe(true);
  });

  it.each<[string, () => Promise<Partial<SupervisorFields>>, string]>([
    ['a person registered already', () => Promise.resolve({ certificateNo: '监9' }), 'personId:registeredAlready'],
    [
      'a certificate number that is taken, in another width',
      async () => ({
        personId: await addPerson(target, 'second', ['social_supervisor']),
        certificateNo: '监〔２０２６〕００１',
      }),
      'certificateNo:duplicate',
    ],
    [
      'somebody without the role',
      async () => ({ personId: await addPerson(target, 'clerk', ['inspector']) }),
      'personId:notSupervisor',
    ],
    ['nobody', () => Promise.resolve({ personId: 9999 }), 'personId:unknown'],
    [
      'a term that ends before it begins',
      async () => ({
        personId: await addPerson(target, 'third', ['social_supervisor']),
        fromDay: 20_000,
        toDay: 19_999,
      }),
      'toDay:termBackwards',
    ],
    [
      'a term of another century',
      async () => ({
        personId: await addPerson(target, 'fifth', ['social_supervisor']),
        fromDay: 0,
        toDay: 20_000,
      }),
      'fromDay:dayImplausible',
    ],
    [
      'a hall that is not there',
      async () => ({
        personId: await addPerson(target, 'fourth', ['social_supervisor']),
        hallIds: [hall.hall.id, 7777],
      }),
      'hallIds:notActive',
    ],
  ])('refuses %s at its field, with nothing half-saved', async (_, change, expected) => {
    const before = await list({});
    const fields = fieldsOf(await change());
    const error = await target.refused('supervisors.create', { clientId: randomUUID(), fields });
    expect(error.fields.map(({ path, rule }) => `${path.replace('fields.', '')}:${rule}`)).toEqual([expected]);
    expect(await list({})).toEqual(before);
  });

  it.each<[string, object]>([
    ['overlong text', { employer: '长'.repeat(81) }],
    ['a number of two lines', { certificateNo: '监\n1' }],
    ['no hall', { hallIds: [] }],
    ['a day no calendar shows', { toDay: 1e15 }],
    ['a constituency nobody knows', { constituency: 'king' }],
  ])('refuses %s by its shape', async (_, change) => {
    const error = await target.refused('supervisors.create', {
      clientId: randomUUID(),
      fields: { ...fieldsOf(), ...change },
    });
    expect(error).toMatchObject({
      code: 'validation.input',
      fields: [{ path: `fields.${Object.keys(change)[0] ?? ''}` }],
    });
  });

  it('keeps markup, emoji and rare characters as plain words', async () => {
    const employer = '<i>㐂</i>𠮷 🙂 有限公司';
    const id = await addSupervisor(target, 'rare', [hall.hall.id], { employer, constituency: 'enterprise' });
    const [found] = await list({ text: '㐂' });
    expect((await entry(found ?? 0)).fields).toMatchObject({ personId: id, employer });
  });

  it('takes a new term, refuses a stale one and another person', async () => {
    const [id] = await list({ text: '监〔2026〕001' });
    const row = await entry(id ?? 0);
    const today = dayOf(target.time.now);
    const fields = { ...row.fields, toDay: today + 30, hallIds: [hall.hall.id, hall.branch.id] };
    const changed = await target.call('supervisors.update', { id: row.id, revision: row.revision, fields });
    expect(changed).toMatchObject({ term: 'ending', revision: row.revision + 1, fields: { hallIds: fields.hallIds } });
    expect(await target.refused('supervisors.update', { id: row.id, revision: row.revision, fields })).toMatchObject({
      code: 'conflict.revision',
    });
    const other = await addPerson(target, 'other', ['social_supervisor']);
    expect(
      await target.refused('supervisors.update', {
        id: row.id,
        revision: changed.revision,
        fields: { ...fields, personId: other },
      }),
    ).toMatchObject({ fields: [{ path: 'fields.personId', rule: 'otherPerson' }] });
  });

  it('is ended with a reason and taken back', async () => {
    const [id] = await list({ text: '监〔2026〕001' });
    const row = await entry(id ?? 0);
    const end = { id: row.id, revision: row.revision, state: 'retired' as const };
    expect(await target.refused('supervisors.setState', { ...end, reason: ' ' })).toMatchObject({
      code: 'validation.reasonMissing',
    });
    const ended = await target.call('supervisors.setState', { ...end, reason: '本人请辞' });
    expect(ended.state).toBe('retired');
    expect(await list({ filter: { state: 'retired' } })).toEqual([row.id]);
    const back = await target.call('supervisors.setState', {
      id: row.id,
      revision: ended.revision,
      state: 'active',
      reason: null,
    });
    expect(back.state).toBe('active');
  });

  it('is filtered by term as terms are derived, sorted and searched', async () => {
    const today = dayOf(target.time.now);
    await addSupervisor(target, 'ahead', [hall.branch.id], {
      fromDay: today + 1,
      toDay: today + 9,
      certificateNo: '监2',
    });
    await addSupervisor(target, 'over', [hall.branch.id], {
      fromDay: today - 9,
      toDay: today - 1,
      certificateNo: '监10',
    });
    const rows = await target.call('supervisors.rows', { ids: await list({}) });
    for (const term of ['ahead', 'running', 'ending', 'over'] as const) {
      const expected = rows.filter((row) => row.term === term).map(({ id }) => id);
      expect(await list({ filter: { term } })).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    }
    const numbers = rows.map(({ fields }) => fields.certificateNo);
    expect(numbers.indexOf('监2')).toBeLessThan(numbers.indexOf('监10'));
    const byEnd = await target.call('supervisors.rows', {
      ids: await list({ sort: { by: 'toDay', direction: 'desc' } }),
    });
    expect(byEnd.map(({ fields }) => fields.toDay)).toEqual(
      rows.map(({ fields }) => fields.toDay).sort((a, b) => b - a),
    );
    expect(await list({ filter: { hallId: hall.branch.id } })).toHaveLength(3);
    expect(await list({ filter: { constituency: 'enterprise' } })).toHaveLength(1);
    expect(await list({ text: 'LIGF' })).toHaveLength(1);
  });

  it('is found by its words in the office alone', async () => {
    const found = await target.call('search.find', { text: '有限公司', limit: 10 });
    expect(found.hits).toEqual([
      expect.objectContaining({ kind: 'supervisor', route: expect.stringMatching(/^\/supervisors\/\d+$/) }),
    ]);
    const leader = await addPerson(target, 'leader', ['leader']);
    await sit(target, leader);
    expect((await target.call('search.find', { text: '有限公司', limit: 10 })).hits).toEqual([]);
    await sit(target, office);
  });

  it('tells a supervisor the own entry and the windows of the halls assigned, no others', async () => {
    await make(target, 'window', { zoneId: hall.zoneO.id, unitId: hall.unitO.id, number: 'Z1', name: '远处' });
    const closed = await make(target, 'window', {
      zoneId: hall.zone.id,
      unitId: hall.unit.id,
      number: 'A1',
      name: '已关',
    });
    await target.call('hall.retire', { entity: 'window', ids: [closed.id], reason: '撤并' });
    await sit(target, person);
    const me = await target.call('supervisors.me', {});
    expect(me.entry?.fields.personId).toBe(person);
    expect(me.windows.map(({ label }) => label)).toEqual(['A2 社保', 'A10 办税']);
    expect(me.windows[0]).toMatchObject({ hallId: hall.hall.id, zoneLabel: '1层 综合区', hallLabel: '主厅' });
    await sit(target, office);
    const bare = await addPerson(target, 'bare', ['social_supervisor']);
    await sit(target, bare);
    expect(await target.call('supervisors.me', {})).toEqual({ entry: null, windows: [] });
    await sit(target, office);
  });

  it('counts what was handed in, drafts not', async () => {
    await sit(target, person);
    const draft = { clientId: randomUUID(), revision: null };
    await target.call('leads.saveDraft', { ...draft, fields: blankLead });
    await sit(target, office);
    const [id] = await list({ text: '监〔2026〕001' });
    expect((await entry(id ?? 0)).leads).toBe(0);
  });
});
