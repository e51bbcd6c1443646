import { onMounted, shallowRef, useTemplateRef, watchPostEffect } from 'vue';

/** Drop-downs stand still in the window whatever scrolls beneath them. */
export const popperOptions = { strategy: 'fixed' } as const;

/** What the label, hint and error around a control of Element Plus say of it. */
export interface ControlWords {
  describedby?: string | undefined;
  invalid?: boolean | undefined;
  /** What it opens, where the library does not say so itself. */
  popup?: 'dialog' | undefined;
  open?: boolean;
}

/**
 * Fits a control of Element Plus into our forms: `<div ref="box" @keydown.capture="pass">` around it. Its inner field gets
 * the words of `FieldFrame`. What it drops down hangs in the layer of the console (above every dialog, gone while locked)
 * or in a `.drops` of its own. Keys that are not its own go on to ours: Escape of a closed control closes the dialog,
 * Enter on a closed calendar and Ctrl+Enter anywhere send the form.
 */
export function useLibraryControl(words: () => ControlWords) {
  const box = useTemplateRef<HTMLElement>('box');
  /** Where the drop-down goes; the control is drawn once it is known. */
  const layer = shallowRef<HTMLElement | null>(null);
  onMounted(() => {
    const own = box.value?.querySelector<HTMLElement>(':scope > .drops') ?? document.getElementById('layers');
    layer.value = own ?? document.body;
  });

  watchPostEffect(() => {
    const { describedby, invalid, popup, open } = words();
    const field = layer.value && box.value?.querySelector('input');
    if (!field) return;
    const set = (name: string, value: string | undefined): void =>
      value === undefined ? field.removeAttribute(name) : field.setAttribute(name, value);
    set('aria-describedby', describedby);
    set('aria-invalid', invalid ? 'true' : undefined);
    if (!popup) return;
    set('aria-haspopup', popup);
    set('aria-expanded', String(open ?? false));
  });

  function pass(event: KeyboardEvent): void {
    if (event.target === box.value || !(event.target instanceof HTMLInputElement) || event.isComposing) return;
    const closed = event.target.getAttribute('aria-expanded') !== 'true';
    const plain = closed && (event.key === 'Escape' || (event.key === 'Enter' && words().popup === 'dialog'));
    const ours = plain || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!ours) return;
    event.stopPropagation();
    const copy = new KeyboardEvent(event.type, event);
    box.value?.dispatchEvent(copy);
    if (copy.defaultPrevented) event.preventDefault();
  }
  return { layer, pass };
}
