import type { ReportPlan } from '../../db/queries/round-report.js';
import { figureText, typedFaults, type Figure } from '../../domain/report/check.js';
import type {
  EditedTexts,
  ReportFigures,
  ReportOf,
  ReportSentence,
  ReportTables,
  RoundReport,
  SentenceKey,
} from '../../domain/report/schema.js';
import { dayOf, isoDay } from '../../domain/time.js';
import { categoryWords, filled, listed, longDay, modeWords, pick, severityWords, type Words } from './field-words.js';
import { endsHeld, paragraphsOf, type Block, type Column, type Paper, type PaperLanguage } from './paper.js';

/** 检查情况报告: sentences as data with places, each place a number counted from rows; then tables. */

type Name = keyof ReportFigures | 'open' | 'graveShare' | 'closedShare' | 'named' | 'period';

/** In their order; a place stands for a figure of that name. */
const sentences: Record<SentenceKey, Words> = {
  scope: [
    '{period}，共开展检查 {visits} 次，检查窗口 {windowVisits} 窗口次。',
    '{period}: visits made {visits}, windows seen {windowVisits}.',
  ],
  found: [
    '认定问题 {findings} 个，涉及 {unitsFound} 个单位，其中一般问题 {general} 个、较重问题 {serious} 个、严重问题 {grave} 个，严重问题占 {graveShare}。',
    'Findings confirmed: {findings}, in units: {unitsFound}; general {general}, serious {serious}, grave {grave} ({graveShare}).',
  ],
  concentrated: ['问题集中在{named}。', 'Most of them concern: {named}.'],
  rectified: [
    '已下达整改 {issued} 件，销号 {closed} 件，销号率 {closedShare}；尚未销号 {open} 件，其中逾期 {overdue} 件。',
    'Rectifications issued: {issued}; closed: {closed} ({closedShare}); open: {open}, of them overdue: {overdue}.',
  ],
  pressed: [
    '就上述问题开展约谈 {interviews} 次，涉及 {unitsInterviewed} 个单位。',
    'Interviews about these findings: {interviews}, units interviewed: {unitsInterviewed}.',
  ],
};
/** Categories that are named. */
const NAMED = 3;

const headings: Record<'summary' | 'units' | 'categories' | 'modes' | 'severities', Words> = {
  summary: ['总体情况', 'Summary'],
  units: ['按单位', 'By unit'],
  categories: ['按类别', 'By category'],
  modes: ['按来源', 'By how it was found'],
  severities: ['按程度', 'By severity'],
};
/** What a row of each table is. */
const rowWords: Record<Exclude<keyof typeof headings, 'summary'>, Words> = {
  units: ['单位', 'Unit'],
  categories: ['类别', 'Category'],
  modes: ['来源', 'How it was found'],
  severities: ['程度', 'Severity'],
};
const columnWords = {
  findings: ['问题', 'Findings'],
  issued: ['下达整改', 'Issued'],
  closed: ['已销号', 'Closed'],
  open: ['未销号', 'Open'],
  overdue: ['逾期', 'Overdue'],
  visits: ['检查次数', 'Visits'],
  total: ['合计', 'Total'],
  noUnit: ['未定单位', 'No unit'],
  inHall: ['{unit}（{hall}）', '{unit} ({hall})'],
  noted: ['“{typed}”与记录不符，记录为 {instead}。', '“{typed}” is not what the records say: {instead}.'],
  report: ['检查情况报告', 'Inspection report'],
  none: ['没有认定的问题。', 'No findings were confirmed.'],
} as const satisfies Record<string, Words>;

const foundWords: Record<ReportTables['modes'][number]['mode'], Words> = {
  ...modeWords,
  lead: ['社会监督线索', 'Supervisors’ lead'],
  comment: ['领导点评', 'Leaders’ comments'],
};

function monthWords(month: number, language: PaperLanguage): string {
  const [year, name] = [Math.floor(month / 12), (month % 12) + 1];
  return language === 'en' ? `${year}-${String(name).padStart(2, '0')}` : `${year}年${name}月`;
}

/** `…专项检查` and `检查情况报告` share a word. */
const titleOf = (of: string, language: PaperLanguage): string =>
  language === 'en'
    ? `${of} – ${pick(columnWords.report, language)}`
    : `${of.replace(/检查$/, '')}${pick(columnWords.report, language)}`;

/** What the report is of, in words that stand in its first sentence. */
function periodWords(of: ReportOf, plan: ReportPlan | null, language: PaperLanguage): string {
  if (of.kind === 'month') return monthWords(of.month, language);
  if (!plan) return '';
  const { title, no, fromDay, toDay } = plan;
  const days = [fromDay, toDay].map((day) => longDay(day, language)).join(language === 'en' ? ' to ' : '至');
  return language === 'en' ? `${title} (${no}, ${days})` : `“${title}”（${no}，${days}）`;
}

function figuresOf(figures: ReportFigures): Map<Name, Figure> {
  const { findings, issued, closed, grave } = figures;
  const plain = Object.entries(figures).map(([name, value]): [Name, Figure] => [name as Name, { name, value }]);
  return new Map<Name, Figure>([
    ...plain,
    ['open', { name: 'open', value: issued - closed }],
    ['graveShare', { name: 'graveShare', numerator: grave, denominator: findings }],
    ['closedShare', { name: 'closedShare', numerator: closed, denominator: issued }],
  ]);
}

