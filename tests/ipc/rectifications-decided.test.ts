import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../domain/time.js';
import { at, code, openMatterStage, personOf, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
});
afterAll(() => stage.console.close());

describe('verification and closure', () => {
  it('is by somebody who neither saw it nor is of the unit, by nobody but who is named, and once', async () => {
    const { office, seer, verifier, leader } = stage.people;
    const { row } = await steps.submitted();
    const possible = await office.call('rectifications.verifiers', { id: row.id });
    expect(possible.map(({ personId }) => personId)).toContain(verifier.personId);
    expect(possible.map(({ personId }) => personId)).not.toContain(seer.personId);
    const arrange = { ...at(row), method: 'covert_visit' as const, note: null };
    expect(
      await refusedFields(office.call('rectifications.arrange', { ...arrange, verifierId: seer.personId })),
    ).toEqual(['verifierId mayNotVerify']);
    const { row: arranged } = await office.call('rectifications.arrange', {
      ...arrange,
      verifierId: verifier.personId,
    });
    const today = dayOf(stage.console.time.now);
    const found = { ...at(arranged), result: 'done' as const, day: today, note: '已整改', visitId: null };
    expect(await code(leader.call('rectifications.verify', found))).toBe('rectification.notVerifier');
    expect(await refusedFields(verifier.call('rectifications.verify', { ...found, day: today + 1 }))).toEqual([
      'day future',
    ]);
    const visit = await stage.submitted([]);
    expect(await refusedFields(verifier.call('rectifications.verify', { ...found, visitId: visit.id }))).toEqual([
      'visitId notVerifiedThere',
    ]);
    const { row: verified } = await verifier.call('rectifications.verify', found);
    expect(await code(verifier.call('rectifications.verify', { ...found, ...at(verified), result: 'partly' }))).toBe(
      'rectification.notVerified',
    );
  });

  it('found partly done goes back to the unit', async () => {
    const { office, verifier } = stage.people;
    const { row } = await steps.submitted();
    const arranged = await office.call('rectifications.arrange', {
      ...{ ...at(row), verifierId: verifier.personId, method: 'footage', note: null },
    });
    const today = dayOf(stage.console.time.now);
    const found = await verifier.call('rectifications.verify', {
      ...{ ...at(arranged.row), result: 'partly', day: today, note: '仍有一处', visitId: null },
    });
    expect(found.row).toMatchObject({ state: 'returned', verificationResult: 'partly', light: 'yellow' });
  });

  it('no closing without a verification, by its verifier, or by who confirmed it', async () => {
    const { reviewer, closer, verifier } = stage.people;
    const { row } = await steps.verifiedDone();
    expect(await code(reviewer.call('rectifications.close', { ...at(row), note: null }))).toBe(
      'rectification.thirdPerson',
    );
    const itself = personOf(stage.console, verifier.personId, ['inspector', 'leader']);
    expect(await code(itself.call('rectifications.close', { ...at(row), note: null }))).toBe(
      'rectification.thirdPerson',
    );
    const unitLeader = personOf(stage.console, stage.people.unit.personId, ['leader']);
    expect(await code(unitLeader.call('rectifications.close', { ...at(row), note: null }))).toBe(
      'rectification.notOfUnit',
    );
    const { row: waiting } = await steps.submitted();
    expect(await code(closer.call('rectifications.close', { ...at(waiting), note: null }))).toBe('conflict.state');
    expect((await closer.call('rectifications.close', { ...at(row), note: null })).row.state).toBe('closed');
  });

  it('what came back runs anew with its own limit; the first due day stays in the history', async () => {
    const { closer, leader } = stage.people;
    const { row } = await steps.verifiedDone();
    const closed = await closer.call('rectifications.close', { ...at(row), note: null });
    expect(await code(leader.call('rectifications.reopen', { ...at(row), note: '反弹' }))).toBe('conflict.revision');
    const { now } = stage.console.time;
    stage.move(30);
    // What was handed in and closed in time counts no day over, however long ago.
    const { steps: days } = await leader.call('rectifications.explain', { id: row.id });
    expect(days.map(({ kind }) => kind)).toEqual(expect.not.arrayContaining(['over', 'today']));
    expect(days.at(-1)?.kind).toBe('due');
    const again = await leader.call('rectifications.reopen', { ...at(closed.row), note: '反弹' });
    const later = await leader.call('rectifications.explain', { id: row.id });
    expect(again.row).toMatchObject({ state: 'reopened', reopenings: 1, closedAt: null, verificationResult: null });
    expect(again.row.dueDay).toBeGreaterThan(row.dueDay ?? 0);
    expect(later).toMatchObject({ startDay: dayOf(now) + 30, countFrom: 'reopening' });
    expect(again.events.at(-1)?.detail).toMatchObject({ oldDueDay: row.dueDay, dueDay: again.row.dueDay });
  });
});

