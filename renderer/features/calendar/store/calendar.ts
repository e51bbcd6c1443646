import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import type { CalendarHead } from '../../../../domain/contract/commands/calendar.js';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { yearOf } from '../../../../domain/calendar/calendar.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { dayOf } from '../../../shared/i18n/format';
import { useJobs } from '../../../shared/stores/jobs';
import { readYear } from '../model/year';

/** The years of the calendar and the days of one of them, kept as they stand. @param wanted the year as the address names it */
export function useCalendar(wanted: () => unknown) {
  const heads = shallowRef<readonly CalendarHead[] | null>(null);
  const detail = shallowRef<CommandOutput<'calendar.year'> | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const jobs = useJobs();
  let asked = 0;

  async function load(): Promise<void> {
    const mine = ++asked;
    try {
      const years = await call('calendar.years', {});
      const known = years.map(({ year }) => year);
      const one = await call('calendar.year', { year: readYear(wanted(), known, yearOf(dayOf(Date.now()))) });
      if (mine !== asked) return;
      heads.value = years;
      detail.value = one;
      failure.value = null;
    } catch (error) {
      if (mine === asked) failure.value = asClientError(error);
    }
  }
  watch(wanted, load, { immediate: true });
  onBeforeUnmount(onData(({ entity }) => void (entity === 'calendar' && load())));
  // What a recalculation leaves provisional is counted once it has ended.
  onBeforeUnmount(jobs.onEnd(({ kind }) => void (kind === 'calendar.recalculate' && load())));

  const special = computed(() => new Map((detail.value?.days ?? []).map((one) => [one.day, one])));
  const running = computed(() => jobs.running.find(({ kind }) => kind === 'calendar.recalculate') ?? null);
  return { heads, detail, failure, load, special, running };
}
