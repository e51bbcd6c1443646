import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/database.js';
import { nextNumber } from '../../../db/queries/number-series.js';
import { inspectorsAmong } from '../../../db/queries/visit-people.js';
import {
  lastVisitOf,
  mainHalls,
  placeState,
  windowPlaces,
  windowsOfUnit,
  type WindowPlace,
} from '../../../db/queries/visit-place.js';
import { visitOfClient } from '../../../db/queries/visit-read.js';
import { assignmentById, type Assignment } from '../../../db/queries/visit-round.js';
import { newestVersion, newestVersionTitled } from '../../../db/queries/visit-version.js';
import { insertChecklists, insertEvent, insertVisit } from '../../../db/queries/visit-write.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, type FieldIssue } from '../../../domain/errors.js';
import { readyTitles } from '../../../domain/templates/index.js';
import { dayOf, isoDay } from '../../../domain/time.js';
import { modeFacts, type VisitMode } from '../../../domain/visit.js';
import { defaultTemplates } from '../../../domain/visit-defaults.js';
import type { VisitSheet } from '../../../domain/visit-draft.js';
import type { CallContext } from '../../ipc/context.js';

type Input = ParsedInput<'visits.start'>;

const refuse = (fields: FieldIssue[]): never => {
  throw new AppError('validation.input', { command: 'visits.start' }, { fields });
};

/**
 * Makes a visit with its number, inspectors, windows and first checklists.
 * @returns its id; the same clientId again answers the visit made the first time
 */
export async function startVisit(tx: Tx, input: Input, context: CallContext): Promise<number> {
  const earlier = await visitOfClient(tx, input.clientId);
  if (earlier !== undefined) return earlier;
  const assignment = input.roundObjectId === null ? null : await ownAssignment(tx, input.roundObjectId, context);
  const mode = assignment?.mode ?? input.mode;
  const place = assignment ? await assignedPlace(tx, assignment, input) : await chosenPlace(tx, input, context);
  const inspectorIds = [context.actor.personId, ...(await partnersOf(tx, assignment, mode, input, context))];
  const sheet: VisitSheet = {
    mode,
    planId: assignment?.planId ?? null,
    roundId: assignment?.roundId ?? null,
    ...place,
    serviceItemId: null,
    coverStory: null,
    inspectorIds,
    startedAt: context.now,
    endedAt: null,
    spokenTo: [],
    narrative: null,
    practices: null,
    measures: null,
    suggestions: null,
  };
  const year = Number(isoDay(dayOf(context.now)).slice(0, 4));
  const { count, no } = await nextNumber(tx, 'visit', year);
  const writing = { personId: context.actor.personId, now: context.now };
  const id = await insertVisit(
    tx,
    {
      clientId: input.clientId,
      no,
      year,
      number: count,
      roundObjectId: assignment?.roundObjectId ?? null,
      sheet,
    },
    writing,
  );
  await insertFirstChecklists(tx, { id, clientId: input.clientId }, sheet, assignment?.templateId ?? null);
  await insertEvent(tx, id, { kind: 'started' }, writing);
  // The log names who did it; under which cover stands in the record alone.
  await tx.audit({
    action: context.command,
    object: 'visit',
    ref: id,
    actor: context.actor,
    after: { no, mode, hallId: sheet.hallId, windowIds: sheet.windowIds, roundObjectId: input.roundObjectId },
  });
  tx.changed('visit', id);
  return id;
}

async function ownAssignment(tx: Tx, roundObjectId: number, context: CallContext): Promise<Assignment> {
  const assignment = await assignmentById(tx, roundObjectId);
  if (!assignment?.inspectorIds.includes(context.actor.personId))
    throw new AppError('notFound.record', { entity: 'inspection_round', id: roundObjectId });
  if (assignment.roundState !== 'open')
    throw new AppError('conflict.state', { entity: 'inspection_round', state: assignment.roundState });
  if (assignment.planState !== 'active')
    throw new AppError('conflict.state', { entity: 'inspection_plan', state: assignment.planState });
  return assignment;
}

type Place = Pick<VisitSheet, 'hallId' | 'zoneId' | 'windowIds'>;

/** Where the windows lie; their zone when it is one. */
function placeOf(hallId: number, windows: readonly WindowPlace[]): Place {
  const zones = new Set(windows.map(({ zoneId }) => zoneId));
  const [zoneId] = zones;
  return { hallId, zoneId: zones.size === 1 ? (zoneId ?? null) : null, windowIds: windows.map(({ id }) => id) };
}

