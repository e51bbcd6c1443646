import type { Reader } from '../../../db/database.js';
import { matterAround, type MatterAround, type StoredPerson } from '../../../db/queries/rectification-detail.js';
import { followUpOrders } from '../../../db/queries/follow-up-orders.js';
import { seesVisitRow } from '../../../db/queries/evidence.js';
import { itemsOfMatter } from '../../../db/queries/look-backs.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import { rectificationRows } from '../../../db/queries/rectification-rows.js';
import { isUnitView } from '../../../db/queries/rectification-scope.js';
import { codeOf } from '../../../domain/people.js';
import { pictureUrl } from '../../../domain/picture.js';
import { proofUrl } from '../../../domain/rectification/address.js';
import { rectificationActionNames, refusalOf } from '../../../domain/rectification/life.js';
import type { LookBackItem } from '../../../domain/rectification/look-back.js';
import type { RectificationDetail, RectificationRow } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { shownOrder } from '../escalation/shown-order.js';
import { actingPerson, appealUntilDay, momentOf } from './act.js';
import { noMatter } from './refusals.js';
import type { Rules } from './rules.js';
import { shownFootage } from './shown-footage.js';

/** People who are no secret: by code, without one by name. */
const openName = ({ code, name }: StoredPerson): string => code ?? name;
const openNameOf = (person: StoredPerson | null): string | null => person && openName(person);

/** Acts of those who come to look: told by code whoever asks. */
const sealedActs: readonly string[] = ['verify_done', 'verify_not_done', 'look_back'];

/** One matter, whole, as this person sees it. @throws AppError `notFound.record` */
export async function shownMatter(
  reader: Reader,
  id: number,
  context: CallContext,
  rules: Rules,
): Promise<RectificationDetail> {
  const at = await matterAt(reader, id, context, dayOf(context.now));
  const [row] = await rectificationRows(reader, [id], context, rules, context.now);
  if (at === null || !row) throw noMatter(id);
  const around = await matterAround(reader, id);
  const pressed = row.reopenings > 0 || !['none', 'reminder'].includes(row.escalation);
  const orders = pressed ? await followUpOrders(reader, context, id) : [];
  const unit = isUnitView(context);
  const visitId = around.thread?.visit?.id;
  const may = mayOf(at, context, rules);
  const seesVisit = !unit && visitId !== undefined && (await seesVisitRow(reader, visitId, context));
  return {
    row,
    clientId: around.thread?.clientId ?? '',
    ...historyOf(around, unit),
    proofs: await proofsOf(reader, around, context),
    measures: around.measures,
    milestones: around.milestones,
    suspensions: around.suspensions,
    lookBacks: (await itemsOfMatter(reader, id))
      .filter(({ result }) => !unit || result !== null)
      .map((one) => shownLookBack(one, row, { person: context.actor.personId, reopens: may.reopen === null, unit })),
    orders: orders.map((order) => shownOrder(order, context)).reverse(),
    thread: threadOf(around, unit, { visit: seesVisit, lead: readsLeads(context) }),
    people: peopleOf(around, row, unit),
    may,
    appealUntilDay: appealUntilDay(at.matter.receivedAt, rules.calendar),
  };
}

/** The named person records it; who may reopen any matter reopens one that recurred. */
function shownLookBack(
  item: LookBackItem,
  { state }: RectificationRow,
  { person, reopens, unit }: { person: number; reopens: boolean; unit: boolean },
): RectificationDetail['lookBacks'][number] {
  const closed = state === 'closed';
  return {
    ...item,
    ...(unit && { visitId: null, visitNo: null, verifierId: null }),
    may: {
      record: closed && item.result === null && item.verifierId === person,
      reopen: closed && item.result === 'recurred' && item.reopenedAt === null && reopens,
    },
  };
}

async function proofsOf(
  reader: Reader,
  { proofs }: MatterAround,
  context: CallContext,
): Promise<RectificationDetail['proofs']> {
  const shown: RectificationDetail['proofs'] = [];
  for (const { evidenceKind, derivedId, addedBy, submitted, known, ...proof } of proofs) {
    const footage = derivedId === null ? null : await shownFootage(reader, derivedId, context);
    const ofVerifier = proof.verificationId !== null;
    shown.push({
      ...proof,
      // What a verifier called a clip is as sealed as what they wrote of a visit.
      name: ofVerifier && isUnitView(context) ? '' : proof.name,
      src: srcOf(proof.id, footage, evidenceKind),
      footage: footage && { redacted: footage.redacted },
      addedBy: ofVerifier ? codeOf(addedBy) : openName(addedBy),
      submitted: submitted === 1,
      known: known === 1,
    });
  }
  return shown;
}

