import { holidayName, holidayWords } from '../../../../domain/calendar/holidays.js';
import { dueCaptions, type DueCaption as Caption } from '../../../../domain/rectification/due-captions.js';
import type { DueExplanation } from '../../../../domain/rectification/explain.js';
import type { DueStepKind } from '../../../../domain/rectification/kinds.js';
import { isoDay, weekday } from '../../../shared/i18n/format';
import { currentLocale, translate, type MessageKey } from '../../../shared/i18n';

/** The strip of days as it is drawn: cells, and below them captions over cells of one meaning. */

export type DueStep = DueExplanation['steps'][number];
export type CellLook = 'start' | 'on' | 'off' | 'paused' | 'due' | 'over' | 'now';

export interface DueCell {
  key: number;
  look: CellLook;
  weekday: string;
  mark: string;
  /** In a cell no wider than a number. */
  short: string;
  date: string;
  /** Days of a folded run, else 1. */
  days: number;
  /** In cells of one day: a folded run has room for its dates. */
  width: number;
  today: boolean;
}

export interface DueCaption {
  key: number;
  text: string;
  /** In the same units as the cells' widths. */
  width: number;
}

export interface DueLine {
  cells: DueCell[];
  captions: DueCaption[];
}

const letters = { 'zh-CN': '日一二三四五六', en: 'SMTWTFS' } as const;
const weekdayLetter = (day: number): string => letters[currentLocale()][(((day + 4) % 7) + 7) % 7] ?? '';
const nameOf = (name: string): string => holidayName(name, currentLocale() === 'en' ? 'en' : 'zh');

const looks: Record<DueStepKind, CellLook> = {
  start: 'start',
  counted: 'on',
  makeup: 'on',
  extended: 'on',
  holiday: 'off',
  weekend: 'off',
  localOff: 'off',
  suspended: 'paused',
  due: 'due',
  over: 'over',
  today: 'now',
};

const offMarks: Partial<Record<DueStepKind, MessageKey>> = {
  holiday: 'due.cell.holiday',
  weekend: 'due.cell.weekend',
  localOff: 'due.cell.localOff',
  suspended: 'due.cell.suspended',
  today: 'due.cell.today',
};

export const daysOf = ({ day, toDay }: Pick<DueStep, 'day' | 'toDay'>): number => toDay - day + 1;

function markOf(step: DueStep, countFrom: DueExplanation['countFrom']): string {
  const { kind, count } = step;
  if (kind === 'start') return translate(`due.cell.${countFrom}`);
  const word = offMarks[kind];
  if (word !== undefined) return daysOf(step) > 1 ? `${translate(word)} ${daysOf(step)}` : translate(word);
  if (kind === 'over') return `+${count ?? ''}`;
  if (count === null) return kind === 'due' ? translate('due.cell.due') : '·';
  return daysOf(step) > 1 ? `… ${count}` : String(count);
}

/** Always with its month: the days one looks for. */
const marked: readonly DueStepKind[] = ['start', 'makeup', 'due', 'today'];

function dateOf(step: DueStep, before: DueStep | undefined): string {
  const iso = isoDay(step.day);
  if (daysOf(step) > 1) return `${iso.slice(5)}–${isoDay(step.toDay).slice(5)}`;
  const newMonth = before === undefined || isoDay(before.toDay).slice(0, 7) !== iso.slice(0, 7);
  const wakes = before !== undefined && looks[before.kind] === 'off' && daysOf(before) === 1 && step.count === 1;
  return newMonth || wakes || marked.includes(step.kind) ? iso.slice(5) : iso.slice(8);
}

/** @param width cells it stands under */
function captionText({ kind, days, name, first }: Caption, steps: readonly DueStep[], width: number): string {
  const named = name === null ? '' : nameOf(name);
  switch (kind) {
    case 'start':
      return translate('due.caption.start');
    case 'counted':
      // Hours are counted round the clock: no day has a number.
      return translate(steps[first]?.count === null ? 'due.caption.hours' : 'due.caption.counted', { n: days });
    case 'makeup':
      return name === null || Object.hasOwn(holidayWords, name) ? translate('due.caption.makeup') : named;
    case 'holiday':
      return holidayText(named, days, width);
    case 'weekend':
      return days === 1 ? weekday(steps[first]?.day ?? 0, currentLocale()) : translate('due.caption.weekend');
    case 'localOff':
      return named || translate('due.caption.localOff');
    case 'extended':
    case 'suspended':
    case 'over':
      return translate(`due.caption.${kind}`, { n: days });
  }
}

