import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  endInstruction,
  insertInstruction,
  instructionIdOf,
  storedInstructions,
  type StoredInstruction,
} from '../../../db/queries/instructions.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import { insertRectificationEvent } from '../../../db/queries/rectification-write.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import {
  answerRefusal,
  withdrawalRefusal,
  type Instruction,
  type InstructionFacts,
  type InstructionRefusal,
} from '../../../domain/rectification/instruction.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { actingPerson } from './act.js';
import { badField, clockMark, noMatter } from './refusals.js';
import type { RuleBook } from './rules.js';

type Step = 'instruct' | 'answer_instruction' | 'withdraw_instruction';

/** Instructions (批示): a leader gives them on a matter, whom they are given to answers, and the history tells of it. */
export class Instructions {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  list(input: ParsedInput<'instructions.list'>, context: CallContext): Promise<Instruction[]> {
    return this.database.read(context.command, async (reader) =>
      (await storedInstructions(reader, input, context)).map((row) => shown(row, context)),
    );
  }

  /**
   * @throws AppError `notFound.record`; `conflict.state` for a draft, and for the unit once it is closed; `rectification.revoked`; `validation.input` for a day that is over or rests, and
   *   for a matter without a unit
   */
  give(input: ParsedInput<'instructions.give'>, context: CallContext): Promise<Instruction> {
    const { clientId, rectificationId, to, text, dueDay } = input;
    return this.database.write(context.command, async (tx) => {
      const earlier = await instructionIdOf(tx, clientId);
      if (earlier !== undefined) return one(tx, earlier, context);
      const at = await matterOf(tx, rectificationId, context);
      const { state, unitId, closure } = at.matter;
      if (state === 'draft') throw new AppError('conflict.state', { entity: 'rectification', state });
      if (closure === 'revoked') throw new AppError('rectification.revoked');
      // The unit is done with it; the office can be told to look once more.
      if (state === 'closed' && to === 'unit') throw new AppError('conflict.state', { entity: 'rectification', state });
      if (to === 'unit' && unitId === null) throw badField(context, 'to', 'required');
      const { calendar } = await this.rules.of(tx);
      if (dueDay < dayOf(context.now)) throw badField(context, 'dueDay', 'past');
      if (!calendar.works(dueDay)) throw badField(context, 'dueDay', 'notWorkday');
      const row = { clientId, rectificationId, unitId: to === 'unit' ? unitId : null, text, dueDay };
      const { now, actor } = context;
      const id = await insertInstruction(tx, { ...row, now, personId: actor.personId });
      await this.#written(tx, context, at, {
        ...{ id, step: 'instruct', note: text, to, before: null, after: row, detail: { answerByDay: dueDay } },
      });
      return one(tx, id, context);
    });
  }

  /** @throws AppError `notFound.record`, `conflict.*`, `permission.*` */
  answer({ id, revision, text }: ParsedInput<'instructions.answer'>, context: CallContext): Promise<Instruction> {
    return this.#end({ id, revision, step: 'answer_instruction', answer: text, reason: null }, context, answerRefusal);
  }

  /** @throws AppError `notFound.record`, `conflict.*`, `permission.*` */
  withdraw(input: ParsedInput<'instructions.withdraw'>, context: CallContext): Promise<Instruction> {
    const step = 'withdraw_instruction' as const;
    return this.#end({ ...input, step, answer: null }, context, withdrawalRefusal);
  }

  #end(
    end: { id: number; revision: number; step: Step; answer: string | null; reason: string | null },
    context: CallContext,
    refusalOf: (facts: InstructionFacts, person: ReturnType<typeof actingPerson>) => InstructionRefusal | null,
  ): Promise<Instruction> {
    const { id, revision, step, answer, reason } = end;
    return this.database.write(context.command, async (tx) => {
      const [row] = await storedInstructions(tx, { id }, context);
      if (!row) throw gone(id);
      if (row.revision !== revision)
        throw new AppError('conflict.revision', { entity: 'instruction', id, theirs: row.revision, yours: revision });
      const refusal = refusalOf(factsOf(row), actingPerson(context));
      if (refusal !== null) throw errorOf(refusal, row, context);
      const at = await matterOf(tx, row.rectificationId, context);
      await endInstruction(tx, { id, answer, reason, now: context.now, personId: context.actor.personId });
      await this.#written(tx, context, at, {
        ...{ id, step, note: answer ?? reason, to: toOf(row), before: { state: row.state }, after: { answer, reason } },
        detail: {},
      });
      return one(tx, id, context);
    });
  }

  /** Into the history of the matter, which it does not move, and into the log. */
  async #written(
    tx: Tx,
    context: CallContext,
    at: MatterAt,
    { id, step, note, to, before, after, detail }: Written,
  ): Promise<void> {
    const { state, id: matterId } = at.matter;
    await insertRectificationEvent(tx, {
      ...{ id: matterId, action: step, note, now: context.now, personId: context.actor.personId },
      ...{ fromState: state, toState: state, detail: { ...detail, instructed: to, ...clockMark(context) } },
    });
    const { command: action, actor } = context;
    await tx.audit({ action, object: 'instruction', ref: id, actor, before, after: { ...after, matterId } });
    tx.changed('instruction', id);
    tx.changed('rectification', matterId);
  }
}

interface Written {
  id: number;
  step: Step;
  note: string | null;
  to: Instruction['to'];
  before: object | null;
  after: object;
  detail: Record<string, number>;
}

const gone = (id: number): AppError => new AppError('notFound.record', { entity: 'instruction', id });

async function matterOf(tx: Tx, id: number, context: CallContext): Promise<MatterAt> {
  const at = await matterAt(tx, id, context, dayOf(context.now));
  if (at === null) throw noMatter(id);
  return at;
}

async function one(reader: Reader, id: number, context: CallContext): Promise<Instruction> {
  const [row] = await storedInstructions(reader, { id }, context);
  if (!row) throw gone(id);
  return shown(row, context);
}

const toOf = ({ unitId }: StoredInstruction): Instruction['to'] => (unitId === null ? 'office' : 'unit');
const factsOf = ({ state, unitId, giverId }: StoredInstruction): InstructionFacts => ({
  state,
  unitId,
  givenBy: giverId,
});

function shown(row: StoredInstruction, context: CallContext): Instruction {
  const { unitId, giverId, ...rest } = row;
  const facts = { state: row.state, unitId, givenBy: giverId };
  const person = actingPerson(context);
  return {
    ...rest,
    to: unitId === null ? 'office' : 'unit',
    overdue: row.state === 'open' && row.dueDay < dayOf(context.now),
    may: { answer: answerRefusal(facts, person), withdraw: withdrawalRefusal(facts, person) },
  };
}

function errorOf(refusal: InstructionRefusal, { state }: StoredInstruction, { command }: CallContext): AppError {
  switch (refusal) {
    case 'state':
      return new AppError('conflict.state', { entity: 'instruction', state });
    case 'role':
      return new AppError('permission.denied', { command });
    case 'otherUnit':
      return new AppError('permission.scope', { entity: 'instruction' });
    case 'giver':
      return new AppError('permission.samePerson');
  }
}
