import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandOutput } from '../../domain/contract/commands/index.js';
import { dayOf } from '../../domain/time.js';
import { addPerson } from '../support/workspace.js';
import {
  at,
  code,
  openMatterStage,
  personOf,
  refusedFields,
  stepsOf,
  type MatterStage,
  type Person,
} from '../support/matters.js';

type Round = CommandOutput<'lookBacks.get'>;
let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
let looker: Person;
const today = (): number => dayOf(stage.console.time.now);
const sql = (statement: string): Promise<unknown> =>
  stage.console.workspace.database.write('test', (tx) => tx.run(statement, {}), { unaudited: true });

async function closed(severity: 'general' | 'grave' = 'general') {
  const { row } = await steps.verifiedDone(await stage.issued({ severity }));
  return (await stage.people.closer.call('rectifications.close', { ...at(row), note: null })).row;
}
const draw = (count: number, more = {}): Promise<Round> =>
  stage.people.office.call('lookBacks.draw', {
    ...{ clientId: randomUUID(), fromDay: today() - 5, toDay: today(), count, note: null, ...more },
  });

beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
  looker = personOf(stage.console, await addPerson(stage.console, 'm-looker', ['inspector']), ['inspector']);
});
afterAll(() => stage.console.close());

describe('a round', () => {
  it('is drawn from what was struck off in the span, weighted, and proves itself', async () => {
    const { office } = stage.people;
    const [one, two, three] = [await closed(), await closed('grave'), await closed()];
    await steps.submitted();
    const pool = await office.call('lookBacks.pool', { fromDay: today() - 5, toDay: today() });
    expect(pool.map(({ matterId, weight, quick }) => [matterId, weight, quick])).toEqual([
      [one.id, 2, true],
      [two.id, 6, true],
      [three.id, 2, true],
    ]);
    expect(await refusedFields(draw(4))).toEqual(['count poolTooSmall']);
    expect(await refusedFields(draw(1, { toDay: today() + 1 }))).toEqual(['toDay future']);
    const clientId = randomUUID();
    const round = await draw(2, { clientId });
    expect(round).toMatchObject({ pool: 3, drawn: 2, arranged: 0, looked: 0, recurred: 0 });
    expect(round.items.map(({ matterId }) => matterId)).toEqual(round.record.result);
    expect((await draw(2, { clientId })).id).toBe(round.id);
    const proved = await office.call('lookBacks.redraw', { id: round.id });
    expect(proved).toEqual({ genuine: true, result: round.items.map(({ no }) => no) });
    expect((await office.call('lookBacks.pooled', { id: round.id })).map(({ no }) => no)).toEqual(
      [one, two, three].map(({ no }) => no),
    );
    // What was drawn is not drawn again.
    const left = await office.call('lookBacks.pool', { fromDay: today() - 5, toDay: today() });
    expect(left).toHaveLength(1);
  });

  it('does not change, whoever asks', async () => {
    for (const statement of [
      `UPDATE look_back_draw SET record = json_set(record, '$.seed', 'x')`,
      `DELETE FROM look_back_draw`,
      `UPDATE look_back SET rectification_id = 1`,
      `DELETE FROM look_back`,
    ])
      await expect(sql(statement)).rejects.toMatchObject({ code: 'db.constraint' });
  });
});

