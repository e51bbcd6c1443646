/** What was typed and not yet saved, per form, for as long as the window lives. Never holds passwords. */
const PREFIX = 'mingcha.draft.';

export function readDraft(key: string): Record<string, unknown> | null {
  try {
    const kept = sessionStorage.getItem(PREFIX + key);
    return kept === null ? null : (JSON.parse(kept) as Record<string, unknown>);
  } catch {
    return null;
  }
}

export function writeDraft(key: string, values: object, secret: readonly string[]): void {
  const open = Object.entries(values).filter(([name]) => !secret.includes(name));
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(Object.fromEntries(open)));
  } catch {
    // Without room the draft lives as long as the form.
  }
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(PREFIX + key);
}

/** Forgets every draft: another person signs in. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
