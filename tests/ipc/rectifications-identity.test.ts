import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandName } from '../../domain/contract/commands/index.js';
import { isAppError } from '../../domain/errors.js';
import { dayOf } from '../../domain/time.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { answerMedia, mediaOf, type MediaSource } from '../../electron/security/media.js';
import { openMatterStage, personOf, type MatterStage, type Person } from '../support/matters.js';

let stage: MatterStage;
beforeAll(async () => {
  stage = await openMatterStage();
});
afterAll(() => stage.console.close());

const act = (row: RectificationRow) => ({ id: row.id, revision: row.revision });
const code = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error as Error)),
  );

/** Names, codes and numbers that say who was there, and on which visit. */
async function secrets(rectificationId: number): Promise<{ names: string[]; visit: string }> {
  return stage.console.workspace.database.read('test.secrets', async (reader) => {
    const visit = await reader.value<string>(
      `SELECT v.no FROM rectification m JOIN visit v ON v.id = m.visit_id WHERE m.id = :rectificationId`,
      { rectificationId },
    );
    const people = await reader.json<[name: string, code: string | null]>(
      `SELECT json_group_array(json_array(p.name, p.code)) FROM person p WHERE p.id IN (
        SELECT vi.person_id FROM visit_inspector vi JOIN rectification m ON m.visit_id = vi.visit_id WHERE m.id = :rectificationId
        UNION SELECT f.decided_by FROM finding f JOIN rectification m ON m.finding_id = f.id WHERE m.id = :rectificationId
        UNION SELECT :verifier)`,
      { rectificationId, verifier: stage.people.verifier.personId },
    );
    return { names: people.flatMap(([name, itsCode]) => [name, itsCode ?? name]), visit: visit ?? '' };
  });
}

/** A matter that a covert visit will verify. */
async function arranged(): Promise<RectificationRow> {
  const { unit, office, verifier } = stage.people;
  const issued = await stage.issued();
  const { row } = await unit.call('rectifications.acknowledge', { ...act(issued), note: null });
  await unit.call('proofs.add', {
    ...{ rectificationId: row.id, clientId: randomUUID(), token: await stage.chosen(), caption: null },
  });
  const submitted = await unit.call('rectifications.submit', { ...act(row), note: '好了' });
  const done = await office.call('rectifications.arrange', {
    ...{ ...act(submitted.row), verifierId: verifier.personId, method: 'covert_visit', note: '周四上午扮作办事人' },
  });
  return done.row;
}

describe('the unit', () => {
  it('learns from nothing who saw, confirmed or will verify, nor that somebody comes', async () => {
    const { unit, verifier } = stage.people;
    const row = await arranged();
    const { names, visit } = await secrets(row.id);
    const seen = JSON.stringify([
      await unit.call('rectifications.get', { id: row.id }),
      await unit.call('rectifications.rows', { ids: [row.id] }),
      await unit.call('rectifications.explain', { id: row.id }),
    ]);
    for (const name of names) expect(seen).not.toContain(name);
    expect(seen).not.toContain('covert_visit');
    expect(seen).not.toContain('扮作');
    const detail = await unit.call('rectifications.get', { id: row.id });
    expect(detail.thread).toMatchObject({ visit: null, lead: null, item: null, clips: [], pictures: [] });
    expect(detail.thread.finding).toMatchObject({ decidedBy: null, decidedAt: null });
    expect(detail.people.map(({ part }) => part)).toEqual(['issued', 'unit']);
    expect(detail.row).toMatchObject({ verifierName: null, roundLabel: null, evidence: 0 });
    expect(detail.verifications).toEqual([]);
    expect(detail.row.waiting).toEqual({ kind: 'verifier', name: null });
    // The office sees the way back.
    const office = await stage.get(row.id);
    expect(office.thread.visit).toMatchObject({ no: visit });
    expect(office.verifications).toMatchObject([{ method: 'covert_visit' }]);
    await verifier.call('rectifications.verify', {
      ...{ ...act(row), result: 'done', day: dayOf(stage.console.time.now), note: '到场看过', visitId: null },
    });
    const after = JSON.stringify(await unit.call('rectifications.get', { id: row.id }));
    expect(after).toContain('到场看过');
    for (const name of names.filter((name) => name.startsWith('人员'))) expect(after).not.toContain(name);
  });

  it('cannot reach a draft by its number', async () => {
    const { unit } = stage.people;
    const draft = await stage.drafted();
    expect(await code(unit.call('rectifications.get', { id: draft.id }))).toBe('notFound.record');
    expect(await code(unit.call('rectifications.acknowledge', { ...act(draft), note: null }))).toBe('notFound.record');
    expect(await unit.call('rectifications.rows', { ids: [draft.id] })).toEqual([]);
    const listed = await unit.call('rectifications.list', {});
    expect(listed.ids).not.toContain(draft.id);
    expect((await unit.call('rectifications.list', { text: draft.fields.problem })).ids).not.toContain(draft.id);
  });

  it('reaches no act of others', async () => {
    const { unit } = stage.people;
    for (const command of [
      'rectifications.close',
      'rectifications.arrange',
      'rectifications.verifiers',
    ] as CommandName[])
      await expect(unit.call(command as 'rectifications.verifiers', { id: 1 })).rejects.toThrow('is not for');
  });
});

