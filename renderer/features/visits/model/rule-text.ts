import type { FieldIssue } from '../../../../domain/errors.js';
import { hasText, translate } from '../../../shared/i18n';
import { ruleText } from '../../../shared/i18n/error-text';

/** The sentence of a refused part of a visit; a few rules mean something else on other pages. */
export function visitRuleText(issue: Pick<FieldIssue, 'rule' | 'params'>): string {
  const own = `visits.rule.${issue.rule}`;
  return hasText(own) ? translate(own, issue.params ?? {}) : ruleText(issue);
}
