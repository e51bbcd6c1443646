import type { DocumentParties } from '../../db/queries/document-parties.js';
import type { BlockField, TextField } from '../../domain/rectification/document-fields.js';
import type { MatterDocument } from '../../domain/rectification/documents.js';
import type { RectificationDetail } from '../../domain/rectification/schema.js';
import { categoryWords, ordinal, severityWords } from './field-words.js';
import { resultWords } from './ledger-words.js';
import { dash, day, dayAt, fact, numbered, textBlock, type Places } from './official-parts.js';
import type { Block, Fact } from './paper.js';
import { dueText, limitAtIssue, limitAtOrder, limitText, standingText } from './term-words.js';

/** One matter with all that may stand on its papers. */
export interface PaperMatter {
  detail: RectificationDetail;
  parties: DocumentParties;
}

/** What a paper is made of: one matter, or for a notice all that stand on it. */
export interface MatterSource {
  kind: MatterDocument;
  matters: readonly [PaperMatter, ...PaperMatter[]];
  /** The day it is made. */
  today: number;
}

const methods = { on_site: '现场复查', covert_visit: '暗访复查', footage: '调阅监控' } as const;
const proofKinds = { picture: '图片', paper: '文件', clip: '视频' } as const;
const sides = { before: '整改前', after: '整改后' } as const;
const colours = { blue: '（蓝色）', orange: '（橙色）', red: '（红色）' } as const;
/** What follows where it is not answered, by colour. */
const outlooks = {
  blue: '逾期不答复、不整改的，将升级督办。',
  orange: '逾期仍不整改的，将发出红色督办单。',
  red: '逾期不答复的，将约谈单位负责人，并予通报。',
} as const;

function closing({ row }: RectificationDetail): string {
  if (row.closedAt === null) return '';
  return `${row.closure === 'revoked' ? '撤销' : '同意销号'}　${dash(row.closerName)}　${dayAt(row.closedAt)}`;
}

function opinion({ extensions }: RectificationDetail): string {
  const last = extensions.at(-1);
  if (last?.granted === null || last === undefined) return '';
  const said = last.granted ? `同意延期至${day(last.newDueDay)}。` : '不同意延期，按原期限整改。';
  return [said, last.note ?? ''].filter(Boolean).join('\n');
}

/** A verification that has a result, the last one. */
const verified = ({ verifications }: RectificationDetail) => verifications.filter(({ at }) => at !== null).at(-1);

function checked(detail: RectificationDetail): string {
  const last = verified(detail);
  return last?.result ? `${resultWords[last.result][0]}${last.note ? `：${last.note}` : ''}` : '';
}

/** How many measures there are and how many are done, then each: counted, whatever the unit says of it. */
function measuresDone({ measures }: RectificationDetail): string {
  const done = measures.filter(({ doneDay }) => doneDay !== null).length;
  const each = measures.map(
    ({ text, doneDay }) => `${text}${doneDay === null ? '（未填完成日期）' : `（${day(doneDay)}完成）`}`,
  );
  return `共 ${measures.length} 条措施，已落实 ${done} 条。\n${numbered(each)}`;
}

const extension = ({ extensions }: RectificationDetail) => extensions.at(-1);

type Of<T> = (matter: PaperMatter, source: MatterSource) => T;

