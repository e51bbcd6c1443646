import type { CommandName, CommandOutput, Commands, ParsedInput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';

/** Who does it, as the audit log will name it. */
export interface Actor {
  personId: number;
  name: string;
}

/** What a handler may know of its caller. All of it comes from the session, none from the input. */
export interface CallContext {
  /** UTC milliseconds, read once per call. */
  now: number;
  /** The command's name, for the audit log. */
  command: CommandName;
  actor: Actor;
  roles: readonly Role[];
  /** The unit a unit contact is bound to. */
  unitId: number | null;
  /** May open who stands behind a code. */
  opensIdentity: boolean;
  /** Whole minutes by which the computer's clock lies before the latest moment of the log; 0 while it can be right. */
  clockBehind: number;
}

/** Context of a command that anyone may call: there may be nobody. */
export interface OpenContext {
  now: number;
  command: CommandName;
  actor: Actor | null;
}

export type ContextOf<N extends CommandName> = Commands[N]['access'] extends 'anyone' ? OpenContext : CallContext;

export type Handler<N extends CommandName> = (
  input: ParsedInput<N>,
  context: ContextOf<N>,
) => Promise<CommandOutput<N>>;

/** One handler for each command: a missing or an extra one does not compile. */
export type Handlers<N extends CommandName = CommandName> = { [K in N]: Handler<K> };

/** Commands that work without an open store. */
export type SystemName = Extract<
  CommandName,
  | 'system.status'
  | 'system.setPreferences'
  | 'system.repair'
  | 'system.openDemo'
  | 'system.leaveDemo'
  | 'system.fillScreen'
>;
export type WorkspaceName = Exclude<CommandName, SystemName>;
/** Commands whose name starts with a feature's word. */
export type FeatureName<F extends string> = Extract<WorkspaceName, `${F}.${string}`>;
