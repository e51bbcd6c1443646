import { call } from '../../../api/client';
import { translate } from '../../../shared/i18n';
import type { FilterOption } from '../../../shared/list/list-types';

/** So many of the newest plans are offered. */
const PLANS = 200;

type Hall = Awaited<ReturnType<typeof tree>>[number];
const tree = async () => (await call('hall.tree', {})).halls;

/** Rows of every hall as choices, with the hall beside the name where there are several. */
async function ofHalls(rows: (hall: Hall) => { id: number; label: string }[]): Promise<FilterOption[]> {
  const halls = await tree();
  return halls.flatMap((hall) =>
    rows(hall).map(({ id, label }) => ({
      value: String(id),
      label,
      note: halls.length > 1 ? hall.name : undefined,
    })),
  );
}

export const hallOptions = async (): Promise<FilterOption[]> =>
  (await tree()).map(({ id, name }) => ({ value: String(id), label: name }));
export const unitOptions = (): Promise<FilterOption[]> =>
  ofHalls(({ units }) => units.map(({ id, name }) => ({ id, label: name })));
export const zoneOptions = (): Promise<FilterOption[]> =>
  ofHalls(({ zones }) => zones.map(({ id, name }) => ({ id, label: name })));
export const windowOptions = (): Promise<FilterOption[]> =>
  ofHalls(({ zones }) =>
    zones.flatMap(({ windows }) => windows.map(({ id, number, name }) => ({ id, label: `${number} ${name}` }))),
  );

export async function planOptions(): Promise<FilterOption[]> {
  const { ids } = await call('plans.list', { sort: { by: 'fromDay', direction: 'desc' } });
  const plans = await call('plans.rows', { ids: ids.slice(0, PLANS) });
  return plans.map(({ id, no, fields }) => ({ value: String(id), label: fields.title, note: no }));
}

export async function roundOptions(): Promise<FilterOption[]> {
  const rounds = await call('plans.rounds', {});
  return rounds.map(({ id, number, planTitle, planNo }) => ({
    value: String(id),
    label: translate('review.list.round', { plan: planTitle, n: number }),
    note: planNo,
  }));
}
