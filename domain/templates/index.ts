import type { TemplateContent } from '../checklist/schema.js';
import { attendance } from './attendance.js';
import { inLanguage, type Language, type ReadyTemplate, type Words } from './build.js';
import { businessQuestions } from './business-questions.js';
import { fiveZero } from './five-zero.js';
import { hallEnvironment } from './hall-environment.js';
import type { ReadyTemplateKey } from './keys.js';
import { phoneInquiry } from './phone-inquiry.js';
import { realNamePatrol } from './real-name-patrol.js';
import { serviceConduct } from './service-conduct.js';
import { simulatedTransaction } from './simulated-transaction.js';

/** The checklist templates that come with the program. A hall works on copies; these are the starting point. */
const ready = {
  service_conduct: serviceConduct,
  simulated_transaction: simulatedTransaction,
  phone_inquiry: phoneInquiry,
  business_questions: businessQuestions,
  real_name_patrol: realNamePatrol,
  hall_environment: hallEnvironment,
  attendance,
  five_zero: fiveZero,
} as const satisfies Record<ReadyTemplateKey, ReadyTemplate>;

export { readyTemplateKeys, type ReadyTemplateKey } from './keys.js';

/** A ready template in one language. Both languages have the same sections, items, codes and points. */
export function readyTemplate(key: ReadyTemplateKey, language: Language): TemplateContent {
  return inLanguage(ready[key], language);
}

/** How it is called, in both languages. */
export const readyTitles = (key: ReadyTemplateKey): Words => ready[key].title;
