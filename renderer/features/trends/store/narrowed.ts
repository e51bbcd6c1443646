import { call } from '../../../api/client';
import { hasText, translate } from '../../../shared/i18n';
import type { TrendState } from '../model/address';

const word = (key: string, fallback: string): string => (hasText(key) ? translate(key) : fallback);

/** What a chart is narrowed to, in words: hall, unit, mode, severity. Nothing where it is of everything. */
export async function narrowedTo({ hallId, unitId, mode, severity }: TrendState['filter']): Promise<string[]> {
  const placed = hallId !== undefined || unitId !== undefined;
  const halls = placed ? (await call('hall.tree', {})).halls : [];
  const of = halls.find(({ units }) => units.some(({ id }) => id === unitId));
  const hall = halls.find(({ id }) => id === hallId) ?? (halls.length > 1 ? of : undefined);
  return [
    ...(hall || hallId !== undefined ? [hall?.name ?? `${translate('trends.filter.hallId')} ${hallId ?? ''}`] : []),
    ...(unitId === undefined
      ? []
      : [of?.units.find(({ id }) => id === unitId)?.name ?? `${translate('trends.filter.unitId')} ${unitId}`]),
    ...(mode === undefined ? [] : [word(`foundMode.${mode}`, word(`visitMode.${mode}`, mode))]),
    ...(severity === undefined ? [] : [word(`severity.${severity}`, severity)]),
  ];
}
