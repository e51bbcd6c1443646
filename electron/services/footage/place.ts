import type { Reader } from '../../../db/database.js';
import { hallOfCamera, hasHall } from '../../../db/queries/footage-recordings.js';
import { AppError } from '../../../domain/errors.js';

/** @throws AppError `validation.reference` for a hall or a camera that is not there, or a camera of another hall */
export async function requirePlace(reader: Reader, hallId: number, cameraId: number | null): Promise<void> {
  if (!(await hasHall(reader, hallId))) throw new AppError('validation.reference', { field: 'hallId', value: hallId });
  if (cameraId !== null && (await hallOfCamera(reader, cameraId)) !== hallId)
    throw new AppError('validation.reference', { field: 'cameraId', value: cameraId });
}
