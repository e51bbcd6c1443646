import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { monthOf } from '../../domain/measures/period.js';
import type { RankingMonth } from '../../domain/ranking/month.js';
import type { Role } from '../../domain/people.js';
import { code, on, openMatterStage, refusal, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';
import { plainPng } from '../support/png.js';

let stage: MatterStage;
let draft: RankingMonth;
const october = monthOf(on('2026-10-01'));
const picture = plainPng(31, 17, [9, 80, 120, 255]);
const paper = Buffer.from('%PDF-1.4\n%考勤表\n%%EOF\n');
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const asked = (token: string, more: Partial<CommandInput<'ranking.addEvidence'>> = {}) => ({
  ...{ monthId: draft.id, unitId: stage.unitId, component: 1, clientId: randomUUID(), token },
  ...more,
});
const give = async (name: string, bytes: Uint8Array, more: Partial<CommandInput<'ranking.addEvidence'>> = {}) =>
  stage.people.office.call('ranking.addEvidence', asked(await stage.chosen(name, bytes), more));
const named = (month: RankingMonth) => month.record.rows.find(({ unitId }) => unitId === stage.unitId)?.evidence;
const seen = (id: number, roles: Role[]) => stage.console.workspace.rankingEvidence.show(id, 'full', { roles });

beforeAll(async () => {
  stage = await openMatterStage();
  await stepsOf(stage).submitted();
  stage.move(27);
  const { office } = stage.people;
  await office.call('ranking.addScheme', {
    clientId: randomUUID(),
    scheme: {
      ...{ title: '月评比', fromDay: on('2026-09-01'), tieBreakers: [], minimumSample: 1, note: null },
      components: [
        { kind: 'visit_score', title: '暗访得分', weight: 6000 },
        { kind: 'manual', title: '日常考勤', weight: 4000 },
      ],
    },
  });
  draft = await office.call('ranking.compute', { hallId: stage.hall.hall.id, month: october });
});
afterAll(() => stage.console.close());

describe('evidence of an item given by hand', () => {
  it('is a picture or a PDF, kept by its hash, and named by the record', async () => {
    const { office } = stage.people;
    const input = asked(await stage.chosen('空岗.png', picture));
    draft = await office.call('ranking.addEvidence', input);
    // Sent again after a lost answer, and the same bytes under another name: there once.
    expect((await office.call('ranking.addEvidence', input)).evidence).toHaveLength(1);
    expect((await give('又一张.png', picture)).evidence).toHaveLength(1);
    draft = await give('十月考勤表.pdf', paper);
    expect(draft.evidence).toMatchObject([
      { unitId: stage.unitId, component: 1, kind: 'picture', sha256: sha(picture), bytes: picture.length },
      { kind: 'paper', name: expect.stringContaining('十月考勤表.pdf') as string, sha256: sha(paper), known: false },
    ]);
    expect(named(draft)?.map(({ sha256 }) => sha256)).toEqual([sha(picture), sha(paper)]);
    // A score goes with it, and needs none.
    const item = { unitId: stage.unitId, component: 1, score: 88, basis: '考勤表' };
    draft = await office.call('ranking.setManual', { id: draft.id, revision: draft.revision, items: [item] });
    expect(named(draft)).toHaveLength(2);
  });

  it('is refused for another kind of file, another place, and whoever is not the office', async () => {
    const { reviewer, leader, unit, office } = stage.people;
    const word = await refusal(give('考勤表.pdf', Buffer.from('no paper at all')));
    expect(word).toMatchObject({ code: 'file.format', params: { expected: 'JPEG、PNG、WebP、BMP、PDF' } });
    const docx = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.from('word/document.xml')]);
    expect(await code(give('考勤表.docx', docx))).toBe('file.format');
    expect(await refusedFields(give('a.png', picture, { component: 0 }))).toEqual(['component unknown']);
    expect(await refusedFields(give('a.png', picture, { unitId: 99_999 }))).toEqual(['unitId unknown']);
    expect(await code(give('a.png', picture, { monthId: 99_999 }))).toBe('notFound.record');
    expect(await code(office.call('ranking.addEvidence', asked('none')))).toBe('file.token');
    for (const who of [reviewer, leader, unit]) {
      await expect(who.call('ranking.addEvidence', asked('none'))).rejects.toThrow('is not for');
      const gone = { monthId: draft.id, id: draft.evidence[0]?.id ?? 0 };
      await expect(who.call('ranking.removeEvidence', gone)).rejects.toThrow('is not for');
    }
    expect((await office.call('ranking.get', { id: draft.id })).evidence).toHaveLength(2);
  });

  it('is seen by those who look at rankings, and by nobody else', async () => {
    const [first, second] = draft.evidence.map(({ id }) => id);
    for (const role of ['office', 'reviewer', 'leader'] as const)
      expect(await seen(first ?? 0, [role])).toMatchObject({ mediaType: 'image/png', length: picture.length });
    for (const role of ['inspector', 'unit_contact', 'social_supervisor', 'auditor'] as const)
      expect(await seen(first ?? 0, [role])).toBe('denied');
    expect(await seen(second ?? 0, ['office'])).toBe('missing');
    const { unit, leader } = stage.people;
    await expect(unit.call('ranking.openEvidence', { id: second ?? 0 })).rejects.toThrow('is not for');
    expect(await code(leader.call('ranking.openEvidence', { id: first ?? 0 }))).toBe('notFound.record');
    await leader.call('ranking.openEvidence', { id: second ?? 0 });
  });

  it('stays with its item where a newer scheme has another in its place', async () => {
    const { office } = stage.people;
    const byHand = (title: string, weight: number) => ({ kind: 'manual' as const, title, weight });
    const scheme = (components: ReturnType<typeof byHand>[]) => ({
      ...{ title: '月评比', fromDay: on('2026-09-01'), tieBreakers: [], minimumSample: 1, note: null },
      components: [{ kind: 'visit_score' as const, title: '暗访得分', weight: 6000 }, ...components],
    });
    const under = async (components: ReturnType<typeof byHand>[]) => {
      await office.call('ranking.addScheme', { clientId: randomUUID(), scheme: scheme(components) });
      return office.call('ranking.compute', { hallId: stage.hall.hall.id, month: october });
    };
    const moved = await under([byHand('表扬加分', 2000), byHand('日常考勤', 2000)]);
    expect(moved.evidence.map(({ component }) => component)).toEqual([2, 2]);
    expect(named(moved)?.map(({ component }) => component)).toEqual([2, 2]);
    const without = await under([byHand('表扬加分', 4000)]);
    expect([without.evidence, named(without)]).toEqual([[], []]);
    // It is told of under the name its item had, and does not count.
    const kept = { unitId: stage.unitId, item: '日常考勤', why: 'scheme', sha256: sha(picture) };
    expect(without.uncountedEvidence).toMatchObject([kept, { ...kept, sha256: sha(paper) }]);
    expect([moved.uncountedEvidence, without.uncountedEvidence[0]?.unitLabel]).toEqual([[], expect.any(String)]);
    draft = await under([byHand('日常考勤', 4000)]);
    expect(named(draft)?.map(({ component }) => component)).toEqual([1, 1]);
  });

  it('is taken off while the month is a draft, and never once it was checked', async () => {
    const { office, leader, closer } = stage.people;
    const third = await give('错传.png', plainPng(5, 5, [1, 2, 3, 255]));
    draft = await office.call('ranking.removeEvidence', { monthId: draft.id, id: third.evidence[2]?.id ?? 0 });
    expect(named(draft)).toHaveLength(2);
    const [first] = draft.evidence;
    const gone = { monthId: draft.id, id: first?.id ?? 0 };
    const checked = await closer.call('ranking.check', { id: draft.id, revision: draft.revision });
    expect(await code(office.call('ranking.removeEvidence', gone))).toBe('conflict.state');
    const frozen = await leader.call('ranking.freeze', { id: draft.id, revision: checked.revision });
    expect(await code(give('晚到.png', plainPng(6, 6, [1, 2, 3, 255])))).toBe('conflict.state');
    expect(await code(office.call('ranking.removeEvidence', gone))).toBe('conflict.state');
    const { database } = stage.console.workspace;
    for (const sql of [
      `UPDATE ranking_evidence SET name = 'x'`,
      `DELETE FROM ranking_evidence`,
      `INSERT INTO ranking_evidence(month_id, unit_id, scheme_id, component, evidence_id, name, added_at, added_by)
        SELECT month_id, unit_id, scheme_id, 7, evidence_id, name, added_at, added_by FROM ranking_evidence LIMIT 1`,
    ])
      await expect(
        database.write('test', (tx) => tx.run(sql), { unaudited: true }),
        sql,
      ).rejects.toMatchObject({ code: 'db.constraint' });
    // A correction begins with what the month had, and changes it for itself alone.
    const { id, revision } = frozen;
    const anew = await office.call('ranking.correct', { id, revision, reason: '考勤有误' });
    expect(named(anew)).toEqual(named(frozen));
    const [copy] = anew.evidence;
    const less = await office.call('ranking.removeEvidence', { monthId: anew.id, id: copy?.id ?? 0 });
    expect(named(less)).toHaveLength(1);
    expect((await leader.call('ranking.get', { id })).evidence).toEqual(frozen.evidence);
  });
});
