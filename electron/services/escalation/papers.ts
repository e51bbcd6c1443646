import { storedCirculars } from '../../../db/queries/circulars.js';
import { circularParties, interviewParties } from '../../../db/queries/escalation-parties.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { interviewPapersOf } from '../../../domain/rectification/interview-schema.js';
import type { CallContext } from '../../ipc/context.js';
import { shownCircular } from './circulars.js';
import { interviewAt, shownInterview, type BottomMonths } from './interview-step.js';
import { writePaper, type PaperDependencies } from './paper-file.js';

/** Papers (文书) of interviews and circulars as files. */
export class EscalationPapers {
  constructor(
    private readonly deps: PaperDependencies,
    private readonly bottomMonths: BottomMonths,
  ) {}

  /** @throws AppError `notFound.record`, `conflict.state` where there is no such paper yet, `file.token` */
  async interview(input: ParsedInput<'interviews.paper'>, context: CallContext): Promise<{ jobId: number }> {
    const { id, kind } = input;
    const { interviewNotice, interviewRecordPaper } = await import('../../documents/escalation-paper.js');
    const paper = await this.deps.database.read(context.command, async (reader) => {
      const interview = shownInterview(await interviewAt(reader, id, context, this.bottomMonths), context);
      if (!interviewPapersOf(interview).includes(kind))
        throw new AppError('conflict.state', { entity: 'summons_interview', state: interview.state });
      const parties = await interviewParties(reader, interview.fields.unitId);
      return (kind === 'notice' ? interviewNotice : interviewRecordPaper)(interview, parties);
    });
    return writePaper(this.deps, paper, { object: 'summons_interview', ref: id, kind }, input, context);
  }

  /** @throws AppError `notFound.record`, `file.token` */
  async circular(input: ParsedInput<'circulars.paper'>, context: CallContext): Promise<{ jobId: number }> {
    const { id } = input;
    const { circularPaper } = await import('../../documents/escalation-paper.js');
    const paper = await this.deps.database.read(context.command, async (reader) => {
      const [stored] = await storedCirculars(reader, id);
      if (!stored) throw new AppError('notFound.record', { entity: 'circular', id });
      return circularPaper(shownCircular(stored), await circularParties(reader, id));
    });
    return writePaper(this.deps, paper, { object: 'circular', ref: id, kind: 'circular' }, input, context);
  }
}
