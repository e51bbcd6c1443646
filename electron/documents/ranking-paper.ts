import type { RankedRow, RankingMonth, RedFlag } from '../../domain/ranking/month.js';
import type { CircularFields } from '../../domain/rectification/circular.js';
import { CIRCULAR_LANGUAGE, WHOLE_WEIGHT, type TieBreaker } from '../../domain/ranking/kinds.js';
import { dayOf } from '../../domain/time.js';
import { listed, longDay, ordinal } from './field-words.js';
import { DRAFT } from './escalation-paper.js';
import { heading, textBlock } from './official-parts.js';
import { endsHeld, paragraphsOf, type Block, type Column, type Paper } from './paper.js';

/** A picture the maker chose, with the sentence it stands for. */
export interface CircularChart {
  title: string;
  summary: string;
  picture: { bytes: Uint8Array; width: number; height: number };
}

export type JudgedMonth = Pick<RankingMonth, 'month' | 'record' | 'reason' | 'correctsId'>;

export interface RankingCircular {
  issuer: string;
  /** As the register of circulars has it; without a number it is a draft. */
  no: string | null;
  fields: Pick<CircularFields, 'title' | 'text' | 'sentTo' | 'copiedTo'>;
  month: JudgedMonth;
  /** Of this month. */
  flags: readonly RedFlag[];
  /** Months in a row at the bottom, up to this one, by unit. */
  runs: ReadonlyMap<number, number>;
  charts: readonly CircularChart[];
  /** When it was issued; of a draft the present moment. */
  at: number;
}

/** Columns of components beyond which the table is set small. */
const MANY = 4;
const breakerWords: Record<TieBreaker, string> = {
  fewer_grave: '严重问题少的在前',
  fewer_overdue: '逾期少的在前',
  higher_visit_score: '暗访得分高的在前',
};
const percent = (weight: number): string => `${Number(((100 * weight) / WHOLE_WEIGHT).toFixed(2))}%`;
const points = (total: number | null): string => (total === null ? '—' : total.toFixed(2));

/** 月评比工作通报: who stands first and last, red flags, every unit's points, the chosen charts. Of a frozen month alone. */
export function rankingPaper(circular: RankingCircular): Paper {
  const { issuer, no, fields, month, at } = circular;
  const { title: name, text, sentTo, copiedTo } = fields;
  const parts: [string, Block[]][] = [
    ['总体情况', overall(month)],
    ['前三名', ends(month, 'top', circular)],
    ['后三名', ends(month, 'bottom', circular)],
    ['红旗窗口', flagged(circular)],
    ['各单位得分', scores(month)],
    ...(circular.charts.length > 0 ? [['有关图表', drawn(circular)] satisfies [string, Block[]]] : []),
  ];
  const blocks: Block[] = [
    { kind: 'recipient', text: `${sentTo}：` },
    ...paragraphsOf(text).map(textBlock),
    ...parts.flatMap(([title, body], nth) => [heading(`${ordinal(nth + 1, 'zh-CN')}、${title}`), ...body]),
    { kind: 'issued', lines: [issuer, longDay(dayOf(at), 'zh-CN')] },
    ...(copiedTo === null ? [] : [{ kind: 'copies', text: `抄送：${copiedTo}。` } satisfies Block]),
  ];
  return {
    language: CIRCULAR_LANGUAGE,
    form: 'official',
    subject: `${name} ${no ?? ''}`.trim(),
    title: [issuer, name],
    number: no ?? DRAFT,
    running: '',
    date: '',
    footer: '',
    pageOf: (page) => ['— ', page, ' —'],
    blocks: endsHeld(blocks),
  };
}

