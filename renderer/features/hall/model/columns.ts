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

/** Room for what always fits: the title and the longest of a few words. Names may be cut, words of ours may not. */
function leastOf(entity: HallEntity, spec: FieldSpec): number {
  const words = (spec.choices ?? []).map((value) => choiceWord(spec.name, value)).map(roomFor);
  const mark = spec.name === 'partyMember' ? roomFor(fieldWord(entity, spec.name)) + 1.2 : 0;
  return Math.max(roomFor(fieldWord(entity, spec.name)), mark, ...words);
}

function fieldColumn(entity: HallEntity, spec: FieldSpec, needs: ColumnNeeds): ListColumn<HallRow> {
  const number = spec.kind === 'integer' || spec.kind === 'decimal';
  const least = leastOf(entity, spec);
  const width = Math.max(least, number ? 4 : (spec.width ?? (spec.kind === 'longText' ? 14 : 8)));
  const grow = spec.name === 'name' || spec.name === 'measure';
  const isHall = spec.name === 'hallId';
  return {
    key: spec.name,
    title: fieldWord(entity, spec.name),
    width,
    least,
    grow,
    align: number ? 'end' : 'start',
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
      least: Math.max(...['active', 'retired', 'merged'].map((state) => roomFor(choiceWord('state', state)))) + 1.3,
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
