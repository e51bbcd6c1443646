import type { Database, Reader, Tx } from '../../../db/database.js';
import { storedCalendar } from '../../../db/queries/calendar.js';
import {
  calendarStamp,
  deleteLocalDay,
  localDayOn,
  putLocalDay,
  replaceYear,
  touchYear,
} from '../../../db/queries/calendar-years.js';
import { insertOrder } from '../../../db/queries/recalculation.js';
import { buildCalendar, yearOf, type CalendarYear, type LocalDay } from '../../../domain/calendar/calendar.js';
import { changedSpan } from '../../../domain/calendar/compare.js';
import { calendarChanges } from '../../../domain/calendar/file.js';
import { shippedYear } from '../../../domain/calendar/shipped.js';
import type { CalendarPreview } from '../../../domain/contract/commands/calendar.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { CallContext } from '../../ipc/context.js';
import type { FileTokens } from '../files.js';
import { badField } from '../rectifications/refusals.js';
import type { RuleBook } from '../rectifications/rules.js';
import { affectedMatters, Previews } from './preview.js';
import { hashOf, readCalendar } from './read-file.js';
import type { Recalculation } from './recalculation.js';
import { isOffered } from './years.js';

interface Deps {
  database: Database;
  files: FileTokens;
  rules: RuleBook;
  recalculation: Recalculation;
}

/** What the store holds of the calendar. */
interface Stored {
  years: CalendarYear[];
  localDays: LocalDay[];
}

const withYear = ({ years, localDays }: Stored, year: CalendarYear): Stored => ({
  years: [...years.filter((one) => one.year !== year.year), year],
  localDays,
});

/** Changes of the calendar of working days: years from files or as shipped, and single days of this place. */
export class Calendars {
  readonly #previews = new Previews();

  constructor(private readonly deps: Deps) {}

