import type { HallEntity } from './entities.js';
import type { ImportRule } from './import-rules.js';
import { QUALIFIER_MARK } from './labels.js';
import { fold } from './titles.js';

/** A row that words of a file may name. */
export interface Known {
  id: number;
  hallId: number;
  /** The main hall of its hall. */
  familyId: number;
  /** All it is called by, the shortest first. */
  words: readonly string[];
}

/** Where a row belongs, as far as it is known: what is near counts first. */
export interface Home {
  hallId: number | null;
  familyId: number | null;
}
export const nowhere: Home = { hallId: null, familyId: null };

export type Resolved = { target: Known } | { rule: ImportRule; params: Record<string, string | number> };

interface Index {
  byWord: Map<string, Known[]>;
  byId: Map<number, Known>;
}

function indexOf(rows: readonly Known[]): Index {
  const byWord = new Map<string, Known[]>();
  for (const row of rows) {
    for (const word of new Set(row.words.map(fold))) {
      const same = byWord.get(word);
      if (same) same.push(row);
      else byWord.set(word, [row]);
    }
  }
  return { byWord, byId: new Map(rows.map((row) => [row.id, row])) };
}

/** Words of files -> rows of the hall, and back. */
export class HallNames {
  readonly #index = new Map<HallEntity, Index>();

  /** @param known active rows by entity; the halls must be among them */
  constructor(known: ReadonlyMap<HallEntity, readonly Known[]>) {
    for (const [entity, rows] of known) this.#index.set(entity, indexOf(rows));
  }

  byId(entity: HallEntity, id: number): Known | undefined {
    return this.#index.get(entity)?.byId.get(id);
  }

  /**
   * The row a word names: by itself, or behind its hall's name (`主厅 / 综合区`). Of several the one in the same hall
   * counts, else the one of the same main hall.
   */
  resolve(to: HallEntity, word: string, home: Home): Resolved {
    const value = word.length > 60 ? `${word.slice(0, 60)}…` : word;
    let found = this.#find(to, word);
    if (found.length === 0) found = this.#qualified(to, word);
    if (found.length === 0) return { rule: 'referenceUnknown', params: { value, entity: to } };
    const family = home.familyId === null ? found : found.filter(({ familyId }) => familyId === home.familyId);
    if (family.length === 0) return { rule: 'referenceOtherHall', params: { value, entity: to } };
    const near = family.filter(({ hallId }) => hallId === home.hallId);
    const chosen = near.length > 0 ? near : family;
    const [target] = chosen;
    if (!target || chosen.length > 1) {
      return { rule: 'referenceAmbiguous', params: { value, entity: to, count: chosen.length } };
    }
    return { target };
  }

  /**
   * A word that `resolve` leads back to this row.
   * @param shown how the list shows it: taken when it is plain enough
   */
  wordFor(to: HallEntity, id: number, home: Home, shown: string): string {
    const row = this.byId(to, id);
    if (!row) return shown;
    const hall = this.byId('hall', row.hallId)?.words ?? [];
    const words = [shown, ...row.words];
    const long = hall.flatMap((name) => words.map((word) => `${name}${QUALIFIER_MARK}${word}`));
    const back = (word: string): boolean => {
      const found = word === '' ? null : this.resolve(to, word, home);
      return found !== null && 'target' in found && found.target.id === id;
    };
    return [...words, ...long].find(back) ?? shown;
  }

  #find(entity: HallEntity, word: string): readonly Known[] {
    return this.#index.get(entity)?.byWord.get(fold(word)) ?? [];
  }

  #qualified(to: HallEntity, word: string): readonly Known[] {
    const cut = /\s*[/／]\s*/.exec(word);
    if (!cut || to === 'hall') return [];
    const halls = this.#find('hall', word.slice(0, cut.index));
    return this.#find(to, word.slice(cut.index + cut[0].length)).filter(({ hallId }) =>
      halls.some(({ id }) => id === hallId),
    );
  }
}
