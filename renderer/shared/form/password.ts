import { passwordFault } from '../../../domain/passwords.js';
import { translate } from '../i18n';

const sentences = {
  short: 'rule.password.short',
  account: 'rule.password.account',
  monotone: 'rule.password.monotone',
} as const;

/** Why a new password would be refused, as a sentence, or null. An empty account cannot be contained. */
export function passwordProblem(password: string, account: string): string | null {
  const fault = passwordFault(password, account === '' ? '\u0000' : account);
  return fault ? translate(sentences[fault]) : null;
}
