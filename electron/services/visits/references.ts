import type { Reader } from '../../../db/database.js';
import { together } from '../../../db/parts.js';
import { inspectorsAmong } from '../../../db/queries/visit-people.js';
import {
  hallsOfUnits,
  picturesOn,
  placesOfWindows,
  placeState,
  planOfRound,
  planState,
  sameFamily,
  windowPlaces,
} from '../../../db/queries/visit-place.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import type { FieldIssue } from '../../../domain/errors.js';
import type { FindingFields } from '../../../domain/finding.js';
import { dayOfVisit, draftPath, sameValue, type VisitDraft, type VisitSheet } from '../../../domain/visit-draft.js';
import type { CallContext } from '../../ipc/context.js';

/** Places, people and plans that a changed sheet names and that are not there, not in use or of another hall. */
export async function wrongInSheet(
  reader: Reader,
  { draft: { sheet: before }, createdAt }: VisitRecord,
  after: VisitSheet,
  context: CallContext,
): Promise<FieldIssue[]> {
  const changed = (name: keyof VisitSheet): boolean => !sameValue(before[name], after[name]);
  const moved = changed('hallId');
  return [
    ...(moved ? await wrongHall(reader, after.hallId) : []),
    ...(moved || changed('zoneId') ? await wrongZone(reader, after) : []),
    ...(moved || changed('windowIds') ? await wrongWindows(reader, before, after) : []),
    ...(moved || changed('serviceItemId') ? await wrongItem(reader, after) : []),
    ...(changed('inspectorIds') ? await wrongInspectors(reader, before, after, context) : []),
    ...(await wrongPlan(reader, { before, after, day: dayOfVisit(after, createdAt), createdAt })),
    ...(changed('spokenTo') ? await wrongSpokenTo(reader, after) : []),
  ];
}

async function wrongHall(reader: Reader, hallId: number): Promise<FieldIssue[]> {
  const hall = await placeState(reader, 'hall', hallId);
  if (!hall) return [{ path: 'hallId', rule: 'unknown' }];
  return hall.active ? [] : [{ path: 'hallId', rule: 'notActive' }];
}

async function wrongZone(reader: Reader, { hallId, zoneId }: VisitSheet): Promise<FieldIssue[]> {
  if (zoneId === null) return [];
  const zone = await placeState(reader, 'zone', zoneId);
  if (!zone) return [{ path: 'zoneId', rule: 'unknown' }];
  return zone.hallId === hallId ? [] : [{ path: 'zoneId', rule: 'otherHall' }];
}

/** A window that went out of use meanwhile stays in a visit that named it before. */
async function wrongWindows(reader: Reader, before: VisitSheet, after: VisitSheet): Promise<FieldIssue[]> {
  const known = await windowPlaces(reader, after.windowIds);
  const rules = after.windowIds.flatMap((id) => {
    const window = known.get(id);
    if (!window) return ['unknown'];
    if (window.hallId !== after.hallId) return ['otherHall'];
    return window.active || before.windowIds.includes(id) ? [] : ['notActive'];
  });
  return [...new Set(rules)].map((rule) => ({ path: 'windowIds', rule }));
}

/** A branch handles the items of its main hall. */
async function wrongItem(reader: Reader, { hallId, serviceItemId }: VisitSheet): Promise<FieldIssue[]> {
  if (serviceItemId === null) return [];
  const item = await placeState(reader, 'service_item', serviceItemId);
  if (!item) return [{ path: 'serviceItemId', rule: 'unknown' }];
  return (await sameFamily(reader, item.hallId, hallId)) ? [] : [{ path: 'serviceItemId', rule: 'otherHall' }];
}

async function wrongInspectors(
  reader: Reader,
  before: VisitSheet,
  after: VisitSheet,
  { actor }: CallContext,
): Promise<FieldIssue[]> {
  const added = after.inspectorIds.filter((id) => !before.inspectorIds.includes(id));
  const may = await inspectorsAmong(reader, added);
  return [
    ...(added.some((id) => !may.has(id)) ? [{ path: 'inspectorIds', rule: 'notInspector' }] : []),
    // Who takes themselves off a visit could not put themselves back.
    ...(after.inspectorIds.includes(actor.personId) ? [] : [{ path: 'inspectorIds', rule: 'selfMissing' }]),
  ];
}

