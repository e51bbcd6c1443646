import { ref } from 'vue';

/**
 * The plain frame is read without glasses: its text begins large and grows in two steps. The size stands on the document,
 * so that the lock keeps it, and is remembered on this computer.
 */
const KEY = 'mingcha.plainText';
export const PLAIN_SIZES = 3;

export const plainSize = ref(remembered());

function remembered(): number {
  const kept = Number(localStorage.getItem(KEY));
  return Number.isInteger(kept) && kept >= 0 && kept < PLAIN_SIZES ? kept : 0;
}

/** One size up; from the largest back to the first. */
export function growPlainText(): void {
  plainSize.value = (plainSize.value + 1) % PLAIN_SIZES;
  try {
    localStorage.setItem(KEY, String(plainSize.value));
  } catch {
    // Without room the size lives as long as the window.
  }
}

/** Puts the size on the document, or takes it off for the usual frame. */
export function applyPlainText(plain: boolean): void {
  const { dataset } = document.documentElement;
  if (plain) dataset['plain'] = String(plainSize.value);
  else delete dataset['plain'];
}
