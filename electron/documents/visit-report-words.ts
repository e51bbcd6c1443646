import { filled, pick, type Words } from './field-words.js';
import type { PaperLanguage } from './paper.js';

/** The sentences of a visit report. Every number in them is reckoned from the record. */
export const reportWords = {
  title: ['检查报告', 'Visit report'],
  subject: ['{no} 检查报告', 'Visit report {no}'],
  footer: ['内部资料　注意保存', 'Internal material'],
  pageBefore: ['第 ', 'Page '],
  pageBetween: [' 页　共 ', ' of '],
  pageAfter: [' 页', ''],
  unreviewed: ['（尚未复核）', ' (not yet reviewed)'],

  facts: ['基本情况', 'Facts'],
  mode: ['检查方式', 'Mode'],
  hall: ['大厅', 'Hall'],
  zone: ['分区', 'Zone'],
  windows: ['窗口', 'Windows'],
  units: ['进驻单位', 'Units'],
  plan: ['检查方案', 'Plan'],
  round: ['第 {round} 批', 'round {round}'],
  serviceItem: ['办理事项', 'Service item'],
  promised: ['承诺 {days} 个工作日', 'promised within {days} working days'],
  inspectors: ['检查人员', 'Inspectors'],
  start: ['开始', 'Start'],
  end: ['结束', 'End'],
  duration: ['历时', 'Duration'],
  minutes: ['{minutes} 分钟', '{minutes} min'],
  spokenTo: ['接触人员', 'Spoken to'],
  badges: ['胸牌 {list}', 'badge {list}'],
  desks: ['岗位 {list}', 'desk {list}'],
  serviceUsers: ['办事群众 {count} 人', '{count} citizen|{count} citizens'],
  result: ['检查得分', 'Score'],
  rescored: ['（提交时 {score}；{dismissed} 项未予认定）', ' ({score} when submitted; {dismissed} not confirmed)'],
  findingsFact: ['发现问题', 'Findings'],
  countOf: ['{count} 个', '{count}'],
  none: ['无', 'None'],
  dash: ['—', '—'],

  timing: ['过程计时', 'Timed steps'],
  wholeVisit: ['全程', 'Whole visit'],
  window: ['窗口', 'Window'],
  waiting: ['等候', 'Waiting'],
  handling: ['办理', 'Handling'],
  target: ['目标', 'Target'],
  compared: ['对照', 'Compared'],
  within: ['未超', 'within'],
  over: ['超 {minutes} 分钟', '{minutes} min over'],
  noTarget: ['未设目标', 'no target'],
  rulerAlt: ['{window}时间标尺，{from} 至 {to}：{spans}', 'Time ruler {window}, {from} to {to}: {spans}'],
  corrected: [
    '更正：{window}{step} {from} 改为 {to}（{recordedAt} 更正{note}）。',
    'Correction: {window}{step} {from} changed to {to} (at {recordedAt}{note}).',
  ],
  takenBack: ['未发生', 'not taken'],

  narrative: ['检查经过', 'Course of the visit'],

  scoring: ['评分情况', 'Scoring'],
  checklistLine: [
    '{title}（第 {version} 版）{window}：得分 {score}{grade}',
    '{title} (version {version}){window}: score {score}{grade}',
  ],
  scoreLine: [
    '基础分 {base}，扣 {deducted} 分{bonus}，得 {score} 分。已判定 {judged} 项，其中不符合 {failed} 项；不适用 {notApplicable} 项，未观察 {notObserved} 项。',
    'Base {base}, less {deducted}{bonus}: {score}. Judged: {judged}, of them not conforming: {failed}; not applicable: {notApplicable}; not seen: {notObserved}.',
  ],
  bonusPart: ['，加 {given} 分', ', plus {given}'],
  criticalFlag: ['否决项不符合：{titles}。', 'Critical items failed: {titles}.'],
  criticalLowest: [
    '否决项不符合：{titles}，等次降为最低。',
    'Critical items failed: {titles}; the grade is the lowest.',
  ],
  criticalZero: ['否决项不符合：{titles}，总分记 0。', 'Critical items failed: {titles}; the score is 0.'],
  dismissedItems: ['复核不予认定、不计扣分：{titles}。', 'Not confirmed in review and not counted: {titles}.'],
  item: ['扣分、加分事项', 'Item'],
  count: ['数量', 'Count'],
  asked: ['应计', 'Due'],
  applied: ['实计', 'Counted'],
  remark: ['说明', 'Remark'],

  practices: ['一、主要做法', '1. Main practices'],
  problems: ['二、存在问题', '2. Problems found'],
  measures: ['三、整改措施', '3. Rectification measures'],
  suggestions: ['四、意见建议', '4. Opinions and suggestions'],
  noProblems: ['本次检查未发现问题。', 'No problem was found in this visit.'],
  problemsLine: [
    '本次检查共发现问题 {count} 个：{severities}{onSpot}。',
    '{count} problem was found: {severities}{onSpot}.|{count} problems were found: {severities}{onSpot}.',
  ],
  severityPart: ['{word} {count} 个', '{count} {word}'],
  onSpotPart: ['；现场已改正 {count} 个', '; {count} corrected on the spot'],
  noneLeft: ['本次提出的问题经复核均不予认定。', 'In review none of the problems raised was confirmed.'],
  dismissedHead: ['复核不予认定的问题', 'Problems not confirmed in review'],
  deadlinesLine: ['按类型：{parts}。', 'By type: {parts}.'],
  findingHead: ['（{position}）{title}', '2.{position} {title}'],
  number: ['编号', 'Number'],
  problem: ['问题', 'Problem'],
  severity: ['程度、类别', 'Severity, kind'],
  basis: ['依据', 'Basis'],
  unit: ['责任单位', 'Unit'],
  seenAt: ['发现时间', 'Seen at'],
  heads: ['涉及人数', 'Persons'],
  headsOf: ['{count} 人（共 {total} 人）', '{count} of {total}'],
  headsOnly: ['{count} 人', '{count}'],
  lasted: ['持续', 'Lasted'],
  description: ['情况', 'Observed'],
  onSpot: ['现场改正', 'Corrected'],
  yes: ['是', 'On the spot'],
  no: ['否', 'No'],
  deadline: ['整改时限', 'Deadline'],
  decision: ['复核', 'Review'],
  unwritten: ['无。', 'None.'],

  pictures: ['附：影像资料', 'Annex: pictures'],
  picture: ['图 {number}　{text}', 'Picture {number}. {text}'],
  pictureNote: ['{taken}SHA-256 {hash}…', '{taken}SHA-256 {hash}…'],
  takenAt: ['{at}　', '{at}  '],
  otherFiles: [
    '另有录音录像等文件 {count} 个，随检查记录保存。',
    '{count} other file is kept with the record.|{count} other files are kept with the record.',
  ],
  missingPictures: [
    '有 {count} 张图片的原件未能读出，未列入本报告。',
    '{count} picture could not be read and does not stand in this report.|{count} pictures could not be read and do not stand in this report.',
  ],

  footage: ['附：录像资料', 'Annex: footage'],
  clip: ['选段', 'Clip'],
  camera: ['机位', 'Camera'],
  span: ['起止', 'From and to'],
  redaction: ['打码', 'Redaction'],
  checksum: ['SHA-256', 'SHA-256'],
  redactedYes: ['已打码', 'Redacted'],
  redactedNo: ['未打码', 'Not redacted'],
  notCut: ['未剪', 'Not cut'],

  signInspectors: ['检查人员（代号）', 'Inspectors (codes)'],
  signReviewer: ['复核人', 'Reviewer'],
  signDate: ['日期', 'Date'],
} as const satisfies Record<string, Words>;
export type ReportWord = keyof typeof reportWords;

/** Says a sentence of the report with its values. */
export type Say = (word: ReportWord, values?: Readonly<Record<string, string | number>>) => string;
export const sayIn =
  (language: PaperLanguage): Say =>
  (word, values = {}) =>
    filled(pick(reportWords[word], language), values);
