import type { WorkCalendar } from '../../../domain/calendar/calendar.js';
import { knownProblems } from '../data/known-problems.js';
import { LONG_AGO, type PlannedMatter } from '../plan/matters.js';
import type { Matter, MatterNeeds, MatterUnit } from './matter.js';

/** So many of the newest visits of each unit are looked through. */
const LOOKED_AT = 40;
/** A finding is issued from the second day after it was seen, and no later than this. */
const REVIEWED_DAYS = 2;
const FRESH_DAYS = 60;
/** Where nothing fresh is left, what lay longer. */
const STALE_DAYS = 200;

interface Candidate {
  findingId: number;
  day: number;
  unit: MatterUnit;
}

/**
 * What each matter is made of: the newest finding that was confirmed before it is issued, or what the office knows.
 * Where neither is left, there are fewer matters.
 */
export async function chooseSources(
  planned: readonly PlannedMatter[],
  needs: MatterNeeds,
  calendar: WorkCalendar,
): Promise<Matter[]> {
  const { today, units, random } = needs;
  const findings = await candidates(needs);
  const known = [...knownProblems];
  const dayOfFirst = ({ steps }: PlannedMatter): number => calendar.addWorkdays(today, -(steps[0]?.ago ?? 1));
  const isHistory = ({ steps }: PlannedMatter): number => Number((steps.at(-1)?.ago ?? 0) > LONG_AGO);
  // Each way is gone once before any is gone twice.
  const inOrder = [...planned].sort(
    (a, b) => isHistory(a) - isHistory(b) || a.turn - b.turn || dayOfFirst(b) - dayOfFirst(a),
  );
  return inOrder.flatMap((matter, at): Matter[] => {
    const day = dayOfFirst(matter);
    const within = (days: number): number =>
      findings.findIndex((one) => one.day + REVIEWED_DAYS <= day && one.day + days >= day);
    const fresh = within(FRESH_DAYS);
    const fits = fresh >= 0 || known.length > 0 ? fresh : within(STALE_DAYS);
    const [finding] = fits < 0 ? [] : findings.splice(fits, 1);
    const base = { ...matter, clientId: random.uuid(), day, number: at, verifierId: null, row: null, detail: null };
    if (finding) return [{ ...base, unit: finding.unit, source: { findingId: finding.findingId } }];
    const problem = known.shift();
    const unit = units[at % units.length];
    return problem && unit ? [{ ...base, unit, source: { problem } }] : [];
  });
}

/** Confirmed findings of the units somebody speaks for, the newest first. */
async function candidates({ orders, reviewer, units }: MatterNeeds): Promise<Candidate[]> {
  orders.as(reviewer, ['reviewer']);
  const sort = { by: 'day', direction: 'desc' } as const;
  const found: Candidate[] = [];
  for (const unit of units) {
    const filter = { unitId: unit.id, state: 'confirmed', withFindings: true } as const;
    const { ids } = await orders.give('visits.list', { sort, filter, limit: LOOKED_AT });
    for (const id of ids) {
      const { findings } = await orders.give('visits.get', { id });
      for (const finding of findings)
        if (finding.state === 'confirmed' && finding.unitId === unit.id)
          found.push({ findingId: finding.id, day: finding.day, unit });
    }
  }
  return found.sort((a, b) => b.day - a.day || b.findingId - a.findingId);
}
