import type { Shape } from '../types';
import type { instructions as chinese } from '../zh-CN/instructions';

export const instructions: Shape<typeof chinese> = {
  instruction: {
    write: 'Instruct',
    give: 'Give',
    given: 'Instruction on {no} given, to be answered by {day}',
    text: 'Instruction',
    toLabel: 'Who answers',
    to: { unit: 'Responsible unit', office: 'Office' },
    dueDay: 'Answer by',
    until: 'answer by {day}',
    none: 'No instructions yet.',
    overdue: 'Answer overdue',
    state: { open: 'Not answered', answered: 'Answered', withdrawn: 'Withdrawn' },
    answer: 'Answer',
    answerText: 'Answer',
    answered: '{who}:',
    withdraw: 'Withdraw',
    withdrawn: 'Withdrawn: {reason}',
    key: 'Instruct',
  },
};