describe('looking back', () => {
  it('is by somebody without a hand in it, by nobody but who is named, and once', async () => {
    const { office, verifier, closer, seer, unit } = stage.people;
    await closed();
    const [item] = (await draw(1)).items;
    if (!item) throw new Error('nothing drawn');
    const possible = (await office.call('lookBacks.verifiers', { id: item.id })).map(({ personId }) => personId);
    expect(possible).toContain(looker.personId);
    for (const who of [verifier, closer, seer, unit]) {
      expect(possible).not.toContain(who.personId);
      const named = { ...at2(item), verifierId: who.personId, method: 'on_site' as const };
      expect(await refusedFields(office.call('lookBacks.arrange', named))).toEqual(['verifierId mayNotVerify']);
    }
    const named = { ...at2(item), verifierId: looker.personId, method: 'on_site' as const };
    const arranged = await office.call('lookBacks.arrange', named);
    expect(await code(office.call('lookBacks.arrange', named))).toBe('conflict.revision');
    // It waits for that person, who sees the matter because of it.
    expect((await looker.call('rectifications.list', { filter: { forMe: true } })).ids).toEqual([item.matterId]);
    expect((await looker.call('rectifications.counts', {})).forMe).toBe(1);
    const seen = await looker.call('rectifications.get', { id: item.matterId });
    expect(seen.lookBacks).toMatchObject([{ may: { record: true, reopen: false } }]);
    // The unit learns nothing of it before something was found.
    expect((await unit.call('rectifications.get', { id: item.matterId })).lookBacks).toEqual([]);
    const found = { ...at2(arranged), day: today(), result: 'done' as const, note: '仍有人在岗', visitId: null };
    expect(await code(office.call('lookBacks.record', found))).toBe('rectification.notVerifier');
    expect(await refusedFields(looker.call('lookBacks.record', { ...found, day: today() + 1 }))).toEqual([
      'day future',
    ]);
    expect(await refusedFields(looker.call('lookBacks.record', { ...found, day: today() - 1 }))).toEqual([
      'day beforeDraw',
    ]);
    const { now } = stage.console.time;
    stage.console.time.now = now - 3 * 3_600_000;
    expect(await code(looker.call('lookBacks.record', found))).toBe('rectification.clockBack');
    stage.console.time.now = now;
    const done = await looker.call('lookBacks.record', found);
    expect(done).toMatchObject({ result: 'done', verifierName: expect.any(String) as string });
    expect(await code(looker.call('lookBacks.record', { ...found, ...at2(done) }))).toBe('rectification.notVerified');
    expect(await code(stage.people.leader.call('lookBacks.reopen', { ...at2(done), matterRevision: 1 }))).toBe(
      'rectification.notVerified',
    );
    expect((await looker.call('rectifications.counts', {})).forMe).toBe(0);
    const told = await unit.call('rectifications.get', { id: item.matterId });
    expect(told.lookBacks).toMatchObject([{ result: 'done', verifierId: null }]);
    expect(told.events.at(-1)).toMatchObject({ action: 'look_back', detail: {} });
    expect(told.row.state).toBe('closed');
    await expect(sql(`UPDATE look_back SET result = 'recurred' WHERE id = ${item.id}`)).rejects.toMatchObject({
      code: 'db.constraint',
    });
  });

  it('that finds it recurred reopens it in one press, once', async () => {
    const { office, leader, unit } = stage.people;
    await closed();
    const [item] = (await draw(1)).items;
    if (!item) throw new Error('nothing drawn');
    const named = { ...at2(item), verifierId: looker.personId, method: 'covert_visit' as const };
    const arranged = await office.call('lookBacks.arrange', named);
    const found = { ...at2(arranged), day: today(), result: 'recurred' as const, note: '又无人', visitId: null };
    const recurred = await looker.call('lookBacks.record', found);
    const whole = await leader.call('rectifications.get', { id: item.matterId });
    expect(whole.lookBacks.at(-1)?.may.reopen).toBe(true);
    const press = { ...at2(recurred), matterRevision: whole.row.revision };
    expect(await code(leader.call('lookBacks.reopen', { ...press, matterRevision: 1 }))).toBe('conflict.revision');
    await expect(unit.call('lookBacks.reopen', press)).rejects.toThrow('not for');
    const reopened = await leader.call('lookBacks.reopen', press);
    expect(reopened.reopenedAt).not.toBeNull();
    const { row, events } = await stage.get(item.matterId);
    expect(row).toMatchObject({ state: 'reopened', reopenings: 1 });
    expect(events.at(-1)).toMatchObject({ action: 'reopen', note: '又无人' });
    expect(await code(leader.call('lookBacks.reopen', { ...press, ...at2(reopened) }))).toBe(
      'rectification.notVerified',
    );
    const round = await office.call('lookBacks.get', { id: item.drawId });
    expect(round).toMatchObject({ drawn: 1, arranged: 1, looked: 1, recurred: 1 });
  });
});

const at2 = ({ id, revision }: { id: number; revision: number }) => ({ id, revision });
