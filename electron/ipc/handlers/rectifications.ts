import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const rectificationHandlers = ({
  rectifications: {
    lists,
    drafts,
    issuing,
    unitDesk,
    decisions,
    pauses,
    reminders,
    deadlines,
    settings,
    proofs,
    proofFootage,
    export: ledgerExport,
    replies,
  },
}: {
  rectifications: RectificationServices;
}): Handlers<FeatureName<'rectifications' | 'proofs'>> => ({
  'rectifications.list': (input, context) => lists.list(input, context),
  'rectifications.rows': (input, context) => lists.rows(input.ids, context),
  'rectifications.counts': (input, context) => lists.counts(input, context),
  'rectifications.outlook': (_, context) => lists.outlook(context),
  'rectifications.get': (input, context) => lists.get(input.id, context),
  'rectifications.ofVisit': (input, context) => lists.ofVisit(input, context),
  'rectifications.explain': (input, context) => deadlines.explain(input, context),
  'rectifications.tryDeadline': (input, context) => deadlines.try(input, context),
  'rectifications.candidates': (input) => drafts.candidates(input),
  'rectifications.draft': (input, context) => drafts.draft(input, context),
  'rectifications.write': (input, context) => drafts.write(input, context),
  'rectifications.edit': (input, context) => drafts.edit(input, context),
  'rectifications.discard': async (input, context) => {
    await drafts.discard(input, context);
    return {};
  },
  'rectifications.issue': (input, context) => issuing.issue(input, context),
  'rectifications.acknowledge': (input, context) => unitDesk.acknowledge(input, context),
  'rectifications.serve': (input, context) => unitDesk.serve(input, context),
  'rectifications.report': (input, context) => unitDesk.report(input, context),
  'rectifications.submit': (input, context) => unitDesk.submit(input, context),
  'rectifications.requestExtension': (input, context) => unitDesk.requestExtension(input, context),
  'rectifications.appeal': (input, context) => unitDesk.appeal(input, context),
  'rectifications.verifiers': (input, context) => decisions.verifiers(input, context),
  'rectifications.arrange': (input, context) => decisions.arrange(input, context),
  'rectifications.verify': (input, context) => decisions.verify(input, context),
  'rectifications.return': (input, context) => decisions.sendBack(input, context),
  'rectifications.close': (input, context) => decisions.close(input, context),
  'rectifications.decideExtension': (input, context) => decisions.decideExtension(input, context),
  'rectifications.decideAppeal': (input, context) => decisions.decideAppeal(input, context),
  'rectifications.suspend': (input, context) => pauses.suspend(input, context),
  'rectifications.resume': (input, context) => pauses.resume(input, context),
  'rectifications.shelve': (input, context) => pauses.shelve(input, context),
  'rectifications.review': (input, context) => pauses.review(input, context),
  'rectifications.unshelve': (input, context) => pauses.unshelve(input, context),
  'rectifications.reopen': (input, context) => pauses.reopen(input, context),
  'rectifications.remind': (input, context) => reminders.remind(input, context),
  'rectifications.export': (input, context) => ledgerExport.write(input, context),
  'rectifications.replySheet': (input, context) => replies.write(input, context),
  'rectifications.readReply': (input, context) => replies.read(input, context),
  'rectifications.applyReply': (input, context) => replies.apply(input, context),
  'rectifications.settings': (_, context) => settings.read(context),
  'rectifications.setSettings': (input, context) => settings.set(input, context),
  'proofs.add': (input, context) => proofs.add(input, context),
  'proofs.footage': (input, context) => proofFootage.offers(input, context),
  'proofs.attach': (input, context) => proofFootage.attach(input, context),
  'proofs.play': (input, context) => proofFootage.play(input, context),
  'proofs.open': async (input, context) => {
    await proofs.open(input, context);
    return {};
  },
  'proofs.save': (input, context) => proofs.save(input, context),
  'proofs.change': (input, context) => proofs.change(input, context),
  'proofs.remove': (input, context) => proofs.remove(input, context),
});
