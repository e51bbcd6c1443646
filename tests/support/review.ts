import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { commands } from '../../domain/contract/commands/index.js';
import type { FindingFields } from '../../domain/finding.js';
import type { Role } from '../../domain/people.js';
import type { VisitDetail } from '../../domain/visit-record.js';
import { latestRecordedAt } from '../../db/queries/audit-list.js';
import { minutesBehind } from '../../electron/ipc/clock.js';
import type { CallContext } from '../../electron/ipc/context.js';
import type { SmallHall } from './hall.js';
import { completeVisit, finding, people, published, writing, type Caller } from './visits.js';
import { openConsole, type TestConsole } from './workspace.js';
import { smallHall } from './hall.js';

export type Somebody = Partial<Pick<CallContext, 'roles' | 'unitId' | 'opensIdentity'>> & { personId: number };

/** Any command as this person, with the checks of role and clock of the dispatcher and the output it would let through. */
export async function ask<N extends CommandName>(
  target: TestConsole,
  who: Somebody,
  command: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const { access } = commands[command];
  const roles = who.roles ?? [];
  if (Array.isArray(access) && !access.some((role: Role) => roles.includes(role)))
    throw new Error(`${command} is not for ${roles.join()}`);
  const handler = (target.workspace.handlers as unknown as Record<string, unknown>)[command] as (
    input: unknown,
    context: CallContext,
  ) => Promise<unknown>;
  const latest = await target.workspace.database.read('clock.latest', latestRecordedAt);
  const context: CallContext = {
    now: target.time.now,
    command,
    actor: { personId: who.personId, name: `人员${who.personId}` },
    roles,
    unitId: who.unitId ?? null,
    opensIdentity: who.opensIdentity ?? false,
    clockBehind: commands[command].kind === 'command' ? minutesBehind(command, latest, target.time.now) : 0,
  };
  return commands[command].output.parse(await handler(input, context)) as CommandOutput<N>;
}

const accounts = {
  lin: ['inspector'],
  qiao: ['inspector'],
  both: ['inspector', 'reviewer'],
  fu: ['reviewer'],
  he: ['office'],
  qin: ['leader'],
} satisfies Record<string, Role[]>;

export interface ReviewStage {
  console: TestConsole;
  hall: SmallHall;
  who: Record<keyof typeof accounts, Caller>;
  /** A visit of lin and a partner at two windows, handed in, with these findings. */
  submitted(findings?: Partial<FindingFields>[], partner?: Caller, text?: string): Promise<VisitDetail>;
}

/** A small hall with everybody a review needs. */
export async function openReviewStage(folder?: string): Promise<ReviewStage> {
  const console = await openConsole(folder === undefined ? {} : { folder });
  const hall = await smallHall(console);
  await published(console, 'simulated_transaction');
  const who = await people(console, accounts);
  return {
    console,
    hall,
    who,
    async submitted(findings = [], partner = who.qiao, text) {
      const visit = await completeVisit(
        console,
        who.lin,
        { windowIds: [hall.w2.id, hall.w10.id], partnerIds: [partner.personId] },
        () => [
          ...(text === undefined
            ? []
            : [{ kind: 'fields' as const, was: { narrative: null }, value: { narrative: text } }]),
          ...findings.map((fields) =>
            writing(null, finding({ windowId: hall.w2.id, unitId: hall.unit.id, ...fields })),
          ),
        ],
      );
      return who.lin.call('visits.submit', { id: visit.id, revision: visit.revision });
    },
  };
}
