/**
 * What a draft consists of, each part by its path: a field by its name (`narrative`), an answer as
 * `answers.<checklist>.<item>`, a finding as `findings.<clientId>`. Conflicts name the same paths.
 */
export const answerPath = (checklist: string, item: string): string => `answers.${checklist}.${item}`;
export const findingPath = (clientId: string): string => `findings.${clientId}`;

export type PathParts =
  | { kind: 'field'; name: string }
  | { kind: 'answer'; checklist: string; item: string }
  | { kind: 'finding'; clientId: string };

/** Codes of items may hold dots themselves. */
export function partsOf(path: string): PathParts {
  const [head = '', second = '', ...rest] = path.split('.');
  // What is missing in a checklist is named by the checklist.
  if (head === 'answers' || (head === 'checklists' && rest.length > 0))
    return { kind: 'answer', checklist: second, item: rest.join('.') };
  if (head === 'findings') return { kind: 'finding', clientId: second };
  return { kind: 'field', name: path };
}
