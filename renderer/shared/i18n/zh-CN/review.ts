/** Words of the review screens, and the sentences of their rules. */
export const review = {
  review: {},
};
export const reviewRules = {};