describe('days that do not count', () => {
  it('stop the clock and start it again; what stands still is neither stopped twice nor put off', async () => {
    const { office, unit } = stage.people;
    const { row } = await steps.signed();
    const today = dayOf(stage.console.time.now);
    const stop = { fromDay: today, toDay: null, reason: '系统升级', approver: '周主任' };
    expect(
      await refusedFields(office.call('rectifications.suspend', { ...at(row), ...stop, fromDay: today - 1 })),
    ).toEqual(['fromDay past']);
    expect(
      await refusedFields(office.call('rectifications.suspend', { ...at(row), ...stop, toDay: today - 1 })),
    ).toEqual(['toDay beforeStart']);
    const { row: stopped } = await office.call('rectifications.suspend', { ...at(row), ...stop });
    expect(stopped).toMatchObject({ suspended: true, dueDay: null, originalDueDay: row.dueDay, light: 'green' });
    const held = await unit.call('rectifications.explain', { id: stopped.id });
    expect(held).toMatchObject({ state: 'suspended', dueDay: null, remaining: row.remaining });
    expect(await code(office.call('rectifications.suspend', { ...at(stopped), ...stop }))).toBe(
      'rectification.notSuspended',
    );
    const asking = { ...at(stopped), expectedDay: today + 90, reason: '缺人', progress: null };
    expect(await code(unit.call('rectifications.requestExtension', asking))).toBe('rectification.notSuspended');
    stage.move(14);
    const { row: runs } = await office.call('rectifications.resume', { ...at(stopped), note: null });
    expect(runs).toMatchObject({ suspended: false, originalDueDay: row.dueDay });
    expect(runs.dueDay).toBeGreaterThan(row.dueDay ?? 0);
    expect(await code(office.call('rectifications.resume', { ...at(runs), note: null }))).toBe(
      'rectification.suspended',
    );
  });

  it('put a matter aside until it is taken up again', async () => {
    const { leader } = stage.people;
    const { row } = await steps.signed();
    const today = dayOf(stage.console.time.now);
    const aside = { ...at(row), reason: '待装修', approver: '周主任' };
    expect(await refusedFields(leader.call('rectifications.shelve', { ...aside, reviewDay: today }))).toEqual([
      'reviewDay afterToday',
    ]);
    const { row: shelved } = await leader.call('rectifications.shelve', { ...aside, reviewDay: today + 28 });
    expect(shelved).toMatchObject({ state: 'shelved', beforeState: 'acknowledged', waiting: { kind: 'nobody' } });
    const back = await leader.call('rectifications.unshelve', { ...at(shelved), note: null });
    expect(back.row).toMatchObject({ state: 'acknowledged', dueDay: row.dueDay });
    expect(back.suspensions).toMatchObject([{ kind: 'shelving', reviewDay: today + 28, toDay: today - 1 }]);
  });
});

describe('reminders', () => {
  it('are sent to all or none', async () => {
    const { office } = stage.people;
    const [one, two] = [await stage.issued(), (await steps.submitted()).row];
    expect(await code(office.call('rectifications.remind', { matters: [at(one), at(two)], note: null }))).toBe(
      'conflict.state',
    );
    const [reminded] = await office.call('rectifications.remind', { matters: [at(one)], note: '请尽快' });
    expect(reminded).toMatchObject({ reminders: 1, escalation: 'reminder', revision: one.revision + 1 });
  });
});

describe('proof', () => {
  const pdf = new TextEncoder().encode('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF');

  it('is a picture or a paper by its bytes; anything else is refused by what is taken', async () => {
    const { unit } = stage.people;
    const { row } = await steps.signed();
    const add = async (name: string, bytes?: Uint8Array) =>
      unit.call('proofs.add', {
        ...{ rectificationId: row.id, clientId: randomUUID(), token: await stage.chosen(name, bytes), caption: null },
      });
    expect((await add('材料.jpg', pdf)).proofs.at(-1)).toMatchObject({ kind: 'paper', src: null, known: false });
    const picture = (await add('整改后.png')).proofs.at(-1);
    expect(picture).toMatchObject({ kind: 'picture', src: `media://proof/${picture?.id ?? 0}/full` });
    for (const bytes of [
      'MZ\u0090\u0000 this is a program',
      '<script>alert(1)</script>',
      'PK\u0003\u0004 nothing of an office',
    ])
      expect(await code(add('材料.pdf', new TextEncoder().encode(bytes)))).toBe('file.format');
    expect((await stage.get(row.id)).proofs).toHaveLength(2);
  });

  it('sent again is there once; the same bytes hang once and are known elsewhere', async () => {
    const { unit } = stage.people;
    const [one, two] = [(await steps.signed()).row, (await steps.signed()).row];
    const bytes = new TextEncoder().encode(`%PDF-1.4 ${randomUUID()}`);
    const order = { rectificationId: one.id, clientId: randomUUID(), caption: null };
    await unit.call('proofs.add', { ...order, token: await stage.chosen('a.pdf', bytes) });
    const again = await unit.call('proofs.add', { ...order, token: 'gone' });
    expect(again.proofs).toHaveLength(1);
    const same = { ...order, clientId: randomUUID(), token: await stage.chosen('b.pdf', bytes) };
    expect((await unit.call('proofs.add', same)).proofs).toHaveLength(1);
    const elsewhere = { ...same, rectificationId: two.id, clientId: randomUUID() };
    const known = await unit.call('proofs.add', { ...elsewhere, token: await stage.chosen('c.pdf', bytes) });
    expect(known.proofs).toMatchObject([{ known: true }]);
    expect(await code(unit.call('proofs.add', { ...order, rectificationId: two.id, token: 'gone' }))).toBe(
      'permission.scope',
    );
  });
});
