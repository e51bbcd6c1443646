import type { NewEvidence } from '../../../db/queries/evidence.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import type { PaperType } from '../../../domain/rectification/papers.js';
import type { Staged } from '../../../media/evidence-store.js';
import { paperTypeOf } from '../../../media/paper.js';
import type { EvidenceService } from './service.js';

/** What a picture or paper is by its bytes. */
export type PieceFacts = Pick<NewEvidence, 'kind' | 'mediaType' | 'width' | 'height' | 'hash' | 'takenAt'>;

/**
 * Looks at what comes in: a picture, or one of these papers.
 * @param expected the kinds that may come in, as a sentence names them
 * @returns what throws AppError `file.format` for any other kind, `media.*` for a picture that is not fit
 */
export const pictureOrPaper =
  (inspect: EvidenceService['inspect'], papers: readonly PaperType[], expected: string) =>
  async (staged: Staged, name: string, signal: AbortSignal): Promise<PieceFacts> => {
    const paper = await paperTypeOf(staged.file, name);
    if (paper !== null && papers.includes(paper))
      return { kind: 'other', mediaType: paper, width: null, height: null, hash: null, takenAt: null };
    try {
      return { kind: 'picture', ...(await inspect(staged, name, signal)) };
    } catch (error) {
      if (!isAppError(error, 'media.notPicture')) throw error;
      throw new AppError('file.format', { name, expected }, { cause: error });
    }
  };
