import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf, isoDay, parseIsoDay } from '../../domain/time.js';
import { openMatterStage, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
beforeAll(async () => {
  stage = await openMatterStage();
});
afterAll(() => stage.console.close());

const shown = (day: number | null): string | null => (day === null ? null : isoDay(day));
const dayNamed = (text: string): number => parseIsoDay(text) ?? 0;

describe('the whole way of a matter', () => {
  it('goes from a finding to closure with an extension, a return, proof and independent verification, by five people', async () => {
    const { people, console } = stage;
    const { office, unit, verifier, closer, leader } = people;
    const issued = await stage.issued();
    expect(issued).toMatchObject({
      state: 'issued',
      no: '督整〔2026〕1号',
      noticeNo: '督整通〔2026〕1号',
      light: 'green',
      waiting: { kind: 'unit' },
      dueDay: null,
      origin: 'finding',
    });
    const { id } = issued;
    const signed = await unit.call('rectifications.acknowledge', { id, revision: issued.revision, note: null });
    // Five working days after Wednesday 14 October.
    expect(shown(dayOf(console.time.now))).toBe('2026-10-14');
    expect(shown(signed.row.dueDay)).toBe('2026-10-21');
    expect(signed.row).toMatchObject({ state: 'acknowledged', remaining: 5, light: 'green' });
    const explained = await unit.call('rectifications.explain', { id });
    expect(explained).toMatchObject({ state: 'running', remaining: 5, provisional: false, dayEndMinute: 1440 });
    expect(explained.steps.at(-1)).toMatchObject({ kind: 'due', count: 5 });
    expect(explained.calendars).toEqual([{ year: 2026, status: 'published', paperNo: '国办发明电〔2025〕7号' }]);

    stage.move(1);
    const measure = signed.measures[0];
    const reported = await unit.call('rectifications.report', {
      ...{ id, revision: signed.row.revision, note: '已排班' },
      measures: [{ id: measure?.id ?? 0, doneDay: dayOf(console.time.now), note: '周一起' }],
      milestones: [],
    });
    expect(reported.row).toMatchObject({ state: 'in_rectification', measuresDone: 1 });

    const asked = await unit.call('rectifications.requestExtension', {
      ...{ id, revision: reported.row.revision, expectedDay: dayNamed('2026-10-23'), reason: '人手不足' },
      progress: '已完成一半',
    });
    expect(asked.row).toMatchObject({ state: 'extension_pending', waiting: { kind: 'leader' } });
    const granted = await leader.call('rectifications.decideExtension', {
      ...{ id, revision: asked.row.revision, granted: true, newDueDay: dayNamed('2026-10-23'), note: null },
    });
    expect(granted.row).toMatchObject({ state: 'in_rectification', extensions: 1 });
    expect(shown(granted.row.dueDay)).toBe('2026-10-23');
    expect(shown(granted.row.originalDueDay)).toBe('2026-10-21');

    const proved = await unit.call('proofs.add', {
      ...{ rectificationId: id, clientId: crypto.randomUUID(), token: await stage.chosen(), caption: '整改后' },
    });
    expect(proved.proofs).toHaveLength(1);
    const submitted = await unit.call('rectifications.submit', {
      ...{ id, revision: granted.row.revision, note: '请验收' },
    });
    expect(submitted.row).toMatchObject({ state: 'submitted', waiting: { kind: 'office' } });
    expect(submitted.proofs[0]?.submitted).toBe(true);
    const returned = await office.call('rectifications.return', {
      ...{ id, revision: submitted.row.revision, note: '照片看不清' },
    });
    expect(returned.row).toMatchObject({ state: 'returned', light: 'yellow' });

    await unit.call('proofs.add', {
      ...{ rectificationId: id, clientId: crypto.randomUUID(), token: await stage.chosen(), caption: null },
    });
    const again = await unit.call('rectifications.submit', {
      ...{ id, revision: returned.row.revision, note: '重拍' },
    });
    const arranged = await office.call('rectifications.arrange', {
      ...{ id, revision: again.row.revision, verifierId: verifier.personId, method: 'on_site', note: null },
    });
    expect(arranged.row).toMatchObject({ state: 'verifying', waiting: { kind: 'verifier' } });
    const verified = await verifier.call('rectifications.verify', {
      ...{
        id,
        revision: arranged.row.revision,
        result: 'done',
        day: dayOf(console.time.now),
        note: '到场查看，已落实',
      },
      visitId: null,
    });
    expect(verified.row.waiting.kind).toBe('closer');
    const closed = await closer.call('rectifications.close', { id, revision: verified.row.revision, note: '同意销号' });
    expect(closed.row).toMatchObject({ state: 'closed', closure: 'verified', light: 'grey', remaining: null });
    expect(closed.events.map(({ action }) => action)).toEqual([
      ...[
        'create',
        'issue',
        'acknowledge',
        'report',
        'request_extension',
        'grant_extension',
        'prove',
        'submit',
        'return',
      ],
      ...['prove', 'submit', 'arrange', 'verify_done', 'close'],
    ]);
    const listed = await office.call('rectifications.list', { filter: { open: false } });
    expect(listed).toEqual({ ids: [id], total: 1 });
    expect(await office.call('rectifications.counts', {})).toMatchObject({ open: 0, thisYear: 1, lights: { grey: 1 } });
  });
});
