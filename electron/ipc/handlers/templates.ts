import type { TemplateService } from '../../services/templates/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const templateHandlers = ({
  templates,
}: {
  templates: TemplateService;
}): Handlers<FeatureName<'templates'>> => ({
  'templates.list': (input, context) => templates.list(input, context),
  'templates.rows': (input, context) => templates.rows(input.ids, context),
  'templates.get': (input, context) => templates.get(input.id, context),
  'templates.version': (input) => templates.version(input.versionId),
  'templates.choices': () => templates.choices(),
  'templates.ready': async (input) => templates.commands.ready(input),
  'templates.create': (input, context) => templates.commands.create(input, context),
  'templates.saveDraft': (input, context) => templates.commands.saveDraft(input, context),
  'templates.dropDraft': (input, context) => templates.commands.dropDraft(input, context),
  'templates.publish': (input, context) => templates.commands.publish(input, context),
  'templates.setState': (input, context) => templates.commands.setState(input, context),
  'templates.import': (input, context) => templates.exchange.import(input, context),
  'templates.export': (input, context) => templates.exchange.export(input, context),
});
