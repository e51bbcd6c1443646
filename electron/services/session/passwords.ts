import type { Options } from '@node-rs/argon2';
import { AppError } from '../../../domain/errors.js';
import { PASSWORD_MINIMUM, passwordFault } from '../../../domain/people.js';

/** Argon2id, 64 MiB, 3 passes, 4 lanes: the second recommended option of RFC 9106 section 4. */
const ARGON2ID = 2;
const options: Options = { algorithm: ARGON2ID, memoryCost: 65_536, timeCost: 3, parallelism: 4 };

/** Loaded at the first password, not at start. Hashing runs off the main thread. */
const library = () => import('@node-rs/argon2');

/** Every account of the demo hall begins with it; the demo hall asks for none. */
export const DEMO_PASSWORD = 'Linxi-Yunting-2018';
/** It stands in the open: hashing it in earnest would only make the demo hall late. */
const quick: Options = { ...options, memoryCost: 64, timeCost: 1, parallelism: 1 };

/**
 * @param demo whether it is for an account of the demo hall
 * @returns the PHC string, with salt and parameters inside
 */
export async function hashPassword(password: string, demo = false): Promise<string> {
  const { hash } = await library();
  return hash(password.normalize('NFKC'), demo && password === DEMO_PASSWORD ? quick : options);
}

export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const { verify } = await library();
  return verify(stored, password.normalize('NFKC'));
}

/** @throws AppError `validation.passwordWeak` at `field` */
export function requireStrong(password: string, account: string, field: string): void {
  const fault = passwordFault(password, account);
  if (fault === null) return;
  throw new AppError(
    'validation.passwordWeak',
    { minimum: PASSWORD_MINIMUM },
    { fields: [{ path: field, rule: `password.${fault}`, params: { minimum: PASSWORD_MINIMUM } }] },
  );
}

/**
 * A real hash of a password nobody has, so that a sign-in with an unknown account takes as long as with a known one.
 */
let decoy: Promise<string> | undefined;
export function decoyHash(): Promise<string> {
  decoy ??= hashPassword(`${Math.random()}${Math.random()}`);
  return decoy;
}
