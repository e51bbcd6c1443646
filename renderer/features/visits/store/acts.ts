import type { ComputedRef, ShallowReactive, ShallowRef } from 'vue';
import type { Answer, Answers } from '../../../../domain/checklist/answers.js';
import type { Item, TemplateContent } from '../../../../domain/checklist/schema.js';
import { findingOfItem, type FindingFields } from '../../../../domain/finding.js';
import { modeFacts, stepsOfWindow, stepTimes, visitWideSteps, type Step } from '../../../../domain/visit.js';
import { dayOf } from '../../../../domain/time.js';
import type { VisitDetail } from '../../../../domain/visit-record.js';
import type { VersionHead } from '../../../../domain/template.js';
import { newClientId } from '../../../api/client-id';
import type { DraftChecklist, FieldName, VisitDraft, VisitFieldValues } from '../model/draft';
import { filledOf } from '../model/filled';
import { followAnswers } from '../model/follow';
import { movedTime, standingSteps } from '../model/move-day';
import { answerPath, findingPath } from '../model/paths';
import { UndoStack, type Deed } from '../model/undo';

interface Needs {
  draft: VisitDraft;
  detail: ShallowRef<VisitDetail>;
  contents: ShallowReactive<Map<number, TemplateContent>>;
  currentWindow: ComputedRef<number | null>;
  code: () => string;
  changed: () => void;
}

