import type { Reader } from '../../../db/database.js';
import { storedCirculars } from '../../../db/queries/circulars.js';
import { documentParties, onSameNotices } from '../../../db/queries/document-parties.js';
import { circularParties, interviewParties } from '../../../db/queries/escalation-parties.js';
import { storedInterviews } from '../../../db/queries/interviews.js';
import { AppError } from '../../../domain/errors.js';
import {
  documentsOfInterview,
  hasDocument,
  isInterviewDocument,
  isMatterDocument,
  type DocumentKind,
  type InterviewDocument,
  type MatterDocument,
} from '../../../domain/rectification/documents.js';
import { dayOf } from '../../../domain/time.js';
import type { CircularSource, InterviewSource } from '../../documents/escalation-paper.js';
import type { MatterSource, PaperMatter } from '../../documents/matter-fields.js';
import type { Source } from '../../documents/official-paper.js';
import type { CallContext } from '../../ipc/context.js';
import { shownCircular } from '../escalation/circulars.js';
import { factsOf, noInterview, shownInterview } from '../escalation/interview-step.js';
import { shownMatter } from './detail.js';
import { noMatter } from './refusals.js';
import type { Rules } from './rules.js';

type Some<T> = [T, ...T[]];

/**
 * What each wanted paper is made of, in the order wanted.
 * @throws AppError `notFound.record`, `permission.denied`, `conflict.state` where there is no such paper
 */
export async function documentSources(
  reader: Reader,
  kind: DocumentKind,
  ids: readonly number[],
  rules: Rules,
  context: CallContext,
): Promise<Some<Source>> {
  const wanted = [...new Set(ids)];
  if (isMatterDocument(kind)) return ofMatters(reader, kind, wanted, rules, context);
  const made: Source[] = [];
  for (const id of wanted)
    made.push(
      isInterviewDocument(kind)
        ? await ofInterview(reader, kind, id, context)
        : await ofCircular(reader, kind, id, context),
    );
  return made as Some<Source>;
}

/** A notice is one paper of all that stand on it, whichever of them was named. */
async function ofMatters(
  reader: Reader,
  kind: MatterDocument,
  wanted: readonly number[],
  rules: Rules,
  context: CallContext,
): Promise<Some<MatterSource>> {
  // All that stand on a notice, by number; a draft stands on none, and is refused below.
  const together = kind === 'rectification_notice' ? await onSameNotices(reader, wanted) : [];
  const whole = [...new Set([...together, ...wanted])];
  const parties = await documentParties(reader, whole);
  const made = new Map<string, Some<PaperMatter>>();
  for (const id of whole) {
    const detail = await shownMatter(reader, id, context, rules);
    if (!hasDocument(kind, detail)) {
      const { state } = detail.row;
      throw new AppError('conflict.state', { entity: 'rectification', state });
    }
    const of = parties.get(id);
    if (!of) throw noMatter(id);
    const { noticeId } = detail.row;
    const key = kind === 'rectification_notice' && noticeId !== null ? `notice ${noticeId}` : String(id);
    const known = made.get(key);
    if (known) known.push({ detail, parties: of });
    else made.set(key, [{ detail, parties: of }]);
  }
  const today = dayOf(context.now);
  return [...made.values()].map((matters): MatterSource => ({ kind, matters, today })) as Some<MatterSource>;
}

/** What a paper says was said when it went out: nothing that speaks for an interview now. */
const nobody = () => Promise.resolve(new Map<number, number>());

async function ofInterview(
  reader: Reader,
  kind: InterviewDocument,
  id: number,
  context: CallContext,
): Promise<InterviewSource> {
  const [stored] = await storedInterviews(reader, context, { id });
  if (!stored) throw noInterview(id);
  if (!documentsOfInterview(stored).includes(kind))
    throw new AppError('conflict.state', { entity: 'summons_interview', state: stored.state });
  const interview = shownInterview(await factsOf(reader, stored, context, nobody), context);
  return { kind, interview, parties: await interviewParties(reader, stored.unitId) };
}

const overseers: readonly string[] = ['office', 'reviewer', 'leader'];

async function ofCircular(reader: Reader, kind: 'circular', id: number, context: CallContext): Promise<CircularSource> {
  const { command, roles } = context;
  if (!roles.some((role) => overseers.includes(role))) throw new AppError('permission.denied', { command });
  const [stored] = await storedCirculars(reader, id);
  if (!stored) throw new AppError('notFound.record', { entity: 'circular', id });
  // That of a ranking is made of its month.
  if (stored.ranking) throw new AppError('conflict.state', { entity: 'circular', state: stored.state });
  return { kind, circular: shownCircular(stored), parties: await circularParties(reader, id) };
}