function holidayText(name: string, n: number, width: number): string {
  if (width >= 4) return translate('due.caption.holiday', { name, n });
  return width >= 2 ? translate('due.caption.holidayShort', { name, n }) : name;
}

const widthOf = (step: DueStep): number => (daysOf(step) > 1 ? 2 : 1);

interface Line {
  /** Indexes of its first step and of the one after its last. */
  from: number;
  until: number;
}

/** Breaks the strip into lines of about the same length, none longer than `most` cells. */
function breakLines(steps: readonly DueStep[], most: number): Line[] {
  const total = steps.reduce((sum, step) => sum + widthOf(step), 0);
  const each = Math.ceil(total / Math.max(1, Math.ceil(total / most)));
  const lines: Line[] = [];
  let room = 0;
  steps.forEach((step, index) => {
    const width = widthOf(step);
    if (width > room) {
      lines.push({ from: index, until: index });
      room = Math.max(each, width);
    }
    const line = lines.at(-1);
    if (line) line.until = index + 1;
    room -= width;
  });
  return lines;
}

const widthIn = (steps: readonly DueStep[], from: number, until: number): number =>
  steps.slice(from, until).reduce((sum, step) => sum + widthOf(step), 0);

/** The captions of one line; one that goes on over its end speaks where it has more room, once. */
function captionsOf({ from, until }: Line, captions: readonly Caption[], steps: readonly DueStep[]): DueCaption[] {
  return captions
    .filter(({ first, last }) => first < until && last >= from)
    .map((caption) => {
      const [first, end] = [Math.max(from, caption.first), Math.min(until, caption.last + 1)];
      const width = widthIn(steps, first, end);
      const before = widthIn(steps, caption.first, first);
      const after = widthIn(steps, end, caption.last + 1);
      const speaks = before < width && after <= width;
      return { key: first, text: speaks ? captionText(caption, steps, width) : '', width };
    });
}

const cellOf = (
  step: DueStep,
  before: DueStep | undefined,
  countFrom: DueExplanation['countFrom'],
  today: number,
): DueCell => ({
  key: step.day,
  look: looks[step.kind],
  weekday: daysOf(step) > 1 ? '' : weekdayLetter(step.day),
  mark: markOf(step, countFrom),
  short: step.kind === 'start' ? translate(`due.cell.${countFrom}Short`) : markOf(step, countFrom),
  date: dateOf(step, before),
  days: daysOf(step),
  width: widthOf(step),
  today: step.day <= today && today <= step.toDay,
});

/**
 * The strip in lines of at most `most` cells.
 * @param today day number; up to the due day it is the step of its day
 */
export function dueLines(
  { steps, countFrom }: Pick<DueExplanation, 'steps' | 'countFrom'>,
  today: number,
  most: number,
): DueLine[] {
  const captions = dueCaptions(steps);
  return breakLines(steps, most).map((line) => ({
    cells: steps
      .slice(line.from, line.until)
      .map((step, at) => cellOf(step, at === 0 ? undefined : steps[line.from + at - 1], countFrom, today)),
    captions: captionsOf(line, captions, steps),
  }));
}

/** For a narrow place: runs of days that are not counted become one cell. */
export function compactSteps(steps: readonly DueStep[]): DueStep[] {
  const folded: DueStep[] = [];
  for (const step of steps) {
    const last = folded.at(-1);
    const joins = last?.kind === step.kind && looks[step.kind] === 'off' && last.name === step.name;
    if (joins) folded[folded.length - 1] = { ...last, toDay: step.toDay };
    else folded.push(step);
  }
  return folded;
}

/** The strip in words, one sentence for each caption, for who does not see it. */
export function dueSentences({ steps }: Pick<DueExplanation, 'steps'>): string[] {
  return dueCaptions(steps).map((caption) => {
    const [first, last] = [steps[caption.first], steps[caption.last]];
    if (first === undefined || last === undefined) return '';
    const [from, to] = [isoDay(first.day), isoDay(last.toDay)];
    const span = from === to ? from : translate('due.span', { from, to });
    const kinds = [...new Set(steps.slice(caption.first, caption.last + 1).map(({ kind }) => kind))];
    const what = kinds.map((kind) => translate(`due.step.${kind}`)).join(' / ');
    return `${span} ${what} (${captionText(caption, steps, steps.length)})`;
  });
}
