import type { DocumentParties } from '../../db/queries/document-parties.js';
import type { DocumentKind } from '../../domain/rectification/documents.js';
import type { RectificationDetail } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import { categoryWords, deadlineWords, filled, longDay, ordinal, severityWords } from './field-words.js';
import { resultWords } from './ledger-words.js';
import type { Block, Fact, Paper } from './paper.js';

/** One matter with all that may stand on its papers. */
export interface PaperMatter {
  detail: RectificationDetail;
  parties: DocumentParties;
}

/** One paper before it is laid out: its head, and what follows. */
export interface MatterPaper {
  title: readonly string[];
  number: string;
  blocks: Block[];
}

/** What a paper is made of: one matter, or for a notice all that stand on it. */
interface Source {
  matters: readonly [PaperMatter, ...PaperMatter[]];
  /** The day it is made. */
  today: number;
}

export const documentTitles: Record<DocumentKind, string> = {
  rectification_notice: '整改通知书',
  follow_up_order: '督办单',
  extension_approval: '整改延期审批表',
  closure_application: '整改销号申请表',
  verification_record: '整改复查记录',
};
const methods = { on_site: '现场复查', covert_visit: '暗访复查', footage: '调阅监控' } as const;

const day = (value: number | null): string => (value === null ? '' : longDay(value, 'zh-CN'));
const dayAt = (at: number | null): string => (at === null ? '' : day(dayOf(at)));
const dash = (text: string | null | undefined): string =>
  text === null || text === undefined || text === '' ? '—' : text;
const wide = (label: string, value: string | null | undefined): Fact[] => [{ label, value: dash(value) }];
const two = (a: Fact, b: Fact): Fact[] => [a, b];
const fact = (label: string, value: string | null | undefined): Fact => ({ label, value: dash(value) });
const numbered = (texts: readonly string[]): string =>
  texts.length > 1 ? texts.map((text, at) => `${at + 1}. ${text}`).join('\n') : (texts[0] ?? '');
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** Until when: the date as it stands, or how it is reckoned while nothing runs. */
function limit({ row }: RectificationDetail): string {
  const { deadline } = row.fields;
  const how = filled(deadlineWords[deadline.type][0], { amount: deadline.amount ?? '' });
  if (deadline.type === 'standing_measure') return how;
  if (row.dueDay === null) return `${how}，自签收次日起算`;
  return `${how}，至${day(row.dueDay)}${row.provisional ? '（暂定）' : ''}`;
}

const placeOf = ({ detail: { row }, parties }: PaperMatter): string =>
  [parties.windowHall, row.windowLabel].filter(Boolean).join(' ');
const contactOf = ({ detail, parties }: PaperMatter): string => {
  const issuer = detail.people.find(({ part }) => part === 'issued')?.who;
  return [issuer, parties.phone].filter(Boolean).join('　');
};

/** Issuing body and date, at the right; copies under a line. */
function ending({ parties }: PaperMatter, at: number, copies: readonly (string | null)[]): Block[] {
  const named = copies.filter((name) => name !== null && name !== parties.unit);
  const copied: Block[] = named.length === 0 ? [] : [{ kind: 'copies', text: `抄送：${named.join('，')}。` }];
  return [{ kind: 'issued', lines: [parties.issuer, day(at)] }, ...copied];
}

function caseFacts(matter: PaperMatter): Fact[][] {
  const { row, measures } = matter.detail;
  const { fields } = row;
  return [
    two(fact('整改编号', row.no), fact('发现时间', day(row.foundDay))),
    two(fact('问题类别', categoryWords[fields.category][0]), fact('严重程度', severityWords[fields.severity][0])),
    wide('发生地点', placeOf(matter)),
    wide('存在问题', fields.problem),
    wide('依据条款', fields.basisClause),
    wide('整改目标', fields.goal),
    wide('整改措施', numbered(measures.map(({ text }) => text))),
    two(fact('责任人', fields.responsiblePerson), fact('责任领导', fields.responsibleLeader)),
    wide('整改时限', limit(matter.detail)),
  ];
}

/** Whom to ask; a paper is never signed on a page without text. */
const contactLine = (matter: PaperMatter): Block => ({
  kind: 'text',
  text: `联系人：${dash(contactOf(matter))}`,
  keepNext: true,
});
const text = (said: string): Block => ({ kind: 'text', text: said });
const heading = (said: string): Block => ({ kind: 'heading', level: 1, text: said });

