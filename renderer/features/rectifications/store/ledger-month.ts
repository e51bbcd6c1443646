import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import type { Month } from '../../plans/model/calendar';
import { weeksOf } from '../../plans/model/calendar';
import { ledgerInput } from '../model/ledger-address';
import type { Narrowed } from './board-column';

type Answer = CommandOutput<'ledger.byDay'>;
export type DueDay = Answer['days'][number];
export type SpecialDay = NonNullable<Answer['special']>[number];

const WEEK = 7;

/** What is due on each day of the weeks that hold a month. */
export function useLedgerMonth(month: () => Month, narrowed: () => Narrowed) {
  const answer = shallowRef<Answer | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const weeks = computed(() => weeksOf(month()));
  let asked = 0;

  async function load(): Promise<void> {
    const mine = ++asked;
    const { text, filter } = ledgerInput({ ...narrowed(), sort: null });
    const fromDay = weeks.value[0] ?? 0;
    const toDay = (weeks.value.at(-1) ?? fromDay) + WEEK - 1;
    try {
      const found = await call('ledger.byDay', {
        ...(text !== undefined && { text }),
        ...(filter && { filter }),
        fromDay,
        toDay,
      });
      if (mine !== asked) return;
      answer.value = found;
      failure.value = null;
    } catch (error) {
      if (mine === asked) failure.value = asClientError(error);
    }
  }
  watch(() => JSON.stringify([month(), narrowed().text, narrowed().filters]), load, { immediate: true });
  onBeforeUnmount(onData(({ entity }) => void (['rectification', 'calendar'].includes(entity) && load())));

  const due = computed(() => new Map((answer.value?.days ?? []).map((day) => [day.day, day])));
  const special = computed(() => new Map((answer.value?.special ?? []).map((day) => [day.day, day])));
  return { answer, failure, load, weeks, due, special };
}