/** What a person does to a draft. Each deed is one: with what follows from it, and taken back as a whole. */
export function createActs({ draft, detail, contents, currentWindow, code, changed }: Needs) {
  const deeds = new UndoStack();
  let deed: Deed | null = null;

  /** Collects what is written meanwhile as one deed. */
  function asOne(work: () => void, flows = false): void {
    const outer = deed;
    deed ??= { parts: [], step: null, at: Date.now(), flows };
    const own = deed;
    work();
    if (outer) return;
    deed = null;
    if (own.parts.length > 0 || own.step) deeds.push(own);
    changed();
  }
  function write(path: string, value: unknown): void {
    const known = deed?.parts.find((part) => part.path === path);
    if (known) known.after = value;
    else deed?.parts.push({ path, before: draft.mine.get(path) ?? null, after: value });
    draft.set(path, value);
  }

  const unitOf = (windowId: number | null): number | null =>
    detail.value.windows.find((window) => window.id === windowId)?.unitId ?? null;

  /** Does something and opens the findings that follow from what the answers of these checklists are then. */
  function following(lists: readonly DraftChecklist[], work: () => void): void {
    const before = lists.map((list) => filledOf(draft, list, contents));
    work();
    lists.forEach((list, index) => {
      const [was, is] = [before[index], filledOf(draft, list, contents)];
      if (!was || !is) return;
      const own = draft.findings().filter(({ checklist }) => checklist === list.clientId);
      const { windowId, clientId: checklist, limits } = list;
      const place = { checklist, windowId, unitId: unitOf(windowId), at: Date.now() };
      const follow = followAnswers(is.content, was.answers, is.answers, limits, own, place, newClientId);
      for (const finding of [...follow.opened, ...follow.changed]) write(findingPath(finding.clientId), finding);
    });
  }

  function answer(list: DraftChecklist, item: string, value: Answer | null): void {
    asOne(() => following([list], () => write(answerPath(list.clientId, item), value)));
  }

  function writeStep(step: Step, windowId: number | null, at: number | null, note: string | null): string {
    const clientId = newClientId();
    const place = visitWideSteps.includes(step) ? null : windowId;
    draft.addStep({ clientId, step, windowId: place, at, recordedAt: Date.now(), note, by: code() });
    return clientId;
  }
  /** Start and end of the visit follow arriving and leaving for as long as nobody wrote other times. */
  function followEnds(work: () => void): void {
    const times = () => stepTimes(stepsOfWindow(draft.steps.value, null));
    const before = times();
    work();
    const now = times();
    const { createdAt } = detail.value;
    for (const [field, step, given] of [
      ['startedAt', 'arrive', createdAt],
      ['endedAt', 'left', null],
    ] as const) {
      const stands = draft.field(field);
      const followed = stands === null || stands === given || stands === before[step];
      if (followed && now[step] !== before[step]) write(field, now[step] ?? given);
    }
  }
  function press(step: Step): void {
    if (!modeFacts(draft.field('mode')).steps.includes(step)) return;
    correct(step, currentWindow.value, Date.now(), null);
  }
  /** A new entry of a step: the time, a correction of it, or null to take it back. Earlier entries stay. */
  function correct(step: Step, windowId: number | null, at: number | null, note: string | null): void {
    asOne(() =>
      following(draft.checklists.value, () =>
        followEnds(() => {
          const clientId = writeStep(step, windowId, at, note);
          if (deed) deed.step = { clientId, entry: { step, windowId, at, note } };
        }),
      ),
    );
  }

  function undo(): boolean {
    const last = deeds.undo();
    if (!last) return false;
    for (const { path, before } of [...last.parts].reverse()) draft.set(path, before);
    if (last.step) takeStepBack(last.step.clientId);
    changed();
    return true;
  }
  function redo(): boolean {
    const next = deeds.redo();
    if (!next) return false;
    for (const { path, after } of next.parts) draft.set(path, after);
    if (next.step) {
      const { step, windowId, at, note } = next.step.entry;
      next.step.clientId = writeStep(step, windowId, at, note);
    }
    changed();
    return true;
  }
  function takeStepBack(clientId: string): void {
    const entry = draft.steps.value.find((step) => step.clientId === clientId);
    if (!entry || draft.dropStep(clientId)) return;
    const earlier = stepTimes(
      stepsOfWindow(draft.steps.value, entry.windowId).filter((step) => step.clientId !== clientId),
    );
    writeStep(entry.step, entry.windowId, earlier[entry.step] ?? null, null);
  }

  function openFinding(start: Partial<FindingFields> = {}): string {
    const clientId = newClientId();
    const windowId = currentWindow.value;
    const finding: FindingFields = {
      clientId,
      checklist: null,
      itemCode: null,
      title: '',
      category: 'other',
      severity: 'general',
      basisClause: null,
      windowId,
      unitId: unitOf(windowId),
      at: Date.now(),
      headCount: null,
      headTotal: null,
      durationSeconds: null,
      description: null,
      correctedOnSpot: false,
      deadlineType: 'fixed_term_fix',
      deadlineAmount: 5,
      ...start,
    };
    asOne(() => write(findingPath(clientId), finding));
    return clientId;
  }
  /** A finding with everything the item knows. @param bound whether it is the item's own, because it fails */
  function findingFrom(list: DraftChecklist, item: Item, answers: Answers, bound: boolean): string {
    const { clientId: checklist, windowId } = list;
    const clientId = newClientId();
    const finding = findingOfItem(item, answers, {
      clientId,
      checklist,
      windowId,
      unitId: unitOf(windowId),
      at: Date.now(),
    });
    asOne(() => write(findingPath(clientId), bound ? finding : { ...finding, checklist: null, itemCode: null }));
    return clientId;
  }
  function editFinding(clientId: string, part: Partial<FindingFields>): void {
    const stands = draft.finding(clientId);
    if (!stands) return;
    const unit = part.windowId !== undefined && stands.unitId === unitOf(stands.windowId);
    const next = { ...stands, ...part, ...(unit ? { unitId: unitOf(part.windowId ?? null) } : {}) };
    asOne(() => write(findingPath(clientId), next), true);
  }
  function removeFinding(clientId: string): void {
    asOne(() => write(findingPath(clientId), null));
  }

  /** Fields are text and places: the text field's own undo is theirs. */
  function setField<K extends FieldName>(name: K, value: VisitFieldValues[K]): void {
    draft.set(name, value);
    changed();
  }
  /**
   * Moves start and end to another day of the calendar.
   * @param along steps and the times of findings come along, in the same sending: each step as a further entry
   */
  function moveDay(to: number, along: boolean): void {
    const [startedAt, endedAt] = [draft.field('startedAt'), draft.field('endedAt')];
    const visit = { startedAt, endedAt };
    const from = dayOf(startedAt ?? detail.value.createdAt);
    const moved = (at: number): number => movedTime(at, visit, from, to);
    draft.set('startedAt', moved(startedAt ?? detail.value.createdAt));
    if (endedAt !== null) draft.set('endedAt', moved(endedAt));
    if (along) {
      for (const { step, windowId, at } of standingSteps(draft.steps.value)) writeStep(step, windowId, moved(at), null);
      for (const finding of draft.findings())
        if (finding.at !== null) draft.set(findingPath(finding.clientId), { ...finding, at: moved(finding.at) });
    }
    deeds.clear();
    changed();
  }
  function addChecklist(version: VersionHead, windowId: number | null): string {
    const clientId = newClientId();
    const { id: versionId, title, number } = version;
    draft.addChecklist({ clientId, windowId, versionId, title, versionNumber: number, limits: {} });
    changed();
    return clientId;
  }
  /**
   * One more window or place with its checklist. A checklist that was begun before there was any window takes the first
   * one, so that nothing has to be answered twice.
   */
  function addWindow(version: VersionHead, windowId: number | null): string {
    const ids = draft.field('windowIds');
    const begun = draft.checklists.value.find((list) => list.windowId === null && list.versionId === version.id);
    if (windowId !== null && !ids.includes(windowId)) setField('windowIds', [...ids, windowId]);
    if (windowId === null || ids.length > 0 || !begun) return addChecklist(version, windowId);
    draft.moveChecklist(begun.clientId, windowId);
    changed();
    return begun.clientId;
  }
  /** Takes a checklist out, with the findings that hang on it. */
  function dropChecklist(clientId: string): void {
    for (const finding of draft.findings())
      if (finding.checklist === clientId) draft.set(findingPath(finding.clientId), null);
    draft.dropChecklist(clientId);
    deeds.clear();
    changed();
  }

  return {
    answer,
    press,
    correct,
    undo,
    redo,
    openFinding,
    findingFrom,
    editFinding,
    removeFinding,
    setField,
    moveDay,
    addWindow,
    dropChecklist,
  };
}
