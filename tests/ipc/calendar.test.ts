import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdayOf } from '../../domain/calendar/calendar.js';
import type { CommandName } from '../../domain/contract/commands/index.js';
import { measureDifferences } from '../../db/queries/measure-recount.js';
import { shippedYear } from '../../domain/calendar/shipped.js';
import { isoDay, parseIsoDay } from '../../domain/time.js';
import { openMatterStage, personOf, type MatterStage, type Person } from '../support/matters.js';
import { addPerson } from '../support/workspace.js';

let stage: MatterStage;
let office: Person;
beforeAll(async () => {
  stage = await openMatterStage();
  ({ office } = stage.people);
});
afterAll(() => stage.console.close());

const on = (text: string): number => parseIsoDay(text) ?? 0;
const shown = (day: number | null): string | null => (day === null ? null : isoDay(day));
const PAPER = '国办发明电〔2026〕9号';
const off = (...dates: string[]) => dates.map((date) => ({ date, kind: 'off', holiday: '元旦' }));
const calendarOf = (year: number, days: object[], more: object = {}): string =>
  JSON.stringify({ format: 'mingcha-calendar', version: 1, year, paperNo: PAPER, source: null, days, ...more });
/** 2027 with three working days of its first week off. */
const next = (): string => calendarOf(2027, off('2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06'));

let files = 0;
async function offered(content: string | Uint8Array, name = '2027.json'): Promise<string> {
  files += 1;
  const folder = join(stage.console.folder, `calendar-${files}`);
  await mkdir(folder);
  await writeFile(join(folder, name), content);
  const token = await stage.console.files.offer(join(folder, name), 'open');
  return token?.token ?? '';
}
const read = async (content: string | Uint8Array, who = office) =>
  who.call('calendar.readFile', { token: await offered(content) });
async function previewOf(content: string, who = office) {
  const { preview, faults } = await read(content, who);
  expect(faults).toEqual([]);
  if (preview === null) throw new Error('no preview');
  return preview;
}
/** Applies and waits until every matter was reckoned. */
async function applied(content: string) {
  const { hash } = await previewOf(content);
  const { jobId } = await office.call('calendar.apply', { hash, paperNo: PAPER });
  return stage.console.ended(jobId);
}
const rows = <T>(sql: string): Promise<T[]> =>
  stage.console.workspace.database.read('test.rows', (reader) => reader.all<T>(sql));
const facts = () =>
  rows(`SELECT id, revision, due_on, due_at, warn_at, original_due_on, provisional, updated_at FROM rectification`);
const calendarRows = () => rows(`SELECT * FROM calendar_year UNION ALL SELECT *, 0, 0, 0, 0, 0 FROM calendar_day`);

/** A matter signed for today with so many working days. */
async function running(amount: number) {
  const deadline = { type: 'fixed_term_fix' as const, amount, byDay: null, milestones: [], nextReviewDay: null };
  const issued = await stage.issued({ deadline });
  const signed = await stage.people.unit.call('rectifications.acknowledge', {
    ...{ id: issued.id, revision: issued.revision, note: null },
  });
  return signed.row;
}
const history = async (id: number) => {
  const { events } = await stage.get(id);
  return events
    .filter(({ action }) => action === 'recalculate')
    .map(({ who, note, detail }) => ({ who, note, detail }));
};
const logged = (id: number) =>
  rows<{ action: string; who: string; reason: string }>(
    `SELECT action, actor_name AS who, reason FROM audit WHERE object = 'rectification' AND ref = ${id}
      AND action GLOB 'calendar.*' ORDER BY seq`,
  );

