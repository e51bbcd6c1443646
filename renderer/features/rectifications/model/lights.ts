import type { Light } from '../../../../domain/rectification/kinds.js';
import type { LightColour } from '../../../shared/components/StateLight.vue';

/** How each light is drawn. */
export const lightColours: Record<Light, LightColour> = {
  red: 'red',
  yellow: 'amber',
  blue: 'blue',
  green: 'green',
  grey: 'grey',
};

/** What presses most comes first: the order of groups, bars and legends. */
export const lightOrder = ['red', 'yellow', 'blue', 'green', 'grey'] as const satisfies readonly Light[];
