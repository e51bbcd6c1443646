import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { FieldSpec } from '../../../../domain/hall/schema.js';
import { currentLocale } from '../../../shared/i18n';
import { formatInstant } from '../../../shared/i18n/format';
import type { ListColumn } from '../../../shared/list/list-types';
import { listedFields } from './entities';
import { choiceWord, fieldWord, valueWords } from './words';

export interface ColumnNeeds {
  /** Fields this person never sees. */
  hidden: readonly string[];
  /** Rows of several halls may stand in the list. */
  halls: boolean;
  /** Rows out of use may stand in the list. */
  states: boolean;
}

function fieldColumn(entity: HallEntity, spec: FieldSpec, needs: ColumnNeeds): ListColumn<HallRow> {
  const width = spec.width ?? (spec.kind === 'longText' ? 14 : 8);
  const grow = spec.name === 'name' || spec.name === 'measure';
  const isHall = spec.name === 'hallId';
  return {
    key: spec.name,
    title: fieldWord(entity, spec.name),
    width: grow ? Math.max(7, width * 0.7) : width,
    grow,
    align: spec.kind === 'integer' || spec.kind === 'decimal' ? 'end' : 'start',
    sort: spec.name,
    shown: spec.listed === true && (!isHall || needs.halls),
    fixed: grow,
    text: (row) => valueWords(row, spec),
  };
}

/** The columns of an entity's list, from the one table of fields, and what the console knows beside them. */
export function hallColumns(entity: HallEntity, needs: ColumnNeeds): ListColumn<HallRow>[] {
  const fields = listedFields(entity, needs.hidden);
  const ownHall = entity === 'hall' || fields.some(({ name }) => name === 'hallId');
  const columns = fields.map((spec) => fieldColumn(entity, spec, needs));
  if (!ownHall) {
    columns.push({
      key: 'hallLabel',
      title: fieldWord(entity, 'hallLabel'),
      width: 9,
      sort: 'hallLabel',
      shown: needs.halls,
      text: (row) => row.hallLabel,
    });
  }
  columns.push(
    {
      key: 'state',
      title: fieldWord(entity, 'state'),
      width: 6,
      shown: needs.states,
      text: (row) => choiceWord('state', row.state),
    },
    {
      key: 'updatedAt',
      title: fieldWord(entity, 'updatedAt'),
      width: 12,
      sort: 'updatedAt',
      shown: false,
      text: (row) => formatInstant(row.updatedAt, currentLocale()),
    },
  );
  return columns;
}
