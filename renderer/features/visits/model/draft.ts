import { shallowReactive, shallowRef } from 'vue';
import type { Answer, Answers } from '../../../../domain/checklist/answers.js';
import { findingFields, type FindingFields } from '../../../../domain/finding.js';
import type {
  FindingRow,
  VisitChange,
  VisitChecklist,
  VisitConflict,
  VisitDetail,
  VisitEdit,
  VisitStep,
} from '../../../../domain/visit-record.js';
import { answerPath, findingPath, partsOf } from './paths';
import { same } from './same';

export type VisitFieldValues = VisitDetail['fields'];
export type FieldName = keyof VisitFieldValues;
/** A checklist of the draft apart from its answers, which are parts of their own. */
export type DraftChecklist = Omit<VisitChecklist, 'answers' | 'score'>;
/** A part the main process did not take as it is: it stays on the screen and goes again once it is changed. */
export interface RefusedPart {
  rule: string;
  params: Record<string, string | number>;
}

interface Flight {
  values: Map<string, unknown>;
  steps: Set<string>;
  added: Set<string>;
  dropped: Set<string>;
}

const fieldsOfFinding = Object.keys(findingFields.shape) as (keyof FindingFields)[];
const findingOf = (row: FindingRow): FindingFields =>
  Object.fromEntries(fieldsOfFinding.map((name) => [name, row[name]])) as FindingFields;

/**
 * A visit while it is being recorded. Every part is known twice: as the store holds it, and as it stands on the screen;
 * where they differ, the part still has to go there. What somebody else wrote is taken over where nothing differs, and
 * never under the hands of whoever is typing.
 */
export class VisitDraft {
  /** As it stands on the screen, by path. Reading one path follows that path alone. */
  readonly mine = shallowReactive(new Map<string, unknown>());
  readonly checklists = shallowRef<readonly DraftChecklist[]>([]);
  readonly findingIds = shallowRef<readonly string[]>([]);
  readonly steps = shallowRef<readonly VisitStep[]>([]);
  readonly refused = shallowReactive(new Map<string, RefusedPart>());
  /** Parts two people wrote differently; they wait for a decision. */
  readonly contested = shallowReactive(new Map<string, VisitConflict>());

  private readonly known = new Map<string, unknown>();
  /** Parts written on this screen that may differ from the store. */
  private readonly touched = new Set<string>();
  /** Contested parts whose one side was written here: what stands here stays until it is decided. */
  private readonly disputed = new Set<string>();
  private readonly unsentSteps = new Set<string>();
  private readonly added = new Set<string>();
  private readonly dropped = new Set<string>();
  /** Parts that have the keyboard, and what came in for them meanwhile. */
  private readonly held = new Map<string, { theirs: unknown } | null>();
  private flight: Flight | null = null;
  private seen = 0;

  /** @param me the code under which this person's side of a conflict stands */
  constructor(
    detail: VisitDetail,
    private readonly me: () => string,
  ) {
    this.take(detail);
  }

  field<K extends FieldName>(name: K): VisitFieldValues[K] {
    return this.mine.get(name) as VisitFieldValues[K];
  }
  answer(checklist: string, item: string): Answer | null {
    return (this.mine.get(answerPath(checklist, item)) ?? null) as Answer | null;
  }
  finding(clientId: string): FindingFields | null {
    return (this.mine.get(findingPath(clientId)) ?? null) as FindingFields | null;
  }
  findings(): FindingFields[] {
    return this.findingIds.value.map((id) => this.finding(id)).filter((finding) => finding !== null);
  }
  /** Answers of these items, as the rules read them. */
  answers(checklist: string, items: readonly string[]): Answers {
    const given = items.map((item) => [item, this.answer(checklist, item)] as const);
    return Object.fromEntries(given.filter(([, answer]) => answer !== null)) as Answers;
  }

