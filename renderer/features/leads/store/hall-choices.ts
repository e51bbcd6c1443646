import { call } from '../../../api/client';
import type { FilterOption } from '../../../shared/list/list-types';

export interface HallChoices {
  windows: (FilterOption & { unitId: number })[];
  units: FilterOption[];
}

/** Windows and units in use of one hall, as choices. */
export async function hallChoices(hallId: number | null): Promise<HallChoices> {
  const { halls } = await call('hall.tree', {});
  const hall = halls.find(({ id }) => id === hallId);
  return {
    windows: (hall?.zones ?? []).flatMap((zone) =>
      zone.windows.map(({ id, number, name, unitId }) => ({
        value: String(id),
        label: `${number} ${name}`,
        note: zone.name,
        unitId,
      })),
    ),
    units: (hall?.units ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
  };
}
