import type { FileToken } from '../../../../domain/contract/commands/work.js';
import type { RectificationDetail } from '../../../../domain/rectification/schema.js';
import { call } from '../../../api/client';
import { useFileAdding, type FileAdding } from '../../evidence/store/file-adding';

/** Where among the pairs a new piece belongs; null leaves it loose. */
export type PairPlace = { pair: number; side: 'before' | 'after' } | null;
export type ProofAdding = FileAdding<PairPlace>;

const newest = ({ proofs }: RectificationDetail): RectificationDetail['proofs'][number] | undefined =>
  [...proofs].sort((a, b) => b.id - a.id)[0];

/**
 * Adds proof to a matter, at its place among the pairs.
 * @param added told after each, with the matter as it is then
 */
export function useProofAdding(id: () => number, added: (matter: RectificationDetail) => void): ProofAdding {
  const taker = () => {
    const rectificationId = id();
    return async (key: string, { token }: FileToken, pairPlace: PairPlace): Promise<void> => {
      const matter = await call('proofs.add', { rectificationId, clientId: key, token, caption: null });
      const piece = newest(matter);
      const paired =
        pairPlace === null || piece?.kind !== 'picture'
          ? matter
          : await call('proofs.change', { rectificationId, id: piece.id, caption: piece.caption, ...pairPlace });
      added(paired);
    };
  };
  return useFileAdding<PairPlace>({
    place: () => `rectification/${id()}`,
    taker,
    purpose: (pairPlace) => (pairPlace === null ? 'proof' : 'picture'),
  });
}
