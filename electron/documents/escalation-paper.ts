import type { IssuingParties } from '../../db/queries/escalation-parties.js';
import type { Circular } from '../../domain/rectification/circular.js';
import type { InterviewTrigger } from '../../domain/rectification/interview.js';
import type { SummonsInterview } from '../../domain/rectification/interview-schema.js';
import { dayOf, localMinute } from '../../domain/time.js';
import { longDay, ordinal, severityWords } from './field-words.js';
import { paragraphsOf, type Block, type Fact, type Paper } from './paper.js';

/** 约谈通知书, 约谈记录, 通报 in official layout, from what was recorded. */
const triggerWords: Record<InterviewTrigger, string> = {
  remindedThrice: '整改事项经三次催办仍未完成',
  redUnanswered: '红色督办单逾期未答复',
  manyOverdue: '多件整改事项逾期',
  bottomMonths: '连续两个月考核排名末位',
};

const day = (at: number): string => longDay(dayOf(at), 'zh-CN');
/** `2026年10月16日 14:30` */
const moment = (at: number | null): string => (at === null ? '—' : `${day(at)} ${localMinute(at).slice(-5)}`);
const text = (said: string): Block => ({ kind: 'text', text: said });
const heading = (said: string): Block => ({ kind: 'heading', level: 1, text: said });
const fact = (label: string, value: string | null): Fact => ({ label, value: value ?? '—' });
const nth = (at: number): string => `${ordinal(at + 1, 'zh-CN')}、`;

function ending({ issuer }: IssuingParties, at: number | null, copiedTo: string | null = null): Block[] {
  const copies: Block[] = copiedTo === null ? [] : [{ kind: 'copies', text: `抄送：${copiedTo}。` }];
  return [{ kind: 'issued', lines: [issuer, at === null ? '' : day(at)] }, ...copies];
}

const contact = ({ phone }: IssuingParties, who: string | null): Block => ({
  kind: 'text',
  text: `联系人：${[who, phone].filter(Boolean).join('　') || '—'}`,
  keepNext: true,
});

const paper = (issuer: string, name: string, number: string, blocks: Block[]): Paper => ({
  language: 'zh-CN',
  subject: `${name} ${number}`.trim(),
  title: [issuer, name],
  number,
  date: '',
  footer: issuer,
  pageOf: (page, pages) => ['第 ', page, ' 页，共 ', pages, ' 页'],
  blocks,
});

type Summoned = IssuingParties & { unit: string };

const agendaOf = ({ fields, matters }: SummonsInterview): Block[] =>
  fields.agenda.map((item, at) => {
    const no = matters[at]?.no;
    return text(`${at + 1}. ${item.text}${no ? `（${no}）` : ''}`);
  });

export function interviewNotice(interview: SummonsInterview, parties: Summoned): Paper {
  const { fields, triggers, noticedAt, noticedBy } = interview;
  const why = triggers.map((trigger) => triggerWords[trigger]).join('，');
  return paper(parties.issuer, '约谈通知书', interview.no ?? '', [
    { kind: 'recipient', text: `${parties.unit}：` },
    text(`${why === '' ? '为督促整改落实' : `鉴于你单位${why}`}，经研究，决定对你单位进行约谈。现将有关事项通知如下。`),
    {
      kind: 'facts',
      rows: [
        [fact('约谈对象', fields.invited)],
        [fact('约谈时间', moment(fields.meetsAt))],
        [fact('约谈地点', fields.place)],
      ],
    },
    heading('一、约谈事项'),
    ...agendaOf(interview),
    heading('二、有关要求'),
    text('请约谈对象准时参加，不得委托他人；确因特殊情况不能参加的，应当提前书面说明。'),
    text(
      '请就约谈事项准备书面说明，包括问题原因、整改进展、下一步措施和完成时间。约谈提出的要求转入整改台账，逐项跟踪。',
    ),
    contact(parties, noticedBy),
    ...ending(parties, noticedAt),
  ]);
}

export function interviewRecordPaper(interview: SummonsInterview, parties: Summoned): Paper {
  const { fields, heldAt, attendance, minutes, demands, recordedBy } = interview;
  return paper(parties.issuer, '约谈记录', interview.no ?? '', [
    {
      kind: 'facts',
      rows: [
        [fact('约谈单位', parties.unit)],
        [fact('约谈对象', fields.invited)],
        [fact('约谈时间', moment(heldAt)), fact('约谈地点', fields.place)],
        [fact('参加人员', attendance)],
      ],
    },
    heading('一、约谈事项'),
    ...agendaOf(interview),
    heading('二、约谈情况'),
    ...paragraphsOf(minutes ?? '').map(text),
    heading('三、整改要求'),
    {
      kind: 'grid',
      columns: [
        { title: '序号', share: 7, align: 'center' },
        { title: '要求', share: 47 },
        { title: '对应事项', share: 23, align: 'center' },
        { title: '整改编号', share: 23, align: 'center' },
      ],
      rows: demands.map((demand, at) => [
        String(at + 1),
        demand.text,
        demand.about?.no ?? '—',
        demand.matter?.no ?? '待下达',
      ]),
    },
    {
      kind: 'signatures',
      lines: [
        { label: '约谈人（签字）', value: '' },
        { label: '被约谈人（签字）', value: '' },
        { label: '记录人（签字）', value: recordedBy ?? '' },
      ],
    },
  ]);
}

export function circularPaper(circular: Circular, parties: IssuingParties & { units: (string | null)[] }): Paper {
  const { fields, cases, no, issuedAt } = circular;
  const named = cases.map((one, at) => {
    const unit = parties.units[at] ?? one.unitLabel ?? '';
    const found = one.foundDay === null ? '' : `${longDay(one.foundDay, 'zh-CN')}，`;
    const [problem = '', ...more] = one.problem.split('\n');
    const rest = more.filter((line) => line.trim() !== '').join('');
    const place = one.windowLabel === null ? '' : `${one.windowLabel}：`;
    const grade = one.severity === 'general' ? '' : `（${severityWords[one.severity][0]}）`;
    return [
      { kind: 'heading', level: 2, text: `${nth(at)}${unit}${grade}` } as const,
      text(`${found}${place}${problem.replace(/[。；]$/u, '')}。${rest}（${one.no}）`),
    ];
  });
  return paper(parties.issuer, fields.title, no ?? '草稿（未印发）', [
    { kind: 'recipient', text: `${fields.sentTo}：` },
    ...paragraphsOf(fields.text).map(text),
    ...(named.length === 0 ? [] : [heading('点名通报的问题'), ...named.flat()]),
    ...ending(parties, issuedAt, fields.copiedTo),
  ]);
}
