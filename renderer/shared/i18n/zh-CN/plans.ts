/** Words of the plans screens, and the sentences of their rules. */
export const plans = {
  plans: {},
};
export const plansRules = {};
