import type { TemplateContent } from '../../../domain/checklist/schema.js';
import { findingChanges, findingOfItem } from '../../../domain/finding.js';
import { readyTitles, type ReadyTemplateKey } from '../../../domain/templates/index.js';
import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import { modeFacts, numbersFromSteps, stepsOfWindow, stepTimes } from '../../../domain/visit.js';
import type { VisitChange, VisitChecklist, VisitDetail } from '../../../domain/visit-record.js';
import type { Actor } from '../../ipc/context.js';
import { courses, settingOf } from '../data/courses.js';
import * as found from '../data/findings.js';
import * as words from '../data/observations.js';
import type { Orders } from '../orders.js';
import { chancesOf, type PlannedVisit } from '../plan/visits.js';
import type { IdOf } from '../plan/sketch.js';
import type { Random } from '../random.js';
import type { Say, Words } from '../words.js';
import { fillChecklist } from './answers.js';
import { observed } from './observed.js';
import { timeSteps, type TimedStep } from './steps.js';

const MINUTE = 60_000;
/** Into how many parts a record is written, and how far apart. */
const MOST_PARTS = 12;
const PART_MS = 25_000;
/** The reviewer sits down at ten on the day after. */
const REVIEW_AT = 10 * 60 * MINUTE;

/** Makes visits happen by the commands an inspector and a reviewer would give, each at its own time. */
export class VisitRecorder {
  readonly #versions = new Map<number, TemplateContent>();
  /** By inspector and what it is about. */
  readonly #lastWords = new Map<string, string>();

  constructor(
    private readonly orders: Orders,
    private readonly idOf: IdOf,
    private readonly people: ReadonlyMap<string, Actor>,
    private readonly say: Say,
  ) {}

  async record(planned: PlannedVisit, roundObjectId: number | null): Promise<void> {
    const random = chancesOf(planned);
    const begin = planned.day * DAY_MS - SHANGHAI_OFFSET_MS + planned.minute * MINUTE;
    const [first, second] = planned.inspectors;
    this.#sit(first, 'inspector', begin);
    let visit = await this.orders.give('visits.start', {
      clientId: planned.clientId,
      mode: planned.mode,
      roundObjectId,
      hallId: this.idOf(planned.hall),
      windowIds: planned.windows.map(this.idOf),
      partnerIds: [this.#person(second).personId],
    });
    if (planned.template !== null) visit = await this.#other(planned.template, visit, random);
    const { changes, end } = await this.#observe(planned, visit, begin, random);
    this.#sit(first, 'inspector', end);
    if (planned.fate === 'draft') {
      const half = changes.filter(({ kind }) => kind !== 'finding').slice(0, Math.ceil(changes.length / 2));
      return void (await this.orders.give('visits.change', { id: visit.id, seen: visit.revision, changes: half }));
    }
    await this.#write(planned, visit, changes, end);
    if (planned.fate === 'discarded') {
      visit = await this.orders.give('visits.get', { id: visit.id });
      const reason = this.say(random.pick(words.discardReasons));
      return void (await this.orders.give('visits.discard', { id: visit.id, revision: visit.revision, reason }));
    }
    visit = await this.#submit(visit.id);
    if (planned.fate === 'waiting') return;
    const nextDay = (planned.day + 1) * DAY_MS - SHANGHAI_OFFSET_MS + REVIEW_AT;
    if (planned.fate === 'returned' || planned.fate === 'returnedThenConfirmed') {
      this.#sit('reviewer', 'reviewer', nextDay);
      const note = this.say(random.pick(words.returnNotes));
      await this.orders.give('visits.return', { id: visit.id, revision: visit.revision, note });
      if (planned.fate === 'returned') return;
      this.#sit(first, 'inspector', nextDay + 90 * MINUTE);
      visit = await this.#submit(visit.id);
    }
    this.#sit('reviewer', 'reviewer', nextDay + 5 * 60 * MINUTE);
    await this.#review(visit, random);
  }

  /** Another checklist than the one its mode begins with, at the same windows. */
  async #other(key: ReadyTemplateKey, visit: VisitDetail, random: Random): Promise<VisitDetail> {
    const title = this.say(readyTitles(key));
    const version = (await this.orders.give('templates.choices', {})).find((choice) => choice.title === title);
    if (!version) throw new Error(`the demo hall has no checklist ${key}`);
    const changes = visit.checklists.flatMap(({ clientId, windowId }): VisitChange[] => [
      { kind: 'dropChecklist', clientId },
      { kind: 'checklist', clientId: random.uuid(), windowId, versionId: version.id },
    ]);
    await this.orders.give('visits.change', { id: visit.id, seen: visit.revision, changes });
    return this.orders.give('visits.get', { id: visit.id });
  }