  /** Writes a part on the screen; `waiting` says from then on that it has to go to the store. */
  set(path: string, value: unknown): void {
    this.refused.delete(path);
    this.touched.add(path);
    this.mine.set(path, value);
    const parts = partsOf(path);
    if (parts.kind === 'finding' && value !== null && !this.findingIds.value.includes(parts.clientId))
      this.findingIds.value = [...this.findingIds.value, parts.clientId];
  }
  addStep(step: VisitStep): void {
    this.unsentSteps.add(step.clientId);
    this.steps.value = [...this.steps.value, step];
  }
  /** Takes back an entry that never left the page. @returns false when it has gone already */
  dropStep(clientId: string): boolean {
    if (!this.unsentSteps.has(clientId) || this.flight?.steps.has(clientId)) return false;
    this.unsentSteps.delete(clientId);
    this.steps.value = this.steps.value.filter((step) => step.clientId !== clientId);
    return true;
  }
  addChecklist(list: DraftChecklist): void {
    this.added.add(list.clientId);
    this.checklists.value = [...this.checklists.value, list];
  }
  /** Gives a checklist that was begun for the place as a whole its window. */
  moveChecklist(clientId: string, windowId: number): void {
    this.added.add(clientId);
    this.checklists.value = this.checklists.value.map((list) =>
      list.clientId === clientId ? { ...list, windowId } : list,
    );
  }
  dropChecklist(clientId: string): void {
    if (this.added.has(clientId) && !this.flight?.added.has(clientId)) this.added.delete(clientId);
    else this.dropped.add(clientId);
    this.checklists.value = this.checklists.value.filter((list) => list.clientId !== clientId);
    for (const path of [...this.mine.keys()]) {
      if (!path.startsWith(answerPath(clientId, ''))) continue;
      this.mine.delete(path);
      this.known.delete(path);
      this.touched.delete(path);
    }
  }

  /** Somebody types in this part: what comes in for it waits. */
  hold(path: string): void {
    if (!this.held.has(path)) this.held.set(path, null);
  }
  release(path: string): void {
    const waiting = this.held.get(path);
    this.held.delete(path);
    if (waiting) this.adopt(path, waiting.theirs);
  }

  /** Whether this part still has to go to the store. */
  isDirty(path: string): boolean {
    return !same(this.known.get(path) ?? null, this.mine.get(path) ?? null);
  }
  /** Revision of the visit this page last knew. */
  get revision(): number {
    return this.seen;
  }
  get waiting(): boolean {
    return this.flight !== null || this.collect().changes.length > 0;
  }

  /** Takes in the visit as the store holds it. What is older than what is known already is left. */
  take(detail: VisitDetail): boolean {
    if (detail.revision < this.seen) return false;
    this.seen = detail.revision;
    this.takeConflicts(detail.conflicts);
    for (const [name, value] of Object.entries(detail.fields)) this.adopt(name, value);
    const lists = detail.checklists
      .filter(({ clientId }) => !this.dropped.has(clientId))
      .map((list) => this.placed(list));
    const local = this.checklists.value.filter(
      ({ clientId }) => this.added.has(clientId) && !lists.some((list) => list.clientId === clientId),
    );
    this.checklists.value = [...lists.map(({ answers: _answers, score: _score, ...list }) => list), ...local];
    for (const { clientId, answers } of lists) this.takeAnswers(clientId, answers);
    this.takeFindings(detail.findings);
    const written = new Set(detail.steps.map(({ clientId }) => clientId));
    for (const clientId of written) this.unsentSteps.delete(clientId);
    const unsent = this.steps.value.filter(({ clientId }) => this.unsentSteps.has(clientId));
    this.steps.value = [...detail.steps, ...unsent];
    return true;
  }

