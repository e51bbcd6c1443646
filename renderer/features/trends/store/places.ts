import { computed, shallowRef } from 'vue';
import { call } from '../../../api/client';

type Kind = 'unit' | 'window';
type Halls = Readonly<Record<Kind | 'hall', ReadonlyMap<number, string>>>;

/** The hall of every unit and window: what tells two of one name apart. Nothing until it is read, or where it cannot be. */
export function usePlaces() {
  const halls = shallowRef<Halls | null>(null);
  void call('hall.tree', {}).then(
    ({ halls: all }) => {
      if (all.length < 2) return;
      halls.value = {
        hall: new Map(all.map(({ id, name }) => [id, name] as const)),
        unit: new Map(all.flatMap(({ name, units }) => units.map(({ id }) => [id, name] as const))),
        window: new Map(
          all.flatMap(({ name, zones }) =>
            zones.flatMap(({ windows }) => windows.map(({ id }) => [id, name] as const)),
          ),
        ),
      };
    },
    () => undefined,
  );
  return {
    /** More halls than one. */
    several: computed(() => halls.value !== null),
    /** The name of a hall where there are several. */
    hallNamed: (id: number): string | null => halls.value?.hall.get(id) ?? null,
    hallOf: (kind: Kind, id: number): string | null => halls.value?.[kind].get(id) ?? null,
  };
}
