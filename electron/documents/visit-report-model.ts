import type { DeadlineType, NumberSource } from '../../domain/checklist/kinds.js';
import { itemsOf, type TemplateContent } from '../../domain/checklist/schema.js';
import type { Limits } from '../../domain/checklist/verdict.js';
import type { Attachment } from '../../domain/evidence.js';
import type { Clip } from '../../domain/footage/clip.js';
import { dismissedItems } from '../../domain/confirmation.js';
import { findingNo } from '../../domain/numbers.js';
import { formatScore, score, type ScoreReason } from '../../domain/scoring.js';
import {
  againstLimit,
  minutesOf,
  spanOf,
  stepCorrections,
  stepsOfWindow,
  stepTimes,
  type AgainstLimit,
  type Span,
  type StepCorrection,
  type StepTimes,
  type VisitMode,
} from '../../domain/visit.js';
import type { FindingRow, VisitChecklist, VisitDetail } from '../../domain/visit-record.js';
import { footageOf, type ReportFootage } from './visit-report-footage.js';

/** A time that was measured, beside the limit it is held against. */
export interface Measured {
  span: Span;
  limit: AgainstLimit | null;
}

/** The timed steps of one window; of the whole visit where no window has steps of its own. */
export interface ReportTiming {
  windowLabel: string | null;
  times: StepTimes;
  waiting: Measured | null;
  handling: Measured | null;
}

export interface ReportDeduction extends ScoreReason {
  title: string;
}

export interface ReportChecklist {
  title: string;
  versionNumber: number;
  windowLabel: string | null;
  /** As it was frozen, written out: `96.5`. */
  score: string;
  base: string;
  grade: string | null;
  deductions: ReportDeduction[];
  /** Sums of what counted, written out. */
  deducted: string;
  given: string;
  judged: number;
  failed: number;
  notApplicable: number;
  notObserved: number;
  /** Titles of the critical items that failed. */
  critical: string[];
  /** Titles of the items that do not count because review dismissed their findings. */
  dismissed: string[];
  /** What the template makes of them. */
  criticalEffect: TemplateContent['criticalEffect'];
}

export interface ReportFinding extends FindingRow {
  number: string;
}

export interface ReportPicture {
  attachment: Attachment;
  /** From 1 in this report. */
  number: number;
  /** The finding or the item it shows. */
  about: string | null;
}

/**
 * Everything a visit report says, reckoned from the record. There is no place in it for the cover story or for a name:
 * what is not here cannot be printed.
 */
export interface ReportModel {
  no: string;
  state: 'submitted' | 'confirmed';
  hallLabel: string;
  zoneLabel: string | null;
  mode: VisitMode;
  windows: readonly { label: string; unitLabel: string }[];
  plan: { no: string; title: string | null; round: number | null } | null;
  serviceItem: { label: string; promisedDays: number | null } | null;
  inspectorCodes: string[];
  startedAt: number | null;
  endedAt: number | null;
  /** Minutes with one decimal. */
  durationMinutes: number | null;
  spokenTo: { badges: string[]; desks: string[]; serviceUsers: number };
  timings: ReportTiming[];
  corrections: (StepCorrection & { windowLabel: string | null })[];
  narrative: string | null;
  practices: string | null;
  measures: string | null;
  suggestions: string | null;
  score: string | null;
  /** As it was handed in, where confirmation left another score; with how many findings were dismissed. */
  submitted: { score: string; dismissed: number } | null;
  checklists: ReportChecklist[];
  /** What was confirmed or still waits for its decision. */
  findings: ReportFinding[];
  dismissed: ReportFinding[];
  /** How many findings have each proposed deadline. */
  deadlines: { type: DeadlineType; amount: number | null; count: number }[];
  pictures: ReportPicture[];
  /** Files that are no pictures and stay with the record. */
  otherFiles: number;
  footage: ReportFootage[];
  submittedAt: number | null;
  reviewedAt: number | null;
  reviewerCode: string | null;
}

/**
 * @param visit of a submitted or confirmed visit
 * @param contents of the versions its checklists were scored with, by id
 * @param clips of the visit, as its reader sees them
 */
