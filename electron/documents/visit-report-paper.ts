import { modeFacts, steps, type Step } from '../../domain/visit.js';
import { formatScore } from '../../domain/scoring.js';
import { dayOf, localMinute } from '../../domain/time.js';
import { listed, longDay, modeWords, phoneStepWords, pick, stepWords } from './field-words.js';
import {
  TEXT_WIDTH,
  type Block,
  type Column,
  type Fact,
  type Paper,
  type PaperLanguage,
  type RulerSpan,
} from './paper.js';
import { clockOf } from './time-ruler.js';
import type { Measured, ReportModel, ReportTiming } from './visit-report-model.js';
import { sayIn, type ReportWord, type Say } from './visit-report-words.js';
import { partsOf } from './visit-report-parts.js';
import { scoringOf } from './visit-report-scores.js';
import { footageBlocks } from './visit-report-footage.js';
import { picturesOf, type LoadedPicture } from './visit-report-pictures.js';

/**
 * The visit report, from title to signatures and annex.
 * @param pictures read and scaled, in the order of the model; those that could not be read are missing
 */
export function reportPaper(model: ReportModel, pictures: readonly LoadedPicture[], language: PaperLanguage): Paper {
  const say = sayIn(language);
  const day = dayOf(model.startedAt ?? model.submittedAt ?? 0);
  return {
    language,
    form: 'report',
    subject: say('subject', { no: model.no }),
    title: [model.hallLabel, say('title')],
    number: model.no,
    running: model.no,
    date: `${longDay(day, language)}${model.state === 'submitted' ? say('unreviewed') : ''}`,
    footer: say('footer'),
    pageOf: (page, pages) => [say('pageBefore'), page, say('pageBetween'), pages, say('pageAfter')],
    blocks: [
      { kind: 'heading', level: 1, text: say('facts') },
      { kind: 'facts', rows: factsOf(model, say, language) },
      ...timingOf(model, say, language),
      ...(model.narrative === null
        ? []
        : ([
            { kind: 'heading', level: 1, text: say('narrative') },
            { kind: 'text', text: model.narrative },
          ] as const)),
      ...scoringOf(model, say, language),
      ...partsOf(model, say, language),
      {
        kind: 'signatures',
        lines: [
          { label: say('signInspectors'), value: listed(model.inspectorCodes, language) },
          { label: say('signReviewer'), value: model.reviewerCode ?? '' },
          {
            label: say('signDate'),
            value: model.reviewedAt === null ? '' : longDay(dayOf(model.reviewedAt), language),
          },
        ],
      },
      ...picturesOf(model, pictures, say),
      ...footageBlocks(model.footage, say),
    ],
  };
}

function factsOf(model: ReportModel, say: Say, language: PaperLanguage): Fact[][] {
  const minute = (at: number | null): string => (at === null ? say('dash') : localMinute(at));
  const unique = (values: readonly string[]): string => listed([...new Set(values)], language);
  const { plan, serviceItem, windows, spokenTo, durationMinutes } = model;
  const inPlan = plan && [plan.no, plan.title, plan.round === null ? null : say('round', { round: plan.round })];
  const item = serviceItem && [
    serviceItem.label,
    serviceItem.promisedDays === null ? null : say('promised', { days: serviceItem.promisedDays }),
  ];
  const met = [
    spokenTo.badges.length > 0 ? say('badges', { list: listed(spokenTo.badges, language) }) : null,
    spokenTo.desks.length > 0 ? say('desks', { list: listed(spokenTo.desks, language) }) : null,
    spokenTo.serviceUsers > 0 ? say('serviceUsers', { count: spokenTo.serviceUsers }) : null,
  ];
  const fact = (label: ReportWord, value: string): Fact => ({ label: say(label), value });
  const joined = (parts: readonly (string | null)[], gap: string): string =>
    parts.filter((part) => part !== null).join(gap);
  const comma = language === 'en' ? '; ' : '；';
  return [
    [fact('mode', pick(modeWords[model.mode], language)), fact('inspectors', listed(model.inspectorCodes, language))],
    [fact('hall', model.hallLabel), ...(model.zoneLabel === null ? [] : [fact('zone', model.zoneLabel)])],
    ...(windows.length === 0
      ? []
      : [
          [fact('windows', unique(windows.map(({ label }) => label)))],
          [fact('units', unique(windows.map(({ unitLabel }) => unitLabel)))],
        ]),
    ...(item ? [[fact('serviceItem', joined(item, comma))]] : []),
    ...(inPlan ? [[fact('plan', joined(inPlan, language === 'en' ? ', ' : '　'))]] : []),
    [fact('start', minute(model.startedAt)), fact('end', minute(model.endedAt))],
    [
      fact('duration', durationMinutes === null ? say('dash') : say('minutes', { minutes: durationMinutes })),
      fact('spokenTo', joined(met, comma) || say('none')),
    ],
    [
      fact('findingsFact', say('countOf', { count: model.findings.length })),
      fact(
        'result',
        model.submitted ? (model.score ?? '') + say('rescored', model.submitted) : (model.score ?? say('dash')),
      ),
    ],
  ];
}

