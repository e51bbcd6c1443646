/**
 * Why a field of a hall command is refused beyond what its schema says; each has a sentence in every locale.
 * `unknown`, `notActive`, `otherHall`: the reference leads nowhere, to something out of use, to another main hall;
 * `duplicate`: the key is taken; `branchLevel`: a branch hangs on a main hall; `notApplicable`: the filter, order,
 * column or place means nothing for this entity; `badRows`: an import has `count` of them.
 */
export const hallRules = [
  'unknown',
  'notActive',
  'otherHall',
  'duplicate',
  'branchLevel',
  'notApplicable',
  'mergedIntoItself',
  'badRows',
] as const;
export type HallRule = (typeof hallRules)[number];
