import { onBeforeUnmount, ref, type Ref } from 'vue';

const TICK_MS = 15_000;
const MINUTE_MS = 60_000;
/** Lights follow the clock: a ledger that is left open is read anew so often. */
const RENEW_MS = 5 * MINUTE_MS;

/**
 * The present minute, UTC milliseconds.
 * @param renew what hangs on the clock is asked again
 */
export function useMinute(renew: () => void): Ref<number> {
  const minute = ref(Date.now());
  let renewed = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (Math.floor(now / MINUTE_MS) !== Math.floor(minute.value / MINUTE_MS)) minute.value = now;
    if (Math.floor(now / RENEW_MS) !== Math.floor(renewed / RENEW_MS)) {
      renewed = now;
      renew();
    }
  }, TICK_MS);
  onBeforeUnmount(() => clearInterval(timer));
  return minute;
}