describe('the calendar', () => {
  it('stands as it was shipped, for everybody who reads the ledger', async () => {
    for (const who of [office, stage.people.unit, stage.people.leader, stage.people.verifier]) {
      const years = await who.call('calendar.years', {});
      expect(years.map(({ year }) => year)).toEqual(Array.from({ length: 11 }, (_, at) => 2025 + at));
      expect(years[1]).toMatchObject({
        status: 'published',
        paperNo: '国办发明电〔2025〕7号',
        importedAt: null,
        offered: false,
      });
      expect(years[2]).toMatchObject({ year: 2027, status: 'provisional', paperNo: null });
    }
    const { head, days, localDays } = await office.call('calendar.year', { year: 2026 });
    expect(head).toMatchObject({ off: days.filter(({ why }) => why === 'holiday').length, makeup: 6 });
    expect(days.find(({ day }) => day === on('2026-10-10'))).toEqual({
      ...{ day: on('2026-10-10'), works: true, why: 'makeup', name: 'national_day' },
    });
    expect(localDays).toEqual([]);
    await expect(office.call('calendar.year', { year: 2060 })).rejects.toMatchObject({ code: 'deadline.noCalendar' });
  });

  it('is changed by the office alone, and seen by nobody without the ledger', async () => {
    const supervisor = personOf(stage.console, await addPerson(stage.console, 'super', ['social_supervisor']), [
      'social_supervisor',
    ]);
    await expect(supervisor.call('calendar.years', {})).rejects.toThrow('is not for');
    const day = on('2026-10-20');
    const asked: [CommandName, object][] = [
      ['calendar.readFile', { token: await offered(next()) }],
      ['calendar.readShipped', { year: 2027 }],
      ['calendar.apply', { hash: 'a'.repeat(64), paperNo: PAPER }],
      ['calendar.setLocal', { day, kind: 'off', reason: '停办' }],
      ['calendar.removeLocal', { day }],
    ];
    for (const who of [stage.people.leader, stage.people.reviewer, stage.people.unit, stage.people.verifier])
      for (const [name, input] of asked)
        await expect(who.call(name, input as never), name).rejects.toThrow('is not for');
  });
});

