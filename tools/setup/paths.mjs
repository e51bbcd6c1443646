import path from 'node:path';

/** The project's root folder. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What set-up prepares outside node_modules: the Electron runtime, older typings, the lock. */
export const RUNTIME_DIR = path.join(ROOT, '.runtime');

/**
 * A path inside the project.
 * @param {...string} parts
 */
export const inRoot = (...parts) => path.join(ROOT, ...parts);
