import type { CommentServices } from '../../services/comments/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const commentHandlers = ({
  commenting: { points, comments, problems, papers },
}: {
  commenting: CommentServices;
}): Handlers<FeatureName<'contactPoints' | 'comments'>> => ({
  'contactPoints.choices': (_, context) => points.choices(context),
  'contactPoints.create': (input, context) => points.create(input, context),
  'contactPoints.change': (input, context) => points.change(input, context),
  'comments.tracker': (input, context) => comments.tracker(input, context),
  'comments.waiting': (_, context) => comments.waiting(context),
  'comments.list': (input, context) => comments.list(input, context),
  'comments.saveDraft': (input, context) => comments.saveDraft(input, context),
  'comments.discard': async (input, context) => {
    await comments.discard(input, context);
    return {};
  },
  'comments.sign': (input, context) => comments.sign(input, context),
  'comments.correct': (input, context) => comments.correct(input, context),
  'comments.find': (input, context) => problems.find(input, context),
  'comments.paper': (input, context) => papers.paper(input, context),
});