/** A visit hangs on a plan in force that covers its day and its hall. A plan that ended meanwhile keeps its visits. */
async function wrongPlan(
  reader: Reader,
  { before, after, day, createdAt }: { before: VisitSheet; after: VisitSheet; day: number; createdAt: number },
): Promise<FieldIssue[]> {
  const { planId, roundId, hallId } = after;
  const named = planId !== before.planId || roundId !== before.roundId;
  const moved = hallId !== before.hallId || day !== dayOfVisit(before, createdAt);
  if (!named && !moved) return [];
  if (roundId !== null && (await planOfRound(reader, roundId)) !== planId)
    return [{ path: 'roundId', rule: 'unknown' }];
  if (planId === null) return [];
  const plan = await planState(reader, planId, hallId);
  if (!plan) return [{ path: 'planId', rule: 'unknown' }];
  const path = 'planId';
  return [
    ...(named && !plan.active ? [{ path, rule: 'notActive' }] : []),
    ...(day < plan.fromDay || day > plan.toDay ? [{ path, rule: 'planOtherDays' }] : []),
    ...(plan.coversHall ? [] : [{ path, rule: 'planOtherHall' }]),
  ];
}

async function wrongSpokenTo(reader: Reader, { hallId, spokenTo }: VisitSheet): Promise<FieldIssue[]> {
  const windowOf = (person: VisitSheet['spokenTo'][number]): number | null =>
    person.kind === 'counter_staff' ? person.windowId : null;
  const known = await windowPlaces(
    reader,
    spokenTo.map(windowOf).filter((id) => id !== null),
  );
  return spokenTo.flatMap((person, index) => {
    const windowId = windowOf(person);
    const fine = windowId === null || known.get(windowId)?.hallId === hallId;
    return fine ? [] : [{ path: `spokenTo.${index}.windowId`, rule: 'unknown' }];
  });
}

/** Windows and units that new or changed findings name. */
export async function wrongInFindings(
  reader: Reader,
  findings: readonly FindingFields[],
  hallId: number,
): Promise<FieldIssue[]> {
  const { windows, units } = await together(reader, {
    windows: placesOfWindows(findings.map(({ windowId }) => windowId).filter((id) => id !== null)),
    units: hallsOfUnits(findings.map(({ unitId }) => unitId).filter((id) => id !== null)),
  });
  return findings.flatMap(({ clientId, windowId, unitId }): FieldIssue[] => {
    const path = draftPath.finding(clientId);
    const elsewhere = windowId !== null && windows.get(windowId)?.hallId !== hallId;
    const others = unitId !== null && units.get(unitId) !== hallId;
    return [
      ...(elsewhere ? [{ path: `${path}.windowId`, rule: 'unknown' }] : []),
      ...(others ? [{ path: `${path}.unitId`, rule: 'unknown' }] : []),
    ];
  });
}

/** Checklists and findings that go while pictures hang on them: those would be nowhere. */
export async function picturesLeft(reader: Reader, record: VisitRecord, after: VisitDraft): Promise<FieldIssue[]> {
  const gone = (kind: 'checklists' | 'findings'): string[] => {
    const kept = new Set(after[kind].map(({ clientId }) => clientId));
    return record.draft[kind].map(({ clientId }) => clientId).filter((clientId) => !kept.has(clientId));
  };
  const [lists, findings] = [gone('checklists'), gone('findings')];
  if (lists.length + findings.length === 0) return [];
  const pictures = await picturesOn(reader, record.id, [...lists, ...findings]);
  const count = (clientId: string): number => pictures.get(clientId) ?? 0;
  return [
    ...lists.map((clientId) => ({ path: draftPath.checklist(clientId), count: count(clientId) })),
    ...findings.map((clientId) => ({ path: draftPath.finding(clientId), count: count(clientId) })),
  ]
    .filter((one) => one.count > 0)
    .map((one) => ({ path: one.path, rule: 'hasPictures', params: { count: one.count } }));
}
