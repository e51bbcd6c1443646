import { AppError } from '../../../domain/errors.js';

/**
 * Recordings of which something is being made, or which are being disposed of. Bytes are not taken away from under work,
 * and no work begins on bytes that are going.
 */
export class AtWork {
  readonly #working = new Map<number, number>();
  readonly #going = new Set<number>();

  /** Works with a recording. @throws AppError `evidence.atWork` while it is being disposed of */
  async on<T>(recording: { id: number; name: string }, work: () => Promise<T>): Promise<T> {
    const { id, name } = recording;
    if (this.#going.has(id)) throw new AppError('evidence.atWork', { name });
    this.#working.set(id, (this.#working.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.#working.get(id) ?? 1) - 1;
      if (left > 0) this.#working.set(id, left);
      else this.#working.delete(id);
    }
  }

  /** Works with several. */
  onAll<T>(recordings: readonly { id: number; name: string }[], work: () => Promise<T>): Promise<T> {
    return recordings.reduce((inner, recording) => () => this.on(recording, inner), work)();
  }

  /** Takes recordings away. @throws AppError `evidence.atWork` that names one somebody works with */
  async without<T>(recordings: readonly { id: number; name: string }[], work: () => Promise<T>): Promise<T> {
    const busy = recordings.find(({ id }) => this.#working.has(id) || this.#going.has(id));
    if (busy) throw new AppError('evidence.atWork', { name: busy.name });
    for (const { id } of recordings) this.#going.add(id);
    try {
      return await work();
    } finally {
      for (const { id } of recordings) this.#going.delete(id);
    }
  }
}
