import type { FindingState } from './visit-record.js';

/** What of a finding says whether its item still counts. */
interface Decided {
  checklist: string | null;
  itemCode: string | null;
  state: FindingState;
}

/**
 * Items that count as conforming once a visit is confirmed, by checklist: those whose findings were all dismissed. Where
 * one finding of an item was confirmed, the item failed.
 */
export function dismissedItems(findings: readonly Decided[]): Map<string, Set<string>> {
  const standing = new Set(
    findings.filter(({ state }) => state !== 'dismissed').map((finding) => `${finding.checklist} ${finding.itemCode}`),
  );
  const items = new Map<string, Set<string>>();
  for (const { checklist, itemCode, state } of findings) {
    if (state !== 'dismissed' || checklist === null || itemCode === null) continue;
    if (standing.has(`${checklist} ${itemCode}`)) continue;
    items.set(checklist, (items.get(checklist) ?? new Set()).add(itemCode));
  }
  return items;
}
