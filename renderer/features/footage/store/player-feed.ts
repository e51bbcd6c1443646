/** What lies this far behind the picture may go when the buffer is full, s. */
const KEPT_BEHIND_S = 30;
const PAUSE_MS = 500;

export interface Feed {
  /** Address for the `src` of a video. */
  url: string;
  stop(): void;
}

interface Options {
  url: string;
  /** As RFC 6381 writes them: `avc1.64001e,mp4a.40.2`. */
  codecs: string;
  /** Length of the recording, ms: the copy grows towards it. */
  lengthMs: number | null;
  /** Place of the picture, s. */
  placeS: () => number;
  failed: (error: unknown) => void;
}

const once = (target: EventTarget, event: string): Promise<void> =>
  new Promise((resolve) => target.addEventListener(event, () => resolve(), { once: true }));
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether this computer can play a copy that is still being made. */
export const canFeed = (codecs: string): boolean => MediaSource.isTypeSupported(`video/mp4; codecs="${codecs}"`);

/** Plays a file while it is being made: what has been written is fetched as one long answer and handed to a MediaSource. */
export function feed({ url, codecs, lengthMs, placeS, failed }: Options): Feed {
  const source = new MediaSource();
  const address = URL.createObjectURL(source);
  const control = new AbortController();
  const alive = (): boolean => !control.signal.aborted && source.readyState === 'open';

  async function append(buffer: SourceBuffer, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    while (alive()) {
      try {
        buffer.appendBuffer(bytes);
        await once(buffer, 'updateend');
        return;
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
        const until = placeS() - KEPT_BEHIND_S;
        if (until > 0 && !buffer.updating) {
          buffer.remove(0, until);
          await once(buffer, 'updateend');
        }
        await wait(PAUSE_MS);
      }
    }
  }

  async function run(): Promise<void> {
    await once(source, 'sourceopen');
    const buffer = source.addSourceBuffer(`video/mp4; codecs="${codecs}"`);
    if (lengthMs !== null) source.duration = lengthMs / 1000;
    const answer = await fetch(url, { signal: control.signal });
    if (!answer.ok || !answer.body) throw new Error(`growing copy: ${answer.status}`);
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (!alive()) return;
      if (value) await append(buffer, value);
      if (done) break;
    }
    if (alive()) source.endOfStream();
  }

  void run().catch((error: unknown) => {
    if (!control.signal.aborted) failed(error);
  });
  return {
    url: address,
    stop() {
      control.abort();
      URL.revokeObjectURL(address);
    },
  };
}