  /** Every open conflict of the visit; the one somebody else settled ends here too. */
  private takeConflicts(conflicts: readonly VisitConflict[]): void {
    const open = new Set(conflicts.map(({ path }) => path));
    for (const path of [...this.contested.keys()]) if (!open.has(path)) this.contested.delete(path);
    for (const conflict of conflicts) {
      if (!same(this.contested.get(conflict.path), conflict)) this.contested.set(conflict.path, conflict);
    }
    for (const path of [...this.disputed]) if (!open.has(path)) this.disputed.delete(path);
  }
  private takeAnswers(clientId: string, answers: Answers): void {
    const prefix = answerPath(clientId, '');
    for (const path of this.known.keys()) {
      if (path.startsWith(prefix) && !Object.hasOwn(answers, path.slice(prefix.length))) this.adopt(path, null);
    }
    for (const [item, answer] of Object.entries(answers)) this.adopt(answerPath(clientId, item), answer);
  }
  /** One that was moved here and has not got there yet stays where it was moved. */
  private placed(list: VisitChecklist): VisitChecklist {
    const local = this.added.has(list.clientId)
      ? this.checklists.value.find(({ clientId }) => clientId === list.clientId)
      : undefined;
    return local ? { ...list, windowId: local.windowId } : list;
  }
  private takeFindings(rows: readonly FindingRow[]): void {
    const ids = rows.map(({ clientId }) => clientId);
    for (const row of rows) this.adopt(findingPath(row.clientId), findingOf(row));
    for (const id of this.findingIds.value) if (!ids.includes(id)) this.adopt(findingPath(id), null);
    const more = this.findingIds.value.filter((id) => !ids.includes(id) && this.finding(id) !== null);
    const next = [...ids, ...more];
    if (!same(next, this.findingIds.value)) this.findingIds.value = next;
  }

  /** One part as the store holds it: taken over unless something else stands here. */
  private adopt(path: string, theirs: unknown): void {
    if (this.flight?.values.has(path) || this.disputed.has(path)) return;
    if (this.held.has(path) && this.known.has(path)) {
      if (!same(theirs, this.known.get(path))) this.held.set(path, { theirs });
      else this.held.set(path, null);
      return;
    }
    const differs = this.touched.has(path) && this.isDirty(path);
    if (differs && !same(theirs, this.mine.get(path))) return;
    this.known.set(path, theirs);
    if (!this.mine.has(path) || !same(this.mine.get(path), theirs)) this.mine.set(path, theirs);
  }

  private collect(): { changes: VisitChange[]; flight: Flight } {
    const flight: Flight = { values: new Map(), steps: new Set(), added: new Set(), dropped: new Set() };
    const [gone, answers, findings]: VisitChange[][] = [[], [], []];
    const fields: { was: Record<string, unknown>; value: Record<string, unknown> } = { was: {}, value: {} };
    for (const path of [...this.touched]) {
      if (this.refused.has(path)) continue;
      if (!this.isDirty(path)) {
        this.touched.delete(path);
        continue;
      }
      const value = this.mine.get(path) ?? null;
      const parts = partsOf(path);
      const was = this.known.get(path) ?? null;
      flight.values.set(path, value);
      if (parts.kind === 'field') {
        fields.was[parts.name] = was;
        fields.value[parts.name] = value;
      } else if (parts.kind === 'answer') {
        const { checklist, item } = parts;
        answers?.push({ kind: 'answer', checklist, item, was: was as Answer | null, value: value as Answer | null });
      } else {
        const change = { was: was as FindingFields | null, value: value as FindingFields | null };
        (value === null ? gone : findings)?.push({ kind: 'finding', clientId: parts.clientId, ...change });
      }
    }
    for (const id of this.dropped) flight.dropped.add(id);
    const isNew = ({ clientId }: DraftChecklist): boolean => this.added.has(clientId) && !this.refused.has(clientId);
    const fresh = this.checklists.value.filter(isNew);
    for (const { clientId } of fresh) flight.added.add(clientId);
    const steps = this.steps.value.filter(
      ({ clientId }) => this.unsentSteps.has(clientId) && !this.refused.has(clientId),
    );
    for (const { clientId } of steps) flight.steps.add(clientId);
    const changes: VisitChange[] = [
      ...(gone ?? []),
      ...[...this.dropped].map((clientId): VisitChange => ({ kind: 'dropChecklist', clientId })),
      ...(Object.keys(fields.value).length === 0
        ? []
        : [{ kind: 'fields' as const, was: fields.was as VisitEdit, value: fields.value as VisitEdit }]),
      ...fresh.map(({ clientId, windowId, versionId }): VisitChange => ({
        kind: 'checklist',
        clientId,
        windowId,
        versionId,
      })),
      ...(answers ?? []),
      ...steps.map(({ clientId, by: _by, ...entry }): VisitChange => ({ kind: 'step', clientId, entry })),
      ...(findings ?? []),
    ];
    return { changes, flight };
  }