function notice({ matters }: Source): MatterPaper {
  const [first] = matters;
  const { row } = first.detail;
  const note = first.parties.noticeNote;
  return {
    title: [first.parties.issuer, documentTitles.rectification_notice],
    number: row.noticeNo ?? row.no ?? '',
    blocks: [
      { kind: 'recipient', text: `${first.parties.unit ?? row.hallLabel}：` },
      text(
        `经检查核实，你单位在政务服务工作中存在以下 ${matters.length} 项问题。现予通知，请按一事一单逐项整改，按期报送结果。`,
      ),
      ...matters.flatMap((matter, at): Block[] => [
        heading(`${ordinal(at + 1, 'zh-CN')}、${firstLine(matter.detail.row.fields.problem)}`),
        { kind: 'facts', rows: caseFacts(matter) },
      ]),
      heading('整改要求'),
      text('收到本通知书后请即签收，明确责任到人，按时限完成整改。'),
      text('整改完成后，提交整改前后对照图片等佐证材料，申请复查销号；不得以承诺代替整改。'),
      text(
        '确需延期的，应在期限届满前书面申请。对认定有异议的，可自签收之日起三十日内提出申诉；申诉期间按要求先行整改。',
      ),
      ...(note ? [text(note)] : []),
      contactLine(first),
      ...ending(
        first,
        row.issuedAt === null ? 0 : dayOf(row.issuedAt),
        matters.map(({ parties }) => parties.leadUnit),
      ),
    ],
  };
}

const colours = { blue: '（蓝色）', orange: '（橙色）', red: '（红色）' } as const;
/** What follows where it is not answered, by colour. */
const outlooks = {
  blue: '逾期不答复、不整改的，将升级督办。',
  orange: '逾期仍不整改的，将发出红色督办单。',
  red: '逾期不答复的，将约谈单位负责人，并予通报。',
} as const;

/** How it stood when the order was issued: nothing of a later day gets into a paper that went out. */
function standing({ row }: RectificationDetail, issued: number): string {
  const { dueDay } = row;
  if (dueDay === null) return '尚未起算期限';
  return `期限为${day(dueDay)}${dayOf(issued) > dueDay ? '，已逾期' : ''}`;
}

function followUp({ matters: [matter], today }: Source): MatterPaper {
  const { row, orders } = matter.detail;
  const order = orders.at(-1);
  const colour = order ? colours[order.level] : '';
  const issuedAt = order?.issuedAt ?? null;
  return {
    title: [matter.parties.issuer, `${documentTitles.follow_up_order}${colour}`],
    number: order?.no ?? '',
    blocks: [
      { kind: 'recipient', text: `${matter.parties.unit ?? row.hallLabel}：` },
      text(
        `你单位承办的整改事项（${row.no ?? ''}）${issuedAt === null ? '' : standing(matter.detail, issuedAt)}。现予督办。`,
      ),
      heading('督办事项'),
      {
        kind: 'facts',
        rows: [
          ...caseFacts(matter),
          two(fact('下达日期', dayAt(row.issuedAt)), fact('签收日期', dayAt(row.receivedAt))),
        ],
      },
      heading('督办要求'),
      ...(order?.demands.split('\n') ?? []).map(text),
      text(`请于${day(order?.answerByDay ?? null)}前书面答复整改进展。${order ? outlooks[order.level] : ''}`),
      contactLine(matter),
      ...ending(matter, issuedAt === null ? today : dayOf(issuedAt), [
        matter.parties.leadUnit,
        order?.copiedTo ?? null,
      ]),
    ],
  };
}

function extensionPaper({ matters: [matter] }: Source): MatterPaper {
  const { row, extensions } = matter.detail;
  const last = extensions.at(-1);
  const opinion =
    last?.granted === true
      ? `同意延期至${day(last.newDueDay)}。`
      : last?.granted === false
        ? '不同意延期，按原期限整改。'
        : '';
  return {
    title: [matter.parties.issuer, documentTitles.extension_approval],
    number: row.no ?? '',
    blocks: [
      {
        kind: 'facts',
        rows: [
          two(fact('申请单位', matter.parties.unit), fact('申请日期', dayAt(last?.requestedAt ?? null))),
          two(fact('整改编号', row.no), fact('第几次延期', `第 ${extensions.length} 次`)),
          wide('整改事项', row.fields.problem),
          two(fact('原定期限', day(row.originalDueDay)), fact('申请时期限', day(last?.oldDueDay ?? null))),
          two(fact('申请延至', day(last?.expectedDay ?? null)), fact('申请人', last?.requestedBy)),
          wide('延期理由', last?.reason),
          wide('目前进展', last?.progress),
          wide('审批意见', [opinion, last?.note ?? ''].filter(Boolean).join('\n')),
          two(fact('审批人', last?.decidedBy), fact('审批日期', dayAt(last?.decidedAt ?? null))),
        ],
      },
      { kind: 'note', text: '原定期限保留在台账中；延期不免除整改责任。' },
      {
        kind: 'signatures',
        lines: [
          { label: '申请单位负责人（签字）', value: '' },
          { label: '审批人（签字）', value: '' },
        ],
      },
    ],
  };
}

const proofKinds = { picture: '图片', paper: '文件', clip: '视频' } as const;
const sides = { before: '整改前', after: '整改后' } as const;

