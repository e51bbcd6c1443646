/** What still has to be kept before the person at the desk goes: each answers when it is in the store. */
const keepers = new Set<() => Promise<unknown>>();

/** Returns its removal. */
export function beforeLeaving(keep: () => Promise<unknown>): () => void {
  keepers.add(keep);
  return () => keepers.delete(keep);
}

export async function keepAll(): Promise<void> {
  await Promise.all([...keepers].map((keep) => keep()));
}