  /** What still stands on somebody's desk was written bit by bit; older records are put in at once. */
  async #write(planned: PlannedVisit, visit: VisitDetail, changes: VisitChange[], end: number): Promise<void> {
    const parts = planned.fate === 'confirmed' ? 1 : Math.min(MOST_PARTS, changes.length);
    const size = Math.ceil(changes.length / parts);
    for (let from = 0; from < changes.length; from += size) {
      this.#sit(planned.inspectors[0], 'inspector', end + (from / size) * PART_MS);
      const some = changes.slice(from, from + size);
      await this.orders.give('visits.change', { id: visit.id, seen: visit.revision, changes: some });
    }
  }

  async #submit(id: number): Promise<VisitDetail> {
    const { revision } = await this.orders.give('visits.get', { id });
    return this.orders.give('visits.submit', { id, revision });
  }

  async #review(visit: VisitDetail, random: Random): Promise<void> {
    let revision = visit.revision;
    for (const finding of visit.findings) {
      const dismissed = random.next() < 0.08;
      const decided = await this.orders.give('visits.decideFinding', {
        findingId: finding.id,
        revision: finding.revision,
        decision: dismissed ? 'dismissed' : 'confirmed',
        severity: finding.severity,
        note: this.say(random.pick(dismissed ? words.dismissNotes : words.reviewNotes)),
      });
      revision = decided.revision;
    }
    await this.orders.give('visits.confirm', {
      id: visit.id,
      revision,
      note: this.say(random.pick(words.reviewNotes)),
    });
  }

  /** Everything an inspector would write down, as changes of the fresh draft. */
  async #observe(
    planned: PlannedVisit,
    visit: VisitDetail,
    begin: number,
    random: Random,
  ): Promise<{ changes: VisitChange[]; end: number }> {
    const { say } = this;
    const facts = modeFacts(planned.mode);
    const course = courses[settingOf(planned.mode)];
    const atWindows: (number | null)[] = visit.fields.windowIds.length > 0 ? visit.fields.windowIds : [null];
    const { steps, end } = timeSteps(random, planned.mode, atWindows, begin, {
      wait: planned.usualWait * planned.crowd,
      handling: planned.usualHandling,
    });
    const texts = {
      coverStory: facts.coverStory ? say(random.pick(words.coverStories)) : null,
      narrative: this.#written(
        planned.copied,
        `${planned.inspectors[0]} ${planned.mode}`,
        observed([course.openings, course.narratives, course.between, course.endings], {
          random,
          at: begin,
          window: visit.windows[0]?.number,
        }),
      ),
      practices: random.next() < 0.7 ? say(random.pick(words.practices)) : null,
      measures: random.next() < 0.6 ? say(random.pick(words.measures)) : null,
      suggestions: random.next() < 0.6 ? say(random.pick(words.suggestions)) : null,
      endedAt: end,
    };
    const was = {
      coverStory: visit.fields.coverStory,
      narrative: null,
      practices: null,
      measures: null,
      suggestions: null,
      endedAt: null,
    };
    const changes: VisitChange[] = [
      { kind: 'fields', was, value: texts },
      ...steps.map((entry): VisitChange => ({
        kind: 'step',
        clientId: random.uuid(),
        entry: { ...entry, note: null },
      })),
    ];
    for (const checklist of visit.checklists)
      changes.push(...(await this.#answer(planned, visit, checklist, steps, random)));
    return { changes, end };
  }

  async #answer(
    planned: PlannedVisit,
    visit: VisitDetail,
    checklist: VisitChecklist,
    steps: readonly TimedStep[],
    random: Random,
  ): Promise<VisitChange[]> {
    const content = await this.#content(checklist.versionId);
    const times = stepTimes(stepsOfWindow(steps, checklist.windowId).map((entry) => ({ ...entry, note: null })));
    const measured = numbersFromSteps(planned.mode, times);
    const answers = fillChecklist(content, {
      random,
      say: this.say,
      failing: planned.failing,
      measured,
      limits: checklist.limits,
    });
    const given = Object.entries(answers).map(([item, value]): VisitChange => ({
      kind: 'answer',
      checklist: checklist.clientId,
      item,
      was: null,
      value,
    }));
    const failing = findingChanges(content, answers, checklist.limits, []).toOpen;
    const window = visit.windows.find(({ id }) => id === checklist.windowId);
    const at = times.greeted ?? times.called ?? times.arrive ?? null;
    const setting = settingOf(planned.mode);
    const findings = failing.map((item, index): VisitChange => {
      const clientId = random.uuid();
      const place = {
        clientId,
        checklist: checklist.clientId,
        windowId: checklist.windowId,
        unitId: window?.unitId ?? null,
        at,
      };
      const opened = findingOfItem(item, answers, place);
      const group = item.findingCategory;
      const told = setting === 'phone' ? (found.heard[group] ?? found.heard.any) : found.seen[group];
      const more = setting === 'phone' ? undefined : found.detailsOf[group];
      const correctedOnSpot = random.next() < 0.25;
      const minutes = 3 + random.below(20);
      const kinds = [
        found.sightings[setting],
        told,
        correctedOnSpot ? found.putRight[setting] : (more ?? found.details[setting]),
      ];
      const text = observed(kinds, { random, at: at ?? visit.createdAt, window: window?.number, minutes });
      const value = {
        ...opened,
        description: this.#written(planned.copied && index === 0, `${planned.inspectors[0]} ${setting} ${group}`, text),
        correctedOnSpot,
        durationSeconds: group === 'attendance' ? 60 * minutes : null,
      };
      return { kind: 'finding', clientId, was: null, value };
    });
    return [...given, ...findings];
  }

  async #content(versionId: number): Promise<TemplateContent> {
    const known = this.#versions.get(versionId);
    if (known) return known;
    const { content } = await this.orders.give('templates.version', { versionId });
    this.#versions.set(versionId, content);
    return content;
  }

  /** A text of a visit: its own words, or when it is copied those that were written last about the same. */
  #written(copied: boolean, about: string, own: Words): string {
    const text = (copied && this.#lastWords.get(about)) || this.say(own);
    this.#lastWords.set(about, text);
    return text;
  }

  #person(account: string): Actor {
    const person = this.people.get(account);
    if (!person) throw new Error(`the demo hall has no ${account}`);
    return person;
  }

  #sit(account: string, role: 'inspector' | 'reviewer', now: number): void {
    this.orders.as(this.#person(account), [role], now);
  }
}
