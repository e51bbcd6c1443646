import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { Wall } from '../../../../domain/measures/wall.js';
import { wallFigures, wallMeasure, type WallWords } from '../../wall/model/wall-words';

/** A page of the wall display: figures, a piece of the units, or the ranking. */
export type DisplayPage = { kind: 'status' | 'ranking' } | { kind: 'units'; from: number; to: number };
/** Units on a page. */
export const UNITS = 10;

/** Pages in the order in which they turn; every unit with something open is on one of them. */
export function displayPages(units: number, ranked: boolean): DisplayPage[] {
  const pieces = Math.max(1, Math.ceil(units / UNITS));
  return [
    { kind: 'status' },
    ...Array.from({ length: pieces }, (_, at) => ({ kind: 'units' as const, from: at * UNITS, to: (at + 1) * UNITS })),
    ...(ranked ? [{ kind: 'ranking' as const }] : []),
  ];
}

type Line = CommandOutput<'ranking.list'>[number];
/** Places that fit on a page of two columns. */
const PLACES = 20;

/** The latest frozen month that stands, its units by rank; null while there is none. */
export function standingRanking(lines: readonly Line[]): Pick<Line, 'month' | 'ranks'> | null {
  const [latest] = lines
    .filter(({ state, superseded }) => state === 'frozen' && !superseded)
    .sort((a, b) => b.month - a.month);
  if (!latest) return null;
  const ranks = latest.ranks.filter(({ rank }) => rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return ranks.length === 0 ? null : { month: latest.month, ranks: ranks.slice(0, PLACES) };
}

/** A figure of the status page, with a line that explains it. */
export interface DisplayFigure {
  key: string;
  label: string;
  value: string;
  /** Whether the value is a number, not a word why there is none. */
  known: boolean;
  note: string;
  red: boolean;
}

/** Figures of the present: a month that is not over is no figure of it, so scores are those of the last whole one. */
export function displayFigures(wall: Wall, hallId: number | undefined, words: WallWords): DisplayFigure[] {
  const { t, number } = words;
  const shown = wallFigures(wall, hallId, words).flatMap(({ key, label, value, note, tone }) =>
    (['open', 'dueThisWeek', 'overdue'] as const).some((one) => one === key)
      ? [
          {
            key,
            label,
            value,
            known: true,
            note: key === 'open' ? t('wall.note.units', { n: wall.units.length }) : note,
            red: tone === 'red',
          },
        ]
      : [],
  );
  const measured = (['on_time_rate', 'visit_score'] as const).map((name) => {
    const { value, known, month, monthChange } = wallMeasure(name, wall, hallId, words);
    const note = [month, t('wall.monthChange', { by: monthChange })].join(' · ');
    return { key: name, label: t(`trends.measure.${name}`), value, known, note, red: false };
  });
  const { comments } = wall;
  const owed = comments && {
    key: 'comments',
    label: t('wall.figure.comments'),
    value: number(comments.missing.length),
    known: true,
    note: t('display.owed', { n: comments.total }),
    red: false,
  };
  return [...shown, ...measured, ...(owed ? [owed] : [])];
}