/** What stands in a place within a line; empty where there is nothing to say. */
const texts: Partial<Record<TextField, Of<string | null | undefined>>> = {
  issuer: ({ parties }) => parties.issuer,
  number: ({ detail: { row } }) => row.no,
  unit: ({ parties, detail }) => parties.unit ?? detail.row.hallLabel,
  dated: (_, { today }) => day(today),
  contact: ({ detail, parties }) =>
    [detail.people.find(({ part }) => part === 'issued')?.who, parties.phone].filter(Boolean).join('　'),
  signer: ({ detail }) => detail.people.find(({ part }) => part === 'issued')?.who,
  no: ({ detail: { row } }) => row.no,
  foundOn: ({ detail: { row } }) => day(row.foundDay),
  category: ({ detail: { row } }) => categoryWords[row.fields.category][0],
  severity: ({ detail: { row } }) => severityWords[row.fields.severity][0],
  place: ({ detail: { row }, parties }) => [parties.windowHall, row.windowLabel].filter(Boolean).join(' '),
  problem: ({ detail: { row } }) => row.fields.problem,
  basis: ({ detail: { row } }) => row.fields.basisClause,
  goal: ({ detail: { row } }) => row.fields.goal,
  measures: ({ detail }) => numbered(detail.measures.map(({ text }) => text)),
  person: ({ detail: { row } }) => row.fields.responsiblePerson,
  leader: ({ detail: { row } }) => row.fields.responsibleLeader,
  limit: ({ detail }) => limitText(detail),
  dueOn: ({ detail }) => dueText(detail),
  originalDueOn: ({ detail: { row } }) => day(row.originalDueDay),
  issuedOn: ({ detail: { row } }) => dayAt(row.issuedAt),
  receivedOn: ({ detail: { row } }) => dayAt(row.receivedAt),
  submittedOn: ({ detail: { row } }) => dayAt(row.submittedAt),
  count: (_, { matters }) => String(matters.length),
  colour: ({ detail: { orders } }) => colours[orders.at(-1)?.level ?? 'blue'],
  standing: ({ detail }) => standingText(detail),
  answerBy: ({ detail: { orders } }) => day(orders.at(-1)?.answerByDay),
  outlook: ({ detail: { orders } }) => outlooks[orders.at(-1)?.level ?? 'blue'],
  extensionTimes: ({ detail: { extensions } }) => `第 ${extensions.length} 次`,
  askedOn: ({ detail }) => dayAt(extension(detail)?.requestedAt),
  asker: ({ detail }) => extension(detail)?.requestedBy,
  expectedOn: ({ detail }) => day(extension(detail)?.expectedDay),
  dueWhenAsked: ({ detail }) => day(extension(detail)?.oldDueDay),
  reason: ({ detail }) => extension(detail)?.reason,
  soFar: ({ detail }) => extension(detail)?.progress,
  opinion: ({ detail }) => opinion(detail),
  approver: ({ detail }) => extension(detail)?.decidedBy,
  approvedOn: ({ detail }) => dayAt(extension(detail)?.decidedAt),
  done: ({ detail }) => measuresDone(detail),
  result: ({ detail }) => detail.events.filter(({ action }) => action === 'submit').at(-1)?.note,
  checked: ({ detail }) => checked(detail),
  closing: ({ detail }) => closing(detail),
  proofs: ({ detail }) => String(detail.proofs.length),
  method: ({ detail }) => {
    const last = verified(detail);
    return last && methods[last.method];
  },
  checkedOn: ({ detail }) => day(verified(detail)?.day),
  verifier: ({ detail }) => verified(detail)?.verifierName,
  checkTimes: ({ detail }) => `第 ${detail.verifications.filter(({ at }) => at !== null).length} 次`,
  verdict: ({ detail }) => {
    const result = verified(detail)?.result;
    return result && resultWords[result][0];
  },
  visit: ({ detail }) => verified(detail)?.visitNo,
  seen: ({ detail }) => verified(detail)?.note,
};

/** What some papers understand by a place otherwise than the rest. */
const own: Partial<Record<MatterDocument, Partial<typeof texts>>> = {
  rectification_notice: {
    number: ({ detail: { row } }) => row.noticeNo ?? row.no,
    dated: ({ detail: { row } }) => dayAt(row.issuedAt),
    limit: ({ detail }) => limitAtIssue(detail),
  },
  follow_up_order: {
    number: ({ detail: { orders } }) => orders.at(-1)?.no,
    dated: ({ detail: { orders } }, { today }) => dayAt(orders.at(-1)?.issuedAt) || day(today),
    limit: ({ detail }) => limitAtOrder(detail),
    signer: ({ detail: { orders } }) => orders.at(-1)?.issuedBy,
  },
};

/** Signs of a heading. */
const HEADING = 40;

/** 撤销 since: what was no fault is not held against the unit by a later print. */
const revoked = ({ detail: { row } }: PaperMatter): string =>
  row.closure === 'revoked' ? `（已于${dayAt(row.closedAt)}撤销）` : '';

