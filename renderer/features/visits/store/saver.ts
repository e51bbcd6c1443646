import { reactive } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { VisitChange } from '../../../../domain/visit-record.js';
import { asClientError, type ClientError } from '../../../api/client';
import { pathsOf, single, type RefusedPart, type VisitDraft } from '../model/draft';

type Saved = CommandOutput<'visits.change'>;
type Send = (changes: VisitChange[], seen: number) => Promise<Saved>;

/** After the last change, and after the first that waits: what is typed is in the store within two seconds. */
const QUIET_MS = 400;
const LATEST_MS = 1500;
/** The main process takes so many changes at once. */
const MOST = 500;
const RETRY_MS = [1000, 2000, 4000, 8000] as const;

export interface Saver {
  readonly state: { phase: 'saved' | 'waiting' | 'failed'; savedAt: number | null; error: ClientError | null };
  /** Something changed on the screen. */
  touch(): void;
  /** Sends what waits now. @returns whether everything is in the store */
  flush(): Promise<boolean>;
  stop(): void;
}

/**
 * Carries the changes of a draft to the store, one sending at a time. A sending that fails goes again by itself, later
 * each time; one that is refused for what it says is sent part by part, and the refused part waits on the screen.
 * @param arrived after each sending that came through
 * @param refused for each part that was refused
 */
export function createSaver(
  draft: VisitDraft,
  send: Send,
  arrived: (saved: Saved) => void,
  refused: (change: VisitChange, part: RefusedPart) => void,
): Saver {
  const state: Saver['state'] = reactive({ phase: 'saved', savedAt: null, error: null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstAt: number | null = null;
  let failures = 0;
  let under: Promise<boolean> | null = null;
  let stopped = false;

  function plan(wait: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void flush(), wait);
  }
  function touch(): void {
    const now = Date.now();
    firstAt ??= now;
    if (state.phase === 'saved') state.phase = 'waiting';
    if (failures === 0) plan(Math.min(QUIET_MS, Math.max(0, firstAt + LATEST_MS - now)));
  }

  /** Each part on its own, so that the one at fault is found; the others go through. */
  async function sendSingly(changes: readonly VisitChange[]): Promise<Saved | null> {
    const all: Saved[] = [];
    for (const change of changes.flatMap(single)) {
      try {
        all.push(await send([change], all.at(-1)?.revision ?? draft.revision));
      } catch (error) {
        const known = asClientError(error);
        if (!isRefusal(known)) throw error;
        const issue = issueOf(change, known);
        const part = { rule: issue?.rule ?? 'other', params: issue?.params ?? {} };
        draft.refuse(change, part);
        refused(change, part);
      }
    }
    const last = all.at(-1);
    return last ? { ...last, others: all.some(({ others }) => others) } : null;
  }

  async function once(): Promise<boolean> {
    clearTimeout(timer);
    firstAt = null;
    const changes = draft.depart();
    if (changes.length === 0) {
      if (state.phase === 'waiting') state.phase = 'saved';
      return true;
    }
    let saved: Saved | null;
    try {
      try {
        saved = changes.length > MOST ? await sendSingly(changes) : await send(changes, draft.revision);
      } catch (error) {
        if (!isRefusal(asClientError(error))) throw error;
        saved = await sendSingly(changes);
      }
    } catch (error) {
      draft.failed();
      state.error = asClientError(error);
      state.phase = 'failed';
      plan(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 8000);
      failures += 1;
      return false;
    }
    failures = 0;
    state.error = null;
    draft.arrived(saved?.revision ?? draft.revision, saved?.conflicts ?? []);
    if (saved) {
      state.savedAt = Date.now();
      arrived(saved);
    }
    const more = draft.waiting;
    state.phase = more ? 'waiting' : 'saved';
    if (more && firstAt === null) touch();
    return true;
  }

  /** One sending at a time; what was changed meanwhile goes right after. */
  async function flush(): Promise<boolean> {
    if (under) await under;
    while (draft.waiting) {
      under = once().finally(() => (under = null));
      if (!(await under)) return false;
    }
    if (state.phase === 'waiting') state.phase = 'saved';
    return true;
  }

  return {
    state,
    touch,
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** What is said of the part itself comes before what it does to others. */
function issueOf(change: VisitChange, { fields }: ClientError): ClientError['fields'][number] | undefined {
  const own = pathsOf(change);
  // The contract names a field within the change, the rules name it alone.
  const isOwn = (path: string): boolean => own.some((one) => path === one || path.endsWith(`.value.${one}`));
  return fields.find(({ path }) => isOwn(path)) ?? fields[0];
}

/** Refused for what it says, not because it could not be done now. */
function isRefusal({ code }: ClientError): boolean {
  return code.startsWith('validation.');
}
