import { commands, type CommandInput, type CommandOutput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { Role } from '../../domain/people.js';
import type { Clock } from '../../domain/time.js';
import type { Actor, CallContext, Handler, Handlers, OpenContext, WorkspaceName } from '../ipc/context.js';

type LooseHandler = (input: unknown, context: CallContext | OpenContext) => Promise<unknown>;

/**
 * Gives commands of the contract as somebody of the demo hall: the input is parsed by the contract's schema and meets
 * the same handler a window would reach, so that every row of the demo hall has its line in the audit log.
 */
export class Orders {
  #actor: Actor | null = null;
  #roles: readonly Role[] = ['office'];
  #now: number | null = null;
  #unitId: number | null = null;

  constructor(
    private readonly handlers: Handlers<WorkspaceName>,
    private readonly clock: Clock,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * From here on the commands are this person's, in this role.
   * @param now when they are given, UTC milliseconds; left out: as the clock says
   * @param unitId the unit a unit contact speaks for
   */
  as(actor: Actor, roles: readonly Role[] = ['office'], now: number | null = null, unitId: number | null = null): void {
    this.#actor = actor;
    this.#roles = roles;
    this.#now = now;
    this.#unitId = unitId;
  }

  /** @throws AppError `cancelled` once the signal is aborted, and whatever the command throws */
  async give<N extends WorkspaceName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    if (this.signal?.aborted) throw new AppError('cancelled');
    const open: OpenContext = { now: this.#now ?? this.clock(), command: name, actor: this.#actor };
    const context = this.#actor
      ? { ...open, roles: this.#roles, unitId: this.#unitId, opensIdentity: false, clockBehind: 0 }
      : open;
    // As in the dispatcher: with the name a type parameter, TypeScript loses the pairing of input and handler.
    const handler = this.handlers[name] as Handler<N> as LooseHandler;
    return (await handler(commands[name].input.parse(input), context as CallContext)) as CommandOutput<N>;
  }
}