describe('a calendar file', () => {
  it('shows what it would change, and changes nothing', async () => {
    const far = await running(57);
    expect([shown(far.dueDay), far.provisional]).toEqual(['2027-01-04', true]);
    const [matters, days] = [await facts(), await calendarRows()];
    const preview = await previewOf(next());
    expect(preview).toMatchObject({
      ...{ year: 2027, paperNo: PAPER, standing: { status: 'provisional', paperNo: null } },
      matters: {
        ...{ reckoned: 1, moved: 1, settled: 1 },
        first: [{ id: far.id, no: far.no, before: on('2027-01-04'), after: on('2027-01-07') }],
      },
    });
    expect(preview.changes.find(({ day }) => day === on('2027-01-05'))).toEqual({
      ...{ day: on('2027-01-05'), before: null, after: { kind: 'off', holiday: 'new_year' } },
      ...{ workedBefore: true, worksAfter: false },
    });
    expect(await facts()).toEqual(matters);
    expect(await calendarRows()).toEqual(days);
    expect(await rows('SELECT * FROM calendar_recalculation')).toEqual([]);
  });

  it('once applied moves what it must, each with one step nobody took and one row of the log', async () => {
    const near = await running(5);
    const far = (
      await rows<{ id: number; revision: number }>(`SELECT id, revision FROM rectification WHERE provisional = 1`)
    )[0];
    const id = far?.id ?? 0;
    stage.console.changes.length = 0;
    const job = await applied(next());
    expect(job).toMatchObject({ kind: 'calendar.recalculate', state: 'succeeded', result: { matters: 1, moved: 1 } });
    const { row } = await stage.get(id);
    expect([shown(row.dueDay), shown(row.originalDueDay), row.provisional]).toEqual([
      '2027-01-07',
      '2027-01-07',
      false,
    ]);
    expect(row.revision).toBe((far?.revision ?? 0) + 1);
    expect(await history(id)).toEqual([
      { who: '', note: PAPER, detail: { oldDueDay: on('2027-01-04'), dueDay: on('2027-01-07'), provisional: 0 } },
    ]);
    expect(await logged(id)).toEqual([{ action: 'calendar.apply', who: `人员${office.personId}`, reason: PAPER }]);
    expect(await history(near.id)).toEqual([]);
    expect(await logged(near.id)).toEqual([]);
    // Every window hears of both.
    expect(stage.console.changes).toContainEqual(expect.objectContaining({ entity: 'calendar', ids: [2027] }));
    expect(stage.console.changes).toContainEqual(expect.objectContaining({ entity: 'rectification', ids: [id] }));
    const { calendars, provisional } = await office.call('rectifications.explain', { id });
    expect(provisional).toBe(false);
    expect(calendars.at(-1)).toEqual({ year: 2027, status: 'published', paperNo: PAPER });
    expect((await office.call('calendar.year', { year: 2027 })).head).toMatchObject({
      ...{ status: 'published', paperNo: PAPER, importedBy: '人员m-office', waiting: 0 },
    });
    expect(await rows('SELECT changed, ended_at IS NOT NULL AS ended FROM calendar_recalculation')).toEqual([
      { changed: 1, ended: 1 },
    ]);
    expect(await stage.console.workspace.database.read('test.measures', measureDifferences)).toEqual({});
  });

  it('that corrects a published year moves every open matter that counted one of its days, and no other', async () => {
    const before = await running(3);
    const counted = await running(8);
    const closed = await running(8);
    await stage.console.workspace.database.write(
      'test.close',
      (tx) =>
        tx.run(
          `UPDATE rectification SET verifier_id = 1, verification_result = 'done', state = 'submitted' WHERE id = :id`,
          { id: closed.id },
        ),
      { unaudited: true },
    );
    const days = shippedYear(2026).days.map(({ day, kind, holiday }) => ({ date: isoDay(day), kind, holiday }));
    const job = await applied(calendarOf(2026, [...days, ...off('2026-10-22')]));
    expect(job.state).toBe('succeeded');
    const [first, second] = [await stage.get(before.id), await stage.get(counted.id)];
    expect([shown(first.row.dueDay), shown(second.row.dueDay)]).toEqual([shown(before.dueDay), '2026-10-27']);
    expect(shown(counted.dueDay)).toBe('2026-10-26');
    expect(await history(before.id)).toEqual([]);
    expect(await history(counted.id)).toHaveLength(1);
    expect(await logged(counted.id)).toHaveLength(1);
  });

  it('read before somebody else changed the calendar, by somebody else, or twice is not applied', async () => {
    const { hash } = await previewOf(next());
    const { jobId } = await office.call('calendar.setLocal', { day: on('2026-12-01'), kind: 'off', reason: '停电' });
    await stage.console.ended(jobId);
    const stale = { code: 'conflict.importChanged' };
    await expect(office.call('calendar.apply', { hash, paperNo: PAPER })).rejects.toMatchObject(stale);
    const again = await previewOf(next());
    const other = personOf(stage.console, await addPerson(stage.console, 'office2', ['office']), ['office']);
    await expect(other.call('calendar.apply', { hash: again.hash, paperNo: PAPER })).rejects.toMatchObject(stale);
    const job = await office.call('calendar.apply', { hash: again.hash, paperNo: PAPER });
    expect(await stage.console.ended(job.jobId)).toMatchObject({ state: 'succeeded', result: { moved: 0 } });
    await expect(office.call('calendar.apply', { hash: again.hash, paperNo: PAPER })).rejects.toMatchObject(stale);
  });

  it('with anything wrong is refused, each fault by its name and place, and nothing of it stays', async () => {
    const day = (date: string, kind = 'off', more: object = {}): object => ({ date, kind, ...more });
    const bad: [string | Uint8Array, ...string[]][] = [
      ['{"format"', 'notJson'],
      [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'notJson'],
      [JSON.stringify({ year: 2027, days: [] }), 'notCalendar'],
      [calendarOf(2027, off('2027-01-01'), { version: 2 }), 'version 2'],
      [calendarOf(2027, off('2027-01-01'), { year: '2027' }), 'yearMissing'],
      [calendarOf(2050, off('2050-01-01')), 'yearOutside 2050 2025 2035'],
      [calendarOf(2027, []), 'noDays 2027'],
      [calendarOf(2027, [day('2027-02-30'), day('2027-01-01', 'holiday')]), 'entryDate 1 2027-02-30', 'entryShape 2'],
      [
        calendarOf(2027, [...off('2027-01-01'), day('2027-01-01'), day('2028-05-01')]),
        'duplicate 2 2027-01-01 1',
        'otherYear 3 2028-05-01 2027',
      ],
      [calendarOf(2027, [...off('2027-01-01'), day('2027-01-05', 'makeup')]), 'makeupOnWorkday 2 2027-01-05'],
      ['x'.repeat(900_000), 'tooLarge 200000'],
    ];
    const [matters, days] = [await facts(), await calendarRows()];
    for (const [content, ...expected] of bad) {
      const { preview, faults } = await read(content);
      expect(preview).toBeNull();
      expect(faults.map(({ rule, params }) => [rule, ...Object.values(params)].join(' '))).toEqual(expected);
    }
    await expect(read('')).rejects.toMatchObject({ code: 'file.empty', params: { name: '2027.json' } });
    await expect(office.call('calendar.readFile', { token: 'none' })).rejects.toMatchObject({ code: 'file.token' });
    const folder = await stage.console.files.offer(stage.console.folder, 'open');
    await expect(office.call('calendar.readFile', { token: folder?.token ?? '' })).rejects.toMatchObject({
      code: 'file.unreadable',
    });
    expect(await facts()).toEqual(matters);
    expect(await calendarRows()).toEqual(days);
  });
});

