import type { z } from 'zod';
import type { ErrorParams, FieldIssue } from '../../domain/errors.js';

type Issue = z.core.$ZodIssue;

/** At most this many refused fields are reported: a hostile input may have a million. */
const MOST = 50;

/** zod's issues -> the fields of the form, each with a rule that has a sentence in every locale. */
export function fieldIssues(issues: readonly Issue[]): FieldIssue[] {
  return issues.slice(0, MOST).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    rule: ruleOf(issue),
    params: paramsOf(issue),
  }));
}

function ruleOf(issue: Issue): string {
  // Our own refinements carry their rule as the message (`required`, `line`, `control`).
  if (issue.code === 'custom') return issue.message;
  return issue.code;
}

function paramsOf(issue: Issue): ErrorParams {
  switch (issue.code) {
    case 'too_small':
      return { minimum: Number(issue.minimum), origin: issue.origin };
    case 'too_big':
      return { maximum: Number(issue.maximum), origin: issue.origin };
    case 'unrecognized_keys':
      return { keys: issue.keys.slice(0, 5).join(', ').slice(0, 200) };
    case 'invalid_type':
      return { expected: issue.expected };
    default:
      return {};
  }
}
