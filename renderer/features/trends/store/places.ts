import { shallowRef } from 'vue';
import { call } from '../../../api/client';

type Kind = 'unit' | 'window';
type Halls = Readonly<Record<Kind, ReadonlyMap<number, string>>>;

/** The hall of every unit and window: what tells two of one name apart. Nothing until it is read, or where it cannot be. */
export function usePlaces() {
  const halls = shallowRef<Halls | null>(null);
  void call('hall.tree', {}).then(
    ({ halls: all }) => {
      if (all.length < 2) return;
      halls.value = {
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
  return { hallOf: (kind: Kind, id: number): string | null => halls.value?.[kind].get(id) ?? null };
}
