import { nextTick } from 'vue';

let told = false;

/** Tells the main process, once, that the first usable screen stands and has been painted. */
export function markReady(): void {
  if (told) return;
  told = true;
  void nextTick(() =>
    requestAnimationFrame(() => {
      document.documentElement.dataset['ready'] = 'true';
      window.mingcha.ready();
    }),
  );
}
