import { formatScore } from '../../domain/scoring.js';
import { cappedWords, countWords, filled, pick } from './field-words.js';
import type { Block, PaperLanguage } from './paper.js';
import type { ReportChecklist, ReportDeduction, ReportModel } from './visit-report-model.js';
import type { Say } from './visit-report-words.js';

/** The score of each checklist with everything it lost and won. */
export function scoringOf(model: ReportModel, say: Say, language: PaperLanguage): Block[] {
  if (model.checklists.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: say('scoring') },
    ...model.checklists.flatMap((checklist) => checklistOf(checklist, say, language)),
  ];
}

const criticalWord = { flag: 'criticalFlag', lowest_grade: 'criticalLowest', zero_score: 'criticalZero' } as const;

function checklistOf(checklist: ReportChecklist, say: Say, language: PaperLanguage): Block[] {
  const { deductions, critical, dismissed, grade, windowLabel } = checklist;
  const gap = language === 'en' ? ', ' : '　';
  const heading = say('checklistLine', {
    title: checklist.title,
    version: checklist.versionNumber,
    window: windowLabel === null ? '' : `${gap}${windowLabel}`,
    score: checklist.score,
    grade: grade === null ? '' : `${gap}${grade}`,
  });
  const summary = say('scoreLine', {
    base: checklist.base,
    deducted: checklist.deducted,
    bonus: checklist.given === '0.0' ? '' : say('bonusPart', { given: checklist.given }),
    score: checklist.score,
    judged: checklist.judged,
    failed: checklist.failed,
    notApplicable: checklist.notApplicable,
    notObserved: checklist.notObserved,
  });
  const listed = (titles: readonly string[]): string => titles.join(language === 'en' ? '; ' : '；');
  const sentences = [
    summary,
    ...(critical.length === 0 ? [] : [say(criticalWord[checklist.criticalEffect], { titles: listed(critical) })]),
    ...(dismissed.length === 0 ? [] : [say('dismissedItems', { titles: listed(dismissed) })]),
  ];
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: heading },
    { kind: 'text', text: sentences.join(language === 'en' ? ' ' : '') },
  ];
  if (deductions.length > 0)
    blocks.push({
      kind: 'grid',
      columns: [
        { title: say('item'), share: 78 },
        { title: say('count'), share: 18, align: 'center' },
        { title: say('asked'), share: 18, align: 'right' },
        { title: say('applied'), share: 18, align: 'right' },
        { title: say('remark'), share: 24 },
      ],
      rows: deductions.map((deduction) => rowOf(deduction, language)),
    });
  return blocks;
}

function rowOf(
  { title, effect, unit, count, asked, applied, cappedBy }: ReportDeduction,
  language: PaperLanguage,
): string[] {
  const sign = effect === 'bonus' ? '+' : '−';
  const points = (value: number): string => (value === 0 ? formatScore(0) : `${sign}${formatScore(value)}`);
  return [
    title,
    filled(pick(countWords[unit], language), { count }),
    points(asked),
    points(applied),
    cappedBy === null ? '' : pick(cappedWords[cappedBy], language),
  ];
}