function srcOf(id: number, footage: object | null, evidenceKind: string): string | null {
  if (footage) return proofUrl(id, 'poster');
  return evidenceKind === 'picture' ? proofUrl(id, 'full') : null;
}

type History = Pick<RectificationDetail, 'events' | 'verifications' | 'extensions' | 'appeals'>;

/** @param unit the unit learns who comes to look, and how, only from what was found */
function historyOf(around: MatterAround, unit: boolean): History {
  const hidden = (action: string): boolean => unit && action === 'arrange';
  return {
    events: around.events
      .filter(({ detail }) => !unit || detail['instructed'] !== 'office')
      .map(({ person, note, detail: { instructed: _, ...detail }, ...event }) => {
        const sealed = sealedActs.includes(event.action);
        return {
          ...event,
          who: person === null ? '' : sealed ? codeOf(person) : openName(person),
          whoUnit: sealed ? null : (person?.unit ?? null),
          note: hidden(event.action) ? null : note,
          detail: hidden(event.action) || (unit && sealed) ? {} : detail,
        };
      }),
    verifications: around.verifications
      .filter(({ at }) => !unit || at !== null)
      .map(({ verifier, visitId, visitNo, ...verification }) => ({
        ...verification,
        verifierName: codeOf(verifier),
        visitId: unit ? null : visitId,
        visitNo: unit ? null : visitNo,
      })),
    extensions: around.extensions.map(({ requestedBy, decidedBy, granted, ...extension }) => ({
      ...extension,
      requestedBy: openName(requestedBy),
      decidedBy: openNameOf(decidedBy),
      granted: granted === null ? null : granted === 1,
    })),
    appeals: around.appeals.map(({ filedBy, decidedBy, upheld, ...appeal }) => ({
      ...appeal,
      filedBy: openName(filedBy),
      decidedBy: openNameOf(decidedBy),
      upheld: upheld === null ? null : upheld === 1,
    })),
  };
}

const leadReaders = ['office', 'reviewer', 'leader'] as const;
const readsLeads = ({ roles }: CallContext): boolean => leadReaders.some((role) => roles.includes(role));

/** @param sees which of its ends this person may open */
function threadOf(
  { thread }: MatterAround,
  unit: boolean,
  sees: { visit: boolean; lead: boolean },
): RectificationDetail['thread'] {
  const finding = thread?.finding ?? null;
  const shown = finding && {
    id: finding.id,
    no: finding.no ?? '',
    decidedBy: unit ? null : openNameOf(finding.decidedBy),
    decidedAt: unit ? null : finding.decidedAt,
  };
  if (!thread || unit) return { visit: null, lead: null, item: null, finding: shown, clips: [], pictures: [] };
  const { visit, lead, item, clips, pictures, seenBy } = thread;
  const open = sees.visit || (lead !== null && sees.lead);
  return {
    visit: visit && { ...visit, id: sees.visit ? visit.id : null, who: seenBy.map(codeOf).join('、') },
    lead: lead && { ...lead, id: sees.lead ? lead.id : null },
    item,
    finding: shown,
    clips: open ? clips : [],
    pictures: open ? pictures.map(({ id, name }) => ({ id, name, src: pictureUrl(id, 'full') })) : [],
  };
}

function peopleOf({ thread }: MatterAround, row: RectificationRow, unit: boolean): RectificationDetail['people'] {
  const people: RectificationDetail['people'] = [];
  const add = (part: (typeof people)[number]['part'], who: string | null | undefined): void => {
    if (typeof who === 'string') people.push({ part, who });
  };
  if (!unit) for (const person of thread?.seenBy ?? []) add('seen', codeOf(person));
  if (!unit) add('confirmed', openNameOf(thread?.finding?.decidedBy ?? null));
  add('issued', openNameOf(thread?.issuedBy ?? null));
  add('unit', thread?.contact);
  add('verified', row.verifierName);
  add('closed', openNameOf(thread?.closedBy ?? null));
  return people;
}

function mayOf(at: MatterAt, context: CallContext, { calendar, settings }: Rules): RectificationDetail['may'] {
  const moment = momentOf(at, calendar, context.now);
  const person = actingPerson(context);
  return Object.fromEntries(
    rectificationActionNames.map((action) => [action, refusalOf(action, at.facts, person, moment, settings)]),
  ) as RectificationDetail['may'];
}
