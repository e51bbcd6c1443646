import type { HallEntity } from './entities.js';

/** A piece of a label: an own field, or a field of the row that the reference `via` points to. */
export interface LabelPart {
  field: string;
  via?: string;
}

const own = (field: string): readonly LabelPart[] => [{ field }];

/**
 * How a row is called: the pieces joined by a blank, of each piece the first alternative that is not empty.
 * The same table makes the label in SQL and, from old names, what a row was called at an instant.
 */
export const labelParts: Record<HallEntity, readonly (readonly LabelPart[])[]> = {
  hall: [own('name')],
  zone: [own('name')],
  unit: [own('name')],
  window: [own('number'), own('name')],
  post: [[{ via: 'windowId', field: 'number' }], own('name')],
  staff: [own('badgeNo'), own('name')],
  service_item: [own('name')],
  target: [
    [
      { via: 'zoneId', field: 'name' },
      { via: 'hallId', field: 'name' },
    ],
    own('value'),
  ],
  recorder: [own('name')],
  camera: [own('channel'), own('name')],
  contact: [own('name')],
};

/** The short form, used where another row refers to it; the same as the label where there is no shorter one. */
export const briefParts: Partial<Record<HallEntity, readonly (readonly LabelPart[])[]>> = {
  hall: [[{ field: 'shortName' }, { field: 'name' }]],
  unit: [[{ field: 'shortName' }, { field: 'name' }]],
};

/** Between the names of a list of references. */
export const LIST_MARK = '、';

/**
 * Puts a label together.
 * @param read gives the value of one part, null where there is none
 */
export function composeLabel(
  parts: readonly (readonly LabelPart[])[],
  read: (part: LabelPart) => string | number | null,
): string {
  const words: string[] = [];
  for (const alternatives of parts) {
    for (const part of alternatives) {
      const value = read(part);
      if (value === null || value === '') continue;
      words.push(String(value));
      break;
    }
  }
  return words.join(' ');
}

/** A label of two rows: `主厅 / 综合区`; the first narrows where the second alone is not unique. */
export const QUALIFIER_MARK = ' / ';
