import type { RectificationDetail } from './schema.js';

/** Official papers of a matter: 整改通知书, 督办单, 延期审批, 销号申请表, 复查记录. */
export const documentKinds = [
  'rectification_notice',
  'follow_up_order',
  'extension_approval',
  'closure_application',
  'verification_record',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

type Known = Pick<RectificationDetail, 'extensions' | 'orders' | 'verifications'> & {
  row: Pick<RectificationDetail['row'], 'state' | 'submittedAt'>;
};

/** Which papers there is something to write on. */
const standing: Record<DocumentKind, (matter: Known) => boolean> = {
  rectification_notice: ({ row }) => row.state !== 'draft',
  follow_up_order: ({ orders }) => orders.length > 0,
  extension_approval: ({ extensions }) => extensions.length > 0,
  closure_application: ({ row }) => row.submittedAt !== null,
  verification_record: ({ verifications }) => verifications.some(({ at }) => at !== null),
};

export const hasDocument = (kind: DocumentKind, matter: Known): boolean => standing[kind](matter);

/** The papers that can be made of a matter, in the order in which it comes to them. */
export const documentsOf = (matter: Known): DocumentKind[] => documentKinds.filter((kind) => hasDocument(kind, matter));
