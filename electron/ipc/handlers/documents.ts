import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const documentHandlers = ({
  rectifications: { documents },
}: {
  rectifications: Pick<RectificationServices, 'documents'>;
}): Handlers<FeatureName<'documents'>> => ({
  'documents.make': (input, context) => documents.make(input, context),
});
