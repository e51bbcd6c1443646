import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../domain/people.js';
import type { RectificationFields } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import { at, code, openMatterStage, personOf, stepsOf, type MatterStage, type Person } from '../support/matters.js';
import { addPerson } from '../support/workspace.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
/** One account that is everything at once, and contact of the unit. */
let both: Person;
beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
  const roles: Role[] = ['office', 'reviewer', 'leader', 'unit_contact'];
  both = personOf(stage.console, await addPerson(stage.console, 'm-both', roles, stage.unitId), roles, stage.unitId);
});
afterAll(() => stage.console.close());

const own = 'rectification.notOfUnit';
const today = (): number => dayOf(stage.console.time.now);
const forMe = async (who: Person): Promise<number[]> =>
  (await who.call('rectifications.list', { filter: { forMe: true } })).ids;

describe('a contact who is also of the supervision', () => {
  it('neither arranges, returns nor strikes off what her unit has to put right, nor does it wait for her', async () => {
    const { row } = await steps.submitted();
    const verifierId = stage.people.verifier.personId;
    const arrange = { ...at(row), verifierId, method: 'on_site' as const, note: null };
    expect(await code(both.call('rectifications.arrange', arrange))).toBe(own);
    expect(await code(both.call('rectifications.return', { ...at(row), note: '再看' }))).toBe(own);
    expect(await forMe(both)).not.toContain(row.id);
    expect(await forMe(stage.people.office)).toContain(row.id);
    const { row: verified } = await steps.verifiedDone();
    expect(await code(both.call('rectifications.close', { ...at(verified), note: null }))).toBe(own);
    expect(await forMe(both)).not.toContain(verified.id);
    expect(await forMe(stage.people.closer)).toContain(verified.id);
    const { row: closed } = await stage.people.closer.call('rectifications.close', { ...at(verified), note: null });
    expect(await code(both.call('rectifications.reopen', { ...at(closed), note: '又有' }))).toBe(own);
  });

  it('asks for time and appeals, and leaves both to be decided by others', async () => {
    const { row } = await steps.signed();
    const asked = await both.call('rectifications.requestExtension', {
      ...{ ...at(row), reason: '设备未到', progress: null, expectedDay: (row.dueDay ?? 0) + 7 },
    });
    expect(await forMe(both)).not.toContain(row.id);
    const decision = { ...at(asked.row), granted: true, newDueDay: (row.dueDay ?? 0) + 7, note: null };
    expect(await code(both.call('rectifications.decideExtension', decision))).toBe(own);
    const refused = { ...decision, granted: false, newDueDay: null, note: '不同意' };
    expect(await code(both.call('rectifications.decideExtension', refused))).toBe(own);
    const { row: back } = await stage.people.leader.call('rectifications.decideExtension', refused);
    const filed = await both.call('rectifications.appeal', { ...at(back), grounds: '不属实' });
    for (const upheld of [true, false])
      expect(await code(both.call('rectifications.decideAppeal', { ...at(filed.row), upheld, note: '是' }))).toBe(own);
    expect(await forMe(both)).not.toContain(row.id);
    expect(await forMe(stage.people.leader)).toContain(row.id);
  });

  it('holds no clock of it', async () => {
    const { row } = await steps.signed();
    const why = { ...at(row), reason: '等待', approver: '李主任' };
    const suspend = { ...why, fromDay: today(), toDay: null };
    expect(await code(both.call('rectifications.suspend', suspend))).toBe(own);
    const shelve = { ...why, reviewDay: today() + 30 };
    expect(await code(both.call('rectifications.shelve', shelve))).toBe(own);
    const { row: held } = await stage.people.office.call('rectifications.suspend', suspend);
    expect(await code(both.call('rectifications.resume', { ...at(held), note: null }))).toBe(own);
    const { row: running } = await stage.people.office.call('rectifications.resume', { ...at(held), note: null });
    const { row: shelved } = await stage.people.office.call('rectifications.shelve', { ...shelve, ...at(running) });
    expect(await code(both.call('rectifications.unshelve', { ...at(shelved), note: null }))).toBe(own);
  });
});

describe('a matter without a finding', () => {
  it('was seen by who wrote it: she neither verifies it, strikes it off nor decides its appeal', async () => {
    const { office, closer, unit } = stage.people;
    const writer = personOf(stage.console, await addPerson(stage.console, 'm-writer', ['office', 'inspector']), [
      ...(['office', 'inspector'] as const),
    ]);
    const like = (await stage.drafted()).fields;
    const fields: RectificationFields = { ...like, unitId: stage.unitId };
    const draft = await writer.call('rectifications.write', { clientId: randomUUID(), fields });
    const [issued] = await office.call('rectifications.issue', {
      ...{ matters: [at(draft)], notice: 'each', note: null },
    });
    const { row } = await steps.submitted(issued);
    const possible = await office.call('rectifications.verifiers', { id: row.id });
    expect(possible.map(({ personId }) => personId)).not.toContain(writer.personId);
    const arranged = await office.call('rectifications.arrange', {
      ...{ ...at(row), verifierId: stage.people.verifier.personId, method: 'on_site', note: null },
    });
    const found = { result: 'done' as const, day: today(), note: '已整改', visitId: null };
    const done = await stage.people.verifier.call('rectifications.verify', { ...at(arranged.row), ...found });
    expect(await code(writer.call('rectifications.close', { ...at(done.row), note: null }))).toBe(
      'rectification.thirdPerson',
    );
    expect(await forMe(writer)).not.toContain(row.id);
    expect((await closer.call('rectifications.close', { ...at(done.row), note: null })).row.state).toBe('closed');
    // Who wrote it is named nowhere as somebody who saw it.
    expect((await unit.call('rectifications.get', { id: row.id })).people.map(({ part }) => part)).not.toContain(
      'seen',
    );
  });
});

describe('revoked on appeal', () => {
  it('is final, and no recurrence is counted by it', async () => {
    const { unit, leader, office, closer } = stage.people;
    const where = { title: '办事指南缺页', basisClause: '第八条' };
    const first = await stage.issued({ basisClause: '第八条' }, where);
    const second = await stage.issued({ basisClause: '第八条' }, where);
    expect(second.recurrenceOf?.id).toBe(first.id);
    const counts = async () => (await office.call('rectifications.counts', {})).recurred;
    const recurred = async () => (await office.call('rectifications.list', { filter: { recurred: true } })).ids;
    const before = await counts();
    expect(await recurred()).toContain(second.id);
    const { row } = await unit.call('rectifications.appeal', { ...at(first), grounds: '指南齐全' });
    const { row: revoked } = await leader.call('rectifications.decideAppeal', {
      ...{ ...at(row), upheld: true, note: '查实不成立' },
    });
    expect(revoked).toMatchObject({ state: 'closed', closure: 'revoked' });
    for (const who of [office, leader, closer])
      expect(await code(who.call('rectifications.reopen', { ...at(revoked), note: '再来' }))).toBe(
        'rectification.revoked',
      );
    expect((await stage.get(first.id)).may.reopen).toBe('struckOff');
    expect((await stage.get(second.id)).row.recurrenceOf).toBeNull();
    expect(await counts()).toBe(before - 1);
    expect(await recurred()).not.toContain(second.id);
    expect((await stage.issued({ basisClause: '第八条' }, where)).recurrenceOf?.id).toBe(second.id);
  });
});