describe('a newer calendar the console came with', () => {
  it('is offered where a year is provisional, and never put over one that was imported', async () => {
    const { database } = stage.console.workspace;
    await expect(office.call('calendar.readShipped', { year: 2027 })).rejects.toMatchObject({
      code: 'notFound.record',
    });
    await expect(office.call('calendar.readShipped', { year: 2026 })).rejects.toMatchObject({
      code: 'notFound.record',
    });
    // A store of a console that did not have the paper of 2025 yet.
    await database.write(
      'test.older',
      (tx) =>
        tx.run(
          `UPDATE calendar_year SET status = 'provisional', paper_no = NULL, revision = revision + 1 WHERE year = 2025`,
        ),
      { unaudited: true },
    );
    expect((await office.call('calendar.years', {})).filter(({ offered: is }) => is).map(({ year }) => year)).toEqual([
      2025,
    ]);
    const preview = await office.call('calendar.readShipped', { year: 2025 });
    expect(preview).toMatchObject({ year: 2025, paperNo: '国办发明电〔2024〕12号', changes: [] });
    const { jobId } = await office.call('calendar.apply', { hash: preview.hash, paperNo: preview.paperNo ?? '' });
    await stage.console.ended(jobId);
    expect((await office.call('calendar.years', {})).filter(({ offered: is }) => is)).toEqual([]);
  });
});

