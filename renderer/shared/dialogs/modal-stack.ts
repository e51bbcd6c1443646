import { shallowReactive } from 'vue';

/** Open layers, lowest first. Everything beneath the top one is inert: no focus, no clicks, not read aloud. */
export const modalStack = shallowReactive<symbol[]>([]);

export function pushModal(): symbol {
  const layer = Symbol('modal');
  modalStack.push(layer);
  return layer;
}

export function dropModal(layer: symbol): void {
  const at = modalStack.indexOf(layer);
  if (at >= 0) modalStack.splice(at, 1);
}
