import { commands, type CommandName } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { Envelope } from '../../domain/result.js';
import type { Clock } from '../../domain/time.js';
import type { Log } from '../app/log.js';
import type { SessionGate } from '../services/session/gate.js';
import { minutesBehind } from './clock.js';
import type { CallContext, Handlers, OpenContext } from './context.js';
import { fieldIssues } from './issues.js';

/** Everything a call needs that changes when another data folder is opened. */
export interface DispatchTarget {
  /** All handlers, or those of the system alone while the store is not open. */
  handlers(): Partial<Handlers>;
  gate(): SessionGate | null;
  /** The latest moment the log of the open folder knows, UTC milliseconds; null where nothing was written yet. */
  latestRecordedAt(): Promise<number | null>;
}

export interface Dispatcher {
  /**
   * Session and role check -> parse input -> handler -> parse output.
   * @returns an envelope, always: no call rejects and no stack leaves this process
   */
  call(name: string, input: unknown): Promise<Envelope<unknown>>;
}

type LooseHandler = (input: unknown, context: CallContext | OpenContext) => Promise<unknown>;

export function createDispatcher(target: DispatchTarget, clock: Clock, log: Log): Dispatcher {
  const run = async (name: string, input: unknown): Promise<unknown> => {
    if (!Object.hasOwn(commands, name)) throw new AppError('notFound.command', { command: name.slice(0, 60) });
    const command = name as CommandName;
    const spec = commands[command];
    const handlers = target.handlers();
    if (!Object.hasOwn(handlers, command)) throw new AppError('db.closed');
    const gate = target.gate();
    const now = clock();
    const admitted = admit(command, gate, now);
    const context =
      spec.kind === 'command' && 'roles' in admitted
        ? { ...admitted, clockBehind: minutesBehind(command, await target.latestRecordedAt(), now) }
        : admitted;
    const parsed = spec.input.safeParse(input);
    if (!parsed.success) {
      throw new AppError('validation.input', { command }, { fields: fieldIssues(parsed.error.issues) });
    }
    // The table is typed handler by handler; only here, where the name is a value, does TypeScript lose the pairing.
    const handler = handlers[command] as LooseHandler;
    const value = await handler(parsed.data, context);
    const checked = spec.output.safeParse(value);
    if (!checked.success) throw new Error(`output of ${command}: ${checked.error.message}`);
    return checked.data;
  };
  return {
    async call(name, input) {
      try {
        return { ok: true, value: await run(String(name), input) };
      } catch (error) {
        if (error instanceof AppError) {
          const serious = error.code.startsWith('db.') || error.code === 'internal';
          return { ok: false, error: error.toWire(serious ? log.error(`call ${name}`, error) : null) };
        }
        return { ok: false, error: new AppError('internal').toWire(log.error(`call ${name}`, error)) };
      }
    },
  };
}

/** Decides whether the person at the desk may give this command, and as whom. */
function admit(command: CommandName, gate: SessionGate | null, now: number): CallContext | OpenContext {
  const { access } = commands[command];
  const principal = gate?.principal() ?? null;
  if (access === 'anyone') return { now, command, actor: principal?.actor ?? null };
  if (!principal) throw new AppError('permission.signIn');
  if (principal.state === 'locked') throw new AppError('permission.locked');
  if (principal.state === 'mustChange' && command !== 'session.changePassword') {
    throw new AppError('permission.mustChangePassword');
  }
  if (access !== 'signedIn' && !access.some((role) => principal.roles.includes(role))) {
    throw new AppError('permission.denied', { command });
  }
  const { actor, roles, unitId, opensIdentity } = principal;
  return { now, command, actor, roles, unitId, opensIdentity, clockBehind: 0 };
}
