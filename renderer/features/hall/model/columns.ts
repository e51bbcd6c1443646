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

/** About how wide words are in a list, in rem. */
export const roomFor = (words: string): number =>
  [...words].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 0.94 : 0.55), 0.4);

/** Room for what stands in a column: the table's own width, its title, and its longest choice. */
function widthOf(entity: HallEntity, spec: FieldSpec): number {
  const given = spec.width ?? (spec.kind === 'longText' ? 14 : 8);
  const number = spec.kind === 'integer' || spec.kind === 'decimal';
  const words = [fieldWord(entity, spec.name), ...(spec.choices ?? []).map((value) => choiceWord(spec.name, value))];
  return Math.max(number ? 4 : given, ...words.map(roomFor));
}

function fieldColumn(entity: HallEntity, spec: FieldSpec, needs: ColumnNeeds): ListColumn<HallRow> {
  const width = widthOf(entity, spec);
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
