import type { ReadyTemplateKey } from './templates/keys.js';
import type { VisitMode } from './visit.js';

/**
 * The ready template a visit of a mode begins with, when its round names none: the newest version of the hall's own
 * copy, found by the title it came with. Modes that are not here begin without a checklist.
 */
export const defaultTemplates: Partial<Record<VisitMode, ReadyTemplateKey>> = {
  simulated_transaction: 'simulated_transaction',
  role_exchange: 'simulated_transaction',
  covert_visit: 'service_conduct',
  announced_visit: 'service_conduct',
  verification: 'service_conduct',
  phone_inquiry: 'phone_inquiry',
  business_questions: 'business_questions',
  video_patrol: 'attendance',
};
