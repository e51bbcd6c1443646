import type { IssuingParties } from '../../db/queries/escalation-parties.js';
import type { Circular } from '../../domain/rectification/circular.js';
import type { BlockField, TextField } from '../../domain/rectification/document-fields.js';
import type { InterviewDocument } from '../../domain/rectification/documents.js';
import type { InterviewTrigger } from '../../domain/rectification/interview.js';
import type { SummonsInterview } from '../../domain/rectification/interview-schema.js';
import { localMinute } from '../../domain/time.js';
import { longDay, ordinal, severityWords } from './field-words.js';
import {
  dayAt,
  ending,
  facts,
  heading,
  row,
  signatures,
  signedAndAsked,
  textBlock,
  type Layout,
  type Places,
} from './official-parts.js';
import { paragraphsOf, type Block } from './paper.js';

/** 约谈通知书, 约谈记录, 通报 as they come with the console, and what stands in their places. */
export interface InterviewSource {
  kind: InterviewDocument;
  interview: SummonsInterview;
  parties: IssuingParties & { unit: string };
}
export interface CircularSource {
  kind: 'circular';
  circular: Circular;
  /** Units of the cases by full name, in their order. */
  parties: IssuingParties & { units: (string | null)[] };
}

const triggerWords: Record<InterviewTrigger, string> = {
  remindedThrice: '整改事项经三次催办仍未完成',
  redUnanswered: '红色督办单逾期未答复',
  manyOverdue: '多件整改事项逾期',
  bottomMonths: '连续两个月月评比排名后三',
};

/** `2026年10月16日14:30` */
const moment = (at: number | null): string => (at === null ? '' : `${dayAt(at)}${localMinute(at).slice(-5)}`);

function why({ triggers }: SummonsInterview): string {
  const said = triggers.map((trigger) => triggerWords[trigger]).join('，');
  return said === '' ? '为督促整改落实' : `鉴于你单位${said}`;
}

const agenda = ({ fields, matters }: SummonsInterview): Block[] =>
  fields.agenda.map((item, at) => {
    const no = matters[at]?.no;
    return textBlock(`${at + 1}. ${item.text}${no ? `（${no}）` : ''}`);
  });

const demandTable = ({ demands }: SummonsInterview): Block => ({
  kind: 'grid',
  columns: [
    { title: '序号', share: 9, align: 'center' },
    { title: '要求', share: 41 },
    { title: '对应事项', share: 25, align: 'center' },
    { title: '整改编号', share: 25, align: 'center' },
  ],
  rows: demands.map((demand, at) => [
    String(at + 1),
    demand.text,
    demand.about?.no ?? '—',
    demand.matter?.no ?? '待下达',
  ]),
});

type Of<S, T> = (source: S) => T;

const interviewTexts: Partial<Record<TextField, Of<InterviewSource, string | null>>> = {
  issuer: ({ parties }) => parties.issuer,
  number: ({ interview }) => interview.no,
  unit: ({ parties }) => parties.unit,
  dated: ({ interview }) => dayAt(interview.noticedAt),
  signer: ({ interview }) => interview.noticedBy,
  contact: ({ interview, parties }) => [interview.noticedBy, parties.phone].filter(Boolean).join('　'),
  why: ({ interview }) => why(interview),
  invited: ({ interview }) => interview.fields.invited,
  // The notice says when it shall be, the record when it was.
  meetsAt: ({ kind, interview }) => moment(kind === 'interview_record' ? interview.heldAt : interview.fields.meetsAt),
  meetsIn: ({ interview }) => interview.fields.place,
  attendance: ({ interview }) => interview.attendance,
  recorder: ({ interview }) => interview.recordedBy,
};
const interviewBlocks: Partial<Record<BlockField, Of<InterviewSource, Block[]>>> = {
  agenda: ({ interview }) => agenda(interview),
  minutes: ({ interview }) => paragraphsOf(interview.minutes ?? '').map(textBlock),
  demandTable: ({ interview }) => [demandTable(interview)],
};
export const interviewPlaces = (source: InterviewSource): Places => ({
  say: (field) => interviewTexts[field]?.(source) ?? '',
  put: (field) => interviewBlocks[field]?.(source) ?? [],
});

