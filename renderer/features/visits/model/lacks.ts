import type { FieldIssue } from '../../../../domain/errors.js';
import { findingChanges, findingFaults, type FindingFields } from '../../../../domain/finding.js';
import { steps as allSteps, type Step, type VisitFields } from '../../../../domain/visit.js';
import { missingInVisit, wrongInVisit } from '../../../../domain/visit-check.js';
import { partsOf } from './paths';
import type { DraftChecklist, RefusedPart } from './draft';
import { nextOpen, type LiveSheet } from './sheet';

/** Where the hand has to go to mend it. */
export type Place =
  | { kind: 'item'; checklist: string; item: string }
  | { kind: 'step'; step: Step; windowId: number | null }
  | { kind: 'field'; name: string }
  | { kind: 'finding'; clientId: string }
  | { kind: 'window' }
  | { kind: 'cover' }
  | { kind: 'conflict' };

/** One line of what is missing before the visit can be submitted. */
export type Lack =
  | { kind: 'items'; checklist: string; open: number; place: Place }
  | { kind: 'untouched'; checklist: string; place: Place }
  | { kind: 'steps'; steps: Step[]; windowId: number | null; place: Place }
  /** Steps that lie on another day than the visit. */
  | { kind: 'strayed'; steps: Step[]; place: Place }
  | { kind: 'conflicts'; count: number; place: Place }
  | { kind: 'rule'; path: string; rule: string; params: Record<string, string | number>; place: Place };

interface Recorded {
  visit: VisitFields;
  checklists: readonly DraftChecklist[];
  sheetOf: (clientId: string) => LiveSheet | null;
  findings: readonly FindingFields[];
  conflicts: number;
  /** Parts that are on the screen and were not taken. */
  refused: ReadonlyMap<string, RefusedPart>;
  now: number;
}

const places: Partial<Record<string, Place>> = { windowIds: { kind: 'window' }, coverStory: { kind: 'cover' } };

function placeOf(path: string): Place {
  const parts = partsOf(path);
  if (parts.kind === 'answer') return { kind: 'item', checklist: parts.checklist, item: parts.item };
  if (parts.kind === 'finding') return { kind: 'finding', clientId: parts.clientId };
  const [head = '', ...rest] = path.split('.');
  if (head === 'steps') return stepPlace(rest);
  return places[head] ?? { kind: 'field', name: head };
}

/** `steps.done`, or `steps.7.done` where it is about one of several windows. */
function stepPlace(rest: readonly string[]): Place {
  const step = allSteps.find((one) => one === rest.at(-1)) ?? 'arrive';
  return { kind: 'step', step, windowId: rest.length > 1 ? Number(rest[0]) : null };
}

/** Everything that still keeps the visit from being submitted, in the order in which one would mend it. */
export function lacksOf({ visit, checklists, sheetOf, findings, conflicts, refused, now }: Recorded): Lack[] {
  const lacks: Lack[] = [];
  for (const { clientId, limits } of checklists) {
    const live = sheetOf(clientId);
    if (!live) continue;
    const { sheet, content, answers } = live;
    const { missing, answered, faults } = sheet.complete;
    const [first] = missing;
    for (const { item, rule, params } of faults)
      lacks.push({
        kind: 'rule',
        path: `answers.${clientId}.${item}`,
        rule,
        params,
        place: { kind: 'item', checklist: clientId, item },
      });
    const own = findings.filter(({ checklist }) => checklist === clientId);
    for (const item of findingChanges(content, answers, limits, own).toOpen)
      lacks.push({
        kind: 'rule',
        path: `checklists.${clientId}.${item.code}`,
        rule: 'findingMissing',
        params: { item: item.findingTitle ?? item.title },
        place: { kind: 'item', checklist: clientId, item: item.code },
      });
    if (!first) continue;
    const place: Place = { kind: 'item', checklist: clientId, item: nextOpen(sheet, null) ?? first.item };
    lacks.push(
      answered === 0 && checklists.length > 1
        ? { kind: 'untouched', checklist: clientId, place }
        : { kind: 'items', checklist: clientId, open: missing.length, place },
    );
  }
  const missingFields = missingInVisit(visit);
  const missing = missingFields
    .filter(({ rule }) => rule === 'stepMissing')
    .map(({ path }) => placeOf(path))
    .filter((place) => place.kind === 'step');
  for (const windowId of new Set(missing.map((one) => one.windowId))) {
    const own = missing.filter((one) => one.windowId === windowId).map(({ step }) => step);
    const steps = allSteps.filter((step) => own.includes(step));
    lacks.push({ kind: 'steps', steps, windowId, place: { kind: 'step', step: steps[0] ?? 'arrive', windowId } });
  }
  const strayed = missingFields.filter(({ rule }) => rule === 'otherDay').map(({ params }) => params?.['step']);
  if (strayed.length > 0)
    lacks.push({
      kind: 'strayed',
      steps: allSteps.filter((step) => strayed.includes(step)),
      place: { kind: 'field', name: 'startedAt' },
    });
  const wide = new Set(missing.map(({ step }) => step));
  const rules: FieldIssue[] = [
    ...[...refused].map(([path, part]) => ({ path, ...part })),
    ...missingFields.filter(({ rule, path }) => {
      // The step writes it down.
      if (path === 'startedAt') return !wide.has('arrive');
      if (path === 'endedAt') return !wide.has('left');
      return rule !== 'stepMissing' && rule !== 'otherDay';
    }),
    ...wrongInVisit(visit, { now, hallSinceDay: null }),
    ...findings.flatMap((finding) =>
      [
        ...findingFaults(finding).map(({ rule }) => rule as string),
        ...(finding.title.trim() === '' ? ['titleMissing'] : []),
      ].map((rule) => ({ path: `findings.${finding.clientId}`, rule })),
    ),
  ];
  for (const { path, rule, params } of eachOnce(rules))
    lacks.push({ kind: 'rule', path, rule, params: params ?? {}, place: placeOf(path) });
  if (conflicts > 0) lacks.push({ kind: 'conflicts', count: conflicts, place: { kind: 'conflict' } });
  return lacks;
}

/** A part that was refused for what the page knows as well is said once. */
const eachOnce = (rules: readonly FieldIssue[]): FieldIssue[] => [
  ...new Map(rules.map((issue) => [`${issue.path} ${issue.rule}`, issue])).values(),
];

/** What the main process refused at submission and this list does not say yet. */
export function lacksRefused(issues: readonly FieldIssue[], known: readonly Lack[]): Lack[] {
  const said = new Set(known.flatMap((lack) => (lack.kind === 'rule' ? [`${lack.path} ${lack.rule}`] : [])));
  const items = new Set(
    known.flatMap((lack) => (lack.kind === 'items' || lack.kind === 'untouched' ? [lack.checklist] : [])),
  );
  const stepsSaid = known.some(({ kind }) => kind === 'steps');
  return issues.flatMap(({ path, rule, params }): Lack[] => {
    const parts = partsOf(path);
    if (said.has(`${path} ${rule}`)) return [];
    if (rule === 'open' && parts.kind === 'answer' && items.has(parts.checklist)) return [];
    if (rule === 'stepMissing' && stepsSaid) return [];
    if (rule === 'otherDay' && known.some(({ kind }) => kind === 'strayed')) return [];
    return [{ kind: 'rule', path, rule, params: params ?? {}, place: placeOf(path) }];
  });
}
