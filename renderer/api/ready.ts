import { nextTick } from 'vue';

let told = false;

/** Tells the main process, once, that the first usable screen stands and has been painted. */
export function markReady(): void {
  if (told) return;
  told = true;
  // The second frame begins when the first has been painted.
  void nextTick(() => requestAnimationFrame(() => requestAnimationFrame(tell)));
}

function tell(): void {
  document.documentElement.dataset['ready'] = 'true';
  window.mingcha.ready();
}
