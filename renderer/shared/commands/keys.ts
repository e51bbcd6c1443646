/**
 * Keys are written `Mod+Shift+K`: `Mod` is Ctrl, on a Mac ⌘. Names are those of KeyboardEvent.key
 * (`ArrowDown`, `Enter`, `F2`, `?`); letters in upper case.
 */
const apple = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

const faces: Record<string, string> = {
  Mod: apple ? '⌘' : 'Ctrl',
  Shift: apple ? '⇧' : 'Shift',
  Alt: apple ? '⌥' : 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  ' ': 'Space',
};

/** `Mod+Enter` -> `['Ctrl', '↵']` or, alone, `['Enter']`. */
export function keyLabels(keys: string): string[] {
  const parts = splitKeys(keys);
  return parts.map((part) => (part === 'Enter' && parts.length > 1 ? '↵' : (faces[part] ?? part)));
}

/** `Mod++` means Mod and the plus key. */
function splitKeys(keys: string): string[] {
  if (keys === '+') return ['+'];
  return keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
}

/** Whether an event is these keys. Shift is only asked for where it does not make the sign itself (`?`). */
export function matchesKeys(event: KeyboardEvent, keys: string): boolean {
  const parts = splitKeys(keys);
  const key = parts.at(-1) ?? '';
  const mod = apple ? event.metaKey : event.ctrlKey;
  const otherMod = apple ? event.ctrlKey : event.metaKey;
  if (otherMod || mod !== parts.includes('Mod') || event.altKey !== parts.includes('Alt')) return false;
  const named = key.length > 1 || /[A-Z]/.test(key);
  if (named && event.shiftKey !== parts.includes('Shift')) return false;
  return event.key === key || (key.length === 1 && event.key.toUpperCase() === key);
}
