import type { CommandInput, CommandName, CommandOutput } from '../../../domain/contract/commands/index.js';
import type { EventName, EventPayload } from '../../../domain/contract/events.js';
import type { WireError } from '../../../domain/errors.js';
import type { Envelope } from '../../../domain/result.js';

type Answers = { [N in CommandName]?: (input: CommandInput<N>) => CommandOutput<N> | Promise<CommandOutput<N>> };

/** What a test's main process refuses with. */
export class Refusal extends Error {
  constructor(readonly wire: Partial<WireError> & Pick<WireError, 'code'>) {
    super(wire.code);
  }
}

/** A bridge whose answers are given by the test; what it does not know it refuses as `notFound.command`. */
export function fakeBridge(answers: Answers) {
  const listeners = new Set<(event: EventName, payload: unknown) => void>();
  const calls: { name: string; input: unknown }[] = [];
  let ready = 0;
  return {
    calls,
    answers,
    get ready() {
      return ready;
    },
    emit<N extends EventName>(event: N, payload: EventPayload<N>): void {
      for (const listener of listeners) listener(event, payload);
    },
    bridge: {
      async call(name: string, input: unknown): Promise<Envelope<unknown>> {
        calls.push({ name, input });
        const answer = answers[name as CommandName] as ((input: unknown) => unknown) | undefined;
        const whole = { params: {}, fields: [], retryable: false, logId: null };
        if (!answer) return { ok: false, error: { ...whole, code: 'notFound.command', params: { command: name } } };
        try {
          return { ok: true, value: structuredClone(await answer(input)) };
        } catch (error) {
          if (error instanceof Refusal) return { ok: false, error: { ...whole, ...error.wire } };
          throw error;
        }
      },
      on(listener: (event: EventName, payload: unknown) => void): () => void {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      tokenFor: (file: File) => Promise.resolve({ token: `token-${file.name}`, name: file.name, bytes: file.size }),
      ready: () => void (ready += 1),
    },
  };
}
