import type { LeadDesk } from '../../services/leads/lead-desk.js';
import type { OwnLeads } from '../../services/leads/own-leads.js';
import type { SupervisorService } from '../../services/leads/supervisors.js';
import type { FeatureName, Handlers } from '../context.js';

interface Needs {
  supervisors: SupervisorService;
  ownLeads: OwnLeads;
  leadDesk: LeadDesk;
}

export const leadHandlers = ({
  supervisors,
  ownLeads,
  leadDesk,
}: Needs): Handlers<Exclude<FeatureName<'leads' | 'supervisors'>, 'supervisors.certificate'>> => ({
  'supervisors.list': (input, context) => supervisors.list(input, context),
  'supervisors.rows': (input, context) => supervisors.rows(input.ids, context),
  'supervisors.create': (input, context) => supervisors.create(input, context),
  'supervisors.update': (input, context) => supervisors.update(input, context),
  'supervisors.setState': (input, context) => supervisors.setState(input, context),
  'supervisors.me': (_, context) => supervisors.me(context),
  'leads.mine': (_, context) => ownLeads.mine(context),
  'leads.saveDraft': (input, context) => ownLeads.saveDraft(input, context),
  'leads.submit': (input, context) => ownLeads.submit(input, context),
  'leads.discard': (input, context) => ownLeads.discard(input.clientId, context),
  'leads.list': (input) => leadDesk.list(input),
  'leads.rows': (input) => leadDesk.rows(input.ids),
  'leads.accept': (input, context) => leadDesk.accept(input, context),
  'leads.answer': (input, context) => leadDesk.answer(input, context),
  'leads.reply': (input, context) => leadDesk.reply(input, context),
  'leads.openIdentity': (input, context) => leadDesk.openIdentity(input, context),
});
