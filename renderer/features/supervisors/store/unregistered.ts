import { call } from '../../../api/client';
import type { FilterOption } from '../../../shared/list/list-types';

const PAGE = 500;

/** People who hold the role and have no register entry yet, as choices. */
export async function unregistered(): Promise<FilterOption[]> {
  const [people, entries] = await Promise.all([
    call('people.list', { filter: { role: 'social_supervisor', state: 'active' } }),
    call('supervisors.list', {}),
  ]);
  const taken = new Set<number>();
  for (let at = 0; at < entries.ids.length; at += PAGE)
    for (const { fields } of await call('supervisors.rows', { ids: entries.ids.slice(at, at + PAGE) }))
      taken.add(fields.personId);
  const free = people.ids.filter((id) => !taken.has(id)).slice(0, PAGE);
  const rows = await call('people.rows', { ids: free });
  return rows.map(({ id, name, account }) => ({ value: String(id), label: name, note: account }));
}
