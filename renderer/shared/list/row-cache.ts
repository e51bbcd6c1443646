/**
 * Rows by id, asked for in windows around what is in sight and forgotten least recently used first.
 * A row that changed is kept until its new self arrives, so a refresh never blinks.
 */
export class RowCache<Row> {
  readonly #rows = new Map<number, Row>();
  readonly #stale = new Set<number>();
  readonly #pending = new Set<number>();

  constructor(private readonly capacity = 5000) {}

  /** The row, and a note that it is in use. */
  get(id: number): Row | undefined {
    const row = this.#rows.get(id);
    if (row !== undefined) {
      this.#rows.delete(id);
      this.#rows.set(id, row);
    }
    return row;
  }

  peek(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  put(id: number, row: Row): void {
    this.#rows.delete(id);
    this.#rows.set(id, row);
    this.#stale.delete(id);
    while (this.#rows.size > this.capacity) {
      const [oldest] = this.#rows.keys();
      if (oldest === undefined) break;
      this.#rows.delete(oldest);
      this.#stale.delete(oldest);
    }
  }

  /** Marks rows as changed; none named means all. */
  invalidate(ids: readonly number[]): void {
    for (const id of ids.length > 0 ? ids : this.#rows.keys()) if (this.#rows.has(id)) this.#stale.add(id);
  }

  clear(): void {
    this.#rows.clear();
    this.#stale.clear();
    this.#pending.clear();
  }

  /** Marks ids as being asked for. */
  ask(ids: readonly number[]): void {
    for (const id of ids) this.#pending.add(id);
  }

  /** They have been answered, or not. */
  settle(ids: readonly number[]): void {
    for (const id of ids) {
      this.#pending.delete(id);
      this.#stale.delete(id);
    }
  }

  /** True when the row is neither here, fresh, nor on its way. */
  wants(id: number): boolean {
    return !this.#pending.has(id) && (!this.#rows.has(id) || this.#stale.has(id));
  }
}

/**
 * Ids to ask for so that the rows from `start` to `end` can be shown: the missing ones among them and, when there are
 * any, those of the neighbourhood, at most `most`.
 */
export function missingIds<Row>(
  ids: readonly number[],
  start: number,
  end: number,
  cache: RowCache<Row>,
  margin = 50,
  most = 200,
): number[] {
  const wanted = ids.slice(Math.max(0, start), end).filter((id) => cache.wants(id));
  if (wanted.length === 0) return [];
  const around = [...ids.slice(end, end + margin), ...ids.slice(Math.max(0, start - margin), Math.max(0, start))];
  return [...wanted, ...around.filter((id) => cache.wants(id))].slice(0, most);
}
