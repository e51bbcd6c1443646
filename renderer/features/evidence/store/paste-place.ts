import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue';

/** A place that takes pasted pictures. */
interface PastePlace {
  root: () => HTMLElement | null;
  /** Whether it takes pictures now. */
  open: () => boolean;
  /** @returns whether there was a picture to take */
  take: (event: ClipboardEvent) => boolean;
}

const places = new Set<PastePlace>();

/**
 * A paste outside of a text field is told to the body, whatever has the focus. It goes to the place that holds the
 * focus; where there is but one place on the screen, to that one, from anywhere.
 */
function hear(event: ClipboardEvent): void {
  if (event.defaultPrevented) return;
  const open = [...places].filter((place) => place.open() && place.root()?.closest('[inert]') === null);
  const focused = open.find((place) => place.root()?.contains(document.activeElement));
  const only = open.length === 1 ? open[0] : undefined;
  (focused ?? only)?.take(event);
}

/** Makes a component, while it is shown, a place that takes pasted pictures. */
export function usePastePlace(place: PastePlace): void {
  const add = (): void => {
    if (places.size === 0) document.addEventListener('paste', hear);
    places.add(place);
  };
  const drop = (): void => {
    places.delete(place);
    if (places.size === 0) document.removeEventListener('paste', hear);
  };
  onMounted(add);
  onActivated(add);
  onDeactivated(drop);
  onBeforeUnmount(drop);
}
