/** Names a new record once, so that sending it again after a lost answer does not make it twice. */
export function newClientId(): string {
  return crypto.randomUUID();
}
