import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitDetail } from '../../domain/visit-record.js';
import { reportModel } from '../../electron/documents/visit-report-model.js';
import { openReviewStage, type ReviewStage } from '../support/review.js';
import { answering, completeVisit, contentOf, finding, writing } from '../support/visits.js';

let stage: ReviewStage;
beforeAll(async () => {
  stage = await openReviewStage();
});
afterAll(() => stage.console.close());

const fails = { kind: 'fails' as const, count: 1, note: null };
const conforms = { kind: 'conforms' as const, count: 1, note: null };

/** A visit where these items fail, each with its finding. */
async function failing(codes: readonly string[]): Promise<VisitDetail> {
  const { console, hall, who } = stage;
  const visit = await completeVisit(
    console,
    who.lin,
    { windowIds: [hall.w2.id], partnerIds: [who.qiao.personId] },
    ({ checklists }) =>
      codes.flatMap((itemCode) => {
        const checklist = checklists[0]?.clientId ?? '';
        return [
          answering(checklist, itemCode, conforms, fails),
          writing(null, finding({ checklist, itemCode, title: itemCode, windowId: hall.w2.id, unitId: hall.unit.id })),
        ];
      }),
  );
  return who.lin.call('visits.submit', { id: visit.id, revision: visit.revision });
}

async function reviewed(visit: VisitDetail, dismissed: readonly string[]): Promise<VisitDetail> {
  const { fu } = stage.who;
  let now = visit;
  for (const { id, itemCode, revision, severity } of visit.findings)
    now = await fu.call('visits.decideFinding', {
      findingId: id,
      revision,
      severity,
      decision: dismissed.includes(itemCode ?? '') ? 'dismissed' : 'confirmed',
      note: '已核对',
    });
  return fu.call('visits.confirm', { id: now.id, revision: now.revision, note: '已核对' });
}

describe('the score of a confirmed visit', () => {
  it('is reckoned without what was dismissed, a veto item too; what was handed in stands beside it', async () => {
    const { console, who } = stage;
    const handedIn = await failing(['B.1', 'A.1', 'D.1']);
    const only = await failing(['B.1']);
    expect(handedIn.score).toBeLessThan(only.score ?? 0);
    const confirmed = await reviewed(handedIn, ['A.1', 'D.1']);
    expect(confirmed).toMatchObject({
      score: only.score,
      grade: only.grade,
      submittedScore: handedIn.score,
      submittedGrade: handedIn.grade,
    });
    expect(confirmed.grade).not.toBe(handedIn.grade);
    expect(confirmed.checklists[0]?.score).toEqual(only.checklists[0]?.score);
    const [listed] = await who.fu.call('visits.rows', { ids: [handedIn.id] });
    expect(listed).toMatchObject({ score: only.score, grade: only.grade, submittedScore: handedIn.score });
    const windows = await console.workspace.database.read('test.windows', (reader) =>
      reader.all<{ score: number }>(`SELECT score FROM visit_window WHERE visit_id = :id`, { id: handedIn.id }),
    );
    expect(windows).toEqual([{ score: only.score }]);
    const sealed = await console.workspace.database.read('test.sealed', (reader) =>
      reader.value<number>(`SELECT record->>'$.figures.score' FROM visit_submission WHERE visit_id = :id`, {
        id: handedIn.id,
      }),
    );
    expect(sealed).toBe(handedIn.score);

    const versionId = confirmed.checklists[0]?.versionId ?? 0;
    const model = reportModel(confirmed, new Map([[versionId, await contentOf(console, versionId)]]));
    expect(model.submitted).toEqual({ score: ((handedIn.score ?? 0) / 100).toFixed(1), dismissed: 2 });
    expect(model.checklists[0]?.deductions.map(({ item }) => item)).toEqual(['B.1']);
    expect(model.checklists[0]).toMatchObject({ critical: [], failed: 1 });
    expect(model.checklists[0]?.dismissed.map((title) => title.slice(0, 3))).toEqual(['A.1', 'D.1']);
  });

  it('stays where everything was confirmed', async () => {
    const handedIn = await failing(['B.1']);
    const confirmed = await reviewed(handedIn, []);
    expect(confirmed).toMatchObject({ score: handedIn.score, submittedScore: handedIn.score });
  });

  it('is handed in anew after the visit came back', async () => {
    const { lin, fu } = stage.who;
    const first = await failing(['B.1']);
    await fu.call('visits.return', { id: first.id, revision: first.revision, note: '请更正' });
    const mine = await lin.get(first.id);
    const list = mine.checklists[0]?.clientId ?? '';
    const { clientId } = mine.findings[0] ?? { clientId: '' };
    const own = finding({
      ...Object.fromEntries(Object.entries(finding()).map(([key]) => [key, mine.findings[0]?.[key as 'title']])),
      clientId,
    });
    await lin.change(mine, answering(list, 'B.1', fails, conforms), writing(own, null));
    const { revision } = await lin.get(first.id);
    const again = await lin.call('visits.submit', { id: first.id, revision });
    expect(again.score).toBeGreaterThan(first.score ?? 0);
    expect(again.submittedScore).toBe(again.score);
  });
});

describe('nobody moves a score by hand', () => {
  const exec = (sql: string, id: number): Promise<unknown> =>
    stage.console.workspace.database.write('test.attack', (tx) => tx.run(sql, { id }), { unaudited: true });

  it('neither while it waits, nor after it was confirmed', async () => {
    const handedIn = await failing(['B.1', 'A.1']);
    const attacks = [
      `UPDATE visit SET score = 10000 WHERE id = :id`,
      `UPDATE visit SET grade = '优秀' WHERE id = :id`,
      `UPDATE visit SET submitted_score = 10000 WHERE id = :id`,
      `UPDATE visit SET submitted_grade = NULL WHERE id = :id`,
      `UPDATE visit_window SET score = 10000 WHERE visit_id = :id`,
      `UPDATE visit_checklist SET score = 10000 WHERE visit_id = :id`,
      `UPDATE visit_checklist SET grade = 'A' WHERE visit_id = :id`,
    ];
    for (const sql of attacks)
      await expect(exec(sql, handedIn.id), sql).rejects.toMatchObject({ code: 'db.constraint' });
    await reviewed(handedIn, ['A.1']);
    for (const sql of attacks)
      await expect(exec(sql, handedIn.id), sql).rejects.toMatchObject({ code: 'db.constraint' });
  });
});
