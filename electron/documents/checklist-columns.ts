import type { ItemKind } from '../../domain/checklist/kinds.js';
import * as words from './checklist-words.js';
import type { Choices, SheetName, Words } from './checklist-words.js';

/** `code` and `line` are one line, `text` may have several; `condition` is written as `condition-text` says. */
export type CellKind = 'code' | 'line' | 'text' | 'number' | 'boolean' | 'choice' | 'condition';

/** One column of a sheet, or one row of the sheet of the whole. */
export interface Column {
  /** Dotted from the section, item, option or grade; empty for what only ties rows together. */
  path: string;
  title: Words;
  kind: CellKind;
  choices?: Choices;
  /** Must be filled; what else is left empty means nothing, or what the guide says. */
  required?: true;
  /** Kinds of items that have it; all when not said. */
  only?: readonly ItemKind[];
  /** What an empty cell means, for the guide. */
  blank?: Words;
  hint?: Words;
  /** In characters. */
  width?: number;
}

const measured = ['scale', 'number'] as const;
const scored = ['conformity', 'scale', 'number', 'single_choice', 'multiple_choice'] as const;
const pointed = ['conformity', 'scale', 'number'] as const;
const NO_LIMIT: Words = ['不设上限', 'no limit'];

const whole: readonly Column[] = [
  {
    path: 'title',
    title: ['名称', 'Title'],
    kind: 'line',
    required: true,
    hint: ['至多 60 字', 'at most 60 characters'],
  },
  { path: 'summary', title: ['用途', 'Summary'], kind: 'text' },
  { path: 'language', title: ['语言', 'Language'], kind: 'choice', choices: words.languages, required: true },
  { path: 'baseScore', title: ['基础分', 'Base score'], kind: 'number', required: true },
  { path: 'combine', title: ['合成方式', 'Combination'], kind: 'choice', choices: words.combinations, required: true },
  { path: 'cap', title: ['总扣分上限', 'Cap of all deductions'], kind: 'number', blank: NO_LIMIT },
  { path: 'bonusCap', title: ['加分上限', 'Cap of all bonuses'], kind: 'number', blank: ['0', '0'] },
  {
    path: 'totalCap',
    title: ['最高分', 'Highest score'],
    kind: 'number',
    blank: ['基础分加加分上限', 'base score and cap of bonuses together'],
  },
  {
    path: 'criticalEffect',
    title: ['否决项的作用', 'Effect of a critical item'],
    kind: 'choice',
    choices: words.criticalEffects,
    blank: ['只标出', 'Flag only'],
  },
  {
    path: 'minimumJudgedPercent',
    title: ['评等最低观察比例', 'Least share judged'],
    kind: 'number',
    blank: ['0', '0'],
    hint: ['整数百分比', 'whole percent'],
  },
];

const grades: readonly Column[] = [
  { path: 'code', title: ['编号', 'No.'], kind: 'code', required: true },
  { path: 'label', title: ['等次', 'Grade'], kind: 'line', required: true, width: 20 },
  { path: 'from', title: ['不低于', 'From'], kind: 'number', required: true },
];

const sections: readonly Column[] = [
  { path: 'code', title: ['编号', 'No.'], kind: 'code', required: true },
  { path: 'title', title: ['名称', 'Title'], kind: 'line', required: true, width: 30 },
  {
    path: 'chapter',
    title: ['国标章节', 'Chapter'],
    kind: 'choice',
    choices: words.chapterChoices,
    blank: ['自设部分', 'a free section'],
    width: 22,
  },
  { path: 'baseScore', title: ['基础分', 'Base score'], kind: 'number', required: true },
  {
    path: 'weight',
    title: ['权重', 'Weight'],
    kind: 'number',
    hint: ['整数百分比，只在按权重时填写', 'whole percent, only where the whole is weighted'],
  },
  { path: 'cap', title: ['扣分上限', 'Cap'], kind: 'number', blank: NO_LIMIT },
  {
    path: 'floorMode',
    title: ['扣完之后', 'At zero'],
    kind: 'choice',
    choices: words.floorModes,
    blank: ['分项扣完为止', 'Stops at 0'],
    width: 16,
  },
];

