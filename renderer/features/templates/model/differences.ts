import { itemsOf, type TemplateContent } from '../../../../domain/checklist/schema.js';
import { translate, hasText } from '../../../shared/i18n';

/** One place where two drafts say different things. */
export interface Difference {
  place: string;
  mine: string;
  theirs: string;
}

const shown = (value: unknown): string =>
  value === undefined || value === null || value === ''
    ? '—'
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : typeof value === 'boolean'
        ? translate(value ? 'choice.boolean.true' : 'choice.boolean.false')
        : JSON.stringify(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const nameOf = (field: string): string => {
  const key = `templates.field.${field}`;
  return hasText(key) ? translate(key) : field;
};

function compare(place: string, mine: object | undefined, theirs: object | undefined, skip: string): Difference[] {
  if (!mine || !theirs) {
    const title = (one: object | undefined): string => shown(one && 'title' in one ? one.title : undefined);
    return [{ place, mine: title(mine), theirs: title(theirs) }];
  }
  const [ours, others] = [mine, theirs] as Record<string, unknown>[];
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter((field) => field !== skip);
  return fields
    .filter((field) => !same(ours?.[field], others?.[field]))
    .map((field) => ({
      place: `${place} · ${nameOf(field)}`,
      mine: shown(ours?.[field]),
      theirs: shown(others?.[field]),
    }));
}

/** Where two drafts of one template differ: field by field, sections and items matched by their codes. */
export function differences(mine: TemplateContent, theirs: TemplateContent): Difference[] {
  const byCode = (content: TemplateContent, of: 'section' | 'item'): Map<string, object> =>
    new Map(
      (of === 'section' ? content.sections : itemsOf(content).map(({ item }) => item)).map((one) => [one.code, one]),
    );
  const found = compare(translate('templates.editor.wholePlace'), mine, theirs, 'sections');
  for (const of of ['section', 'item'] as const) {
    const [ours, others] = [byCode(mine, of), byCode(theirs, of)];
    for (const code of new Set([...ours.keys(), ...others.keys()]))
      found.push(
        ...compare(translate(`templates.editor.${of}Place`, { code }), ours.get(code), others.get(code), 'items'),
      );
  }
  const order = (content: TemplateContent): string =>
    itemsOf(content)
      .map(({ item }) => item.code)
      .join(' ');
  if (found.length === 0 && order(mine) !== order(theirs))
    found.push({ place: translate('templates.editor.tree'), mine: order(mine), theirs: order(theirs) });
  return found;
}
