import { computed, onBeforeUnmount, ref, type ComputedRef } from 'vue';

/** Height of a row in pixels from the tokens (`--mc-row`, `--mc-row-tall`), following large text. */
export function rowHeight(tall: () => boolean): ComputedRef<number> {
  const text = ref(0);
  const observer = new MutationObserver(() => (text.value += 1));
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-text'] });
  onBeforeUnmount(() => observer.disconnect());
  return computed(() => {
    void text.value;
    const style = getComputedStyle(document.documentElement);
    const name = tall() ? '--mc-row-tall' : '--mc-row';
    return Number.parseFloat(style.getPropertyValue(name)) || (tall() ? 40 : 32);
  });
}
