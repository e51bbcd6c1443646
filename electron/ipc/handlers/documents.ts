import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const documentHandlers = ({
  rectifications: { documents, templates },
}: {
  rectifications: Pick<RectificationServices, 'documents' | 'templates'>;
}): Handlers<FeatureName<'documents'>> => ({
  'documents.make': (input, context) => documents.make(input, context),
  'documents.having': (input, context) => documents.having(input.ids, context),
  'documents.templates': (_, context) => templates.list(context),
  'documents.template': (input, context) => templates.write(input, context),
  'documents.setTemplate': (input, context) => templates.set(input, context),
  'documents.resetTemplate': (input, context) => templates.reset(input, context),
});
