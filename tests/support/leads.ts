import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { LeadFields, LeadRow, SupervisorFields } from '../../domain/lead.js';
import type { Role } from '../../domain/people.js';
import { dayOf } from '../../domain/time.js';
import { freeFinding } from './finding.js';
import { smallHall, type SmallHall } from './hall.js';
import { addPerson, openConsole, type TestConsole } from './workspace.js';

/** A lead nobody has written anything into. */
export const blankLead: LeadFields = {
  hallId: null,
  windowId: null,
  place: null,
  seenDay: null,
  dayPart: 'unknown',
  hour: null,
  saw: null,
  aspects: [],
  wish: null,
};

/** A register entry of a person, in its second month of a year, for these halls. */
export function entryOf(
  target: TestConsole,
  personId: number,
  hallIds: number[],
  fields: Partial<SupervisorFields> = {},
): SupervisorFields {
  const today = dayOf(target.time.now);
  return {
    personId,
    constituency: 'retired_cadre',
    certificateNo: `监〔2026〕${String(personId).padStart(3, '0')}`,
    fromDay: today - 40,
    toDay: today + 325,
    hallIds,
    employer: null,
    note: null,
    ...fields,
  };
}

/** Makes a social supervisor with an entry, as the office. */
export async function addSupervisor(
  target: TestConsole,
  account: string,
  hallIds: number[],
  fields: Partial<SupervisorFields> = {},
): Promise<number> {
  const personId = await addPerson(target, account, ['social_supervisor']);
  await target.call('supervisors.create', {
    clientId: randomUUID(),
    fields: entryOf(target, personId, hallIds, fields),
  });
  return personId;
}

/** What a lead is accepted as. */
export function findingInput(
  fields: Partial<CommandInput<'leads.accept'>['finding']> = {},
): CommandInput<'leads.accept'>['finding'] {
  return freeFinding({ title: '未一次告知所需材料', category: 'handling', ...fields });
}

/** Sits somebody at the desk of a demo console, where no password is asked for. */
export function sit(target: TestConsole, personId: number) {
  return target.call('session.demoSignIn', { personId });
}

/** A person of these roles who may also open who stands behind a code. */
export async function addOpener(target: TestConsole, account: string, roles: Role[]): Promise<number> {
  const id = await addPerson(target, account, roles);
  const [person] = await target.call('people.rows', { ids: [id] });
  if (!person) throw new Error('gone');
  const { name, code, unitId, phone, note, revision } = person;
  await target.call('people.update', {
    id,
    revision,
    fields: { account, name, code, roles, unitId, phone, note, opensIdentity: true },
  });
  return id;
}

/** What a supervisor saw, with everything in it that a person can type. */
export const SAW = '老人来问异地报销要带什么，窗口说“网上都有”。<b>没人</b>再答 🙂 㐂 𠮷';

/** A hall with two registered supervisors, the office at the desk. */
export async function leadScene() {
  const target = await openConsole({ demo: true });
  const hall: SmallHall = await smallHall(target);
  const office = (await target.call('session.current', {})).person?.id ?? 0;
  const li = await addSupervisor(target, '李桂芬', [hall.hall.id]);
  const zhao = await addSupervisor(target, '赵守正', [hall.hall.id, hall.branch.id]);

  const fieldsOf = (fields: Partial<LeadFields> = {}): LeadFields => ({
    ...blankLead,
    hallId: hall.hall.id,
    windowId: hall.w2.id,
    seenDay: dayOf(target.time.now),
    dayPart: 'morning',
    hour: 10,
    saw: SAW,
    aspects: ['attitude', 'notice'],
    ...fields,
  });
  /** A first draft, by whoever sits at the desk. */
  const write = (fields: Partial<LeadFields> = {}, clientId: string = randomUUID()): Promise<LeadRow> =>
    target.call('leads.saveDraft', { clientId, revision: null, fields: fieldsOf(fields) });
  /** A lead handed in by this person; the office sits down again. */
  const handIn = async (by: number, fields: Partial<LeadFields> = {}): Promise<LeadRow> => {
    await sit(target, by);
    const { clientId, revision } = await write(fields);
    const lead = await target.call('leads.submit', { clientId, revision });
    await sit(target, office);
    return lead;
  };
  const lead = async (id: number): Promise<LeadRow> => {
    const [row] = await target.call('leads.rows', { ids: [id] });
    if (!row) throw new Error('gone');
    return row;
  };
  /** The log rows of an action, newest first. */
  const log = async (action: string): Promise<CommandOutput<'audit.rows'>> => {
    const { ids } = await target.call('audit.list', { filter: { action } });
    return target.call('audit.rows', { ids });
  };
  return { target, hall, office, li, zhao, fieldsOf, write, handIn, lead, log };
}
export type LeadScene = Awaited<ReturnType<typeof leadScene>>;
