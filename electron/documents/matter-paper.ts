import { fieldWord, type BlockField, type TextField } from '../../domain/rectification/document-fields.js';
import type { DocumentKind } from '../../domain/rectification/documents.js';
import { blocksOf, caseFacts, fact, textOf, type Source } from './matter-fields.js';
import type { Block, Fact, Paper } from './paper.js';

/** One paper before it is laid out: its head, and what follows. */
export interface MatterPaper {
  title: readonly string[];
  number: string;
  blocks: Block[];
}

export const documentTitles: Record<DocumentKind, string> = {
  rectification_notice: '整改通知书',
  follow_up_order: '督办单',
  extension_approval: '整改延期审批表',
  closure_application: '整改销号申请表',
  verification_record: '整改复查记录',
};

/** What stands in the places of a paper: what is known of a matter, or the places themselves. */
interface Places {
  say(field: TextField): string;
  put(field: BlockField): Block[];
}
type Layout = (places: Places) => MatterPaper;

const text = (said: string): Block => ({ kind: 'text', text: said });
const heading = (said: string): Block => ({ kind: 'heading', level: 1, text: said });
const facts = (...rows: Fact[][]): Block => ({ kind: 'facts', rows });
const signatures = (...lines: [label: string, value?: string][]): Block => ({
  kind: 'signatures',
  lines: lines.map(([label, value = '']) => ({ label, value })),
});
/** A row of one or two places under their labels. */
const row = ({ say }: Places, ...cells: [label: string, field: TextField][]): Fact[] =>
  cells.map(([label, field]) => fact(label, say(field)));

/** Whom to ask, then issuing body and date at the right, copies under a line: never on a page without text. */
const ending = ({ say, put }: Places): Block[] => [
  { kind: 'text', text: `签发人：${say('signer') || '—'}`, keepNext: true },
  { kind: 'text', text: `联系人：${say('contact') || '—'}`, keepNext: true },
  { kind: 'issued', lines: [say('issuer'), say('dated')] },
  ...put('copies'),
];

const notice: Layout = (places) => {
  const { say, put } = places;
  return {
    title: [say('issuer'), documentTitles.rectification_notice],
    number: say('number'),
    blocks: [
      { kind: 'recipient', text: `${say('unit')}：` },
      text(
        `经检查核实，你单位在政务服务工作中存在以下 ${say('count')} 项问题。现予通知，请按一事一单逐项整改，按期报送结果。`,
      ),
      ...put('cases'),
      heading('整改要求'),
      text('收到本通知书后请即签收，明确责任到人，按时限完成整改。'),
      text('整改完成后，提交整改前后对照图片等佐证材料，申请复查销号；不得以承诺代替整改。'),
      text(
        '确需延期的，应在期限届满前书面申请。对认定有异议的，可自签收之日起三十日内提出申诉；申诉期间按要求先行整改。',
      ),
      ...put('note'),
      ...ending(places),
      heading('送达回执'),
      facts(row(places, ['文号', 'number'], ['收件单位', 'unit'])),
      signatures(['签收人（签字）'], ['签收时间']),
    ],
  };
};

const followUp: Layout = (places) => {
  const { say, put } = places;
  return {
    title: [say('issuer'), `${documentTitles.follow_up_order}${say('colour')}`],
    number: say('number'),
    blocks: [
      { kind: 'recipient', text: `${say('unit')}：` },
      text(`你单位承办的整改事项（${say('no')}）${say('standing')}。现予督办。`),
      heading('督办事项'),
      facts(...caseFacts(say), row(places, ['下达日期', 'issuedOn'], ['签收日期', 'receivedOn'])),
      heading('督办要求'),
      ...put('demands'),
      text(`请于${say('answerBy')}前书面答复整改进展。${say('outlook')}`),
      ...ending(places),
    ],
  };
};

const extensionPaper: Layout = (places) => ({
  title: [places.say('issuer'), documentTitles.extension_approval],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['申请单位', 'unit'], ['申请日期', 'askedOn']),
      row(places, ['整改编号', 'no'], ['第几次延期', 'extensionTimes']),
      row(places, ['整改事项', 'problem']),
      row(places, ['原定期限', 'originalDueOn'], ['申请时期限', 'dueWhenAsked']),
      row(places, ['申请延至', 'expectedOn'], ['申请人', 'asker']),
      row(places, ['延期理由', 'reason']),
      row(places, ['目前进展', 'soFar']),
      row(places, ['审批意见', 'opinion']),
      row(places, ['审批人', 'approver'], ['审批日期', 'approvedOn']),
    ),
    { kind: 'note', text: '原定期限保留在台账中；延期不免除整改责任。' },
    signatures(['申请单位负责人（签字）'], ['审批人（签字）']),
  ],
});

