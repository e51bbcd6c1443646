import type { Item, ItemOption } from '../../../../domain/checklist/schema.js';
import { translate } from '../../../shared/i18n';
import { formatNumber } from '../../../shared/i18n/format';

const signed = (effect: 'deduction' | 'bonus', points: number): string =>
  `${effect === 'bonus' ? '+' : '−'}${formatNumber(points)}`;

/** `−1 每人次`: what one failure costs, or one bonus gives; empty where nothing is scored, or at the options. */
export function pointWords({ scoring }: Item): string {
  if (!scoring || !('points' in scoring)) return '';
  const each = signed(scoring.effect, scoring.points);
  return scoring.unit === 'once' ? each : `${each} ${translate(`deductionUnit.${scoring.unit}`)}`;
}

export const optionPoints = (item: Item, option: ItemOption): string =>
  option.points === 0 ? '' : signed(item.scoring?.effect ?? 'deduction', option.points);

/** What a number is held against: `至多 15 分钟`; empty where it is only noted. */
export function limitText(item: Item): string {
  if (item.kind !== 'number' || !item.limit) return '';
  const side = translate(`templates.limitSide.${item.limit.side}`);
  const what =
    'measure' in item.limit
      ? translate(`templates.limitMeasure.${item.limit.measure}`)
      : `${formatNumber(item.limit.value)} ${translate(`numberUnit.${item.unit}`)}`;
  return `${side} ${what}`;
}

/** What a failure becomes: `较重 · 限期 5 个工作日`; empty for what cannot fail. */
export function failureWords({ kind, severity, deadline: { type, amount } }: Item): string {
  if (kind === 'text') return '';
  const deadline = amount === null ? translate(`deadlineType.${type}`) : translate(`deadlineText.${type}`, { amount });
  return `${translate(`severity.${severity}`)} · ${deadline}`;
}
