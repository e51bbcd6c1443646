import type { Proof, RectificationDetail } from '../../../../domain/rectification/schema.js';

/** One side of a pair: proof of the unit, or a picture the finding was confirmed with. */
export interface PairPicture {
  src: string;
  name: string;
  /** The unit's own piece; null for a picture of the finding. */
  proof: Proof | null;
}

/** 整改前后: what it was beside what it is. `number` is null where nothing was paired yet. */
export interface PicturePair {
  key: string;
  number: number | null;
  before: PairPicture | null;
  after: PairPicture | null;
}

type Source = Pick<RectificationDetail, 'proofs' | 'thread'>;
const ofProof = (proof: Proof): PairPicture | null =>
  proof.src === null ? null : { src: proof.src, name: proof.name, proof };

/** Pictures the unit paired, in the order of their pairs. */
const paired = (proofs: readonly Proof[], number: number, side: 'before' | 'after'): PairPicture | null => {
  const found = proofs.find((proof) => proof.kind === 'picture' && proof.pair === number && proof.side === side);
  return found ? ofProof(found) : null;
};

/**
 * The pairs to look through: those the unit made, each without an own "before" beside the next picture of the finding;
 * then what is left of the finding's pictures, which waits for its "after".
 */
export function pairsOf({ proofs, thread }: Source): PicturePair[] {
  const left = thread.pictures.map(({ src, name }): PairPicture => ({ src, name, proof: null }));
  const numbers = [...new Set(proofs.flatMap(({ kind, pair }) => (kind === 'picture' && pair !== null ? [pair] : [])))];
  const made = numbers
    .sort((a, b) => a - b)
    .map((number): PicturePair => {
      const before = paired(proofs, number, 'before') ?? left.shift() ?? null;
      return { key: `pair-${number}`, number, before, after: paired(proofs, number, 'after') };
    });
  const rest = left.map((before, index): PicturePair => ({
    key: `finding-${index}`,
    number: null,
    before,
    after: null,
  }));
  return [...made, ...rest];
}

/** The number a new pair gets: the first that is free. */
export function freePair(proofs: readonly Proof[]): number {
  const taken = new Set(proofs.map(({ pair }) => pair));
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}

/** Where a piece of proof can stand: loose, or on a side of a pair that is there or could be begun. */
export function pairPlaces(proofs: readonly Proof[]): { pair: number; side: 'before' | 'after' }[] {
  const numbers = new Set(proofs.flatMap(({ pair }) => (pair === null ? [] : [pair])));
  numbers.add(freePair(proofs));
  return [...numbers]
    .sort((a, b) => a - b)
    .flatMap((pair) => (['before', 'after'] as const).map((side) => ({ pair, side })));
}
