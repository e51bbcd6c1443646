import type { Condition, Item } from '../../../../domain/checklist/schema.js';

type Leaf = Extract<Condition, { item: string }>;

/** One line of the builder: what an earlier item must be answered with, or must not. */
export interface ConditionRow {
  not: boolean;
  leaf: Leaf;
}
export interface ConditionRows {
  join: 'all' | 'any';
  rows: ConditionRow[];
}

function rowOf(condition: Condition): ConditionRow | null {
  if ('item' in condition) return { not: false, leaf: condition };
  return 'not' in condition && 'item' in condition.not ? { not: true, leaf: condition.not } : null;
}

/** A condition as lines; null where it has more levels than lines can show. */
export function rowsOf(condition: Condition): ConditionRows | null {
  const single = rowOf(condition);
  if (single) return { join: 'all', rows: [single] };
  if ('item' in condition || 'not' in condition) return null;
  const join = 'all' in condition ? 'all' : 'any';
  const rows = ('all' in condition ? condition.all : condition.any).map(rowOf);
  return rows.includes(null) ? null : { join, rows: rows as ConditionRow[] };
}

export function conditionOf({ join, rows }: ConditionRows): Condition | null {
  const parts = rows.map(({ not, leaf }): Condition => (not ? { not: leaf } : leaf));
  const [first] = parts;
  if (!first) return null;
  if (parts.length === 1) return first;
  return join === 'all' ? { all: parts } : { any: parts };
}

const states = ['answered', 'conforms', 'fails', 'not_applicable', 'not_observed'] as const;
const comparisons = ['at_least', 'at_most', 'equals'] as const;
export const tests = [...states, ...comparisons, 'chosen'] as const;
export type Test = (typeof tests)[number];

/** What can be asked of an item of this kind. */
export function testsOf(item: Item | undefined): readonly Test[] {
  if (item && 'options' in item) return [...states, 'chosen'];
  if (item?.kind === 'number' || item?.kind === 'scale') return [...states, ...comparisons];
  return states;
}

export const testOf = (leaf: Leaf): Test => ('is' in leaf ? leaf.is : 'compare' in leaf ? leaf.compare : 'chosen');

/** The leaf with another test; what both have stays. */
export function leafWith(item: Item | undefined, code: string, test: Test, before: Leaf | null): Leaf {
  const state = states.find((one) => one === test);
  if (state) return { item: code, is: state };
  const compare = comparisons.find((one) => one === test);
  if (compare) {
    const kept = before && 'compare' in before ? before.value : null;
    return { item: code, compare, value: kept ?? (item && 'minimum' in item ? item.minimum : 0) };
  }
  const options = item && 'options' in item ? item.options.map((option) => option.code) : [];
  const kept = before && 'chosen' in before && options.includes(before.chosen) ? before.chosen : null;
  return { item: code, chosen: kept ?? options[0] ?? '1' };
}
