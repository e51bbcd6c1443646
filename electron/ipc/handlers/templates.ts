import type { TemplateService } from '../../services/templates/service.js';
import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

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
  'templates.ready': unbuilt,
  'templates.create': unbuilt,
  'templates.saveDraft': unbuilt,
  'templates.dropDraft': unbuilt,
  'templates.publish': unbuilt,
  'templates.setState': unbuilt,
  'templates.import': unbuilt,
  'templates.export': unbuilt,
});
