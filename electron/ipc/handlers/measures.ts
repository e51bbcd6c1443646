import type { MeasureService } from '../../services/measures.js';
import type { WallService } from '../../services/wall.js';
import type { FeatureName, Handlers } from '../context.js';

export const measureHandlers = ({
  measures,
  wall,
}: {
  measures: MeasureService;
  wall: WallService;
}): Handlers<FeatureName<'measures'>> => ({
  'measures.series': (input, context) => measures.series(input, context),
  'measures.parts': (input, context) => measures.parts(input, context),
  'measures.closing': (input, context) => measures.closing(input, context),
  'measures.waits': (input, context) => measures.waits(input, context),
  'measures.rows': (input, context) => measures.rows(input, context),
  'measures.asOf': (input, context) => measures.asOf(input, context),
  'measures.difference': (input, context) => measures.difference(input, context),
  'measures.wall': (input, context) => wall.wall(input, context),
  'measures.waiting': (input, context) => wall.waiting(input, context),
  'measures.looked': async (_, context) => {
    await wall.looked(context);
    return {};
  },
});
