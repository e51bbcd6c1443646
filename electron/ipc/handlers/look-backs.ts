import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const lookBackHandlers = ({
  rectifications: { lookBacks },
}: {
  rectifications: RectificationServices;
}): Handlers<FeatureName<'lookBacks'>> => ({
  'lookBacks.pool': (input, context) => lookBacks.pool(input, context),
  'lookBacks.draw': (input, context) => lookBacks.draw(input, context),
  'lookBacks.list': (_, context) => lookBacks.list(context),
  'lookBacks.get': (input, context) => lookBacks.get(input, context),
  'lookBacks.pooled': (input, context) => lookBacks.pooled(input, context),
  'lookBacks.redraw': (input, context) => lookBacks.redraw(input, context),
  'lookBacks.verifiers': (input, context) => lookBacks.verifiers(input, context),
  'lookBacks.arrange': (input, context) => lookBacks.arrange(input, context),
  'lookBacks.record': (input, context) => lookBacks.record(input, context),
  'lookBacks.reopen': (input, context) => lookBacks.reopen(input, context),
});
