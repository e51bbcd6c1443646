/**
 * What can be found. The numbers stand in the search index of every store file: add at the end, never renumber.
 * 1 to 19 are the hall, 20 to 29 people, 30 to 39 plans, 40 to 49 visits, 50 to 59 supervisors, 60 to 69 rectifications; later features take tens
 * of their own.
 */
export const searchKinds = {
  hall: 1,
  zone: 2,
  unit: 3,
  window: 4,
  post: 5,
  staff: 6,
  service_item: 7,
  target: 8,
  recorder: 9,
  camera: 10,
  contact: 11,
  person: 20,
  inspection_plan: 30,
  checklist_template: 31,
  visit: 40,
  finding: 41,
  lead: 50,
  supervisor: 51,
  rectification: 60,
} as const;

export type SearchKind = keyof typeof searchKinds;

const names: ReadonlyMap<number, SearchKind> = new Map(
  Object.entries(searchKinds).map(([name, number]) => [number, name as SearchKind]),
);

/** The kind behind a number of the index; null for one this version does not know. */
export function searchKindOf(number: number): SearchKind | null {
  return names.get(number) ?? null;
}
