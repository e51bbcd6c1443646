import type { Answer } from '../../../../domain/checklist/answers.js';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import type { FindingFields } from '../../../../domain/finding.js';
import type { VisitDetail } from '../../../../domain/visit-record.js';
import { translate } from '../../../shared/i18n';
import { clockOf } from './clock';
import type { VisitDraft } from './draft';
import { partsOf } from './paths';

/** One side of a conflict as a person reads it; the JSON of the store never shows. */
export function conflictText(
  path: string,
  json: string,
  detail: VisitDetail,
  contents: ReadonlyMap<number, TemplateContent>,
  draft: VisitDraft,
): string {
  const value = JSON.parse(json) as unknown;
  if (value === null) return '';
  const parts = partsOf(path);
  if (parts.kind === 'answer') {
    const list = draft.checklists.value.find(({ clientId }) => clientId === parts.checklist);
    const content = list ? contents.get(list.versionId) : undefined;
    return answerText(value as Answer, parts.item, content);
  }
  if (parts.kind === 'finding') return findingText(value as FindingFields);
  return fieldText(parts.name, value, detail);
}

function answerText(answer: Answer, code: string, content: TemplateContent | undefined): string {
  const item = content?.sections.flatMap(({ items }) => items).find((one) => one.code === code);
  const note = answer.note ? `\n${answer.note}` : '';
  if (answer.kind === 'value') return `${answer.value}${note}`;
  if (answer.kind === 'text') return `${answer.text}${note}`;
  if (answer.kind !== 'chosen') return translate(`answerWord.${answer.kind}`) + note;
  const options = item && 'options' in item ? item.options : [];
  return answer.options.map((one) => options.find((option) => option.code === one)?.label ?? one).join(' · ') + note;
}

function findingText(finding: FindingFields): string {
  const facts = [
    translate(`severity.${finding.severity}`),
    finding.basisClause,
    finding.at === null ? null : clockOf(finding.at, false),
    finding.headCount === null ? null : translate('visits.finding.heads', { count: finding.headCount }),
  ];
  return [finding.title, facts.filter(Boolean).join(' · '), finding.description].filter(Boolean).join('\n');
}

function fieldText(name: string, value: unknown, detail: VisitDetail): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && (name === 'startedAt' || name === 'endedAt')) return clockOf(value);
  const names = new Map<unknown, string>();
  if (name === 'windowIds') for (const { id, label } of detail.windows) names.set(id, label);
  if (name === 'inspectorIds') for (const { personId, code } of detail.inspectors) names.set(personId, code);
  if (Array.isArray(value) && name !== 'spokenTo') return value.map((one) => names.get(one) ?? String(one)).join(' · ');
  if (!Array.isArray(value)) return String(value);
  return (value as { kind: string; badgeNo?: string | null; deskNo?: string | null; remarks: string | null }[])
    .map((person) => [person.badgeNo, person.deskNo, person.remarks].filter(Boolean).join(' '))
    .join('\n');
}
