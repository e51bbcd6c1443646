import type { z } from 'zod';

/** Rules of the shape of a template beside the common ones of fields; each has a sentence in every locale. */
export const shapeRules = {
  codeFormat: [],
  twoDecimals: [],
  positive: [],
  conditionShape: [],
  limitShape: [],
  fieldUnknown: ['keys'],
  sectionNone: [],
  itemNone: [],
  optionFew: ['minimum'],
} as const satisfies Record<string, readonly string[]>;

interface ShapeFault {
  path: string;
  rule: string;
  params: Record<string, string | number>;
}

/** Lists that must not be short, by the last word of their path. */
const shortLists: Readonly<Record<string, keyof typeof shapeRules>> = {
  sections: 'sectionNone',
  items: 'itemNone',
  options: 'optionFew',
};
const unions: Readonly<Record<string, keyof typeof shapeRules>> = {
  showWhen: 'conditionShape',
  limit: 'limitShape',
};

/** One of zod's issues as a fault of a template: path, rule, and the values its sentence uses. */
export function shapeFault(issue: z.core.$ZodIssue): ShapeFault {
  const path = issue.path.map(String).join('.');
  const last = String(issue.path.at(-1) ?? '');
  const fault = (rule: string, params: ShapeFault['params'] = {}): ShapeFault => ({ path, rule, params });
  switch (issue.code) {
    case 'custom':
      if (issue.message === 'decimals') return fault('twoDecimals');
      return fault(issue.message === 'required' && isPoints(last) ? 'positive' : issue.message);
    case 'invalid_format':
      return fault('codeFormat');
    case 'invalid_union':
      return fault(unions[last] ?? 'choice');
    case 'unrecognized_keys':
      return fault('fieldUnknown', { keys: issue.keys.slice(0, 5).join(', ').slice(0, 100) });
    case 'too_small':
      if (issue.origin === 'array')
        return fault(
          shortLists[last] ?? 'tooFew',
          shortLists[last] === 'optionFew' ? { minimum: minimumOf(issue) } : {},
        );
      return fault('too_small', { minimum: minimumOf(issue), origin: issue.origin });
    case 'too_big':
      return fault('too_big', { maximum: Number(issue.maximum), origin: issue.origin });
    case 'invalid_type':
      return fault('invalid_type', { expected: issue.expected });
    default:
      return fault(issue.code);
  }
}

const minimumOf = (issue: { minimum: number | bigint }): number => Number(issue.minimum);
const isPoints = (field: string): boolean => ['points', 'cap', 'baseScore', 'totalCap'].includes(field);