describe('inspectors', () => {
  it('see what they saw on their visits and what they are named to verify, and nothing else', async () => {
    const { seer, verifier } = stage.people;
    const row = await arranged();
    const stranger = personOf(stage.console, stage.who.both.personId, ['inspector']);
    const lists = async (who: Person) => (await who.call('rectifications.list', {})).ids;
    expect(await lists(seer)).toContain(row.id);
    expect(await lists(verifier)).toContain(row.id);
    expect(await lists(stranger)).toEqual([]);
    expect(await code(stranger.call('rectifications.get', { id: row.id }))).toBe('notFound.record');
    const forVerifier = await verifier.call('rectifications.get', { id: row.id });
    expect(forVerifier.thread.visit?.id).toBeNull();
    expect((await verifier.call('rectifications.list', { filter: { forMe: true } })).ids).toContain(row.id);
    expect((await seer.call('rectifications.list', { filter: { forMe: true } })).ids).not.toContain(row.id);
  });

  it('stand by code before everybody', async () => {
    const row = await arranged();
    for (const who of [stage.people.office, stage.people.leader, stage.people.unit]) {
      const seen = JSON.stringify(await stage.get(row.id, who));
      for (const account of ['lin', 'qiao', 'm-verifier']) expect(seen).not.toContain(`人员${account}`);
    }
  });
});

describe('pictures of proof', () => {
  it('are shown to who may see the matter, whoever knows the address', async () => {
    const row = await arranged();
    const { proofs } = await stage.get(row.id);
    const url = proofs[0]?.src ?? '';
    const { workspace } = stage.console;
    const shown = async (who: Person | null, address = url): Promise<number> => {
      const principal = who && {
        ...{
          state: 'signedIn',
          actor: { personId: who.personId, name: '' },
          roles: who.roles,
          unitId: who.unitId ?? null,
        },
        opensIdentity: false,
      };
      const source = mediaOf(workspace, { principal: () => principal as ReturnType<MediaSource['principal']> });
      return (await answerMedia({ method: 'GET', url: address, headers: { get: () => null } }, source)).status;
    };
    const { office, unit, verifier, otherUnit } = stage.people;
    for (const who of [office, unit, verifier]) expect(await shown(who)).toBe(200);
    expect(await shown(unit, url.replace('/full', '/thumb'))).toBe(200);
    expect(await shown(otherUnit)).toBe(403);
    expect(await shown(null)).toBe(403);
    expect(await shown(office, url.replace('/full', '/else'))).toBe(404);
    expect(await shown(office, 'media://proof/999999/full')).toBe(404);
  });
});
