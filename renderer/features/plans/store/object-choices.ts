import type { HallTree } from '../../../../domain/contract/commands/hall.js';
import type { ObjectKind } from '../../../../domain/plan.js';
import { call } from '../../../api/client';
import type { FilterOption } from '../../../shared/list/list-types';

/** Active windows and units of every hall as choices; a window says its unit, everything its hall where there are several. */
export async function objectChoices(): Promise<Record<ObjectKind, FilterOption[]>> {
  const { halls } = await call('hall.tree', {});
  const note = (...words: (string | undefined)[]): string | undefined =>
    words.filter((word) => word !== undefined).join(' · ') || undefined;
  const hallName = (hall: HallTree['halls'][number]): string | undefined => (halls.length > 1 ? hall.name : undefined);
  const units = new Map(halls.flatMap((hall) => hall.units.map(({ id, name }) => [id, name] as const)));
  return {
    window: halls.flatMap((hall) =>
      hall.zones.flatMap((zone) =>
        zone.windows.map(({ id, number, name, unitId }) => ({
          value: String(id),
          label: `${number} ${name}`,
          note: note(units.get(unitId), hallName(hall)),
        })),
      ),
    ),
    unit: halls.flatMap((hall) =>
      hall.units.map(({ id, name }) => ({ value: String(id), label: name, note: note(hallName(hall)) })),
    ),
  };
}
