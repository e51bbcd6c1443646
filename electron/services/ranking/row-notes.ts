import type { Reader } from '../../../db/database.js';
import { labelsAt } from '../../../db/queries/hall-read.js';
import { placeLabels } from '../../../db/queries/measure-labels.js';
import { partCells } from '../../../db/queries/measure-parts.js';
import { windowUnits, type RankedUnitName } from '../../../db/queries/ranking.js';
import type { Period } from '../../../domain/measures/period.js';
import type { RowNote } from '../../../domain/ranking/month.js';
import { startOfDay } from '../../../domain/time.js';

interface About {
  hallId: number;
  period: Period;
  /** Units by the id they had. */
  units: ReadonlyMap<number, RankedUnitName>;
  /** Of these something was counted, by the id they had. */
  counted: ReadonlySet<number>;
  now: number;
}

/**
 * What has to be known beside a unit's numbers: that a merged unit's count with them, that it had another name when the month
 * began, that a window seen as its own is another's by now.
 */
export async function rowNotes(
  reader: Reader,
  { hallId, period, units, counted, now }: About,
): Promise<(unitId: number) => RowNote[]> {
  const notes = new Map<number, RowNote[]>();
  const add = (unitId: number, note: RowNote): void => void notes.set(unitId, [...(notes.get(unitId) ?? []), note]);

  const ids = [...units.keys()];
  const then = await labelsAt(reader, 'unit', ids, startOfDay(period.fromDay));
  const today = await labelsAt(reader, 'unit', ids, now);
  for (const [was, { id }] of units) {
    const former = then.get(was) ?? '';
    if (was !== id && counted.has(was)) add(id, { kind: 'merged', from: former });
    else if (was === id && former !== today.get(was)) add(id, { kind: 'renamed', from: former });
  }

  const seen = await partCells(reader, ['windowVisits'], period, {
    ...{ by: ['window', 'unit'], filter: { hallId }, forUnit: false },
  });
  const pairs = seen.flatMap(({ keys: [window, unit] }) => {
    const owner = units.get(Number(unit))?.id;
    return owner === undefined || Number(window) === 0 ? [] : [{ windowId: Number(window), owner }];
  });
  const owners = await windowUnits(
    reader,
    pairs.map(({ windowId }) => windowId),
  );
  const moved = pairs.filter(({ windowId, owner }) => {
    const unit = owners.get(windowId) ?? null;
    return (unit === null ? null : (units.get(unit)?.id ?? unit)) !== owner;
  });
  const windows = await placeLabels(
    reader,
    'window',
    moved.map(({ windowId }) => windowId),
  );
  const names = await placeLabels(
    reader,
    'unit',
    [...owners.values()].filter((id) => id !== null),
  );
  for (const { windowId, owner } of moved) {
    const to = owners.get(windowId) ?? null;
    add(owner, {
      kind: 'windowMoved',
      window: windows[String(windowId)] ?? '',
      to: to === null ? null : (names[String(to)] ?? null),
    });
  }
  return (unitId) => notes.get(unitId) ?? [];
}
