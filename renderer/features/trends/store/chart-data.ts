import { onBeforeUnmount, shallowRef, watch } from 'vue';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import type { DataEntity } from '../../../../domain/contract/events.js';
import type { Answer, Answers, Ask, Chart, Scope } from '../model/chart';

/** Rows whose change moves a number. */
const counted: readonly DataEntity[] = ['visit', 'finding', 'rectification', 'lead', 'unit', 'window', 'hall'];
/** After a change the numbers are asked for once, when it is quiet again. */
const QUIET_MS = 800;

/** What one question of a chart comes to. */
export async function answerOf({ closing, cells, parts, ...asked }: Ask): Promise<Answer> {
  const { period, filter } = asked;
  if (cells) return { rows: [], labels: {}, ...(await call('measures.waits', { period, filter })) };
  if (!closing) return call('measures.parts', { parts, ...asked });
  const { rows, labels } = await call('measures.closing', asked);
  return {
    rows: rows.map(({ keys, count, median, ninetieth }) => ({ keys, values: [count, median, ninetieth] })),
    labels,
  };
}

interface Held {
  scope: Scope;
  answers: Answers<string>;
}

/** What a chart is drawn from, asked anew when its scope or the rows change. What was shown stays until then. */
export function useChartData(chart: () => Chart, scope: () => Scope | null) {
  const held = shallowRef<Held | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const asked = scope();
    const mine = (turn += 1);
    if (!asked) return;
    try {
      const asks = Object.entries(chart().asks(asked));
      const answers = await Promise.all(asks.map(async ([key, ask]) => [key, await answerOf(ask)] as const));
      if (mine !== turn) return;
      held.value = { scope: asked, answers: Object.fromEntries(answers) };
      failure.value = null;
    } catch (error) {
      if (mine === turn) failure.value = asClientError(error);
    }
  }
  watch([chart, () => JSON.stringify(scope())], () => void load(), { immediate: true });
  const off = onData(({ entity }) => {
    if (!counted.includes(entity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), QUIET_MS);
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    off();
    turn += 1;
  });
  return { held, failure, load };
}
