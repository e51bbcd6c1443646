import { withoutWidthless } from '../../domain/text.js';
import { storable } from '../text.js';

// Words of the index that are no text: `u57` for the unit, `k3` for the kind. Private use, so no text can hold it.
const FILTER = '\ue000';

/**
 * The form in which text is stored and looked for: NFKC, lower case, nothing of no width; control characters, the apostrophe and private
 * use become spaces, so nothing is left that the tokenizer would split or that marks a filter.
 */
export function normalise(text: string): string {
  return withoutWidthless(storable(text))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0000-\u001f\u007f'\ue000-\uf8ff]/g, ' ');
}

export const unitToken = (unit: number): string => `${FILTER}u${unit}`;
export const kindToken = (kind: number): string => `${FILTER}k${kind}`;

/** All runs of one, two and three characters of each word, each once, and the filter words, joined by spaces. */
export function tokens(norm: string, unit: number, kind: number): string {
  const grams = new Set<string>();
  for (const [word] of norm.matchAll(/\S+/gu)) {
    const characters = Array.from(word);
    for (let start = 0; start < characters.length; start += 1) {
      let gram = '';
      for (let end = start; end < start + 3 && end < characters.length; end += 1) grams.add((gram += characters[end]));
    }
  }
  return `${[...grams].join(' ')} ${unitToken(unit)} ${kindToken(kind)}`;
}

/** The words of a query, normalised; a row is found when it holds every one of them. */
export function termsOf(query: string): string[] {
  return [...new Set(normalise(query).split(/\s+/u).filter(Boolean))];
}

export interface Plan {
  /** Expression for MATCH; empty when there is nothing to look for, and then must not reach MATCH. */
  match: string;
  /** Words of more than three characters: their grams may stand apart, so the text itself is asked too. */
  verify: string[];
}

/** Turns what a person typed into an index look-up. Every gram is quoted, so no character of it is syntax. */
export function plan(query: string): Plan {
  const must = new Set<string>();
  const verify: string[] = [];
  for (const term of termsOf(query)) {
    const characters = Array.from(term);
    if (characters.length <= 3) {
      must.add(term);
      continue;
    }
    verify.push(term);
    for (let start = 0; start + 2 < characters.length; start += 1)
      must.add(characters.slice(start, start + 3).join(''));
  }
  return { match: [...must].map(quoted).join(' AND '), verify };
}

export const quoted = (token: string): string => `"${token.replaceAll('"', '""')}"`;
