import type { HallDraft, HallEntity } from '../../../domain/hall/entities.js';
import { hallEntities } from '../../../domain/hall/entities.js';
import type { Random } from '../random.js';
import type { Say, Words } from '../words.js';
import { givenFirst, givenSecond, surnames } from '../data/people.js';

/** Names a planned row before it has an id, e.g. `unit:city/market`. */
export type Key = string;
export type IdOf = (key: Key) => number;
/** The fields of a row once the ids of what it refers to are known. */
export type DraftOf = (idOf: IdOf) => HallDraft;

export interface PlannedRow {
  key: Key;
  entity: HallEntity;
  clientId: string;
  draft: DraftOf;
}

/** Collects rows while the plan is drawn. */
export class Sketch {
  readonly rows: PlannedRow[] = [];
  readonly #at = new Map<Key, number>();

  constructor(
    readonly random: Random,
    readonly say: Say,
  ) {}

  add(entity: HallEntity, name: string, draft: DraftOf): Key {
    const key = `${entity}:${name}`;
    if (this.#at.has(key)) throw new Error(`the demo hall has ${key} twice`);
    this.#at.set(key, this.rows.length);
    this.rows.push({ key, entity, clientId: this.random.uuid(), draft });
    return key;
  }

  row(key: Key): PlannedRow {
    const found = this.rows[this.#at.get(key) ?? -1];
    if (!found) throw new Error(`the demo hall has no ${key}`);
    return found;
  }

  /** Lets a row begin differently. @returns how it was meant to be, for the command that makes it so later */
  begin(key: Key, earlier: (draft: HallDraft, idOf: IdOf) => HallDraft): DraftOf {
    const row = this.row(key);
    const meant = row.draft;
    row.draft = (idOf) => earlier(meant(idOf), idOf);
    return meant;
  }

  /** Rows in the order in which they can be made: what is referred to stands before what refers to it. */
  ordered(): PlannedRow[] {
    const rank = new Map(hallEntities.map((entity, at) => [entity, at]));
    return [...this.rows].sort((a, b) => (rank.get(a.entity) ?? 0) - (rank.get(b.entity) ?? 0));
  }

  personName(): string {
    const { random, say } = this;
    const family = random.pick(surnames);
    const given = random.pick(givenFirst);
    const second: Words = random.below(6) === 0 ? ['', ''] : random.pick(givenSecond);
    return say([`${family[0]}${given[0]}${second[0]}`, `${family[1]} ${given[1]}${second[1]}`]);
  }
}
