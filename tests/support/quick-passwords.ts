import type * as Argon2 from '@node-rs/argon2';
import { vi } from 'vitest';

// Hashing in earnest takes a tenth of a second and 64 MiB for every person a test makes; the tests of security do it.
vi.mock('@node-rs/argon2', async (original) => {
  const library = await original<typeof Argon2>();
  return {
    ...library,
    hash: (password: string, options: object) =>
      library.hash(password, { ...options, memoryCost: 64, timeCost: 1, parallelism: 1 }),
  };
});
