import { severities } from '../../domain/checklist/kinds.js';
import { minutesOf } from '../../domain/visit.js';
import { localMinute } from '../../domain/time.js';
import {
  categoryWords,
  deadlineWords,
  filled,
  findingStateWords,
  listed,
  ordinal,
  pick,
  severityWords,
} from './field-words.js';
import type { Block, Fact, PaperLanguage } from './paper.js';
import type { ReportFinding, ReportModel } from './visit-report-model.js';
import type { ReportWord, Say } from './visit-report-words.js';

/** 主要做法, 存在问题, 整改措施, 意见建议. */
export function partsOf(model: ReportModel, say: Say, language: PaperLanguage): Block[] {
  const text = (written: string | null): Block => ({ kind: 'text', text: written ?? say('unwritten') });
  const heading = (word: ReportWord): Block => ({ kind: 'heading', level: 1, text: say(word) });
  return [
    heading('practices'),
    text(model.practices),
    heading('problems'),
    ...problemsOf(model, say, language),
    heading('measures'),
    ...measuresOf(model, say, language),
    heading('suggestions'),
    text(model.suggestions),
  ];
}

function problemsOf(model: ReportModel, say: Say, language: PaperLanguage): Block[] {
  const { findings, dismissed } = model;
  const word = findings.length > 0 ? null : dismissed.length > 0 ? 'noneLeft' : 'noProblems';
  return [
    { kind: 'text', text: word === null ? countsOf(findings, say, language) : say(word) },
    ...findings.flatMap((finding, index) => findingOf(finding, index + 1, say, language)),
    ...(dismissed.length === 0
      ? []
      : ([
          { kind: 'heading', level: 2, text: say('dismissedHead') },
          {
            kind: 'grid',
            columns: [
              { title: say('number'), share: 40 },
              { title: say('problem'), share: 60 },
              { title: say('decision'), share: 56 },
            ],
            rows: dismissed.map((finding) => [finding.number, finding.title, finding.decisionNote ?? '']),
          },
        ] satisfies Block[])),
  ];
}

function countsOf(findings: readonly ReportFinding[], say: Say, language: PaperLanguage): string {
  const parts = [...severities].reverse().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const word = pick(severityWords[severity], language);
    return count === 0 ? [] : [say('severityPart', { word: language === 'en' ? word.toLowerCase() : word, count })];
  });
  const onSpot = findings.filter(({ correctedOnSpot }) => correctedOnSpot).length;
  return say('problemsLine', {
    count: findings.length,
    severities: parts.join(language === 'en' ? ', ' : '，'),
    onSpot: onSpot === 0 ? '' : say('onSpotPart', { count: onSpot }),
  });
}

function findingOf(finding: ReportFinding, position: number, say: Say, language: PaperLanguage): Block[] {
  const fact = (label: ReportWord, value: string | null): Fact[] =>
    value === null || value === '' ? [] : [{ label: say(label), value }];
  const { headCount, headTotal, durationSeconds, deadlineType, deadlineAmount } = finding;
  const heads =
    headCount === null
      ? null
      : headTotal === null
        ? say('headsOnly', { count: headCount })
        : say('headsOf', { count: headCount, total: headTotal });
  const deadline = filled(pick(deadlineWords[deadlineType], language), { amount: deadlineAmount ?? '' });
  const decision = [pick(findingStateWords[finding.state], language), finding.decisionNote].filter(
    (part) => part !== null,
  );
  const short = [
    fact('number', finding.number),
    fact(
      'severity',
      listed(
        [pick(severityWords[finding.severity], language), pick(categoryWords[finding.category], language)],
        language,
      ),
    ),
    fact('window', finding.windowLabel),
    fact('unit', finding.unitLabel),
    fact('seenAt', finding.at === null ? null : localMinute(finding.at)),
    fact('heads', heads),
    fact('lasted', durationSeconds === null ? null : say('minutes', { minutes: minutesOf(durationSeconds * 1000) })),
    fact('onSpot', say(finding.correctedOnSpot ? 'yes' : 'no')),
    fact('deadline', deadline),
  ].flat();
  return [
    {
      kind: 'heading',
      level: 2,
      text: say('findingHead', { position: ordinal(position, language), title: finding.title }),
    },
    {
      kind: 'facts',
      rows: [
        ...pairs(short),
        ...[
          fact('basis', finding.basisClause),
          fact('description', finding.description),
          fact('decision', decision.join(language === 'en' ? ': ' : '：')),
        ].filter((row) => row.length > 0),
      ],
    },
  ];
}

/** Two to a row. */
function pairs(facts: readonly Fact[]): Fact[][] {
  return facts.flatMap((fact, index) => (index % 2 > 0 ? [] : [[fact, ...facts.slice(index + 1, index + 2)]]));
}

function measuresOf(model: ReportModel, say: Say, language: PaperLanguage): Block[] {
  const counted = model.deadlines.map(({ type, amount, count }) =>
    say('severityPart', { word: filled(pick(deadlineWords[type], language), { amount: amount ?? '' }), count }),
  );
  const lines = [
    counted.length === 0 ? null : say('deadlinesLine', { parts: counted.join(language === 'en' ? ', ' : '，') }),
    model.measures,
  ].filter((line) => line !== null);
  return [{ kind: 'text', text: lines.join('\n') || say('unwritten') }];
}
