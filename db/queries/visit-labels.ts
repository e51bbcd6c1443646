import type { HallEntity } from '../../domain/hall/entities.js';
import { composeLabel, labelParts } from '../../domain/hall/labels.js';
import { part, type Part } from '../parts.js';
import { columnOf } from './hall-model.js';

/** What of the hall a visit names. */
const named = ['hall', 'zone', 'unit', 'window', 'service_item'] as const satisfies readonly HallEntity[];
type Named = (typeof named)[number];

/** Rows of the hall whose labels are asked for, by entity. */
export type Asked = Readonly<Record<Named, readonly number[]>>;
export type Labels = ReadonlyMap<HallEntity, ReadonlyMap<number, string>>;

/** Later than any instant: labels as they are now. */
export const NOW = Number.MAX_SAFE_INTEGER;

type Words = Record<string, string | null>;
type Cell = [entity: Named, id: number, words: Words, was: Words | null];

/** The fields of a row's own that make its label, as a JSON object. */
const wordsSql = (entity: Named): string => {
  const pairs = labelParts[entity].flat().map(({ field }) => `'${field}', r.${columnOf(entity, field)}`);
  return `json_object(${pairs.join(', ')})`;
};

const SQL = `SELECT json_group_array(json(cell)) FROM (${named
  .map(
    (entity) => `SELECT json_array('${entity}', r.id, ${wordsSql(entity)}, json((SELECT s.was FROM hall_span s
        WHERE s.entity = '${entity}' AND s.ref = r.id AND s.until_at > CAST(:labelsAt AS INTEGER)
        ORDER BY s.until_at LIMIT 1))) AS cell
      FROM "${entity}" r WHERE r.id IN (SELECT value FROM json_each(:${entity}))`,
  )
  .join(' UNION ALL ')})`;

/** @param at UTC milliseconds, or `NOW`: labels as they were then, those of the first span that ends after it */
export const labelsThen = (asked: Asked, at: number): Part<Labels> =>
  part<Cell, Labels>(
    SQL,
    { ...Object.fromEntries(named.map((entity) => [entity, JSON.stringify(asked[entity])])), labelsAt: at },
    (cells) => {
      const labels = new Map<HallEntity, Map<number, string>>();
      for (const [entity, id, now, was] of cells) {
        const words = { ...now, ...was };
        const of = labels.get(entity) ?? new Map<number, string>();
        labels.set(
          entity,
          of.set(
            id,
            composeLabel(labelParts[entity], ({ field }) => words[field] ?? null),
          ),
        );
      }
      return labels;
    },
  );
