/** Stretch asked for at once, ms. */
export const CHUNK_MS = 60_000;
/** A frame that is asked for is shown when its middle is sought: both ends are rounded by decoders. */
const USUAL_FRAME_MS = 40;
/** Two places this near are the same frame. */
const SAME_MS = 1.5;

/**
 * Places of the frames of one recording as far as they are known, in chunks of {@link CHUNK_MS}. Places are ms from the
 * first shown frame, ascending.
 */
export class FrameTable {
  readonly #chunks = new Map<number, readonly number[]>();

  static chunkOf(placeMs: number): number {
    return Math.floor(Math.max(0, placeMs) / CHUNK_MS);
  }

  has(chunk: number): boolean {
    return this.#chunks.has(chunk);
  }

  /** @param places as answered for `[chunk * CHUNK_MS, (chunk + 1) * CHUNK_MS]` */
  put(chunk: number, places: readonly number[]): void {
    const from = chunk * CHUNK_MS;
    const own = places.filter((place) => place >= from - SAME_MS / 2 && place < from + CHUNK_MS - SAME_MS / 2);
    this.#chunks.set(
      chunk,
      [...own].sort((a, b) => a - b),
    );
  }

  /** Frames of a chunk; empty where it is not known. */
  of(chunk: number): readonly number[] {
    return this.#chunks.get(chunk) ?? [];
  }

  /** The frame shown at a place: the last that begins at or before it. Null where that is not known. */
  at(placeMs: number): number | null {
    const chunk = FrameTable.chunkOf(placeMs);
    if (!this.has(chunk)) return null;
    const here = this.of(chunk).findLast((frame) => frame <= placeMs + SAME_MS);
    return here ?? this.of(chunk - 1).at(-1) ?? null;
  }

  /** The first frame of a span that begins here, as cutting takes it. Null where that is not known. */
  from(placeMs: number): number | null {
    const chunk = FrameTable.chunkOf(placeMs);
    if (!this.has(chunk)) return null;
    return [...this.of(chunk), ...this.of(chunk + 1)].find((frame) => frame >= placeMs - 0.5) ?? null;
  }

  /**
   * The frame `by` steps from the one shown at a place.
   * @returns null where the table does not reach that far
   */
  step(placeMs: number, by: number): number | null {
    const current = this.at(placeMs);
    if (current === null) return null;
    const chunk = FrameTable.chunkOf(current);
    const around = [chunk - 1, chunk, chunk + 1].flatMap((near) => this.of(near));
    const next = around.filter((frame) => frame > current + SAME_MS);
    const before = around.filter((frame) => frame < current - SAME_MS);
    if (by === 0) return current;
    if (by > 0) return next[by - 1] ?? null;
    return before.at(by) ?? null;
  }

  /** Length of the frame at a place, ms. */
  lengthAt(frameMs: number): number {
    const next = this.step(frameMs, 1);
    return next === null ? USUAL_FRAME_MS : next - frameMs;
  }

  /** Number of the frame at a place, from 1; null unless every chunk before it is known. */
  numberAt(placeMs: number): number | null {
    const chunk = FrameTable.chunkOf(placeMs);
    let count = 0;
    for (let before = 0; before < chunk; before += 1) {
      if (!this.has(before)) return null;
      count += this.of(before).length;
    }
    if (!this.has(chunk)) return null;
    const number = count + this.of(chunk).filter((frame) => frame <= placeMs + SAME_MS).length;
    return number === 0 ? null : number;
  }

  /** Frames within a half-open stretch; null unless all of it is known. */
  countIn(fromMs: number, untilMs: number): number | null {
    let count = 0;
    for (let chunk = FrameTable.chunkOf(fromMs); chunk <= FrameTable.chunkOf(untilMs - 1); chunk += 1) {
      if (!this.has(chunk)) return null;
      // As cutting takes them: a time rounded to whole milliseconds means the frame it was read from.
      count += this.of(chunk).filter((frame) => frame >= fromMs - 0.5 && frame < untilMs - 0.5).length;
    }
    return count;
  }

  /** Stretches without a frame for longer than `leastMs`, within what is known. */
  holes(leastMs: number): { fromMs: number; untilMs: number }[] {
    const holes: { fromMs: number; untilMs: number }[] = [];
    for (const chunk of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      const frames = [...this.of(chunk), ...this.of(chunk + 1).slice(0, 1)];
      for (const [index, frame] of frames.entries()) {
        const next = frames[index + 1];
        if (next !== undefined && next - frame > leastMs) holes.push({ fromMs: frame, untilMs: next });
      }
    }
    return holes;
  }
}

/** Where to seek so that this frame is shown, whatever the rounding: into its middle. */
export const middleOf = (frameMs: number, lengthMs: number): number => frameMs + Math.min(lengthMs, USUAL_FRAME_MS) / 2;
