import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const instructionHandlers = ({
  rectifications: { instructions },
}: {
  rectifications: RectificationServices;
}): Handlers<FeatureName<'instructions'>> => ({
  'instructions.list': (input, context) => instructions.list(input, context),
  'instructions.give': (input, context) => instructions.give(input, context),
  'instructions.answer': (input, context) => instructions.answer(input, context),
  'instructions.withdraw': (input, context) => instructions.withdraw(input, context),
});
