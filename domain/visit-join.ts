import type { Answer } from './checklist/answers.js';
import type { FindingFields } from './finding.js';
import { placeOfPath, sameValue, type VisitSheet } from './visit-draft.js';

/** Fields in which one text can follow another. */
const textFields: readonly (keyof VisitSheet)[] = ['coverStory', 'narrative', 'practices', 'measures', 'suggestions'];

const join = (theirs: string | null, mine: string | null): string | null =>
  [theirs, mine].filter((text) => text !== null && text !== '').join('\n') || null;

/**
 * Both values of a conflict one after the other, theirs first.
 * @returns undefined where they are no texts, or differ in more than a text
 */
export function joinedValue(path: string, mine: unknown, theirs: unknown): unknown {
  const place = placeOfPath(path);
  if (place?.kind === 'field') {
    if (!textFields.includes(place.name)) return undefined;
    return join(theirs as string | null, mine as string | null);
  }
  if (mine === null || theirs === null) return undefined;
  if (place?.kind === 'answer') return joinedAnswer(mine as Answer, theirs as Answer);
  if (place?.kind === 'finding') return joinedFinding(mine as FindingFields, theirs as FindingFields);
  return undefined;
}

function joinedAnswer(mine: Answer, theirs: Answer): Answer | undefined {
  if (mine.kind === 'text' && theirs.kind === 'text')
    return { ...mine, text: join(theirs.text, mine.text) ?? '', note: join(theirs.note, mine.note) };
  if (!sameValue({ ...mine, note: null }, { ...theirs, note: null })) return undefined;
  return { ...mine, note: join(theirs.note, mine.note) };
}

function joinedFinding(mine: FindingFields, theirs: FindingFields): FindingFields | undefined {
  if (!sameValue({ ...mine, description: null }, { ...theirs, description: null })) return undefined;
  return { ...mine, description: join(theirs.description, mine.description) };
}
