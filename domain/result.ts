import type { WireError } from './errors.js';

/** What every call over the bridge answers with; a call never rejects across the process border. */
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: WireError };
