import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import { hasText, translate, type MessageKey } from '../../../shared/i18n';
import { ruleText } from '../../../shared/i18n/error-text';
import { placeOf, valueAt, type Place } from './edit';

/** A fault as it comes from the checks or from a file. */
export interface Fault {
  path: string;
  rule: string;
  params?: Record<string, string | number | boolean> | undefined;
}

/** What is wrong, in one sentence; units by their words. */
export function faultText({ rule, params }: Fault): string {
  const plain: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value === 'boolean') continue;
    const key = `numberUnit.${value}`;
    plain[name] = (name === 'unit' || name === 'expected') && hasText(key) ? translate(key) : value;
  }
  return ruleText({ rule, params: plain });
}

const itemWords: Readonly<Record<string, MessageKey>> = {
  title: 'templates.field.itemTitle',
  unit: 'templates.field.numberUnit',
  'scoring.effect': 'templates.field.effect',
  'scoring.unit': 'templates.field.unit',
  'scoring.points': 'templates.field.points',
  'scoring.cap': 'templates.field.itemCap',
  'deadline.type': 'templates.field.deadlineType',
  'deadline.amount': 'templates.field.deadlineAmount',
  'limit.value': 'templates.field.limitValue',
  'limit.measure': 'templates.field.limitMeasure',
};

/** Name of a field by what is left of its path behind its place; empty where there is none. */
function fieldWord(place: Place, field: string): string {
  const own: MessageKey | undefined =
    place === null
      ? field === 'cap'
        ? 'templates.field.wholeCap'
        : undefined
      : place.item === null
        ? field === 'title'
          ? 'templates.field.sectionTitle'
          : undefined
        : itemWords[field];
  if (own) return translate(own);
  const key = `templates.field.${field.split('.')[0] ?? ''}`;
  return hasText(key) ? translate(key) : '';
}

/** Where a fault lies: which section or item, by its code, and which field. */
export function faultPlace(content: TemplateContent, path: string): { place: string; field: string } {
  const { place, field } = placeOf(path);
  const code = place && valueAt(content, `${path.slice(0, path.length - (field ? field.length + 1 : 0))}.code`);
  const key = place === null ? 'wholePlace' : place.item === null ? 'sectionPlace' : 'itemPlace';
  return {
    place: translate(`templates.editor.${key}`, { code: typeof code === 'string' && code !== '' ? code : '—' }),
    field: fieldWord(place, field),
  };
}

/** Where a fault of a file lies: sheet and cell, or which item of the file. */
export function filePlace({ params = {} }: Fault): string {
  const { sheet, cell, row, item } = params;
  if (sheet !== undefined && sheet !== '') {
    const name = String(sheet);
    if (cell !== undefined) return translate('templates.importing.cell', { sheet: name, cell: String(cell) });
    return row === undefined ? name : translate('templates.importing.sheetRow', { sheet: name, row: Number(row) });
  }
  if (row === undefined) return translate('templates.importing.whole');
  const at = translate('templates.importing.row', { row: Number(row) });
  return item === undefined || item === '' ? at : `${at} · ${item}`;
}