  /**
   * Reads a file and tells what it would do.
   * @throws AppError `file.token`, `file.empty`, `file.unreadable`
   */
  async readFile(
    { token }: ParsedInput<'calendar.readFile'>,
    context: CallContext,
  ): Promise<CommandOutput<'calendar.readFile'>> {
    const { path, name } = this.deps.files.take(token, 'open');
    const { hash, result } = await readCalendar(path, name);
    if (!result.ok) return { preview: null, faults: result.faults };
    return { preview: await this.#preview(result.year, hash, name, context), faults: [] };
  }

  /** @throws AppError `notFound.record` for a year this console has no newer calendar of */
  async readShipped({ year }: ParsedInput<'calendar.readShipped'>, context: CallContext): Promise<CalendarPreview> {
    const stored = await this.deps.database.read(context.command, storedCalendar);
    const standing = stored.years.find((one) => one.year === year);
    if (!standing || !isOffered(standing)) throw new AppError('notFound.record', { entity: 'calendar', id: year });
    const shipped = shippedYear(year);
    return this.#preview(shipped, hashOf(JSON.stringify(shipped)), shipped.source ?? String(year), context);
  }

  /**
   * Takes a previewed calendar, all of it or nothing, and orders the recalculation of what it moves.
   * @throws AppError `conflict.importChanged` for one that was not read by this person, or when the calendar is not what it was then
   */
  async apply({ hash, paperNo }: ParsedInput<'calendar.apply'>, context: CallContext): Promise<{ jobId: number }> {
    const kept = this.#previews.of(hash, context.actor.personId);
    const year = { ...kept.year, paperNo };
    const answer = await this.#change(context, paperNo, async (tx, stored) => {
      if ((await calendarStamp(tx)) !== kept.stamp) throw new AppError('conflict.importChanged');
      const before = stored.years.find((one) => one.year === year.year) ?? null;
      await replaceYear(tx, year, { now: context.now, personId: context.actor.personId });
      await tx.audit({
        action: context.command,
        object: 'calendar',
        ref: year.year,
        actor: context.actor,
        before: before && factsOf(before),
        after: { ...factsOf(year), file: kept.file, sha256: hash },
      });
      tx.changed('calendar', year.year);
      return withYear(stored, year);
    });
    this.#previews.forget(hash, context.actor.personId);
    return answer;
  }

  /** @throws AppError `deadline.noCalendar`; `validation.input` for a day that rests or works so already */
  setLocal({ day, kind, reason }: ParsedInput<'calendar.setLocal'>, context: CallContext): Promise<{ jobId: number }> {
    return this.#change(context, reason, async (tx, { years, localDays }) => {
      const others = localDays.filter((one) => one.day !== day);
      const works = buildCalendar(years, others).works(day);
      if (works === (kind === 'work')) throw badField(context, 'kind', works ? 'worksAlready' : 'restsAlready');
      const before = await localDayOn(tx, day);
      const local = { day, kind, reason };
      await putLocalDay(tx, local, { now: context.now, personId: context.actor.personId });
      await this.#noteLocal(tx, context, { day, before, after: { kind, reason } });
      return { years, localDays: [...others, local] };
    });
  }

  /** @throws AppError `notFound.record` for a day nobody set */
  removeLocal({ day }: ParsedInput<'calendar.removeLocal'>, context: CallContext): Promise<{ jobId: number }> {
    return this.#change(context, null, async (tx, { years, localDays }) => {
      const before = await localDayOn(tx, day);
      if (!before) throw new AppError('notFound.record', { entity: 'calendar', id: day });
      await deleteLocalDay(tx, day);
      await this.#noteLocal(tx, context, { day, before, after: null });
      return { years, localDays: localDays.filter((one) => one.day !== day) };
    });
  }

  async #noteLocal(
    tx: Tx,
    context: CallContext,
    { day, before, after }: Record<'before' | 'after', Omit<LocalDay, 'day'> | null> & { day: number },
  ): Promise<void> {
    const year = yearOf(day);
    await touchYear(tx, year, context.now);
    await tx.audit({
      action: context.command,
      object: 'calendar',
      ref: year,
      actor: context.actor,
      reason: after?.reason ?? null,
      before: before && { day, ...before },
      after: after && { day, ...after },
    });
    tx.changed('calendar', year);
  }

  /**
   * One transaction changes the calendar and orders what follows; the job then works on its own.
   * @param why what each history says; empty where the change has no words of its own
   */
  async #change(
    context: CallContext,
    why: string | null,
    work: (tx: Tx, stored: Stored) => Promise<Stored>,
  ): Promise<{ jobId: number }> {
    const { database, recalculation } = this.deps;
    const order = await database.write(context.command, async (tx) => {
      const stored = await storedCalendar(tx);
      const next = await work(tx, stored);
      const span = changedSpan(
        buildCalendar(stored.years, stored.localDays),
        buildCalendar(next.years, next.localDays),
      );
      const { actor, now, command: action } = context;
      const facts = { action, why, span, personId: actor.personId };
      const id = await insertOrder(tx, { ...facts, now });
      return { id, ...facts, orderedAt: now, personName: actor.name, afterId: 0, changed: 0 };
    });
    return { jobId: await recalculation.start(order) };
  }

  async #preview(year: CalendarYear, hash: string, file: string, context: CallContext): Promise<CalendarPreview> {
    const { database, rules } = this.deps;
    const { stored, stamp, settings } = await database.read(
      context.command,
      async (reader: Reader) => ({
        stored: await storedCalendar(reader),
        stamp: await calendarStamp(reader),
        settings: (await rules.of(reader)).settings,
      }),
      { snapshot: true },
    );
    const standing = stored.years.find((one) => one.year === year.year) ?? null;
    const next = withYear(stored, year);
    const calendar = buildCalendar(next.years, next.localDays);
    const span = changedSpan(buildCalendar(stored.years, stored.localDays), calendar);
    const matters = await affectedMatters(database, context.command, { calendar, settings }, span);
    this.#previews.keep({ hash, year, file, stamp, personId: context.actor.personId });
    return {
      ...{ hash, file, matters },
      year: year.year,
      paperNo: year.paperNo,
      source: year.source,
      standing: standing && { status: standing.status, paperNo: standing.paperNo },
      changes: calendarChanges(standing, year).map(({ before, after, ...change }) => ({
        ...change,
        before: before && { kind: before.kind, holiday: before.holiday },
        after: after && { kind: after.kind, holiday: after.holiday },
      })),
    };
  }
}

const factsOf = ({ status, paperNo, source, days }: CalendarYear) => ({ status, paperNo, source, days: days.length });
