import type { Reader } from '../../../db/database.js';
import { levelsAt } from '../../../db/queries/measure-levels.js';
import { partCells, type Asked, type Cell } from '../../../db/queries/measure-parts.js';
import { givenScores, rankedUnits } from '../../../db/queries/ranking.js';
import { namedEvidence } from '../../../db/queries/ranking-evidence.js';
import type { FlowPart } from '../../../db/measures/facts.js';
import { monthPeriod } from '../../../domain/measures/period.js';
import { fitGiven, fitItems } from '../../../domain/ranking/given.js';
import type { RankingRecord } from '../../../domain/ranking/month.js';
import { rankMonth } from '../../../domain/ranking/rank.js';
import { componentScore, recordOf } from '../../../domain/ranking/reckoning.js';
import type { RankingScheme } from '../../../domain/ranking/scheme.js';
import { rowNotes } from './row-notes.js';

const counted = [
  ...(['windowVisits', 'scoreSum', 'scored'] as const),
  ...(['dueExtended', 'metExtended', 'closed', 'recurred', 'leads', 'leadsAccepted'] as const),
] satisfies FlowPart[];
type Counted = (typeof counted)[number] | 'grave' | 'overdue';
type Sums = Record<Counted, number>;

const nothing = (): Sums => ({
  ...{ windowVisits: 0, scoreSum: 0, scored: 0, dueExtended: 0, metExtended: 0, closed: 0, recurred: 0 },
  ...{ leads: 0, leadsAccepted: 0, grave: 0, overdue: 0 },
});

/**
 * A month as it stands now. What was a unit's on its day counts for it; what was a unit's that has been merged since counts for
 * the one it was merged into.
 * @param monthId whose items given by hand count; null of none
 */
export async function reckonMonth(
  reader: Reader,
  { hallId, month, scheme, monthId }: { hallId: number; month: number; scheme: RankingScheme; monthId: number | null },
  now: number,
): Promise<RankingRecord> {
  const period = monthPeriod(month);
  const asked: Asked = { by: ['unit'], filter: { hallId }, forUnit: false };
  const units = await rankedUnits(reader, hallId);
  const sums = new Map<number, Sums>();
  const met = new Set<number>();
  const add = (cells: readonly Cell[], names: readonly Counted[]): void => {
    for (const { keys, values } of cells) {
      const unit = units.get(Number(keys[0]));
      if (!unit) continue;
      met.add(Number(keys[0]));
      const own = sums.get(unit.id) ?? nothing();
      names.forEach((name, at) => (own[name] += values[at] ?? 0));
      sums.set(unit.id, own);
    }
  };
  add(await partCells(reader, counted, period, asked), counted);
  add(await partCells(reader, ['findings'], period, { ...asked, filter: { hallId, severity: 'grave' } }), ['grave']);
  const levels = await levelsAt(reader, period.toDay, now, asked);
  add(
    levels.map(({ keys, values }) => ({ keys, values: values.slice(1) })),
    ['overdue'],
  );
  // Whoever was merged or retired takes part where something was counted.
  const taking = [...new Map([...units.values()].map((unit) => [unit.id, unit])).values()].filter(
    ({ id, isActive }) => isActive || sums.has(id),
  );
  const notesOf = await rowNotes(reader, { hallId, period, units, counted: met, now });
  const rows = taking.map(({ id: unitId, label }) => ({
    ...{ unitId, label },
    members: [...units].flatMap(([was, { id }]) => (id === unitId ? [was] : [])),
  }));
  const given = monthId === null ? [] : await givenScores(reader, monthId);
  const { counted: manual } = fitGiven(scheme, rows, given);
  const named = monthId === null ? [] : await namedEvidence(reader, monthId);
  const { counted: evidence } = fitItems(scheme, rows, named);
  const entries = rows.map(({ unitId, label, members }) => {
    const own = sums.get(unitId) ?? nothing();
    const scored = scheme.components.map(({ kind }, component) => {
      if (kind !== 'manual') return componentScore(kind, own);
      const one = manual.find((score) => score.unitId === unitId && score.component === component);
      return one ? { score: one.score, ratio: null } : null;
    });
    return {
      ...{ unitId, unitLabel: label, sample: own.windowVisits, members, notes: notesOf(unitId) },
      evidence: evidence
        .filter((piece) => piece.unitId === unitId)
        .map(({ component, name, sha256 }) => ({ component, name, sha256 })),
      scores: scored.map((one) => one?.score ?? null),
      ratios: scored.map((one) => one?.ratio ?? null),
      breakers: {
        ...{ grave: own.grave, overdue: own.overdue },
        visitScore: componentScore('visit_score', own)?.score ?? null,
      },
    };
  });
  return recordOf(scheme, entries, rankMonth(scheme, entries));
}
