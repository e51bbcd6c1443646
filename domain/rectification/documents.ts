import type { RectificationDetail } from './schema.js';

/** Official papers of a matter: 整改通知书, 督办单, 延期审批, 销号申请表, 复查记录. */
export const matterDocuments = [
  'rectification_notice',
  'follow_up_order',
  'extension_approval',
  'closure_application',
  'verification_record',
] as const;
export type MatterDocument = (typeof matterDocuments)[number];

/** Those of an interview: 约谈通知书, 约谈记录. */
export const interviewDocuments = ['interview_notice', 'interview_record'] as const;
export type InterviewDocument = (typeof interviewDocuments)[number];

/** All official papers; the last is the 通报. */
export const documentKinds = [...matterDocuments, ...interviewDocuments, 'circular'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const isMatterDocument = (kind: DocumentKind): kind is MatterDocument =>
  (matterDocuments as readonly DocumentKind[]).includes(kind);
export const isInterviewDocument = (kind: DocumentKind): kind is InterviewDocument =>
  (interviewDocuments as readonly DocumentKind[]).includes(kind);

type Known = Pick<RectificationDetail, 'extensions' | 'orders' | 'verifications'> & {
  row: Pick<RectificationDetail['row'], 'state' | 'submittedAt'>;
};

/** Which papers there is something to write on. */
const standing: Record<MatterDocument, (matter: Known) => boolean> = {
  rectification_notice: ({ row }) => row.state !== 'draft',
  follow_up_order: ({ orders }) => orders.length > 0,
  extension_approval: ({ extensions }) => extensions.length > 0,
  closure_application: ({ row }) => row.submittedAt !== null,
  verification_record: ({ verifications }) => verifications.some(({ at }) => at !== null),
};

export const hasDocument = (kind: MatterDocument, matter: Known): boolean => standing[kind](matter);

/** The papers that can be made of a matter, in the order in which it comes to them. */
export const documentsOf = (matter: Known): MatterDocument[] =>
  matterDocuments.filter((kind) => hasDocument(kind, matter));

/** The papers there are of an interview by now: the notice once it went out, the record once it was held. */
export const documentsOfInterview = ({
  no,
  heldAt,
}: {
  no: string | null;
  heldAt: number | null;
}): InterviewDocument[] =>
  interviewDocuments.filter((kind) => (kind === 'interview_notice' ? no !== null : heldAt !== null));
