/** Words of the visits screens, and the sentences of their rules. */
export const visits = {
  visits: {},
};
export const visitsRules = {};
