/** Names of the checklist templates that come with the program. */
export const readyTemplateKeys = [
  'service_conduct',
  'simulated_transaction',
  'phone_inquiry',
  'business_questions',
  'real_name_patrol',
  'hall_environment',
  'attendance',
  'five_zero',
] as const;
export type ReadyTemplateKey = (typeof readyTemplateKeys)[number];
