import type { ListGroup } from './list-types';

/** Headings and rows of a list as positions on the screen. */
export interface EntryMap {
  /** How many lines there are, headings and rows. */
  size: number;
  /** What stands on a line. */
  at: (line: number) => { kind: 'group'; group: ListGroup; folded: boolean } | { kind: 'row'; index: number };
  /** On which line the row of that index stands; null while its group is folded. */
  lineOf: (index: number) => number | null;
  /** Index of the first row on or after a line, going forward or back; null when there is none. */
  nearestRow: (line: number, step: 1 | -1) => number | null;
}

interface Stretch {
  group: ListGroup;
  folded: boolean;
  /** Line of the heading. */
  line: number;
  /** Index of its first row. */
  first: number;
  rows: number;
}

/** Lines of a list with or without groups; cheap for 200,000 rows, because only groups are walked. */
export function mapEntries(total: number, groups: readonly ListGroup[], folded: ReadonlySet<string>): EntryMap {
  if (groups.length === 0) {
    return {
      size: total,
      at: (line) => ({ kind: 'row', index: line }),
      lineOf: (index) => (index >= 0 && index < total ? index : null),
      nearestRow: (line) => (total === 0 ? null : Math.min(Math.max(line, 0), total - 1)),
    };
  }
  const stretches: Stretch[] = [];
  let line = 0;
  let first = 0;
  for (const group of groups) {
    const closed = folded.has(group.key);
    stretches.push({ group, folded: closed, line, first, rows: group.count });
    line += 1 + (closed ? 0 : group.count);
    first += group.count;
  }
  const size = line;
  const backwards = [...stretches].reverse();
  const stretchAt = (wanted: number): Stretch =>
    backwards.find((stretch) => stretch.line <= wanted) ?? (stretches[0] as Stretch);
  const at: EntryMap['at'] = (wanted) => {
    const stretch = stretchAt(wanted);
    if (wanted === stretch.line) return { kind: 'group', group: stretch.group, folded: stretch.folded };
    return { kind: 'row', index: stretch.first + wanted - stretch.line - 1 };
  };
  return {
    size,
    at,
    lineOf: (index) => {
      const stretch = backwards.find((one) => one.first <= index && one.rows > 0);
      if (!stretch || stretch.folded || index >= stretch.first + stretch.rows) return null;
      return stretch.line + 1 + index - stretch.first;
    },
    nearestRow: (wanted, step) => {
      for (let one = Math.min(Math.max(wanted, 0), size - 1); one >= 0 && one < size; one += step) {
        const entry = at(one);
        if (entry.kind === 'row') return entry.index;
      }
      return null;
    },
  };
}
