import type { MeasureFilter } from '../../../../domain/measures/dimensions.js';
import type { Words } from './chart';

/** Says which of the chosen filters a chart cannot follow. */
export const filterNotes = (names: readonly (keyof MeasureFilter)[], words: Words): string[] =>
  names.length === 0
    ? []
    : [words.t('trends.note.unfit', { names: words.join(names.map((name) => words.t(`trends.filter.${name}`))) })];
