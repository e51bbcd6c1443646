/** How many visits a month has against the average, January first: few at Spring Festival, more before reports fall due. */
export const visitsOfMonth = [0.8, 0.5, 1.2, 1.0, 1.0, 1.3, 0.9, 0.8, 1.1, 0.9, 1.2, 1.3] as const;

/** How full the hall is: what waiting is multiplied by. After Spring Festival and in summer everybody comes. */
export const crowdOfMonth = [1.0, 0.7, 1.35, 1.1, 1.0, 1.2, 1.3, 1.25, 1.1, 0.9, 1.0, 1.15] as const;

/** The same over the day, by hour: the first hour of the morning and the one after lunch. */
export const crowdOfHour: Readonly<Record<number, number>> = { 9: 1.3, 10: 1.2, 11: 0.9, 14: 1.25, 15: 1.0, 16: 0.7 };

/** Kinds of units by how they change over two years. Numbers are chances that an item fails, at the start and at the end. */
export const courses = [
  { name: 'steady and good', from: 0.06, to: 0.05, share: 5 },
  { name: 'steady', from: 0.12, to: 0.11, share: 6 },
  { name: 'getting better', from: 0.3, to: 0.09, share: 4 },
  { name: 'getting worse', from: 0.08, to: 0.26, share: 2 },
  { name: 'weak', from: 0.36, to: 0.28, share: 1 },
] as const;
