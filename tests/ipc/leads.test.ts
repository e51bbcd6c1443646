import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeadFields } from '../../domain/lead.js';
import { DAY_MS, dayOf } from '../../domain/time.js';
import { make } from '../support/hall.js';
import { addSupervisor, blankLead, leadScene, SAW, sit, type LeadScene } from '../support/leads.js';
import { draw } from '../support/pictures.js';
import { addPerson, type TestConsole } from '../support/workspace.js';

describe('leads of social supervisors', () => {
  let scene: LeadScene;
  let target: TestConsole;
  let hall: LeadScene['hall'];
  let office: number;
  let li: number;
  let zhao: number;
  const write: LeadScene['write'] = (...input) => scene.write(...input);
  const handIn: LeadScene['handIn'] = (...input) => scene.handIn(...input);
  const fieldsOf: LeadScene['fieldsOf'] = (fields) => scene.fieldsOf(fields);

  beforeAll(async () => {
    scene = await leadScene();
    ({ target, hall, office, li, zhao } = scene);
  }, 60_000);
  afterAll(() => target.close());

  const today = (): number => dayOf(target.time.now);
  const refusedFields = async (clientId: string, revision: number): Promise<string[]> => {
    const error = await target.refused('leads.submit', { clientId, revision });
    return [error.code, ...error.fields.map(({ path, rule }) => `${path}:${rule}`)];
  };

  it('a draft is kept as it is written, and is nobody else’s', async () => {
    await sit(target, li);
    const draft = await write({ saw: null, windowId: null, hallId: null, seenDay: null });
    expect(draft).toMatchObject({ state: 'draft', no: null, step: null, revision: 1, events: [], attachments: [] });
    const more = await target.call('leads.saveDraft', {
      clientId: draft.clientId,
      revision: draft.revision,
      fields: fieldsOf(),
    });
    expect(more).toMatchObject({ id: draft.id, revision: 2, fields: fieldsOf(), windowLabel: 'A2 社保' });
    expect(await target.call('leads.mine', {})).toEqual([more]);

    await sit(target, zhao);
    expect(await target.call('leads.mine', {})).toEqual([]);
    for (const [name, input] of [
      ['leads.saveDraft', { clientId: draft.clientId, revision: 2, fields: fieldsOf({ saw: '改掉' }) }],
      ['leads.submit', { clientId: draft.clientId, revision: 2 }],
      ['leads.discard', { clientId: draft.clientId }],
    ] as const) {
      expect(await target.refused(name, input), name).toMatchObject({ code: 'permission.scope' });
    }
    await sit(target, office);
    expect((await target.call('leads.list', {})).ids).toEqual([]);
    expect((await target.call('leads.list', { filter: { state: 'draft' } })).ids).toEqual([]);
    expect(await target.call('leads.rows', { ids: [draft.id] })).toEqual([]);
    expect((await target.call('search.find', { text: '异地报销', limit: 10 })).hits).toEqual([]);

    await sit(target, li);
    expect((await target.call('leads.mine', {}))[0]?.fields.saw).toBe(SAW);
    await target.call('leads.discard', { clientId: draft.clientId });
    await target.call('leads.discard', { clientId: draft.clientId });
    expect(await target.call('leads.mine', {})).toEqual([]);
    await sit(target, office);
  });

  it('a draft is thrown away with its pictures, and their bytes stay', async () => {
    const file = await draw(target.folder, '饮水机.jpg', 'bars');
    await sit(target, li);
    const draft = await write();
    const { token = '' } = (await target.files.offer(file, 'open')) ?? {};
    const order = { clientId: randomUUID(), token, target: { kind: 'lead' as const, leadId: draft.id } };
    await target.call('evidence.add', { ...order, origin: 'pick', caption: null });
    await target.call('leads.discard', { clientId: draft.clientId });
    const counts = await target.workspace.database.read('test', (reader) =>
      reader.get<object>(`SELECT (SELECT count(*) FROM attachment) AS hung, (SELECT count(*) FROM evidence) AS kept`),
    );
    expect(counts).toEqual({ hung: 0, kept: 1 });
    await sit(target, office);
  });

  it('a draft written in two windows is not lost in silence', async () => {
    await sit(target, li);
    const { clientId } = await write();
    // The answer to the first saving was lost: it is sent again.
    const again = await write({}, clientId);
    expect(again.revision).toBe(2);
    const error = await target.refused('leads.saveDraft', {
      clientId,
      revision: 1,
      fields: fieldsOf({ saw: '另一扇窗' }),
    });
    expect(error).toMatchObject({ code: 'conflict.revision', params: { theirs: 2, yours: 1 } });
    expect((await target.call('leads.mine', {}))[0]?.fields.saw).toBe(SAW);
    expect(await target.refused('leads.submit', { clientId, revision: 1 })).toMatchObject({
      code: 'conflict.revision',
    });
    await target.call('leads.discard', { clientId });
    await sit(target, office);
  });

  it('is handed in once, numbered within the year, with the unit of its window', async () => {
    await sit(target, li);
    const { clientId, revision } = await write();
    const [first, second] = await Promise.all([
      target.call('leads.submit', { clientId, revision }),
      target.call('leads.submit', { clientId, revision }),
    ]);
    expect(second).toEqual(first);
    expect(first).toMatchObject({
      no: '线〔2026〕1号',
      state: 'received',
      step: 0,
      unitLabel: hall.unit.fields['shortName' as never] ?? '人力资源和社会保障局',
      constituency: 'retired_cadre',
      fields: { saw: SAW },
      events: [{ kind: 'submitted', who: `#${li}`, text: null }],
    });
    // What is handed in no longer moves.
    expect(
      await target.refused('leads.saveDraft', { clientId, revision: first.revision, fields: fieldsOf() }),
    ).toMatchObject({ code: 'conflict.state', params: { state: 'received' } });
    expect(await target.refused('leads.discard', { clientId })).toMatchObject({ code: 'conflict.state' });
    await sit(target, office);
    expect((await handIn(zhao)).no).toBe('线〔2026〕2号');
    await expect(
      target.workspace.database.write('test', (tx) => tx.run(`UPDATE lead SET saw = 'x' WHERE id = ${first.id}`), {
        unaudited: true,
      }),
    ).rejects.toThrow(/does not change/);
    await expect(
      target.workspace.database.write('test', (tx) => tx.run(`DELETE FROM lead WHERE id = ${first.id}`), {
        unaudited: true,
      }),
    ).rejects.toThrow();
  });

  it.each<[string, () => Partial<LeadFields>, string[]]>([
    [
      'nothing',
      () => blankLead,
      ['validation.incomplete', 'windowId:placeMissing', 'seenDay:dayMissing', 'saw:sawMissing'],
    ],
    ['tomorrow', () => ({ seenDay: today() + 1 }), ['validation.incomplete', 'seenDay:future']],
    ['long ago', () => ({ seenDay: today() - 400 }), ['validation.incomplete', 'seenDay:longAgo']],
    [
      'a hall not assigned',
      () => ({ hallId: hall.branch.id, windowId: null, place: '门口' }),
      ['validation.incomplete', 'windowId:hallNotAssigned'],
    ],
  ])('with %s it is not taken, and nothing is half-saved', async (_, fields, expected) => {
    await sit(target, li);
    const draft = await write(fields());
    expect(await refusedFields(draft.clientId, draft.revision)).toEqual(expected);
    const [mine] = await target.call('leads.mine', {});
    expect(mine).toEqual(draft);
    await target.call('leads.discard', { clientId: draft.clientId });
    await sit(target, office);
    expect((await handIn(li)).no).toMatch(/号$/);
  });

  it('at a window closed meanwhile it says so', async () => {
    const window = await make(target, 'window', {
      zoneId: hall.zone.id,
      unitId: hall.unit.id,
      number: 'B1',
      name: '临时',
    });
    await sit(target, li);
    const draft = await write({ windowId: window.id });
    await sit(target, office);
    await target.call('hall.retire', { entity: 'window', ids: [window.id], reason: '撤销' });
    await sit(target, li);
    expect(await refusedFields(draft.clientId, draft.revision)).toEqual([
      'validation.incomplete',
      'windowId:notActive',
    ]);
    await target.call('leads.discard', { clientId: draft.clientId });
    await sit(target, office);
  });

  it.each<[string, () => Partial<Record<keyof LeadFields, unknown>>, string]>([
    ['a window of another hall', () => ({ hallId: hall.branch.id }), 'fields.windowId'],
    ['a window that is not there', () => ({ windowId: 9999 }), 'fields.windowId'],
    ['a hall that is not there', () => ({ hallId: 9999, windowId: null }), 'fields.hallId'],
    ['overlong text', () => ({ saw: '长'.repeat(4001) }), 'fields.saw'],
    ['a control character', () => ({ wish: 'a\u0007' }), 'fields.wish'],
  ])('a draft with %s is refused at its field', async (_, fields, path) => {
    await sit(target, li);
    const error = await target.refused('leads.saveDraft', {
      clientId: randomUUID(),
      revision: null,
      fields: { ...fieldsOf(), ...fields() },
    });
    expect(error.fields.map((issue) => issue.path)).toEqual([path]);
    expect((await target.call('leads.mine', {})).filter(({ state }) => state === 'draft')).toEqual([]);
    await sit(target, office);
  });

  describe('outside of the term', () => {
    it.each<[string, { fromDay: number; toDay: number } | 'retired' | null, string]>([
      ['that is over', { fromDay: -30, toDay: -1 }, ':termOver'],
      ['that is ahead', { fromDay: 1, toDay: 30 }, ':termAhead'],
      ['that was ended', 'retired', ':notRegistered'],
      ['without an entry', null, ':notRegistered'],
    ])('%s nothing is handed in, the draft stays', async (word, term, rule) => {
      const days =
        typeof term === 'object' && term ? { fromDay: today() + term.fromDay, toDay: today() + term.toDay } : {};
      const person =
        term === null
          ? await addPerson(target, 'unregistered', ['social_supervisor'])
          : await addSupervisor(target, `term${word.length}${rule.length}`, [hall.hall.id], days);
      if (term === 'retired') {
        const { ids } = await target.call('supervisors.list', { sort: { by: 'updatedAt', direction: 'desc' } });
        const rows = await target.call('supervisors.rows', { ids });
        const row = rows.find(({ fields }) => fields.personId === person);
        await target.call('supervisors.setState', {
          id: row?.id ?? 0,
          revision: row?.revision ?? 0,
          state: 'retired',
          reason: '换届',
        });
      }
      await sit(target, person);
      const draft = await write();
      expect(await refusedFields(draft.clientId, draft.revision)).toEqual(['permission.term', rule]);
      expect(await target.call('leads.mine', {})).toEqual([draft]);
      await sit(target, office);
    });

    it('own leads stay readable', async () => {
      const person = await addSupervisor(target, 'lastday', [hall.hall.id], { toDay: today() });
      const made = await handIn(person);
      target.time.now += DAY_MS;
      await sit(target, person);
      expect((await target.call('supervisors.me', {})).entry?.term).toBe('over');
      expect((await target.call('leads.mine', {})).map(({ id }) => id)).toEqual([made.id]);
      await sit(target, office);
    });
  });
});
