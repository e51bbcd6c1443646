/** Shortest password accepted, in characters (NIST SP 800-63B section 3.1.1.2 asks for 8 at least). */
export const PASSWORD_MINIMUM = 8;

/**
 * What is wrong with a new password, or null.
 * @param password as typed
 * @param account the account it is for: a password may not contain it
 */
export function passwordFault(password: string, account: string): 'short' | 'account' | 'monotone' | null {
  if (Array.from(password).length < PASSWORD_MINIMUM) return 'short';
  if (password.toLowerCase().includes(account.toLowerCase())) return 'account';
  if (new Set(password).size < 4) return 'monotone';
  return null;
}
