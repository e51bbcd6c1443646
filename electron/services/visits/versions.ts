import type { Reader } from '../../../db/database.js';
import { usedVersions, type UsedVersion } from '../../../db/queries/visit-version.js';

/** So many versions are kept parsed; a hall works with a handful. */
const KEPT = 40;

/** Published versions never change, so each is read and parsed once. */
export class Versions {
  readonly #known = new Map<number, UsedVersion>();

  /** The versions of these ids; ids that are none are left out. */
  async of(reader: Reader, ids: readonly number[]): Promise<ReadonlyMap<number, UsedVersion>> {
    const unknown = ids.filter((id) => !this.#known.has(id));
    const fresh = unknown.length > 0 ? await usedVersions(reader, unknown) : [];
    const found = new Map(fresh.map((version) => [version.id, version]));
    for (const id of ids) {
      const version = found.get(id) ?? this.#known.get(id);
      if (!version) continue;
      found.set(id, version);
      // The one used last goes to the end.
      this.#known.delete(id);
      this.#known.set(id, version);
    }
    for (const oldest of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - KEPT)))
      this.#known.delete(oldest);
    return found;
  }
}
