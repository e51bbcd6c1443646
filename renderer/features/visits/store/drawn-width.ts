import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from 'vue';
import { useSystem } from '../../../shared/stores/system';

/** Pixels of large text to one of normal text. */
const LARGE = 18 / 14;

/**
 * How wide a drawing may be, in px of normal text: large text makes everything in it larger instead of the drawing wider.
 * @param box what it is drawn in
 */
export function useDrawnWidth(box: Ref<HTMLElement | null>, first: number): ComputedRef<number> {
  const system = useSystem();
  const pixels = ref(first);
  let watching: ResizeObserver | undefined;
  onMounted(() => {
    watching = new ResizeObserver(([entry]) => (pixels.value = entry?.contentRect.width || pixels.value));
    if (box.value) watching.observe(box.value);
  });
  onBeforeUnmount(() => watching?.disconnect());
  return computed(() => pixels.value / (system.look.textSize === 'large' ? LARGE : 1));
}
