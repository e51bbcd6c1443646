import type { DocumentKind } from './documents.js';

/**
 * Places of a document template (文书模板): `{{文号}}` in a Word file. Their words are those of the papers, which are Chinese
 * whatever language the console speaks. A text stands within a line; a block takes the place of its whole paragraph.
 */
export const textFields = {
  issuer: '发文单位',
  number: '文号',
  unit: '责任单位',
  dated: '成文日期',
  contact: '联系人',
  signer: '签发人',
  no: '整改编号',
  foundOn: '发现日期',
  category: '问题类别',
  severity: '严重程度',
  place: '发生地点',
  problem: '存在问题',
  basis: '依据条款',
  goal: '整改目标',
  measures: '整改措施',
  person: '责任人',
  leader: '责任领导',
  limit: '整改时限',
  dueOn: '整改期限',
  originalDueOn: '原定期限',
  issuedOn: '下达日期',
  receivedOn: '签收日期',
  submittedOn: '提交日期',
  count: '问题数',
  colour: '督办颜色',
  standing: '期限情况',
  answerBy: '答复期限',
  outlook: '逾期后果',
  extensionTimes: '第几次延期',
  askedOn: '申请日期',
  asker: '申请人',
  expectedOn: '申请延至',
  dueWhenAsked: '申请时期限',
  reason: '延期理由',
  soFar: '目前进展',
  opinion: '审批意见',
  approver: '审批人',
  approvedOn: '审批日期',
  done: '措施完成',
  result: '整改结果',
  checked: '复查意见',
  closing: '销号意见',
  proofs: '佐证件数',
  method: '复查方式',
  checkedOn: '复查日期',
  verifier: '复查人',
  checkTimes: '第几次复查',
  verdict: '复查结果',
  visit: '暗访记录',
  seen: '复查情况',
  why: '约谈缘由',
  invited: '约谈对象',
  meetsAt: '约谈时间',
  meetsIn: '约谈地点',
  attendance: '参加人员',
  recorder: '记录人',
  heading: '通报标题',
  sentTo: '主送单位',
} as const;
export const blockFields = {
  cases: '问题清单',
  note: '附加说明',
  demands: '督办要求',
  proofTable: '佐证清单',
  copies: '抄送',
  agenda: '约谈事项',
  minutes: '约谈情况',
  demandTable: '要求清单',
  text: '通报正文',
  named: '点名问题',
} as const;
export type TextField = keyof typeof textFields;
export type BlockField = keyof typeof blockFields;
export type DocumentField = TextField | BlockField;

/** `文号` */
export const fieldWord = (field: DocumentField): string => ({ ...textFields, ...blockFields })[field];
export const isBlock = (field: DocumentField): field is BlockField => field in blockFields;

const head = ['issuer', 'number', 'unit', 'dated', 'contact', 'signer'] as const;
const matter = [
  ...head,
  ...(['no', 'foundOn', 'category', 'severity', 'place', 'problem', 'basis', 'goal', 'measures', 'person'] as const),
  ...(['leader', 'limit', 'dueOn', 'originalDueOn', 'issuedOn', 'receivedOn', 'submittedOn', 'proofs'] as const),
] as const;

const held = ['agenda', 'minutes', 'demandTable'] as const;

interface Fields {
  all: readonly DocumentField[];
  /** Without these it is no such paper. */
  needed: readonly DocumentField[];
}

/** What the template of each paper may say, and what it must. */
export const fieldsOf: Record<DocumentKind, Fields> = {
  rectification_notice: {
    all: [...head, 'count', 'cases', 'note', 'copies'],
    needed: ['issuer', 'number', 'unit', 'cases'],
  },
  follow_up_order: {
    all: [...matter, 'colour', 'standing', 'answerBy', 'outlook', 'demands', 'copies'],
    needed: ['issuer', 'number', 'unit', 'no', 'demands', 'answerBy'],
  },
  extension_approval: {
    all: [
      ...matter,
      ...(['extensionTimes', 'askedOn', 'asker', 'expectedOn', 'dueWhenAsked', 'reason', 'soFar'] as const),
      ...(['opinion', 'approver', 'approvedOn'] as const),
    ],
    needed: ['unit', 'no', 'expectedOn', 'reason', 'opinion'],
  },
  closure_application: {
    all: [...matter, 'done', 'result', 'checked', 'closing', 'proofTable'],
    needed: ['unit', 'no', 'problem', 'result', 'closing'],
  },
  verification_record: {
    all: [...matter, 'method', 'checkedOn', 'verifier', 'checkTimes', 'verdict', 'visit', 'seen'],
    needed: ['unit', 'no', 'verifier', 'verdict', 'seen'],
  },
  interview_notice: {
    all: [...head, 'why', 'invited', 'meetsAt', 'meetsIn', 'agenda'],
    needed: ['issuer', 'number', 'unit', 'invited', 'meetsAt', 'meetsIn', 'agenda'],
  },
  interview_record: {
    all: ['issuer', 'number', 'unit', 'invited', 'meetsAt', 'meetsIn', 'attendance', 'recorder', ...held],
    needed: ['number', 'unit', 'meetsAt', 'attendance', 'minutes', 'demandTable'],
  },
  circular: {
    all: ['issuer', 'number', 'dated', 'heading', 'sentTo', 'text', 'named', 'copies'],
    needed: ['issuer', 'number', 'heading', 'sentTo', 'text', 'named'],
  },
};
