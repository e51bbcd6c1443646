import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, dayOf } from '../../domain/time.js';
import { change, make } from '../support/hall.js';
import { addOpener, findingInput, leadScene, sit, type LeadScene } from '../support/leads.js';
import { draw } from '../support/pictures.js';
import { addPerson, type TestConsole } from '../support/workspace.js';

describe('leads on the desk of the office', () => {
  let scene: LeadScene;
  let target: TestConsole;
  let hall: LeadScene['hall'];
  let office: number;
  let li: number;
  let zhao: number;
  const write: LeadScene['write'] = (...input) => scene.write(...input);
  const handIn: LeadScene['handIn'] = (...input) => scene.handIn(...input);
  const lead: LeadScene['lead'] = (id) => scene.lead(id);
  const log: LeadScene['log'] = (action) => scene.log(action);

  beforeAll(async () => {
    scene = await leadScene();
    ({ target, hall, office, li, zhao } = scene);
  }, 60_000);
  afterAll(() => target.close());

  const today = (): number => dayOf(target.time.now);

  it('becomes a confirmed finding, once, in one step with the reply', async () => {
    const made = await handIn(li, { seenDay: today() - 2 });
    const finding = findingInput({ windowId: hall.w2.id, description: made.fields.saw });
    const input = { id: made.id, revision: made.revision, finding, reply: '已认定，\n责成整改。' };
    const accepted = await target.call('leads.accept', input);
    expect(accepted).toMatchObject({ state: 'accepted', step: 1, revision: made.revision + 1 });
    expect(accepted.events.at(-1)).toMatchObject({ kind: 'accepted', who: '何知远', text: '已认定，\n责成整改。' });
    expect(await target.call('leads.accept', input)).toEqual(accepted);
    expect(await target.refused('leads.accept', { ...input, finding: findingInput() })).toMatchObject({
      code: 'conflict.state',
      params: { entity: 'lead', state: 'accepted' },
    });
    const stored = await target.workspace.database.read('test', (reader) =>
      reader.get<Record<string, unknown>>(`SELECT * FROM finding WHERE id = :id`, { id: accepted.findingId ?? 0 }),
    );
    expect(stored).toMatchObject({
      no: `${made.no ?? ''}-1`,
      lead_id: made.id,
      visit_id: null,
      position: 1,
      hall_id: hall.hall.id,
      window_id: hall.w2.id,
      unit_id: hall.unit.id,
      day: today() - 2,
      state: 'confirmed',
      decided_by: office,
      decided_at: target.time.now,
    });
    expect(
      target.changes.some(({ entity, ids }) => entity === 'finding' && ids.includes(accepted.findingId ?? 0)),
    ).toBe(true);
    expect((await log('leads.accept')).map(({ object }) => object).sort()).toEqual(['finding', 'lead']);
    await sit(target, li);
    const [mine] = await target.call('leads.mine', {});
    expect(mine).toMatchObject({ id: made.id, step: 1, events: [{}, { text: '已认定，\n责成整改。' }] });
    await sit(target, office);
  });

  it.each<[string, () => Partial<ReturnType<typeof findingInput>>, string]>([
    ['a future instant', () => ({ at: target.time.now + DAY_MS }), 'finding.at:future'],
    ['a day before the hall was open', () => ({ at: target.time.now - 20_000 * DAY_MS }), 'finding.at:beforeHall'],
    ['more heads than there are', () => ({ headCount: 3, headTotal: 2 }), 'finding.headCount:headAboveTotal'],
    ['a unit that is not there', () => ({ unitId: 9999 }), 'finding.unitId:unknown'],
    ['a title of two lines', () => ({ title: 'a\nb' }), 'finding.title:line'],
  ])('a finding with %s is refused, and the lead stays as it was', async (_, fields, expected) => {
    if ('openedDay' in hall.hall.fields && hall.hall.fields.openedDay === null)
      hall.hall = await change(target, hall.hall, { openedDay: 15_000 });
    const made = await handIn(li);
    const error = await target.refused('leads.accept', {
      id: made.id,
      revision: made.revision,
      finding: findingInput(fields()),
      reply: '认定',
    });
    expect(error.fields.map(({ path, rule }) => `${path}:${rule}`.replace(':custom', ':line'))).toContain(expected);
    expect(await lead(made.id)).toEqual(made);
  });

  it('a finding at a window of another hall is refused', async () => {
    const far = await make(target, 'window', {
      zoneId: hall.zoneO.id,
      unitId: hall.unitO.id,
      number: 'Z1',
      name: '远',
    });
    const made = await handIn(li);
    const input = { id: made.id, revision: made.revision, finding: findingInput({ windowId: far.id }), reply: '认定' };
    expect(await target.refused('leads.accept', input)).toMatchObject({
      fields: [{ path: 'finding.windowId', rule: 'otherHall' }],
    });
  });

  it('is answered with reasons, and more can be said later', async () => {
    const made = await handIn(zhao, { windowId: null, place: '停车场' });
    expect(
      await target.refused('leads.reply', { id: made.id, revision: made.revision, reply: '还没定' }),
    ).toMatchObject({
      code: 'conflict.state',
    });
    expect(await target.refused('leads.answer', { id: made.id, revision: made.revision, reply: ' \n ' })).toMatchObject(
      {
        fields: [{ path: 'reply' }],
      },
    );
    const answered = await target.call('leads.answer', {
      id: made.id,
      revision: made.revision,
      reply: '不属大厅管理，已转市停车办。',
    });
    expect(answered).toMatchObject({ state: 'answered', step: null, findingId: null, unitLabel: null });
    expect(await target.refused('leads.reply', { id: made.id, revision: made.revision, reply: '又及' })).toMatchObject({
      code: 'conflict.revision',
    });
    const more = await target.call('leads.reply', { id: made.id, revision: answered.revision, reply: '回函附后。' });
    expect(more.events.map(({ kind }) => kind)).toEqual(['submitted', 'answered', 'replied']);
    expect(
      await target.refused('leads.accept', {
        id: made.id,
        revision: more.revision,
        finding: findingInput(),
        reply: '改主意了',
      }),
    ).toMatchObject({ code: 'conflict.state', params: { state: 'answered' } });
    await expect(
      target.workspace.database.write('test', (tx) => tx.run(`UPDATE lead_event SET text = 'x'`), { unaudited: true }),
    ).rejects.toThrow(/only grows/);
  });

  it('nobody decides about the own lead', async () => {
    const both = await addPerson(target, 'both', ['office', 'social_supervisor']);
    await target.call('supervisors.create', {
      clientId: randomUUID(),
      fields: {
        personId: both,
        constituency: 'government',
        certificateNo: '监兼',
        fromDay: today(),
        toDay: today() + 9,
        hallIds: [hall.hall.id],
        employer: null,
        note: null,
      },
    });
    const made = await handIn(both);
    await sit(target, both);
    const { id, revision } = made;
    for (const [name, input] of [
      ['leads.accept', { id, revision, finding: findingInput(), reply: '认定' }],
      ['leads.answer', { id, revision, reply: '答' }],
      ['leads.reply', { id, revision, reply: '答' }],
    ] as const)
      expect(await target.refused(name, input), name).toMatchObject({ code: 'permission.samePerson' });
    await sit(target, office);
  });

  it('is listed by state, hall, day and words, and sorted by number', async () => {
    for (let more = 0; more < 4; more += 1) await handIn(zhao);
    const all = await target.call('leads.rows', { ids: (await target.call('leads.list', {})).ids });
    const numbers = async (input: object): Promise<(string | null)[]> =>
      (await target.call('leads.rows', { ids: (await target.call('leads.list', input as never)).ids })).map(
        ({ no }) => no,
      );
    expect(all.length).toBeGreaterThan(9);
    const byNumber = [...all].sort((a, b) => parseInt(a.no?.slice(7) ?? '') - parseInt(b.no?.slice(7) ?? ''));
    expect(await numbers({ sort: { by: 'no', direction: 'asc' } })).toEqual(byNumber.map(({ no }) => no));
    for (const state of ['received', 'accepted', 'answered'] as const)
      expect((await numbers({ filter: { state } })).length).toBe(all.filter((one) => one.state === state).length);
    expect(await numbers({ filter: { hallId: hall.other.id } })).toEqual([]);
    expect(await numbers({ filter: { fromDay: today() + 1 } })).toEqual([]);
    expect((await numbers({ filter: { fromDay: today() - 1, toDay: today() } })).length).toBe(all.length);
    expect(await numbers({ text: '停车场' })).toHaveLength(1);
    expect(await numbers({ text: '㐂 ａ２' })).not.toHaveLength(0);
    expect(await numbers({ text: "'; DROP TABLE lead; --" })).toEqual([]);
  });

  it('is found by its words by office, leader and reviewer, and by nobody else', async () => {
    const find = () => target.call('search.find', { text: '停车场', limit: 10 });
    const people = {
      leader: await addPerson(target, 'boss', ['leader']),
      reviewer: await addPerson(target, 'rev', ['reviewer']),
      inspector: await addPerson(target, 'insp', ['inspector']),
      unit_contact: await addPerson(target, 'cont', ['unit_contact'], hall.unit.id),
      social_supervisor: zhao,
      auditor: await addPerson(target, 'aud', ['auditor']),
    };
    for (const [role, person] of Object.entries(people)) {
      await sit(target, person);
      const { hits } = await find();
      const sees = role === 'leader' || role === 'reviewer';
      expect(hits.filter(({ kind }) => kind === 'lead').length, role).toBe(sees ? 1 : 0);
      if (sees) expect(hits[0]).toMatchObject({ route: expect.stringMatching(/^\/leads\/\d+$/) });
      const answer = await target.send('leads.list', {});
      expect(answer.ok, role).toBe(sees);
      if (role === 'leader' || role === 'reviewer') {
        const [{ id, revision } = { id: 0, revision: 0 }] = await target.call('leads.rows', {
          ids: (await target.call('leads.list', {})).ids.slice(0, 1),
        });
        expect(await target.refused('leads.answer', { id, revision, reply: '好' })).toMatchObject({
          code: 'permission.denied',
        });
      }
    }
    await sit(target, office);
  });

  describe('who stands behind it', () => {
    it('is opened by its own right alone, with a reason that stands in the log', async () => {
      const made = await handIn(li);
      expect(await target.refused('leads.openIdentity', { id: made.id, reason: '核实情况' })).toMatchObject({
        code: 'permission.identity',
      });
      expect(await log('leads.openIdentity')).toEqual([]);
      const opener = await addOpener(target, 'opener', ['leader']);
      await sit(target, opener);
      expect(await target.refused('leads.openIdentity', { id: made.id, reason: '  ' })).toMatchObject({
        code: 'validation.input',
      });
      expect(await target.call('leads.openIdentity', { id: made.id, reason: '核实情况' })).toEqual({
        name: '人员李桂芬',
        certificateNo: expect.stringMatching(/^监〔2026〕/),
      });
      await sit(target, li);
      const draft = await write();
      await sit(target, opener);
      expect(await target.refused('leads.openIdentity', { id: draft.id, reason: '好奇' })).toMatchObject({
        code: 'notFound.record',
      });
      await sit(target, office);
      expect(await log('leads.openIdentity')).toMatchObject([
        { who: '人员opener', ref: made.id, label: made.no, reason: '核实情况' },
      ]);
    });

    it('leaks nowhere: not in leads, findings, search, jobs or the log, to nobody', async () => {
      const picture = await draw(target.folder, '窗口.jpg', 'chart');
      await sit(target, li);
      const draft = await write();
      const { token = '' } = (await target.files.offer(picture, 'open')) ?? {};
      const leadTarget = { kind: 'lead' as const, leadId: draft.id };
      const order = { clientId: randomUUID(), token, target: leadTarget, origin: 'drop' as const, caption: null };
      await target.call('evidence.add', order);
      const { clientId } = draft;
      const [{ revision } = draft] = await target.call('leads.mine', {});
      const made = await target.call('leads.submit', { clientId, revision });
      expect(made.attachments).toHaveLength(1);
      await sit(target, office);
      await target.call('leads.accept', {
        id: made.id,
        revision: made.revision,
        finding: findingInput({ windowId: hall.w2.id }),
        reply: '认定',
      });
      const { ids } = await target.call('leads.list', {});
      const answers: unknown[] = [await target.call('leads.rows', { ids })];
      answers.push(await target.call('search.find', { text: '一次告知', limit: 50 }));
      answers.push(await target.call('search.find', { text: made.no ?? '', limit: 50 }));
      for (const action of [
        'leads.submit',
        'leads.discard',
        'leads.accept',
        'leads.answer',
        'leads.reply',
        'evidence.add',
      ]) {
        const rows = await log(action);
        answers.push(rows);
        if (action === 'leads.submit') {
          expect(rows.length).toBeGreaterThan(3);
          expect(rows.map(({ personId }) => personId)).toEqual(rows.map(() => null));
        }
      }
      answers.push(await target.call('jobs.list', {}), await target.call('home.overview', {}), target.changes);
      const findings = await target.send('findings.list', {});
      if (findings.ok)
        answers.push(
          await target.call('findings.rows', { ids: (findings.value as { ids: number[] }).ids.slice(0, 500) }),
        );
      expect(JSON.stringify(answers)).not.toContain('李桂芬');

      const contact = await addPerson(target, 'contact2', ['unit_contact'], hall.unit.id);
      await sit(target, contact);
      for (const [name, input] of [
        ['leads.list', {}],
        ['leads.rows', { ids }],
        ['leads.mine', {}],
        ['leads.openIdentity', { id: made.id, reason: '想知道' }],
        ['supervisors.list', {}],
        ['supervisors.me', {}],
        ['audit.list', {}],
        ['people.list', {}],
      ] as const) {
        expect(await target.send(name, input), name).toMatchObject({ ok: false, error: { code: 'permission.denied' } });
      }
      const seen = [
        await target.send('search.find', { text: '一次告知', limit: 50 }),
        await target.send('search.find', { text: '李桂芬', limit: 50 }),
        await target.send('home.overview', {}),
        await target.send('findings.list', {}),
        await target.send('findings.rows', { ids: [1, 2, 3, 4, 5, 6, 7, 8, 9] }),
      ];
      expect(JSON.stringify(seen)).not.toContain('李桂芬');
      await sit(target, office);
    });
  });
});
