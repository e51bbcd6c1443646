import { interviewParties } from '../../../db/queries/escalation-parties.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { CallContext } from '../../ipc/context.js';
import { writePaper, type PaperDependencies } from '../paper-file.js';
import { commentAt, Comments } from './comments.js';
import { ContactPoints } from './points.js';
import { CommentProblems } from './problems.js';

/** A signed comment as a file (点评意见). */
export class CommentPapers {
  constructor(private readonly deps: PaperDependencies) {}

  /** @throws AppError `notFound.record`, `conflict.state` of a draft, `file.token` */
  async paper(input: ParsedInput<'comments.paper'>, context: CallContext): Promise<{ jobId: number }> {
    const { id } = input;
    const { commentPaper } = await import('../../documents/comment-paper.js');
    const paper = await this.deps.database.read(context.command, async (reader) => {
      const comment = await commentAt(reader, id, context);
      if (comment.signedAt === null)
        throw new AppError('conflict.state', { entity: 'quarter_comment', state: 'draft' });
      return commentPaper(comment, await interviewParties(reader, comment.unitId));
    });
    return writePaper(this.deps, paper, { object: 'quarter_comment', ref: id, kind: 'comment' }, input, context);
  }
}

/** 领导联系点与季度点评 */
export interface CommentServices {
  points: ContactPoints;
  comments: Comments;
  problems: CommentProblems;
  papers: CommentPapers;
}

export function createCommentServices(around: PaperDependencies): CommentServices {
  const { database } = around;
  return {
    points: new ContactPoints(database),
    comments: new Comments(database),
    problems: new CommentProblems(database),
    papers: new CommentPapers(around),
  };
}
