import type { Instruction, InstructedKind } from '../../../../domain/rectification/instruction.js';
import { dayOf } from '../../../../domain/time.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { askReason } from '../../../shared/dialogs/dialogs';
import { useForm } from '../../../shared/form/use-form';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';

/** Days until an answer is asked for, unless the leader says another one. */
const USUAL_DAYS = 3;

/** The usual day, moved on from a weekend; the main process knows the holidays and refuses one. */
export function usualDay(today: number): number {
  const day = today + USUAL_DAYS;
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return day + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** A word on a matter: to its unit, or to the office where it has none. */
export function useInstructionForm(
  matter: { id: number; hasUnit: boolean },
  done: (given: Instruction) => void | Promise<void>,
) {
  const clientId = newClientId();
  return useForm({
    key: `instruction.${matter.id}`,
    initial: () => ({
      text: '',
      to: (matter.hasUnit ? 'unit' : 'office') as InstructedKind,
      dueDay: usualDay(dayOf(Date.now())) as number | null,
    }),
    check: ({ text, dueDay }) => ({
      ...(text.trim() === '' && { text: t('rule.required') }),
      ...(dueDay === null && { dueDay: t('rule.required') }),
    }),
    submit: ({ text, to, dueDay }) =>
      call('instructions.give', { clientId, rectificationId: matter.id, to, text, dueDay: dueDay ?? 0 }),
    done,
  });
}

export function useAnswerForm(instruction: Instruction, done: () => void) {
  const { id, revision } = instruction;
  return useForm({
    key: `instruction.answer.${id}`,
    initial: () => ({ text: '' }),
    check: ({ text }) => ({ ...(text.trim() === '' && { text: t('rule.required') }) }),
    submit: ({ text }) => call('instructions.answer', { id, revision, text }),
    done,
  });
}

/** Takes an instruction back, with a reason. */
export async function withdraw({ id, revision }: Instruction): Promise<void> {
  const reason = await askReason({ title: t('instruction.withdraw'), confirm: t('instruction.withdraw') });
  if (reason === null) return;
  try {
    await call('instructions.withdraw', { id, revision, reason });
  } catch (error) {
    reportError(error);
  }
}
