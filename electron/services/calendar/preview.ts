import type { Database } from '../../../db/database.js';
import { matterNames, touchedMatters } from '../../../db/queries/recalculation.js';
import type { CalendarPreview } from '../../../domain/contract/commands/calendar.js';
import type { CalendarYear } from '../../../domain/calendar/calendar.js';
import type { DaySpan } from '../../../domain/calendar/compare.js';
import { AppError } from '../../../domain/errors.js';
import { breathe } from '../../documents/table-rows.js';
import { reckon } from '../rectifications/reckon.js';
import type { Rules } from '../rectifications/rules.js';

/** Matters reckoned before everything else has its turn. */
const BATCH = 1000;
/** Matters named one by one. */
const NAMED = 20;

/** What another calendar would do to the matters that are not struck off; reads, and writes nothing. */
export async function affectedMatters(
  database: Database,
  name: string,
  rules: Pick<Rules, 'calendar' | 'settings'>,
  span: DaySpan | null,
): Promise<CalendarPreview['matters']> {
  let [afterId, reckoned, settled, moved] = [0, 0, 0, 0];
  const first: { id: number; before: number | null; after: number | null }[] = [];
  for (;;) {
    const { standing, due } = await database.read(name, async (reader) => {
      const found = await touchedMatters(reader, span, afterId, BATCH);
      const ids = found.map(({ id }) => id);
      return { standing: found, due: await reckon(reader, ids, rules, () => undefined) };
    });
    for (const { id, due: before } of standing) {
      const after = due.get(id);
      if (!after) continue;
      reckoned += 1;
      if (before.provisional && !after.provisional) settled += 1;
      if (before.dueDay === after.dueDay) continue;
      moved += 1;
      if (first.length < NAMED) first.push({ id, before: before.dueDay, after: after.dueDay });
    }
    afterId = standing.at(-1)?.id ?? afterId;
    if (standing.length < BATCH) break;
    await breathe();
  }
  const names = await database.read(name, (reader) =>
    matterNames(
      reader,
      first.map(({ id }) => id),
    ),
  );
  return {
    ...{ reckoned, moved, settled },
    first: names.map((named, index) => ({
      ...named,
      before: first[index]?.before ?? null,
      after: first[index]?.after ?? null,
    })),
  };
}

/** A calendar that was read and shown; lives in memory until it is applied or forgotten. */
interface Kept {
  hash: string;
  year: CalendarYear;
  file: string;
  /** State of the calendar it was compared with. */
  stamp: number;
  personId: number;
}

/** The last calendars that were read; more than a few nobody compares. */
const MOST = 8;

export class Previews {
  #kept: Kept[] = [];

  keep(preview: Kept): void {
    this.forget(preview.hash, preview.personId);
    this.#kept = [preview, ...this.#kept].slice(0, MOST);
  }

  /** @throws AppError `conflict.importChanged` for one that was not read by this person, or was applied or forgotten */
  of(hash: string, personId: number): Kept {
    const found = this.#kept.find((one) => one.hash === hash && one.personId === personId);
    if (!found) throw new AppError('conflict.importChanged');
    return found;
  }

  forget(hash: string, personId: number): void {
    this.#kept = this.#kept.filter((one) => one.hash !== hash || one.personId !== personId);
  }
}