/** Windows in the order they were named; unknown ones are refused. */
async function windowsNamed(tx: Tx, ids: readonly number[]): Promise<WindowPlace[]> {
  const known = await windowPlaces(tx, ids);
  const windows = [...new Set(ids)].map((id) => known.get(id));
  if (windows.some((window) => !window?.active)) refuse([{ path: 'windowIds', rule: 'unknown' }]);
  return windows.filter((window) => window !== undefined);
}

/** A unit has all its windows to choose from; one that is alone needs no choosing. */
async function assignedPlace(tx: Tx, { kind, objectId }: Assignment, input: Input): Promise<Place> {
  if (kind === 'window') {
    const window = (await windowPlaces(tx, [objectId])).get(objectId);
    if (!window) throw new AppError('notFound.record', { entity: 'window', id: objectId });
    return placeOf(window.hallId, [window]);
  }
  const unit = await placeState(tx, 'unit', objectId);
  if (!unit) throw new AppError('notFound.record', { entity: 'unit', id: objectId });
  const own = await windowsOfUnit(tx, objectId);
  const chosen = input.windowIds.length > 0 ? input.windowIds : own.length === 1 ? own : [];
  const windows = await windowsNamed(tx, chosen);
  if (windows.some(({ unitId }) => unitId !== objectId)) refuse([{ path: 'windowIds', rule: 'otherUnit' }]);
  return placeOf(unit.hallId, windows);
}

/** The hall that was named, else that of the windows, of the last visit, or the only one there is. */
async function chosenPlace(tx: Tx, input: Input, context: CallContext): Promise<Place> {
  const windows = await windowsNamed(tx, input.windowIds);
  const hallId = input.hallId ?? windows[0]?.hallId ?? (await usualHall(tx, context.actor.personId));
  if (hallId === undefined) return refuse([{ path: 'hallId', rule: 'required' }]);
  const hall = await placeState(tx, 'hall', hallId);
  if (!hall) refuse([{ path: 'hallId', rule: 'unknown' }]);
  if (!hall?.active) refuse([{ path: 'hallId', rule: 'notActive' }]);
  if (windows.some((window) => window.hallId !== hallId)) refuse([{ path: 'windowIds', rule: 'otherHall' }]);
  return placeOf(hallId, windows);
}

async function usualHall(tx: Tx, personId: number): Promise<number | undefined> {
  const last = await lastVisitOf(tx, personId);
  if (last) return last.hallId;
  const halls = await mainHalls(tx);
  return halls.length === 1 ? halls[0] : undefined;
}

/** Those the round sends along, those that were named, or those of the last visit where one inspector is too few. */
async function partnersOf(
  tx: Tx,
  assignment: Assignment | null,
  mode: VisitMode,
  input: Input,
  context: CallContext,
): Promise<number[]> {
  const self = context.actor.personId;
  const others = (ids: readonly number[]): number[] => [...new Set(ids)].filter((id) => id !== self);
  if (assignment) return others(assignment.inspectorIds);
  const named = others(input.partnerIds);
  const may = await inspectorsAmong(tx, named);
  if (named.some((id) => !may.has(id))) refuse([{ path: 'partnerIds', rule: 'notInspector' }]);
  if (named.length > 0 || modeFacts(mode).minimumInspectors < 2) return named;
  const last = others((await lastVisitOf(tx, self))?.partnerIds ?? []);
  const still = await inspectorsAmong(tx, last);
  return last.filter((id) => still.has(id));
}

/** One checklist for each window, or one for the visit; none where the mode begins without. */
async function insertFirstChecklists(
  tx: Tx,
  { id: visitId, clientId }: { id: number; clientId: string },
  { mode, windowIds }: VisitSheet,
  templateId: number | null,
): Promise<void> {
  const key = defaultTemplates[mode];
  const titles = key ? readyTitles(key) : [];
  const versionId = templateId === null ? await newestVersionTitled(tx, titles) : await newestVersion(tx, templateId);
  if (versionId === undefined) return;
  const windows = windowIds.length > 0 ? windowIds : [null];
  const lists = windows.map((windowId, position) => {
    return { clientId: checklistIdOf(clientId, position), windowId, versionId, answers: {}, answeredAt: {} };
  });
  await insertChecklists(tx, visitId, lists, 0);
}

/** A UUID made of the visit's: a visit begun again under its client id has the same checklists. */
function checklistIdOf(visitClientId: string, position: number): string {
  const hex = createHash('sha256').update(`${visitClientId} ${position}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
