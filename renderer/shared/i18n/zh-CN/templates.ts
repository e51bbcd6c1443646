/** Words of the templates screens, and the sentences of their rules. */
export const templates = {
  templates: {},
};
export const templatesRules = {};