export function reportModel(
  visit: VisitDetail,
  contents: ReadonlyMap<number, TemplateContent>,
  clips: readonly Clip[] = [],
): ReportModel {
  const review = visit.events.filter(({ kind }) => kind === 'confirmed').at(-1);
  const { fields } = visit;
  const { startedAt, endedAt } = fields;
  const findings = visit.findings.map((finding, index) => ({
    ...finding,
    number: finding.no ?? findingNo(visit.no, index + 1),
  }));
  const standing = findings.filter(({ state }) => state !== 'dismissed');
  const dismissed = visit.state === 'confirmed' ? dismissedItems(visit.findings) : null;
  const pictures = visit.attachments.filter(({ kind }) => kind === 'picture');
  return {
    no: visit.no,
    state: visit.state === 'confirmed' ? 'confirmed' : 'submitted',
    hallLabel: visit.hallLabel,
    zoneLabel: visit.zoneLabel,
    mode: fields.mode,
    windows: visit.windows.map(({ label, unitLabel }) => ({ label, unitLabel })),
    plan: visit.planNo === null ? null : { no: visit.planNo, title: visit.planTitle, round: visit.roundNumber },
    serviceItem:
      visit.serviceItemLabel === null ? null : { label: visit.serviceItemLabel, promisedDays: visit.promisedDays },
    inspectorCodes: visit.inspectors.map(({ code }) => code),
    startedAt,
    endedAt,
    durationMinutes: startedAt === null || endedAt === null ? null : minutesOf(endedAt - startedAt),
    spokenTo: spokenTo(visit),
    timings: timings(visit),
    corrections: corrections(visit),
    narrative: fields.narrative,
    practices: fields.practices,
    measures: fields.measures,
    suggestions: fields.suggestions,
    score: visit.score === null ? null : formatScore(visit.score),
    submitted: submittedOf(visit),
    checklists: visit.checklists.flatMap((checklist) => {
      const content = contents.get(checklist.versionId);
      const label = labelOf(visit, checklist.windowId);
      return content ? [scored(checklist, content, label, dismissed?.get(checklist.clientId) ?? new Set())] : [];
    }),
    findings: standing,
    dismissed: findings.filter(({ state }) => state === 'dismissed'),
    deadlines: deadlines(standing),
    pictures: pictures.map((attachment, index) => ({
      attachment,
      number: index + 1,
      about: aboutOf(visit, findings, attachment, contents),
    })),
    otherFiles: visit.attachments.length - pictures.length,
    footage: footageOf(clips),
    submittedAt: visit.submittedAt,
    reviewedAt: review?.at ?? null,
    reviewerCode: review?.who ?? null,
  };
}

function submittedOf({ score: counts, submittedScore, findings }: VisitDetail): ReportModel['submitted'] {
  if (submittedScore === null || submittedScore === counts) return null;
  const dismissed = findings.filter(({ state, itemCode }) => state === 'dismissed' && itemCode !== null).length;
  return { score: formatScore(submittedScore), dismissed };
}

const labelOf = (visit: VisitDetail, windowId: number | null): string | null =>
  visit.windows.find(({ id }) => id === windowId)?.label ?? null;

/** The limits that stood at the time: those frozen with the window's checklist, else those of the whole visit. */
function limitsOf(visit: VisitDetail, windowId: number | null): Limits {
  const own = visit.checklists.find((checklist) => checklist.windowId === windowId);
  if (own) return own.limits;
  const { waiting_minutes, handling_minutes } = visit.targets;
  return {
    ...(waiting_minutes === null ? {} : { waiting_minutes }),
    ...(handling_minutes === null ? {} : { handling_minutes }),
  };
}

