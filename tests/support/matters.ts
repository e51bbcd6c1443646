import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { isAppError, type AppError } from '../../domain/errors.js';
import type { FindingFields } from '../../domain/finding.js';
import type { Role } from '../../domain/people.js';
import type { RectificationDetail, RectificationFields, RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf, parseIsoDay } from '../../domain/time.js';
import { plainPng } from './png.js';
import { ask, openReviewStage, type ReviewStage, type Somebody } from './review.js';
import { addPerson, type TestConsole } from './workspace.js';

/** Somebody who can give any command, with the checks of the dispatcher. */
export interface Person extends Somebody {
  roles: Role[];
  call<N extends CommandName>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
}

const accounts = {
  office: ['office'],
  reviewer: ['reviewer'],
  verifier: ['inspector'],
  closer: ['reviewer'],
  leader: ['leader'],
} satisfies Record<string, Role[]>;

export interface MatterStage extends ReviewStage {
  people: Record<keyof typeof accounts | 'unit' | 'otherUnit' | 'seer', Person>;
  unitId: number;
  otherUnitId: number;
  /** A confirmed finding of a visit by lin and qiao, confirmed by the reviewer. */
  confirmed(fields?: Partial<FindingFields>): Promise<number>;
  /** A draft with everything in it. */
  drafted(fields?: Partial<RectificationFields>, finding?: Partial<FindingFields>): Promise<RectificationRow>;
  issued(fields?: Partial<RectificationFields>, finding?: Partial<FindingFields>): Promise<RectificationRow>;
  /** A file as somebody chose it. */
  chosen(name?: string, bytes?: Uint8Array): Promise<string>;
  get(id: number, who?: Person): Promise<RectificationDetail>;
  move(days: number, hours?: number): void;
}

export function personOf(console: TestConsole, personId: number, roles: Role[], unitId: number | null = null): Person {
  const who = { personId, roles, unitId };
  return { ...who, call: (command, input) => ask(console, who, command, input) };
}

let pictures = 0;

/** A hall with a confirmed finding and everybody a rectification needs. */
export async function openMatterStage(): Promise<MatterStage> {
  const stage = await openReviewStage();
  const { console, hall } = stage;
  const otherUnitId = await otherUnit(console, hall.unit.id);
  const made: [string, Person][] = [];
  for (const [account, roles] of Object.entries<Role[]>(accounts))
    made.push([account, personOf(console, await addPerson(console, `m-${account}`, roles), roles)]);
  const contact = async (account: string, unitId: number): Promise<Person> => {
    const personId = await addPerson(console, account, ['unit_contact'], unitId);
    return personOf(console, personId, ['unit_contact'], unitId);
  };
  const people = {
    ...(Object.fromEntries(made) as Record<keyof typeof accounts, Person>),
    unit: await contact('m-unit', hall.unit.id),
    otherUnit: await contact('m-other', otherUnitId),
    seer: personOf(console, stage.who.lin.personId, ['inspector']),
  };
  const confirmed: MatterStage['confirmed'] = async (fields = {}) => {
    const visit = await stage.submitted([fields]);
    const finding = visit.findings[0];
    if (!finding) throw new Error('no finding');
    const decision = { decision: 'confirmed' as const, severity: finding.severity, note: '属实' };
    const decided = await people.reviewer.call('visits.decideFinding', {
      ...{ findingId: finding.id, revision: finding.revision, ...decision },
    });
    await people.reviewer.call('visits.confirm', { id: visit.id, revision: decided.revision, note: '同意' });
    return finding.id;
  };
  const drafted: MatterStage['drafted'] = async (fields = {}, finding = {}) => {
    const findingId = await confirmed(finding);
    const [row] = await people.office.call('rectifications.draft', {
      findings: [{ clientId: randomUUID(), findingId }],
    });
    if (!row) throw new Error('no draft');
    const whole: RectificationFields = {
      ...row.fields,
      goal: '窗口全时段有人',
      measures: ['排班到人', '每日抽查'],
      responsiblePerson: '张主任',
      ...fields,
    };
    return people.office.call('rectifications.edit', { id: row.id, revision: row.revision, fields: whole });
  };
  return {
    ...stage,
    people,
    unitId: hall.unit.id,
    otherUnitId,
    confirmed,
    drafted,
    async issued(fields, finding) {
      const draft = await drafted(fields, finding);
      const [row] = await people.office.call('rectifications.issue', {
        matters: [{ id: draft.id, revision: draft.revision }],
        notice: 'each',
        note: null,
      });
      if (!row) throw new Error('not issued');
      return row;
    },
    async chosen(name = '整改后.png', bytes) {
      pictures += 1;
      const path = join(console.folder, `${pictures}-${name}`);
      await writeFile(path, bytes ?? plainPng(20 + pictures, 30, [pictures % 256, 80, 120, 255]));
      const offered = await console.files.offer(path, 'open');
      if (!offered) throw new Error(`${name} cannot be chosen`);
      return offered.token;
    },
    get: (id, who = people.office) => who.call('rectifications.get', { id }),
    move(days, hours = 0) {
      console.time.now += days * 86_400_000 + hours * 3_600_000;
    },
  };
}

async function otherUnit(console: TestConsole, like: number): Promise<number> {
  return console.workspace.database.write(
    'test.unit',
    async (tx) =>
      (
        await tx.run(
          `INSERT INTO unit(hall_id, name, created_at, updated_at) SELECT hall_id, '另一单位', 0, 0 FROM unit WHERE id = :like`,
          { like },
        )
      ).lastId,
    { unaudited: true },
  );
}

/** What a call is refused with; a call that is not refused fails the test. */
export async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isAppError(error)) throw error ?? new Error('it was not refused');
  return error;
}
export const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
export const refusedFields = async (work: Promise<unknown>): Promise<string[]> =>
  (await refusal(work)).fields.map(({ path, rule }) => `${path} ${rule}`);

/** `2026-11-22` -> day number. */
export const on = (text: string): number => parseIsoDay(text) ?? 0;
/** What every act names. */
export const at = ({ id, revision }: RectificationRow) => ({ id, revision });

/** The steps on the way of a matter, each from the beginning. */
export function stepsOf({ people, console, issued, chosen }: MatterStage) {
  const signed = async (row?: RectificationRow): Promise<RectificationDetail> => {
    const matter = row ?? (await issued());
    return people.unit.call('rectifications.acknowledge', { ...at(matter), note: null });
  };
  const prove = async (id: number, who: Person = people.unit): Promise<RectificationDetail> =>
    who.call('proofs.add', { rectificationId: id, clientId: randomUUID(), token: await chosen(), caption: null });
  const submitted = async (issuedRow?: RectificationRow): Promise<RectificationDetail> => {
    const { row } = await signed(issuedRow);
    await prove(row.id);
    return people.unit.call('rectifications.submit', { ...at(row), note: '请验收' });
  };
  const verifiedDone = async (issuedRow?: RectificationRow): Promise<RectificationDetail> => {
    const { row } = await submitted(issuedRow);
    const arranged = await people.office.call('rectifications.arrange', {
      ...{ ...at(row), verifierId: people.verifier.personId, method: 'on_site', note: null },
    });
    return people.verifier.call('rectifications.verify', {
      ...{ ...at(arranged.row), result: 'done', day: dayOf(console.time.now), note: '已整改', visitId: null },
    });
  };
  return { signed, prove, submitted, verifiedDone };
}
