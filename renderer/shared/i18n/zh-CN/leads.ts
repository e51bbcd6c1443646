/** Words of the leads screens, and the sentences of their rules. */
export const leads = {
  leads: {},
};
export const leadsRules = {};
