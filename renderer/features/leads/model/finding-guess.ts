import type { FindingCategory } from '../../../../domain/checklist/kinds.js';
import type { LeadRow } from '../../../../domain/lead.js';
import type { Aspect } from '../../../../domain/lead-rules.js';
import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../../../domain/time.js';

/** What a finding of this aspect is most often called; the office decides. */
const categoryOf: Record<Aspect, FindingCategory> = {
  attitude: 'service_language',
  ability: 'business_skill',
  notice: 'handling',
  formality: 'workflow',
  efficiency: 'handling',
  fee: 'fee',
};
/** Of several aspects the one that is the narrowest decides. */
const narrowest: readonly Aspect[] = ['fee', 'formality', 'notice', 'ability', 'efficiency', 'attitude'];

/** A first guess at the category of what was seen. */
export function guessCategory(aspects: readonly Aspect[]): FindingCategory {
  const aspect = narrowest.find((one) => aspects.includes(one));
  return aspect ? categoryOf[aspect] : 'other';
}

/** When it was seen, UTC milliseconds, where the hour is known and not ahead of the clock; else null. */
export function instantOf({ fields }: Pick<LeadRow, 'fields'>, now: number): number | null {
  if (fields.seenDay === null || fields.hour === null) return null;
  const at = fields.seenDay * DAY_MS - SHANGHAI_OFFSET_MS + fields.hour * 3_600_000;
  return at > now ? null : at;
}
