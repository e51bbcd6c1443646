import type { FileToken } from '../../../../domain/contract/commands/work.js';
import type { RankingEvidence, RankingMonth } from '../../../../domain/ranking/month.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { useFileAdding, type FileAdding } from '../../evidence/store/file-adding';

/** A piece as it is listed, wherever it belongs. */
export type EvidencePiece = Omit<RankingEvidence, 'unitId' | 'component'>;

/** An item given by hand of a unit. */
export interface ManualItem {
  unitId: number;
  component: number;
}

/** What an item is based on, in the order it came. */
export const evidenceOf = (
  { evidence }: Pick<RankingMonth, 'evidence'>,
  item: Partial<ManualItem>,
): RankingEvidence[] =>
  evidence.filter(({ unitId, component }) => unitId === item.unitId && component === item.component);

/** Adds evidence to an item. @param added told after each, with the month as it is then */
export const useEvidenceAdding = (
  monthId: number,
  { unitId, component }: ManualItem,
  added: (month: RankingMonth) => void,
): FileAdding<null> =>
  useFileAdding<null>({
    place: () => `ranking/${monthId}/${unitId}/${component}`,
    taker:
      () =>
      async (clientId: string, { token }: FileToken) =>
        added(await call('ranking.addEvidence', { monthId, unitId, component, clientId, token })),
    purpose: () => 'rankingEvidence',
  });

/** @returns null where it could not be taken off, which was told */
export async function removeEvidence(monthId: number, { id }: EvidencePiece): Promise<RankingMonth | null> {
  try {
    return await call('ranking.removeEvidence', { monthId, id });
  } catch (error) {
    reportError(error);
    return null;
  }
}

/** Shows a PDF with the program this computer has for it. */
export async function openEvidence({ id }: EvidencePiece): Promise<void> {
  try {
    await call('ranking.openEvidence', { id });
  } catch (error) {
    reportError(error);
  }
}
