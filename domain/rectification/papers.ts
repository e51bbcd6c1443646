/** Papers that are taken in as proof, by what their bytes say. */
export const paperTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type PaperType = (typeof paperTypes)[keyof typeof paperTypes];

/** Kinds of files proof may come as, as a sentence names them. */
export const PROOF_FORMATS = 'JPEG、PNG、WebP、BMP、PDF、DOCX、XLSX';
/** Of these what an item of a ranking is based on. */
export const RANKING_EVIDENCE_FORMATS = 'JPEG、PNG、WebP、BMP、PDF';
