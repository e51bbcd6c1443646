import type { HallEntity } from '../../../../domain/hall/entities.js';
import { hallSchema } from '../../../../domain/hall/schema.js';
import { translate } from '../../../shared/i18n';
import { addressText, type ListState } from '../../../shared/list/list-address';
import type { ListTab } from '../../../shared/list/list-types';
import { gapsOf, placeKeys } from './entities';
import type { TypedFields } from './values';

/** The ready-made views of a list: in use, out of use, and what is to be put in order. They keep place, text and sort. */
export function listTabs(entity: HallEntity, state: ListState, gaps = gapsOf[entity] ?? []): ListTab[] {
  const places = Object.fromEntries(
    placeKeys.flatMap((place) => (state.filters[place] === undefined ? [] : [[place, state.filters[place]]])),
  ) as Record<string, string>;
  const tab = (key: string, label: string, own: Record<string, string>): ListTab => ({
    key,
    label,
    query: addressText({ ...state, filters: { ...places, ...own } }),
    plain: addressText({ text: '', sort: null, columns: null, filters: own }),
  });
  return [
    tab('active', translate('hall.state.active'), {}),
    ...gaps.map((gap) => tab(gap, translate(`hall.gap.${gap}`), { gap })),
    tab('retired', translate('hall.state.retired'), { state: 'retired' }),
  ];
}

/** What must be there before a row of this entity can be: each leads to a list that is still empty. */
export function missingFirst(entity: HallEntity, count: (other: HallEntity) => number): HallEntity[] {
  const wanted = hallSchema[entity].fields.flatMap(({ to, required }) => (to && required && to !== entity ? [to] : []));
  return [...new Set(wanted)].filter((other) => count(other) === 0);
}

/** What a new row has already: the place the list is narrowed to. */
export function givenFrom(entity: HallEntity, filters: Readonly<Record<string, string>>): TypedFields {
  const given: TypedFields = {};
  for (const { name, kind } of hallSchema[entity].fields) {
    const list = name === 'windowIds';
    const id = Number(filters[list ? 'windowId' : name]);
    if (!Number.isInteger(id) || id < 1) continue;
    if (kind === 'reference') given[name] = id;
    if (kind === 'references' && list) given[name] = [id];
  }
  return given;
}
