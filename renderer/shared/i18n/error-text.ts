import type { ErrorParams, FieldIssue } from '../../../domain/errors.js';
import { hasText, translate, type MessageKey, type TextParams } from './index';

const word = (key: string, fallback: string): string => (hasText(key) ? translate(key) : fallback);

/** States of these records have words of their own. */
const stateWords: Record<string, string> = {
  visit: 'visitState',
  lead: 'leadState',
  inspection_plan: 'planState',
  inspection_round: 'roundState',
  rectification: 'rectificationState',
  rectification_proof: 'rectificationState',
  summons_interview: 'interviewState',
  circular: 'circularState',
  ranking_month: 'rankingState',
  instruction: 'instruction.state',
};

/** Values of the wire as words: fields, entities, commands and states by name. */
function wordParams(params: ErrorParams): TextParams {
  const out: TextParams = { ...params };
  const named = {
    field: 'field',
    entity: 'entity',
    other: 'entity',
    by: 'entity',
    command: 'action',
    state: stateWords[String(params['entity'])] ?? 'choice.state',
  };
  for (const [name, group] of Object.entries(named)) {
    const value = params[name];
    if (typeof value === 'string') out[name] = word(`${group}.${value.split('.fields.').at(-1)}`, value);
  }
  return out;
}

/** The sentence of a refused or failed call. A code newer than the words falls back to `internal`. */
export function errorText(error: { code: string; params: ErrorParams }): string {
  const key = `error.${error.code}`;
  return translate(hasText(key) ? key : 'error.internal', wordParams(error.params));
}

/** The sentence beside a refused field, from a zod issue code or one of our own rules. */
export function ruleText(issue: Pick<FieldIssue, 'rule' | 'params'>): string {
  const params: TextParams = { ...issue.params };
  return translate(ruleKey(issue.rule, params), params);
}

function ruleKey(rule: string, params: TextParams): MessageKey {
  const origin = params['origin'];
  switch (rule) {
    case 'too_big':
      return origin === 'string' ? 'rule.tooLong' : origin === 'array' ? 'rule.tooMany' : 'rule.tooBig';
    case 'too_small':
      if (origin === 'string') return params['minimum'] === 1 ? 'rule.required' : 'rule.tooShort';
      return origin === 'array' ? 'rule.tooFew' : 'rule.tooSmall';
    case 'invalid_type':
      return typeRules[String(params['expected'])] ?? 'rule.required';
    case 'invalid_value':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return 'rule.choice';
    case 'invalid_format':
      return 'rule.account';
    case 'not_multiple_of':
      return 'rule.integer';
    case 'unrecognized_keys':
      return 'rule.extra';
    default: {
      const own = `rule.${rule}`;
      return hasText(own) ? own : 'rule.other';
    }
  }
}

const typeRules: Record<string, MessageKey> = {
  number: 'rule.number',
  int: 'rule.integer',
  boolean: 'rule.boolean',
};