const closure: Layout = (places) => ({
  title: [places.say('issuer'), documentTitles.closure_application],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['申请单位', 'unit'], ['申请日期', 'submittedOn']),
      row(places, ['整改编号', 'no'], ['整改期限', 'dueOn']),
      row(places, ['存在问题', 'problem']),
      row(places, ['整改目标', 'goal']),
      row(places, ['措施完成', 'done']),
      row(places, ['整改结果', 'result']),
      row(places, ['责任人', 'person'], ['责任领导', 'leader']),
      row(places, ['复查意见', 'checked']),
      row(places, ['销号意见', 'closing']),
    ),
    heading(`佐证材料（${places.say('proofs')} 件）`),
    ...places.put('proofTable'),
    signatures(['单位负责人（签字盖章）'], ['复查人（签字）'], ['销号人（签字）']),
  ],
});

const verificationPaper: Layout = (places) => ({
  title: [places.say('issuer'), documentTitles.verification_record],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['责任单位', 'unit'], ['复查地点', 'place']),
      row(places, ['整改编号', 'no'], ['整改期限', 'dueOn']),
      row(places, ['原有问题', 'problem']),
      row(places, ['整改目标', 'goal']),
      row(places, ['复查方式', 'method'], ['复查日期', 'checkedOn']),
      row(places, ['复查人', 'verifier'], ['第几次复查', 'checkTimes']),
      row(places, ['复查结果', 'verdict'], ['暗访记录', 'visit']),
      row(places, ['复查情况', 'seen']),
      [fact('佐证材料', `${places.say('proofs')} 件，存于台账`)],
    ),
    { kind: 'note', text: '复查人不得为发现人、责任单位人员；销号由第三人审定。' },
    signatures([`复查人 ${places.say('verifier')}（签字）`], ['责任单位在场人（签字）']),
  ],
});

const layouts: Record<DocumentKind, Layout> = {
  rectification_notice: notice,
  follow_up_order: followUp,
  extension_approval: extensionPaper,
  closure_application: closure,
  verification_record: verificationPaper,
};

/** One paper of one matter, or of all that stand on a notice, in the shipped layout. */
export const matterPaper = (source: Source): MatterPaper =>
  layouts[source.kind]({
    say: (field) => textOf(field, source),
    put: (field) => blocksOf(field, source),
  });

const place = (field: TextField | BlockField): string => `{{${fieldWord(field)}}}`;

/** The shipped layout as a template: places where something of a matter would stand. */
export function templatePaper(kind: DocumentKind): Paper {
  const { title, number, blocks } = layouts[kind]({
    say: place,
    put: (field) => [{ kind: 'text', text: place(field) }],
  });
  // Heads and feet are the same for all papers of a file: nothing of a single one stands there.
  return { ...paperOf(kind, { title, number, blocks }), subject: documentTitles[kind], running: '', footer: '' };
}

const paperOf = (kind: DocumentKind, { title, number, blocks }: MatterPaper): Paper => ({
  language: 'zh-CN',
  subject: `${documentTitles[kind]} ${number}`,
  title,
  number,
  running: number,
  date: '',
  footer: title[0] ?? '',
  pageOf: (page, pages) => ['第 ', page, ' 页，共 ', pages, ' 页'],
  blocks,
});

/** Several papers as one document, each on a page of its own. */
export function joinedPapers(kind: DocumentKind, made: readonly [MatterPaper, ...MatterPaper[]]): Paper {
  const [first, ...rest] = made;
  const paper = paperOf(kind, first);
  if (rest.length === 0) return paper;
  return {
    ...paper,
    subject: `${documentTitles[kind]}（${made.length} 份）`,
    // Numbers of several differ; no head of a page may name the wrong one.
    running: documentTitles[kind],
    blocks: [
      ...first.blocks,
      ...rest.flatMap(({ title, number, blocks }): Block[] => [{ kind: 'page', title, number }, ...blocks]),
    ],
  };
}
