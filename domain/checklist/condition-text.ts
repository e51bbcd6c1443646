import type { Condition } from './schema.js';

/**
 * A condition as one line that people read and write: `5.1.2 = 不符合`, `B.1 = 不符合 且 (C.2 >= 3 或 F.1 选 come)`,
 * `非 (5.1 = 符合)`. It reads back as the very same condition, in either language, with full-width signs or plain ones.
 */
type Language = 'zh-CN' | 'en';
type Words = readonly [zh: string, en: string];
type Leaf = Extract<Condition, { item: string }>;
type State = Extract<Leaf, { is: string }>['is'];
type Comparison = Extract<Leaf, { compare: string }>['compare'];

const states: Record<State, Words> = {
  answered: ['已回答', 'answered'],
  conforms: ['符合', 'conforms'],
  fails: ['不符合', 'fails'],
  not_applicable: ['不适用', 'not applicable'],
  not_observed: ['未观察', 'not observed'],
};
const signs: Record<Comparison, string> = { at_least: '>=', at_most: '<=', equals: '=' };
const joints: Record<'all' | 'any' | 'not' | 'chosen', Words> = {
  all: ['且', 'and'],
  any: ['或', 'or'],
  not: ['非', 'not'],
  chosen: ['选', 'chose'],
};

const pick = (words: Words, language: Language): string => words[language === 'en' ? 1 : 0];

export function conditionText(condition: Condition, language: Language): string {
  const word = (name: keyof typeof joints): string => pick(joints[name], language);
  if ('item' in condition) {
    if ('is' in condition) return `${condition.item} = ${pick(states[condition.is], language)}`;
    if ('chosen' in condition) return `${condition.item} ${word('chosen')} ${condition.chosen}`;
    return `${condition.item} ${signs[condition.compare]} ${condition.value}`;
  }
  if ('not' in condition) return `${word('not')} (${conditionText(condition.not, language)})`;
  const [name, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  const written = parts.map((part) => {
    const text = conditionText(part, language);
    return 'all' in part || 'any' in part ? `(${text})` : text;
  });
  // One part alone has nothing to stand between.
  return written.length === 1 ? `${word(name)} (${written[0]})` : written.join(` ${word(name)} `);
}

const TOKEN = /\s*(?:(>=|<=|[=()])|([^\s=<>()]+))/y;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/;
/** Deeper than any condition a template takes. */
const DEEPEST = 8;

function tokensOf(text: string): string[] | null {
  const plain = text.normalize('NFKC').replaceAll('≥', '>=').replaceAll('≤', '<=').trim();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < plain.length) {
    const found = TOKEN.exec(plain);
    if (!found) return null;
    tokens.push(found[1] ?? found[2] ?? '');
  }
  return tokens;
}

class NotACondition extends Error {}

class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Condition {
    const condition = this.#joined(0);
    if (this.#at < this.tokens.length) throw new NotACondition();
    return condition;
  }

  #peek(ahead = 0): string {
    return this.tokens[this.#at + ahead] ?? '';
  }

  #take(token?: string): string {
    const next = this.#peek();
    if (next === '' || (token !== undefined && next !== token)) throw new NotACondition();
    this.#at += 1;
    return next;
  }

  #is(name: keyof typeof joints, ahead = 0): boolean {
    return joints[name].includes(this.#peek(ahead).toLowerCase());
  }

  /** Parts with `and` between them, or with `or`; never both without brackets. */
  #joined(depth: number): Condition {
    const parts = [this.#part(depth)];
    const name = this.#is('all') ? 'all' : this.#is('any') ? 'any' : null;
    if (name === null) return parts[0] as Condition;
    while (this.#is(name)) {
      this.#take();
      parts.push(this.#part(depth));
    }
    return name === 'all' ? { all: parts } : { any: parts };
  }

  #part(depth: number): Condition {
    if (depth > DEEPEST) throw new NotACondition();
    if (this.#peek() === '(') return this.#bracket(depth);
    // `and`, `or`, `not` before a bracket; anywhere else at the beginning they would be the code of an item.
    if (this.#peek(1) === '(') {
      for (const name of ['all', 'any', 'not'] as const) {
        if (!this.#is(name)) continue;
        this.#take();
        const inner = this.#bracket(depth);
        return name === 'not' ? { not: inner } : name === 'all' ? { all: [inner] } : { any: [inner] };
      }
    }
    return this.#leaf();
  }

  #bracket(depth: number): Condition {
    this.#take('(');
    const inner = this.#joined(depth + 1);
    this.#take(')');
    return inner;
  }

  #leaf(): Condition {
    const item = this.#take();
    if (!CODE.test(item)) throw new NotACondition();
    if (this.#is('chosen')) {
      this.#take();
      const chosen = this.#take();
      if (!CODE.test(chosen)) throw new NotACondition();
      return { item, chosen };
    }
    const sign = this.#take();
    const compare = (Object.keys(signs) as Comparison[]).find((name) => signs[name] === sign);
    if (compare === undefined) throw new NotACondition();
    const is = sign === '=' ? this.#state() : null;
    if (is !== null) return { item, is };
    const value = this.#take();
    if (!NUMBER.test(value)) throw new NotACondition();
    return { item, compare, value: Number(value) };
  }

  /** A state may be two words: `not observed`. */
  #state(): State | null {
    const one = this.#peek().toLowerCase();
    const two = `${one} ${this.#peek(1).toLowerCase()}`;
    for (const name of Object.keys(states) as State[]) {
      const words: readonly string[] = [...states[name], name];
      if (words.includes(two)) this.#at += 2;
      else if (words.includes(one)) this.#at += 1;
      else continue;
      return name;
    }
    return null;
  }
}

/** Reads a condition; null for what is none. */
export function readCondition(text: string): Condition | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  try {
    return new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof NotACondition) return null;
    throw error;
  }
}
