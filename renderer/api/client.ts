import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { EventName, EventPayload } from '../../domain/contract/events.js';
import type { ErrorCode, ErrorParams, FieldIssue, WireError } from '../../domain/errors.js';
import type { Envelope } from '../../domain/result.js';

/** What the preload exposes; nothing else reaches out of the page. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Envelope<unknown>>;
  on(listener: (event: EventName, payload: unknown) => void): () => void;
  tokenFor(file: File): Promise<{ token: string; name: string; bytes: number | null } | null>;
  ready(): void;
}

declare global {
  interface Window {
    mingcha: Bridge;
  }
}

/** A refused or failed call, with its place in the error catalogue. */
export class ClientError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly fields: FieldIssue[];
  readonly retryable: boolean;
  readonly logId: string | null;

  constructor(wire: WireError) {
    super(wire.code);
    this.name = 'ClientError';
    this.code = wire.code;
    this.params = wire.params;
    this.fields = wire.fields;
    this.retryable = wire.retryable;
    this.logId = wire.logId;
  }
}

/** Any caught value as a ClientError; what is not one becomes `internal`. */
export function asClientError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  return new ClientError({ code: 'internal', params: {}, fields: [], retryable: false, logId: null });
}

type Refused = (error: ClientError) => void;
const refusedListeners = new Set<Refused>();

/** Hears of every refused call, e.g. to notice that the session has ended or is locked. Returns its unsubscribe. */
export function onRefused(listener: Refused): () => void {
  refusedListeners.add(listener);
  return () => refusedListeners.delete(listener);
}

/**
 * Asks the main process. The input is copied as plain data, so reactive objects may be passed.
 * @throws ClientError
 */
export async function call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  let envelope: Envelope<unknown>;
  try {
    envelope = await window.mingcha.call(name, JSON.parse(JSON.stringify(input)));
  } catch {
    throw asClientError(null);
  }
  // The main process has parsed the value with the command's own output schema.
  if (envelope.ok) return envelope.value as CommandOutput<N>;
  const error = new ClientError(envelope.error);
  for (const listener of refusedListeners) listener(error);
  throw error;
}

type DataChange = EventPayload<'data.changed'>;
type DataListener = (change: DataChange) => void;
type PlaceListener = (route: string) => void;
type JobListener = (job: EventPayload<'jobs.changed'>['job']) => void;

const dataListeners = new Set<DataListener>();
const jobListeners = new Set<JobListener>();
const placeListeners = new Set<PlaceListener>();
let subscribed = false;

function subscribe(): void {
  if (subscribed) return;
  subscribed = true;
  window.mingcha.on((event, payload) => {
    if (event === 'data.changed') for (const listener of dataListeners) listener(payload as DataChange);
    else if (event === 'place.asked')
      for (const listener of placeListeners) listener((payload as EventPayload<'place.asked'>).route);
    else {
      const { job } = payload as EventPayload<'jobs.changed'>;
      for (const listener of jobListeners) listener(job);
    }
  });
}

/** Hears of committed changes. Returns its unsubscribe. */
export function onData(listener: DataListener): () => void {
  subscribe();
  dataListeners.add(listener);
  return () => dataListeners.delete(listener);
}

/** Hears of every step of every job. Returns its unsubscribe. */
export function onJob(listener: JobListener): () => void {
  subscribe();
  jobListeners.add(listener);
  return () => jobListeners.delete(listener);
}

/** Hears of a place asked for outside of the window, by a press on a notice. Returns its unsubscribe. */
export function onPlace(listener: PlaceListener): () => void {
  subscribe();
  placeListeners.add(listener);
  return () => placeListeners.delete(listener);
}
