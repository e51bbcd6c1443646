import { onActivated, onBeforeUnmount, onDeactivated, onMounted, ref, type Ref } from 'vue';

/** The present moment, UTC milliseconds, every second while the page is shown. */
export function useTicking(): Ref<number> {
  const now = ref(Date.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  const begin = (): void => {
    now.value = Date.now();
    timer ??= setInterval(() => (now.value = Date.now()), 1000);
  };
  const end = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  onMounted(begin);
  onActivated(begin);
  onDeactivated(end);
  onBeforeUnmount(end);
  return now;
}
