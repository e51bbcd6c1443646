import { call } from '../../../api/client';
import { CHUNK_MS, FrameTable } from '../model/frames';

const asked = new WeakMap<FrameTable, Map<number, Promise<boolean>>>();

async function ask(id: number, table: FrameTable, chunk: number): Promise<boolean> {
  const from = chunk * CHUNK_MS;
  try {
    table.put(
      chunk,
      await call('recordings.frames', { id, fromMs: Math.max(0, from - 1), untilMs: from + CHUNK_MS + 1 }),
    );
    return true;
  } catch {
    // Without the list a step is one frame at the rate of the recording.
    return false;
  }
}

function chunkLoaded(id: number, table: FrameTable, chunk: number): Promise<boolean> {
  if (table.has(chunk)) return Promise.resolve(false);
  const pending = asked.get(table) ?? new Map<number, Promise<boolean>>();
  asked.set(table, pending);
  const running = pending.get(chunk);
  if (running) return running;
  const one = ask(id, table, chunk).finally(() => pending.delete(chunk));
  pending.set(chunk, one);
  return one;
}

/** Makes the chunk of a place known, and the next one where the place is near its edge. @returns whether something came */
export async function loadFrames(id: number, table: FrameTable, placeMs: number, lengthMs: number): Promise<boolean> {
  const chunk = FrameTable.chunkOf(placeMs);
  const within = placeMs - chunk * CHUNK_MS;
  const near = within < CHUNK_MS / 4 ? chunk - 1 : within > (CHUNK_MS * 3) / 4 ? chunk + 1 : chunk;
  const chunks = [...new Set([chunk, near])].filter((each) => each >= 0 && each * CHUNK_MS < lengthMs);
  const came = await Promise.all(chunks.map((each) => chunkLoaded(id, table, each)));
  return came.includes(true);
}

/** Recordings up to this long are numbered through from their first frame. */
const NUMBERED_MS = 30 * 60_000;

/** Makes every chunk known, one after the other, so that frames have numbers; `alive` ends it. */
export async function loadAllFrames(
  id: number,
  table: FrameTable,
  lengthMs: number,
  came: () => void,
  alive: () => boolean,
): Promise<void> {
  if (lengthMs > NUMBERED_MS) return;
  for (let chunk = 0; chunk * CHUNK_MS < lengthMs && alive(); chunk += 1) {
    if (table.has(chunk)) continue;
    if (!(await chunkLoaded(id, table, chunk))) return;
    came();
  }
}
