import { computed } from 'vue';
import { useRoute } from 'vue-router';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { HallGap } from '../../../../domain/hall/gaps.js';
import { hallSchema } from '../../../../domain/hall/schema.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { ListState } from '../../../shared/list/list-address';
import type { FilterOption, ListFilter } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { hallColumns } from '../model/columns';
import { gapsOf, placeKeys, placesOf, type Place } from '../model/entities';
import { fieldWord } from '../model/words';
import { useTreeStore } from './hall-tree';
import { useOptions } from './options';
import { useRights } from './rights';

type Listing = CommandInput<'hall.list'>;

/** The view of a list as the contract takes it; the same goes to the export. */
export function listingOf(entity: HallEntity, { text, sort, filters }: ListState): Listing {
  const places = placeKeys.flatMap((place) => {
    const id = Number(filters[place]);
    return Number.isInteger(id) && id > 0 && placesOf[entity].includes(place) ? [[place, id] as const] : [];
  });
  const { gap, state } = filters;
  const filter: NonNullable<Listing['filter']> = {
    ...Object.fromEntries(places),
    ...(gapsOf[entity]?.some((one) => one === gap) ? { gap: gap as HallGap } : {}),
    ...(state === 'retired' || state === 'all' ? { state } : {}),
  };
  return {
    entity,
    ...(text === '' ? {} : { text }),
    ...(sort ? { sort } : {}),
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
  };
}

/** The list of one entity, driven by the table of its fields. */
export function useHallList(entity: HallEntity) {
  const { t } = useText();
  const route = useRoute();
  const rights = useRights();
  const tree = useTreeStore();
  const options = useOptions();
  const to = { zoneId: 'zone', unitId: 'unit', windowId: 'window', recorderId: 'recorder' } as const;

  const halls = computed(() => tree.tree?.halls ?? []);
  const hallOptions = computed<FilterOption[]>(() =>
    halls.value.map((hall) => ({ value: String(hall.id), label: hall.name })),
  );
  const asOptions = (place: Exclude<Place, 'hallId'>) => async (): Promise<FilterOption[]> =>
    (await options.load(to[place])).map((one) => ({
      value: String(one.id),
      label: one.label,
      note: halls.value.length > 1 ? one.hall : undefined,
    }));

  const filters = computed<ListFilter[]>(() => {
    const gaps = rights.value.edit ? (gapsOf[entity] ?? []) : [];
    return [
      ...placesOf[entity].map((place): ListFilter => {
        const label = fieldWord('camera', place === 'windowId' ? 'windowId' : place);
        return {
          key: place,
          label,
          kind: 'choice',
          options: place === 'hallId' ? hallOptions.value : asOptions(place),
        };
      }),
      {
        key: 'state',
        label: t('field.state'),
        kind: 'choice',
        options: [
          { value: 'retired', label: t('hall.state.retired') },
          { value: 'all', label: t('hall.state.all') },
        ],
      },
      ...(gaps.length === 0
        ? []
        : [
            {
              key: 'gap',
              label: t('hall.gapFilter'),
              kind: 'choice' as const,
              options: gaps.map((gap) => ({ value: gap, label: t(`hall.gap.${gap}`) })),
            },
          ]),
    ];
  });

  const columns = computed(() =>
    hallColumns(entity, {
      hidden: rights.value.hidden(entity),
      halls: halls.value.length > 1,
      // The list reads its columns before it has a state of its own; the address has it already.
      states: typeof route.query['f.state'] === 'string',
    }),
  );

  return useList<HallRow>({
    name: `hall.${entity}`,
    entities: [entity],
    related: hallSchema[entity].fields.flatMap(({ to: other }) => (other && other !== entity ? [other] : [])),
    fetchIds: async (view) => call('hall.list', listingOf(entity, view)),
    fetchRows: (ids) => call('hall.rows', { entity, ids }),
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
  });
}

export type HallListState = ReturnType<typeof useHallList>;