/** 补打: a notice printed when something was revoked since is no copy of what went out, and says so first. */
const laterPrint = ({ kind, matters, today }: MatterSource): Block[] =>
  kind === 'rectification_notice' && matters.some((matter) => revoked(matter) !== '')
    ? [textBlock(`（补打件。${day(today)}打印，文号和成文日期依原件，所列事项标注打印当日的状态。）`)]
    : [];

/** Each case under its number, as a table; a problem of one short line is its heading, and stands there alone. */
function caseBlocks(matter: PaperMatter, at: number, source: MatterSource): Block[] {
  const say = (name: TextField): string => textFor(name, matter, source);
  const [first = '', ...rest] = say('problem').split('\n');
  const short = first.length <= HEADING;
  const title = short ? first : `${say('category')}问题`;
  const problem = short ? rest.join('\n').trim() : say('problem');
  return [
    { kind: 'heading', level: 2, text: `（${ordinal(at + 1, 'zh-CN')}）${title}${revoked(matter)}` },
    { kind: 'facts', rows: caseFacts((name) => (name === 'problem' ? problem : say(name)), problem !== '') },
  ];
}

/**
 * What a matter is, in rows of labels and values.
 * @param withProblem whether the problem is among them, or was said before
 */
export function caseFacts(say: (name: TextField) => string, withProblem = true): Fact[][] {
  return [
    [fact('整改编号', say('no')), fact('发现时间', say('foundOn'))],
    [fact('问题类别', say('category')), fact('严重程度', say('severity'))],
    [fact('发生地点', say('place'))],
    ...(withProblem ? [[fact('存在问题', say('problem'))]] : []),
    [fact('依据条款', say('basis'))],
    [fact('整改目标', say('goal'))],
    [fact('整改措施', say('measures'))],
    [fact('责任人', say('person')), fact('责任领导', say('leader'))],
    [fact('整改时限', say('limit'))],
  ];
}

/** 抄送, where somebody other than the unit is told. */
function copyBlocks(source: MatterSource): Block[] {
  const [{ parties, detail }] = source.matters;
  const order = source.kind === 'follow_up_order' ? detail.orders.at(-1) : undefined;
  const told = [
    ...source.matters.map((matter) => matter.parties.leadUnit),
    ...source.matters.map((matter) => matter.detail.row.fields.responsibleLeader),
    order?.copiedTo ?? null,
  ];
  const named = [...new Set(told.filter((name) => name !== null && name !== '' && name !== parties.unit))];
  return named.length === 0 ? [] : [{ kind: 'copies', text: `抄送：${named.join('，')}。` }];
}

/** What takes the place of a whole paragraph; none where there is nothing to say. */
const blocks: Partial<Record<BlockField, Of<Block[]>>> = {
  cases: (_, source) => [
    ...laterPrint(source),
    ...source.matters.flatMap((matter, at) => caseBlocks(matter, at, source)),
  ],
  note: ({ parties }) => (parties.noticeNote ? [textBlock(parties.noticeNote)] : []),
  demands: ({ detail }) => (detail.orders.at(-1)?.demands.split('\n') ?? []).map(textBlock),
  proofTable: ({ detail }) => [
    {
      kind: 'grid',
      columns: [
        { title: '序号', share: 8, align: 'center' },
        { title: '名称', share: 48 },
        { title: '类别', share: 20, align: 'center' },
        { title: '提交日期', share: 24, align: 'center' },
      ],
      rows: detail.proofs.map(({ name, caption, kind, side, addedAt }, at) => [
        String(at + 1),
        caption ? `${caption}（${name}）` : name,
        side === null ? proofKinds[kind] : sides[side],
        dayAt(addedAt),
      ]),
    },
  ],
  copies: (_, source) => copyBlocks(source),
};

const textFor = (field: TextField, matter: PaperMatter, source: MatterSource): string =>
  (own[source.kind]?.[field] ?? texts[field])?.(matter, source) ?? '';

export const matterPlaces = (source: MatterSource): Places => ({
  say: (field) => textFor(field, source.matters[0], source),
  put: (field) => blocks[field]?.(source.matters[0], source) ?? [],
});
