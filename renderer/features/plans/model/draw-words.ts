import type { DrawFault, DrawInput } from '../../../../domain/draw.js';
import { ruleText } from '../../../shared/i18n/error-text';
import { isoDay } from '../../../shared/i18n/format';
import { translate as t } from '../../../shared/i18n';
import type { LeftOut } from './pool';

/** The sentence of a fault, with objects and inspectors as people know them. */
export function faultWords(fault: DrawFault, label: (id: number) => string, code: (id: number) => string): string {
  const words: Record<string, (id: number) => string> = {
    id: fault.rule === 'inspectorTwice' ? code : label,
    objectId: label,
    inspectorId: code,
  };
  const params = Object.entries(fault.params).map(([name, value]) => [name, words[name]?.(value) ?? value]);
  return ruleText({ rule: fault.rule, params: Object.fromEntries(params) });
}

/** Why an object was not among those that could be drawn. */
export function leftOutWords(leftOut: LeftOut, repeatMonths: number): string {
  if (leftOut.why === 'inRound') return t('draw.why.inRound');
  if (leftOut.why === 'excluded') return t('draw.why.excluded', { reason: leftOut.reason });
  return t('draw.why.recent', { day: isoDay(leftOut.day), n: repeatMonths });
}

/** The terms of a draw in a few words each. */
export function termWords({ size, team, repeatMonths }: Pick<DrawInput, 'size' | 'team' | 'repeatMonths'>): string[] {
  return [
    size.kind === 'count'
      ? t('draw.ruleSize', { n: size.count })
      : t('draw.ruleRate', { p: size.permille / 10, n: size.minimum }),
    t(`draw.ruleTeam.${team.of}`, { n: team.inspectors }),
    repeatMonths === 0 ? t('draw.ruleRepeatNone') : t('draw.ruleRepeat', { n: repeatMonths }),
  ];
}
