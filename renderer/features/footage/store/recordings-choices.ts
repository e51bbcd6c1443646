import type { FilterOption } from '../../../shared/list/list-types';
import { useOptions } from '../../hall/store/options';

/** Cameras in use: of this very hall, or of all, then with the hall beside the name. */
export async function cameraChoices(hallId: number | null): Promise<FilterOption[]> {
  const all = await useOptions().load('camera');
  const several = hallId === null && new Set(all.map((one) => one.hallId)).size > 1;
  return all
    .filter((one) => hallId === null || one.hallId === hallId)
    .map(({ id, label, hall }) => ({ value: String(id), label, note: several ? hall : undefined }));
}