function spokenTo({ fields }: VisitDetail): ReportModel['spokenTo'] {
  const staff = fields.spokenTo.filter((person) => person.kind === 'counter_staff');
  const given = (values: (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];
  return {
    badges: given(staff.map(({ badgeNo }) => badgeNo)),
    desks: given(staff.map(({ deskNo, badgeNo }) => (badgeNo === null ? deskNo : null))),
    serviceUsers: fields.spokenTo.length - staff.length,
  };
}

function timings(visit: VisitDetail): ReportTiming[] {
  const own = new Set(visit.steps.map(({ windowId }) => windowId));
  const windows = visit.windows.filter(({ id }) => own.has(id));
  const places = windows.length > 0 ? windows.map(({ id, label }) => ({ id, label })) : [{ id: null, label: null }];
  return places.map(({ id, label }) => {
    const times = stepTimes(stepsOfWindow(visit.steps, id));
    const measured = (which: NumberSource): Measured | null => {
      const span = spanOf(which, visit.fields.mode, times, null);
      const limit = limitsOf(visit, id)[which];
      return span && { span, limit: limit === undefined ? null : againstLimit(span, limit) };
    };
    return {
      windowLabel: label,
      times,
      waiting: measured('waiting_minutes'),
      handling: measured('handling_minutes'),
    };
  });
}

function corrections(visit: VisitDetail): ReportModel['corrections'] {
  const places = [...new Set(visit.steps.map(({ windowId }) => windowId))];
  return places.flatMap((place) => {
    const own = visit.steps.filter(({ windowId }) => windowId === place);
    return stepCorrections(own).map((correction) => ({ ...correction, windowLabel: labelOf(visit, place) }));
  });
}

function scored(
  checklist: VisitChecklist,
  content: TemplateContent,
  windowLabel: string | null,
  dismissed: ReadonlySet<string>,
): ReportChecklist {
  const reckoned = score(content, checklist.answers, checklist.limits, dismissed);
  const items = new Map(itemsOf(content).map(({ item }) => [item.code, item]));
  const titleOf = (code: string): string => {
    const item = items.get(code);
    return item ? `${code} ${item.findingTitle ?? item.title}` : code;
  };
  const sum = (effect: ScoreReason['effect']): string =>
    formatScore(
      reckoned.reasons.filter((reason) => reason.effect === effect).reduce((all, { applied }) => all + applied, 0),
    );
  // The frozen values are what was decided on; the reasons beside them follow from the frozen answers and limits.
  const grade = checklist.score ? checklist.score.grade : reckoned.grade;
  return {
    title: checklist.title,
    versionNumber: checklist.versionNumber,
    windowLabel,
    score: formatScore(checklist.score?.score ?? reckoned.score),
    base: formatScore(reckoned.base),
    grade: content.grades.find(({ code }) => code === grade)?.label ?? null,
    deductions: reckoned.reasons.map((reason) => ({ ...reason, title: titleOf(reason.item) })),
    deducted: sum('deduction'),
    given: sum('bonus'),
    judged: reckoned.counts.conforms + reckoned.counts.fails,
    failed: reckoned.failures.length,
    notApplicable: reckoned.counts.not_applicable,
    notObserved: reckoned.counts.not_observed,
    critical: reckoned.criticalFailures.map(titleOf),
    dismissed: [...items.keys()].filter((code) => dismissed.has(code)).map(titleOf),
    criticalEffect: content.criticalEffect,
  };
}

function deadlines(findings: readonly FindingRow[]): ReportModel['deadlines'] {
  const groups = new Map<string, ReportModel['deadlines'][number]>();
  for (const { deadlineType: type, deadlineAmount: amount } of findings) {
    const group = groups.get(`${type} ${amount}`) ?? { type, amount, count: 0 };
    groups.set(`${type} ${amount}`, { ...group, count: group.count + 1 });
  }
  return [...groups.values()];
}

function aboutOf(
  visit: VisitDetail,
  findings: readonly ReportFinding[],
  { target }: Attachment,
  contents: ReadonlyMap<number, TemplateContent>,
): string | null {
  if (target.kind === 'finding') return findings.find(({ clientId }) => clientId === target.finding)?.number ?? null;
  if (target.kind !== 'item') return null;
  const checklist = visit.checklists.find(({ clientId }) => clientId === target.checklist);
  const content = checklist && contents.get(checklist.versionId);
  const item = content && itemsOf(content).find(({ item: { code } }) => code === target.itemCode)?.item;
  return item ? `${item.code} ${item.title}` : target.itemCode;
}