describe('a local day', () => {
  it('moves the open matters that counted it, and gives them back when it goes', async () => {
    const row = await running(10);
    const due = row.dueDay ?? 0;
    const day = due - 1;
    const spans = () =>
      rows<{ from: number; to: number; due: number }>(
        `SELECT from_day AS "from", to_day AS "to", due_on AS due FROM rectification_span WHERE rectification_id = ${row.id}`,
      );
    const [whole] = await spans();
    const today = whole?.from ?? 0;
    // As if it had been signed for three days ago.
    await stage.console.workspace.database.write(
      'test.earlier',
      (tx) =>
        tx.run('UPDATE rectification_span SET from_day = :from WHERE rectification_id = :id', {
          ...{ from: today - 3, id: row.id },
        }),
      { unaudited: true },
    );
    const set = await office.call('calendar.setLocal', { day, kind: 'off', reason: '大厅搬迁停办' });
    await stage.console.ended(set.jobId);
    const later = (await stage.get(row.id)).row.dueDay ?? 0;
    expect(later).toBeGreaterThan(due);
    // What it was until today stands; what it is begins today.
    expect(await spans()).toEqual([
      { from: today - 3, to: today, due },
      { ...whole, due: later },
    ]);
    expect((await history(row.id))[0]).toMatchObject({ who: '', note: '大厅搬迁停办' });
    const { steps } = await office.call('rectifications.explain', { id: row.id });
    expect(steps).toContainEqual(expect.objectContaining({ day, kind: 'localOff', name: '大厅搬迁停办' }));
    const { head, localDays, days } = await office.call('calendar.year', { year: 2026 });
    expect(localDays).toContainEqual(expect.objectContaining({ day, kind: 'off', setBy: '人员m-office' }));
    expect(days).toContainEqual({ day, works: false, why: 'localOff', name: '大厅搬迁停办' });
    expect(head.local).toBe(localDays.length);
    const gone = await office.call('calendar.removeLocal', { day });
    await stage.console.ended(gone.jobId);
    expect((await stage.get(row.id)).row.dueDay).toBe(due);
    expect((await spans()).map((span) => span.due)).toEqual([due, due]);
    expect((await logged(row.id)).map(({ action }) => action)).toEqual(['calendar.setLocal', 'calendar.removeLocal']);
  });

  it('leaves the day an approver named, and moves it only where that day itself rests', async () => {
    const { unit, leader } = stage.people;
    const { id, revision, dueDay } = await running(5);
    const named = (dueDay ?? 0) + 7;
    const wish = { id, revision, expectedDay: named, reason: '设备未到', progress: null };
    const asked = await unit.call('rectifications.requestExtension', wish);
    const grant = { id, revision: asked.row.revision, granted: true, newDueDay: named, note: '同意' };
    expect((await leader.call('rectifications.decideExtension', grant)).row.dueDay).toBe(named);
    const rests = async (day: number): Promise<number | null> => {
      const { jobId } = await office.call('calendar.setLocal', { day, kind: 'off', reason: '停电' });
      await stage.console.ended(jobId);
      return (await stage.get(id)).row.dueDay;
    };
    const between = [1, 2, 3, 4].map((later) => named - later).find((day) => [1, 2, 3, 4, 5].includes(weekdayOf(day)));
    expect(await rests(between ?? 0)).toBe(named);
    expect(await rests(named)).toBeGreaterThan(named);
    for (const day of [between ?? 0, named])
      await stage.console.ended((await office.call('calendar.removeLocal', { day })).jobId);
    expect((await stage.get(id)).row.dueDay).toBe(named);
  });

  it('that says what the calendar says anyway, or that nobody set, is refused', async () => {
    const refused = (input: object) => expect(office.call('calendar.setLocal', input as never)).rejects;
    await refused({ day: on('2026-11-21'), kind: 'off', reason: '周末' }).toMatchObject({
      fields: [{ path: 'kind', rule: 'restsAlready' }],
    });
    await refused({ day: on('2026-11-20'), kind: 'work', reason: '上班' }).toMatchObject({
      fields: [{ path: 'kind', rule: 'worksAlready' }],
    });
    await refused({ day: on('2046-11-20'), kind: 'off', reason: '远' }).toMatchObject({ code: 'deadline.noCalendar' });
    await expect(office.call('calendar.removeLocal', { day: on('2026-11-20') })).rejects.toMatchObject({
      code: 'notFound.record',
    });
  });
});