  /** Everything that has to go to the store now; from here on it is under way, see `arrived` and `failed`. */
  depart(): VisitChange[] {
    if (this.flight) return [];
    const { changes, flight } = this.collect();
    if (changes.length > 0) this.flight = flight;
    return changes;
  }
  /** The store has it. @param conflicts every conflict of the visit that is open now */
  arrived(revision: number, conflicts: readonly VisitConflict[]): void {
    const { flight } = this;
    this.flight = null;
    this.seen = Math.max(this.seen, revision);
    if (!flight) return;
    for (const [path, value] of flight.values) this.known.set(path, value);
    for (const id of flight.steps) this.unsentSteps.delete(id);
    for (const id of flight.added) this.added.delete(id);
    for (const id of flight.dropped) this.dropped.delete(id);
    this.takeConflicts(conflicts);
    for (const { path, by } of conflicts) if (flight.values.has(path) && by === this.me()) this.disputed.add(path);
    this.findingIds.value = this.findingIds.value.filter(
      (id) => this.finding(id) !== null || this.isDirty(findingPath(id)),
    );
  }
  /** It did not arrive: everything of it goes again. */
  failed(): void {
    this.flight = null;
  }
  /** These parts are not taken as they are. What was to go comes back: something still hangs on it. */
  refuse(change: VisitChange, part: RefusedPart): void {
    if (change.kind === 'dropChecklist') this.dropped.delete(change.clientId);
    for (const path of pathsOf(change)) {
      this.refused.set(path, part);
      this.flight?.values.delete(path);
      if (change.kind === 'finding' && change.value === null) this.mine.set(path, this.known.get(path) ?? null);
    }
    if (change.kind === 'step') {
      this.flight?.steps.delete(change.clientId);
      this.unsentSteps.delete(change.clientId);
      this.steps.value = this.steps.value.filter(({ clientId }) => clientId !== change.clientId);
    }
    if (change.kind === 'checklist') this.flight?.added.delete(change.clientId);
    if (change.kind === 'dropChecklist') this.flight?.dropped.delete(change.clientId);
  }
  /** Somebody decided: what the store holds now stands here too. */
  settled(path: string, detail: VisitDetail): void {
    this.disputed.delete(path);
    this.held.delete(path);
    this.known.set(path, this.mine.get(path) ?? null);
    this.take(detail);
  }
}

/** The parts a change is about; a step or a checklist goes by its own id. */
export function pathsOf(change: VisitChange): string[] {
  switch (change.kind) {
    case 'fields':
      return Object.keys(change.value);
    case 'answer':
      return [answerPath(change.checklist, change.item)];
    case 'finding':
      return [findingPath(change.clientId)];
    default:
      return [change.clientId];
  }
}

/** A change of several fields as changes of one each, so that a refused one does not hold up the others. */
export function single(change: VisitChange): VisitChange[] {
  if (change.kind !== 'fields') return [change];
  const { was, value } = change;
  return (Object.keys(value) as (keyof VisitEdit)[]).map((name) => ({
    kind: 'fields',
    was: { [name]: was[name] },
    value: { [name]: value[name] },
  }));
}
