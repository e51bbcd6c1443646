import type { HallService } from '../../services/hall/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const hallHandlers = ({ hall }: { hall: HallService }): Handlers<FeatureName<'hall'>> => ({
  'hall.tree': (_, context) => hall.tree(context),
  'hall.list': (input, context) => hall.list(input, context),
  'hall.rows': (input, context) => hall.rows(input, context),
  'hall.history': (input) => hall.history(input),
  'hall.nameAt': (input, context) => hall.nameAt(input, context),
  'hall.create': (input, context) => hall.commands.create(input, context),
  'hall.update': (input, context) => hall.commands.update(input, context),
  'hall.move': (input, context) => hall.commands.move(input, context),
  'hall.merge': (input, context) => hall.commands.merge(input, context),
  'hall.retire': (input, context) => hall.commands.retire(input, context),
  'hall.restore': (input, context) => hall.commands.restore(input, context),
  'hall.importRead': (input, context) => hall.import.read(input, context),
  'hall.importPreview': async (input, context) => hall.import.preview(input, context),
  'hall.importApply': (input, context) => hall.import.apply(input, context),
  'hall.export': (input, context) => hall.export.write(input, context),
  'hall.template': (input) => hall.export.template(input),
});