/** Width of a column with clock times, millimetres. */
const CLOCK_MM = 14.5;

/** What a step is called in this mode. */
const stepWord = (model: ReportModel, step: Step, language: PaperLanguage): string =>
  pick((modeFacts(model.mode).place === 'phone' ? phoneStepWords[step] : undefined) ?? stepWords[step], language);

function timingOf(model: ReportModel, say: Say, language: PaperLanguage): Block[] {
  const taken = steps.filter((step) => model.timings.some(({ times }) => times[step] !== undefined));
  // Arriving and leaving alone are the start and the end, which stand above.
  if (taken.every((step) => step === 'arrive' || step === 'left')) return [];
  const place = ({ windowLabel }: { windowLabel: string | null }): string => windowLabel ?? say('wholeVisit');
  const time = (at: number | undefined): string => (at === undefined ? say('dash') : clockWithSeconds(at));
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: say('timing') },
    {
      kind: 'grid',
      columns: [
        { title: say('window'), share: TEXT_WIDTH - taken.length * CLOCK_MM },
        ...taken.map((step) => ({ title: stepWord(model, step, language), share: CLOCK_MM, align: 'center' as const })),
      ],
      small: true,
      rows: model.timings.map((timing) => [place(timing), ...taken.map((step) => time(timing.times[step]))]),
    },
  ];
  const measured = (['waiting', 'handling'] as const).filter((which) => model.timings.some((timing) => timing[which]));
  if (measured.length > 0)
    blocks.push({
      kind: 'grid',
      columns: [
        { title: say('window'), share: TEXT_WIDTH - 8 * CLOCK_MM },
        ...measured.flatMap((which): Column[] => [
          { title: say(which), share: CLOCK_MM * 1.3, align: 'right' },
          { title: say('target'), share: CLOCK_MM * 1.3, align: 'right' },
          { title: say('compared'), share: CLOCK_MM * 1.4 },
        ]),
      ],
      rows: model.timings.map((timing) => [
        place(timing),
        ...measured.flatMap((which) => againstTarget(timing[which], say)),
      ]),
      small: true,
    });
  for (const timing of model.timings) blocks.push(...rulerOf(model, timing, say, language));
  if (model.corrections.length > 0)
    blocks.push({
      kind: 'note',
      text: model.corrections
        .map((correction) =>
          say('corrected', {
            window: correction.windowLabel === null ? '' : `${correction.windowLabel} `,
            step: stepWord(model, correction.step, language),
            from: correction.from === null ? say('takenBack') : clockWithSeconds(correction.from),
            to: correction.to === null ? say('takenBack') : clockWithSeconds(correction.to),
            recordedAt: localMinute(correction.recordedAt),
            note: correction.note === null ? '' : language === 'en' ? `, ${correction.note}` : `，${correction.note}`,
          }),
        )
        .join('\n'),
    });
  return blocks;
}

/** `09:02:31` on the clock of Shanghai. */
function clockWithSeconds(instant: number): string {
  const seconds = Math.floor(instant / 1000) % 60;
  return `${clockOf(instant)}:${String(seconds).padStart(2, '0')}`;
}

function againstTarget(measured: Measured | null, say: Say): string[] {
  if (measured === null) return [say('dash'), say('dash'), say('dash')];
  const { span, limit } = measured;
  const minutes = say('minutes', { minutes: span.minutes });
  if (limit === null) return [minutes, say('dash'), say('noTarget')];
  const over = formatScore(Math.round((span.minutes - limit.limitMinutes) * 100));
  return [
    minutes,
    say('minutes', { minutes: limit.limitMinutes }),
    limit.over ? say('over', { minutes: over }) : say('within'),
  ];
}

function rulerOf(model: ReportModel, timing: ReportTiming, say: Say, language: PaperLanguage): Block[] {
  const marks = steps.flatMap((step) => {
    const at = timing.times[step];
    return at === undefined ? [] : [{ at, label: stepWord(model, step, language) }];
  });
  const spans = (['waiting', 'handling'] as const).flatMap((which): RulerSpan[] => {
    const span = timing[which]?.span;
    const from = span && timing.times[span.from];
    const label = span && `${say(which)} ${say('minutes', { minutes: span.minutes })}`;
    return span && from !== undefined && label ? [{ from, to: from + span.ms, tone: which, label }] : [];
  });
  const instants = marks.map(({ at }) => at);
  const [from, to] = [Math.min(...instants), Math.max(...instants)];
  if (spans.length === 0 || to <= from) return [];
  const alt = say('rulerAlt', {
    window: timing.windowLabel === null ? '' : `${timing.windowLabel} `,
    from: clockOf(from),
    to: clockOf(to),
    spans: listed(
      spans.map(({ label }) => label),
      language,
    ),
  });
  return [
    {
      kind: 'ruler',
      ruler: { title: model.timings.length > 1 ? timing.windowLabel : null, from, to, spans, marks },
      alt,
    },
  ];
}
