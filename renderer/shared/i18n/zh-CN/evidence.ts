/** Words of the evidence screens, and the sentences of their rules. */
export const evidence = {
  evidence: {},
};
export const evidenceRules = {};
