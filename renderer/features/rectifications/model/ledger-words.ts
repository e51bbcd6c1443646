import { timeLeft, type Timed, type TimeLeft } from '../../../../domain/rectification/left.js';
import { progressOf } from '../../../../domain/rectification/progress.js';
import type { RectificationState } from '../../../../domain/rectification/life.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { shortDay } from '../../../shared/i18n/format';
import { translate, type MessageKey } from '../../../shared/i18n';

/** `督整〔2026〕107号` -> `107` within that year, `2025-107` of another; what is no such number stays whole. */
export function shortNo(no: string | null, year: number): string {
  if (no === null) return translate('rectificationState.draft');
  const [, count] = /(\d+)\D*$/.exec(no) ?? [];
  if (count === undefined) return no;
  const [, of] = /(20\d\d)/.exec(no.slice(0, no.lastIndexOf(count))) ?? [];
  const short = count.padStart(3, '0');
  return of === undefined || Number(of) === year ? short : `${of}-${short}`;
}

export interface Left {
  text: string;
  tone: TimeLeft['tone'];
}

/** 剩余 in words; nothing where there is nothing to say. */
export function leftOf(row: Timed, now: number, year: number): Left {
  const left = timeLeft(row, now);
  if (left === null) return { text: '', tone: 'plain' };
  const { word, n, day, tone } = left;
  return { text: translate(`ledger.left.${word}`, { n, day: day === null ? '' : shortDay(day, year) }), tone };
}

/** Where a matter stands on its way, in a word. */
export const progressText = (row: Parameters<typeof progressOf>[0]): string =>
  translate(`ledger.progress.${progressOf(row).word}`);

const stateTags: Partial<Record<RectificationState, MessageKey>> = {
  extension_pending: 'ledger.tag.extension_pending',
  appealed: 'ledger.tag.appealed',
  returned: 'ledger.tag.returned',
  shelved: 'ledger.tag.shelved',
};

type Tagged = Pick<RectificationRow, 'state' | 'recurrenceOf' | 'reopenings' | 'suspended' | 'escalation'>;

/**
 * Marks beside the problem: what is unusual about the matter now.
 * @param named its state is said elsewhere
 */
export function tagsOf({ state, recurrenceOf, reopenings, suspended, escalation }: Tagged, named = false): string[] {
  const keys: (MessageKey | undefined)[] = [
    named ? undefined : stateTags[state],
    recurrenceOf !== null || reopenings > 0 ? 'ledger.tag.recurred' : undefined,
    suspended && state !== 'shelved' ? 'ledger.tag.suspended' : undefined,
    escalation === 'none' || escalation === 'reminder' ? undefined : `escalation.${escalation}`,
  ];
  return keys.flatMap((key) => (key === undefined ? [] : [translate(key)]));
}

type Awaiting = Pick<RectificationRow, 'waiting'> & { fields: { responsiblePerson: string | null } };

/** 等谁: a name, or who in general; of a unit the person responsible. */
export function waitingText({ waiting, fields }: Awaiting): string {
  if (waiting.kind === 'nobody') return '';
  const named = waiting.kind === 'unit' ? (fields.responsiblePerson ?? waiting.name) : waiting.name;
  return named ?? translate(`waitingFor.${waiting.kind}`);
}

/** The word of a light; of what has none to speak of, its state. */
export const lightWord = ({ light, state }: Pick<RectificationRow, 'light' | 'state'>): string =>
  translate(light === 'grey' ? `rectificationState.${state}` : `rectificationLight.${light}`);

/** `B07 企业开办` -> `B07`: windows are known by their numbers. */
export const windowNo = (label: string): string => label.split(' ', 1)[0] ?? label;

/** Unit and window in one line. */
export const placeText = ({ unitLabel, windowLabel }: Pick<RectificationRow, 'unitLabel' | 'windowLabel'>): string =>
  [unitLabel, windowLabel].filter((label) => label !== null).join(' · ');

/** The first line of a problem: the ledger shows one. */
export const titleOf = ({ fields }: { fields: { problem: string } }): string => fields.problem.split('\n', 1)[0] ?? '';