function closure({ matters: [matter] }: Source): MatterPaper {
  const { row, events, proofs, measures, verifications } = matter.detail;
  const said = events.filter(({ action }) => action === 'submit').at(-1)?.note;
  const checked = verifications.filter(({ at }) => at !== null).at(-1);
  const result = checked?.result ? `${resultWords[checked.result][0]}${checked.note ? `：${checked.note}` : ''}` : '';
  const closed =
    row.closedAt === null
      ? ''
      : `${row.closure === 'revoked' ? '撤销' : '同意销号'}　${dash(row.closerName)}　${dayAt(row.closedAt)}`;
  return {
    title: [matter.parties.issuer, documentTitles.closure_application],
    number: row.no ?? '',
    blocks: [
      {
        kind: 'facts',
        rows: [
          two(fact('申请单位', matter.parties.unit), fact('申请日期', dayAt(row.submittedAt))),
          two(fact('整改编号', row.no), fact('整改期限', day(row.dueDay))),
          wide('存在问题', row.fields.problem),
          wide('整改目标', row.fields.goal),
          wide(
            '措施完成',
            numbered(
              measures.map(
                ({ text: what, doneDay }) =>
                  `${what}${doneDay === null ? '（未填完成日期）' : `（${day(doneDay)}完成）`}`,
              ),
            ),
          ),
          wide('整改结果', said),
          two(fact('责任人', row.fields.responsiblePerson), fact('责任领导', row.fields.responsibleLeader)),
          wide('复查意见', result),
          wide('销号意见', closed),
        ],
      },
      heading(`佐证材料（${proofs.length} 件）`),
      {
        kind: 'grid',
        small: true,
        columns: [
          { title: '序号', share: 8, align: 'center' },
          { title: '名称', share: 48 },
          { title: '类别', share: 20, align: 'center' },
          { title: '提交日期', share: 24, align: 'center' },
        ],
        rows: proofs.map(({ name, caption, kind, side, addedAt }, at) => [
          String(at + 1),
          caption ? `${caption}（${name}）` : name,
          side === null ? proofKinds[kind] : sides[side],
          dayAt(addedAt),
        ]),
      },
      {
        kind: 'signatures',
        lines: [
          { label: '单位负责人（签字盖章）', value: '' },
          { label: '复查人（签字）', value: '' },
          { label: '销号人（签字）', value: '' },
        ],
      },
    ],
  };
}

function verificationPaper({ matters: [matter] }: Source): MatterPaper {
  const { row, verifications, proofs } = matter.detail;
  const done = verifications.filter(({ at }) => at !== null);
  const last = done.at(-1);
  return {
    title: [matter.parties.issuer, documentTitles.verification_record],
    number: row.no ?? '',
    blocks: [
      {
        kind: 'facts',
        rows: [
          two(fact('责任单位', matter.parties.unit), fact('复查地点', placeOf(matter))),
          two(fact('整改编号', row.no), fact('整改期限', day(row.dueDay))),
          wide('原有问题', row.fields.problem),
          wide('整改目标', row.fields.goal),
          two(fact('复查方式', last && methods[last.method]), fact('复查日期', day(last?.day ?? null))),
          two(fact('复查人', last?.verifierName), fact('第几次复查', `第 ${done.length} 次`)),
          two(fact('复查结果', last?.result && resultWords[last.result][0]), fact('暗访记录', last?.visitNo)),
          wide('复查情况', last?.note),
          wide('佐证材料', `${proofs.length} 件，存于台账`),
        ],
      },
      { kind: 'note', text: '复查人不得为发现人、责任单位人员；销号由第三人审定。' },
      {
        kind: 'signatures',
        lines: [
          { label: '复查人（签字）', value: last?.verifierName ?? '' },
          { label: '责任单位在场人（签字）', value: '' },
        ],
      },
    ],
  };
}

const papers: Record<DocumentKind, (source: Source) => MatterPaper> = {
  rectification_notice: notice,
  follow_up_order: followUp,
  extension_approval: extensionPaper,
  closure_application: closure,
  verification_record: verificationPaper,
};

/** One paper of one matter, or of all that stand on a notice. */
export const matterPaper = (kind: DocumentKind, source: Source): MatterPaper => papers[kind](source);

/** Several papers as one document, each on a page of its own. */
export function joinedPapers(kind: DocumentKind, made: readonly [MatterPaper, ...MatterPaper[]]): Paper {
  const [first, ...rest] = made;
  const several = rest.length > 0;
  return {
    language: 'zh-CN',
    subject: several ? `${documentTitles[kind]}（${made.length} 份）` : `${documentTitles[kind]} ${first.number}`,
    title: first.title,
    number: first.number,
    // Numbers of several differ; no head of a page may name the wrong one.
    running: several ? documentTitles[kind] : first.number,
    date: '',
    footer: first.title[0] ?? '',
    pageOf: (page, pages) => ['第 ', page, ' 页，共 ', pages, ' 页'],
    blocks: [
      ...first.blocks,
      ...rest.flatMap(({ title, number, blocks }): Block[] => [{ kind: 'page', title, number }, ...blocks]),
    ],
  };
}