const noticeLayout: Layout = (places) => ({
  title: [places.say('issuer'), '约谈通知书'],
  number: places.say('number'),
  blocks: [
    { kind: 'recipient', text: `${places.say('unit')}：` },
    textBlock(`${places.say('why')}，经研究，决定对你单位进行约谈。现将有关事项通知如下。`),
    facts(
      row(places, ['约谈对象', 'invited']),
      row(places, ['约谈时间', 'meetsAt']),
      row(places, ['约谈地点', 'meetsIn']),
    ),
    heading('一、约谈事项'),
    ...places.put('agenda'),
    heading('二、有关要求'),
    textBlock('请约谈对象准时参加，不得委托他人；确因特殊情况不能参加的，应当提前书面说明。'),
    textBlock(
      '请就约谈事项准备书面说明，包括问题原因、整改进展、下一步措施和完成时间。约谈提出的要求转入整改台账，逐项跟踪。',
    ),
    ...ending(places, signedAndAsked(places)),
  ],
});

const recordLayout: Layout = (places) => ({
  title: [places.say('issuer'), '约谈记录'],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['约谈单位', 'unit']),
      row(places, ['约谈对象', 'invited']),
      row(places, ['约谈时间', 'meetsAt']),
      row(places, ['约谈地点', 'meetsIn']),
      row(places, ['参加人员', 'attendance']),
    ),
    heading('一、约谈事项'),
    ...places.put('agenda'),
    heading('二、约谈情况'),
    ...places.put('minutes'),
    heading('三、整改要求'),
    ...places.put('demandTable'),
    signatures('约谈人（签字）', '被约谈人（签字）', `记录人 ${places.say('recorder')}（签字）`),
  ],
});

export const interviewLayouts: Record<InterviewDocument, Layout> = {
  interview_notice: noticeLayout,
  interview_record: recordLayout,
};

function named({ circular, parties }: CircularSource): Block[] {
  const cases = circular.cases.flatMap((one, at): Block[] => {
    const unit = parties.units[at] ?? one.unitLabel ?? '';
    const found = one.foundDay === null ? '' : `${longDay(one.foundDay, 'zh-CN')}，`;
    const [problem = '', ...more] = one.problem.split('\n');
    const rest = more.filter((line) => line.trim() !== '').join('');
    const place = one.windowLabel === null ? '' : `${one.windowLabel}：`;
    const grade = one.severity === 'general' ? '' : `（${severityWords[one.severity][0]}）`;
    return [
      { kind: 'heading', level: 2, text: `（${ordinal(at + 1, 'zh-CN')}）${unit}${grade}` },
      textBlock(`${found}${place}${problem.replace(/[。；]$/u, '')}。${rest}（${one.no}）`),
    ];
  });
  return cases.length === 0 ? [] : [heading('点名通报的问题'), ...cases];
}

/** In place of the number of a circular that was not issued. */
export const DRAFT = '草稿（未印发）';
const circularTexts: Partial<Record<TextField, Of<CircularSource, string | null>>> = {
  issuer: ({ parties }) => parties.issuer,
  number: ({ circular }) => circular.no ?? DRAFT,
  dated: ({ circular }) => dayAt(circular.issuedAt),
  heading: ({ circular }) => circular.fields.title,
  sentTo: ({ circular }) => circular.fields.sentTo,
};
const circularBlocks: Partial<Record<BlockField, Of<CircularSource, Block[]>>> = {
  text: ({ circular }) => paragraphsOf(circular.fields.text).map(textBlock),
  named,
  copies: ({ circular: { fields } }) =>
    fields.copiedTo === null ? [] : [{ kind: 'copies', text: `抄送：${fields.copiedTo}。` }],
};
export const circularPlaces = (source: CircularSource): Places => ({
  say: (field) => circularTexts[field]?.(source) ?? '',
  put: (field) => circularBlocks[field]?.(source) ?? [],
});

export const circularLayout: Layout = (places) => ({
  title: [places.say('issuer'), places.say('heading')],
  number: places.say('number'),
  blocks: [
    { kind: 'recipient', text: `${places.say('sentTo')}：` },
    ...places.put('text'),
    ...places.put('named'),
    ...ending(places),
  ],
});