/** The sentences with their numbers in their places; what has nothing to say is left out. */
function sentencesOf(
  figures: ReportFigures,
  { categories }: ReportTables,
  period: string,
  language: PaperLanguage,
): ReportSentence[] {
  const known = figuresOf(figures);
  const most = [...categories].sort((a, b) => b.findings - a.findings).slice(0, NAMED);
  const named = most.map(({ category, findings }): Figure => ({ name: category, value: findings }));
  const namedText = listed(
    most.map(({ category, findings }) =>
      language === 'en'
        ? `${pick(categoryWords[category], language)} (${findings})`
        : `${pick(categoryWords[category], language)}（${findings} 个）`,
    ),
    language,
  );
  return (Object.keys(sentences) as SentenceKey[]).flatMap((key) => {
    if (key === 'concentrated' && most.length === 0) return [];
    const template = pick(sentences[key], language);
    const places = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as Name);
    const own = places.flatMap((name) => known.get(name) ?? []);
    const values = Object.fromEntries(own.map((figure) => [figure.name, figureText(figure)]));
    return [
      {
        key,
        text: filled(template, { ...values, period, named: namedText }),
        figures: key === 'concentrated' ? named : own,
        words: key === 'scope' ? [period] : [],
      },
    ];
  });
}

/** @param plan of a report of a plan */
export function roundReportOf(
  of: ReportOf,
  plan: ReportPlan | null,
  counted: { figures: ReportFigures; tables: ReportTables },
  language: PaperLanguage,
): RoundReport {
  const period = periodWords(of, plan, language);
  return {
    title: titleOf(of.kind === 'month' ? period : (plan?.title ?? ''), language),
    period,
    ...counted,
    sentences: sentencesOf(counted.figures, counted.tables, period, language),
  };
}

/** A sentence as it was edited, and under it what of its numbers no row stands behind. */
function saidBlocks(sentence: ReportSentence, edited: string | undefined, language: PaperLanguage): Block[] {
  const text = edited ?? sentence.text;
  const notes = typedFaults(text, sentence.figures, sentence.words).map(({ typed, instead }): Block => ({
    kind: 'note',
    text: filled(pick(columnWords.noted, language), { typed, instead: listed(instead, language) || '—' }),
  }));
  return [...paragraphsOf(text).map((line): Block => ({ kind: 'text', text: line })), ...notes];
}

const numbers = ['findings', 'issued', 'closed', 'open', 'overdue'] as const;
type Row = Record<'findings' | 'issued' | 'closed' | 'overdue', number>;
const cellsOf = ({ findings, issued, closed, overdue }: Row): string[] =>
  [findings, issued, closed, issued - closed, overdue].map(String);

function table(
  of: keyof typeof rowWords,
  rows: readonly (readonly [label: string, row: Row])[],
  total: Row,
  language: PaperLanguage,
): Block[] {
  if (rows.length === 0) return [];
  const columns: Column[] = [
    { title: pick(rowWords[of], language), share: 40 },
    ...numbers.map((name): Column => ({ title: pick(columnWords[name], language), share: 12, align: 'right' })),
  ];
  const all: [string, Row][] = [
    ...rows.map(([label, row]): [string, Row] => [label, row]),
    [pick(columnWords.total, language), total],
  ];
  return [
    { kind: 'heading', level: 1, text: pick(headings[of], language) },
    { kind: 'grid', columns, rows: all.map(([label, row]) => [label, ...cellsOf(row)]) },
  ];
}

function unitWords({ label, hallLabel }: ReportTables['units'][number], language: PaperLanguage): string {
  if (label === null) return pick(columnWords.noUnit, language);
  return hallLabel === null ? label : filled(pick(columnWords.inHall, language), { unit: label, hall: hallLabel });
}

/** @param texts sentences as somebody edited them */
export function roundReportPaper(
  report: RoundReport,
  texts: EditedTexts,
  { issuer, now, language }: { issuer: string; now: number; language: PaperLanguage },
): Paper {
  const { figures, tables } = report;
  const say = (words: Words): string => pick(words, language);
  const made = (of: keyof typeof rowWords, rows: readonly (readonly [string, Row])[]) =>
    table(of, rows, figures, language);
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: say(headings.summary) },
    ...report.sentences.flatMap((sentence) => saidBlocks(sentence, texts[sentence.key], language)),
    ...made(
      'units',
      tables.units.map((row) => [unitWords(row, language), row]),
    ),
    ...made(
      'categories',
      tables.categories.map((row) => [say(categoryWords[row.category]), row]),
    ),
    ...made(
      'modes',
      tables.modes.filter(({ findings }) => findings > 0).map((row) => [say(foundWords[row.mode]), row]),
    ),
    ...made(
      'severities',
      tables.severities.map((row) => [say(severityWords[row.severity]), row]),
    ),
    ...(figures.findings === 0 ? [{ kind: 'note', text: say(columnWords.none) } as const] : []),
    { kind: 'issued', lines: [issuer, longDay(dayOf(now), language)] },
  ];
  return {
    language,
    form: 'report',
    subject: report.title,
    title: [issuer, report.title],
    number: '',
    running: report.title,
    date: '',
    footer: `${issuer}  ${isoDay(dayOf(now))}`,
    pageOf: (page, pages) =>
      language === 'en' ? ['Page ', page, ' of ', pages] : ['第 ', page, ' 页，共 ', pages, ' 页'],
    blocks: endsHeld(blocks),
  };
}