const items: readonly Column[] = [
  {
    path: 'section',
    title: ['部分', 'Section'],
    kind: 'code',
    required: true,
    hint: ['部分的编号', 'No. of the section'],
  },
  { path: 'code', title: ['编号', 'No.'], kind: 'code', required: true },
  { path: 'kind', title: ['类型', 'Kind'], kind: 'choice', choices: words.itemKinds, required: true, width: 16 },
  { path: 'title', title: ['检查内容', 'Item'], kind: 'line', required: true, width: 44 },
  { path: 'findingTitle', title: ['问题表述', 'Finding'], kind: 'line', width: 30 },
  { path: 'basisClause', title: ['依据', 'Basis'], kind: 'line', width: 30 },
  { path: 'source', title: ['出处', 'Source'], kind: 'line', width: 24 },
  { path: 'note', title: ['检查提示', 'Note'], kind: 'text', width: 40 },
  { path: 'evidencePrompt', title: ['取证提示', 'Evidence'], kind: 'line', width: 24 },
  { path: 'critical', title: ['否决项', 'Critical'], kind: 'boolean', blank: ['否', 'No'] },
  { path: 'required', title: ['必答', 'Required'], kind: 'boolean', blank: ['是；文字项为否', 'Yes; No for texts'] },
  {
    path: 'severity',
    title: ['严重程度', 'Severity'],
    kind: 'choice',
    choices: words.severities,
    blank: ['一般', 'General'],
  },
  {
    path: 'deadline.type',
    title: ['整改方式', 'Deadline'],
    kind: 'choice',
    choices: words.deadlineTypes,
    blank: ['限期整改，5 个工作日', 'Fixed term, 5 working days'],
    width: 16,
  },
  {
    path: 'deadline.amount',
    title: ['期限', 'Amount'],
    kind: 'number',
    hint: ['小时或工作日', 'hours or working days'],
  },
  {
    path: 'findingCategory',
    title: ['问题类别', 'Category'],
    kind: 'choice',
    choices: words.findingCategories,
    blank: ['其他', 'Other'],
    width: 16,
  },
  {
    path: 'showWhen',
    title: ['显示条件', 'Shown when'],
    kind: 'condition',
    blank: ['总是显示', 'always'],
    hint: [
      '如：5.1.2 = 不符合；C.1 >= 3；F.1 选 2；用“且”“或”“非”和括号组合',
      'such as: 5.1.2 = fails; C.1 >= 3; F.1 chose 2; joined by and, or, not and brackets',
    ],
    width: 30,
  },
  { path: 'scoring.effect', title: ['计分', 'Scoring'], kind: 'choice', choices: words.effects, only: scored },
  {
    path: 'scoring.unit',
    title: ['计分单位', 'Counted'],
    kind: 'choice',
    choices: words.deductionUnits,
    only: scored,
    blank: ['每次', 'per occurrence'],
    width: 16,
  },
  {
    path: 'scoring.points',
    title: ['分值', 'Points'],
    kind: 'number',
    only: pointed,
    hint: ['单选、多选的分值写在“选项”表', 'of choices: on the sheet Options'],
  },
  { path: 'scoring.cap', title: ['单项上限', 'Cap'], kind: 'number', only: scored, blank: NO_LIMIT },
  { path: 'minimum', title: ['最小', 'Minimum'], kind: 'number', only: measured },
  { path: 'maximum', title: ['最大', 'Maximum'], kind: 'number', only: measured },
  { path: 'passFrom', title: ['符合线', 'Passes from'], kind: 'number', only: ['scale'] },
  { path: 'lowLabel', title: ['低端说明', 'Low end'], kind: 'line', only: ['scale'] },
  { path: 'highLabel', title: ['高端说明', 'High end'], kind: 'line', only: ['scale'] },
  { path: 'unit', title: ['数值单位', 'Unit'], kind: 'choice', choices: words.numberUnits, only: ['number'] },
  { path: 'decimals', title: ['小数位', 'Decimals'], kind: 'number', only: ['number'] },
  {
    path: 'limit.side',
    title: ['限值方向', 'Limit side'],
    kind: 'choice',
    choices: words.limitSides,
    only: ['number'],
  },
  { path: 'limit.value', title: ['限值', 'Limit'], kind: 'number', only: ['number'] },
  {
    path: 'limit.measure',
    title: ['限值来源', 'Limit from'],
    kind: 'choice',
    choices: words.limitMeasures,
    only: ['number'],
    width: 20,
  },
  {
    path: 'step',
    title: ['每超', 'Step'],
    kind: 'number',
    only: ['number'],
    blank: ['超出只计一次', 'any excess counts once'],
  },
  {
    path: 'from',
    title: ['自动取数', 'Filled by'],
    kind: 'choice',
    choices: words.numberSources,
    only: ['number'],
    width: 20,
  },
];

const options: readonly Column[] = [
  { path: 'item', title: ['检查项', 'Item'], kind: 'code', required: true, hint: ['检查项的编号', 'No. of the item'] },
  { path: 'code', title: ['编号', 'No.'], kind: 'code', required: true },
  { path: 'label', title: ['选项', 'Option'], kind: 'line', required: true, width: 40 },
  { path: 'fails', title: ['算不符合', 'Is a failure'], kind: 'boolean', blank: ['否', 'No'] },
  { path: 'points', title: ['分值', 'Points'], kind: 'number', blank: ['0', '0'] },
];

/** Every sheet that is read, and what stands in it. `whole` has one row for each. */
export const columnsOf = { whole, grades, sections, items, options } as const satisfies Partial<
  Record<SheetName, readonly Column[]>
>;
export type DataSheet = keyof typeof columnsOf;
export const dataSheets = Object.keys(columnsOf) as DataSheet[];

/** Titles of the sheet of the whole, whose columns are names and values. */
export const wholeTitles: readonly [name: Words, value: Words] = [
  ['项目', 'Name'],
  ['内容', 'Value'],
];
