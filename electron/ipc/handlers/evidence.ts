import type { EvidenceService } from '../../services/evidence/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const evidenceHandlers = ({ evidence }: { evidence: EvidenceService }): Handlers<FeatureName<'evidence'>> => ({
  'evidence.add': (input, context) => evidence.add(input, context),
  'evidence.caption': (input, context) => evidence.caption(input, context),
  'evidence.remove': async (input, context) => {
    await evidence.remove(input, context);
    return {};
  },
  'evidence.restore': (input, context) => evidence.restore(input, context),
});