function overall({ record: { rows, scheme }, reason, correctsId }: JudgedMonth): Block[] {
  const ranked = rows.filter(({ rank }) => rank !== null);
  const seen = rows.reduce((sum, { sample }) => sum + sample, 0);
  const weights = scheme.components.map(({ title, weight }) => `${title}占${percent(weight)}`);
  const ties = scheme.tieBreakers.map((one) => breakerWords[one]);
  return [
    textBlock(
      `本月参评单位${rows.length}家，受查${seen}窗口次；参加排名${ranked.length}家，样本不足${rows.length - ranked.length}家，不排名。`,
    ),
    textBlock(
      `评比按《${scheme.title}》进行：${listed(weights, 'zh-CN')}。${
        scheme.minimumSample > 0 ? `受查不足${scheme.minimumSample}窗口次的不排名；` : ''
      }没有可计的项目不计分，其余各项按比例分摊${
        ties.length > 0 ? `；总分相同的，依次以${listed(ties, 'zh-CN')}` : ''
      }。`,
    ),
    ...(correctsId === null ? [] : [textBlock(`本通报依据更正后的排名。更正原因：${reason ?? ''}。`)]),
  ];
}

function ends({ record }: JudgedMonth, which: 'top' | 'bottom', { runs }: RankingCircular): Block[] {
  const rows = record[which].flatMap((id) => record.rows.find(({ unitId }) => unitId === id) ?? []);
  if (rows.length === 0) return [textBlock('本月无。')];
  const said = rows.map(({ unitLabel, rank, total }) => `${unitLabel}（第${rank ?? ''}位，${points(total)}分）`);
  const again = which === 'top' ? [] : rows.filter(({ unitId }) => (runs.get(unitId) ?? 0) > 1);
  return [
    textBlock(`${listed(said, 'zh-CN')}。`),
    ...(again.length === 0
      ? []
      : [
          textBlock(
            `其中${listed(
              again.map(({ unitId, unitLabel }) => `${unitLabel}连续${runs.get(unitId) ?? 0}个月`),
              'zh-CN',
            )}位列后三，由督查办约谈单位负责人，所提要求转入整改台账跟踪。`,
          ),
        ]),
  ];
}

const flagged = ({ flags }: RankingCircular): Block[] =>
  flags.length === 0
    ? [textBlock('本月未授予。')]
    : flags.map(({ windowLabel, unitLabel, reason }) =>
        textBlock(`${windowLabel}（${unitLabel}）：${reason.replace(/[。；]$/u, '')}。`),
      );

function scores({ record: { rows, scheme } }: JudgedMonth): Block[] {
  const { components } = scheme;
  const columns: Column[] = [
    { title: '位次', share: 13, align: 'center' },
    { title: '单位', share: 24 },
    ...components.map(({ title, weight }): Column => ({
      title: `${title} ${percent(weight)}`,
      share: 15,
      align: 'right',
    })),
    { title: '总分', share: 12, align: 'right' },
  ];
  const ranked = rows.filter(({ rank }) => rank !== null);
  const left = rows.filter(({ rank }) => rank === null);
  const noted = ranked.flatMap(noteOf);
  return [
    {
      kind: 'grid',
      columns,
      small: components.length > MANY,
      rows: ranked.map(({ rank, tied, unitLabel, scores: own, total }) => [
        `${rank ?? ''}${tied ? ' 并列' : ''}`,
        unitLabel,
        ...components.map((_, at) => own[at]?.toFixed(1) ?? '—'),
        points(total),
      ]),
    },
    ...noted.map((text): Block => ({ kind: 'note', text })),
    ...(left.length === 0
      ? []
      : [
          {
            kind: 'note',
            text: `样本不足、未排名：${listed(
              left.map(({ unitLabel }) => unitLabel),
              'zh-CN',
            )}。`,
          } satisfies Block,
        ]),
  ];
}

const noteOf = ({ unitLabel, notes }: RankedRow): string[] =>
  notes.map((note) => {
    if (note.kind === 'merged') return `注：${unitLabel}含已并入的${note.from}。`;
    if (note.kind === 'renamed') return `注：${unitLabel}月初名为${note.from}。`;
    return `注：${note.window}当月属${unitLabel}${note.to === null ? '' : `，现属${note.to}`}。`;
  });

/** The charts are drawn from the records of the day they are made, the month is not. */
const drawn = ({ charts }: RankingCircular): Block[] => [
  ...charts.map(({ title, summary, picture }, at): Block => ({
    kind: 'figure',
    picture: { ...picture, type: 'png' },
    alt: `图${at + 1}　${title}：${summary}`,
  })),
  { kind: 'note', text: '注：图表按制作时的记录绘制，与定档得分不一致的，以定档得分为准。' },
];
