import { fieldsOf, fieldWord, type BlockField, type TextField } from '../../domain/rectification/document-fields.js';
import { isInterviewDocument, isMatterDocument, type DocumentKind } from '../../domain/rectification/documents.js';
import {
  circularLayout,
  circularPlaces,
  interviewLayouts,
  interviewPlaces,
  type CircularSource,
  type InterviewSource,
} from './escalation-paper.js';
import { matterPlaces, type MatterSource } from './matter-fields.js';
import { matterLayouts } from './matter-paper.js';
import type { Layout, OfficialPaper, Places } from './official-parts.js';
import { endsHeld, type Paper } from './paper.js';

/** What an official paper is made of. */
export type Source = MatterSource | InterviewSource | CircularSource;

export const documentTitles: Record<DocumentKind, string> = {
  rectification_notice: '整改通知书',
  follow_up_order: '督办单',
  extension_approval: '整改延期审批表',
  closure_application: '整改销号申请表',
  verification_record: '整改复查记录',
  interview_notice: '约谈通知书',
  interview_record: '约谈记录',
  circular: '通报',
};

const layoutOf = (kind: DocumentKind): Layout =>
  isMatterDocument(kind) ? matterLayouts[kind] : isInterviewDocument(kind) ? interviewLayouts[kind] : circularLayout;

const isOfMatters = (source: Source): source is MatterSource => isMatterDocument(source.kind);
const isOfInterview = (source: Source): source is InterviewSource => isInterviewDocument(source.kind);

/** What is known to stand in the places of a paper; empty where there is nothing to say. */
export function placesOf(source: Source): Places {
  if (isOfMatters(source)) return matterPlaces(source);
  return isOfInterview(source) ? interviewPlaces(source) : circularPlaces(source);
}

/** A paper in the layout that comes with the console. */
export const officialPaper = (source: Source): Paper => paperOf(source.kind, layoutOf(source.kind)(placesOf(source)));

const place = (field: TextField | BlockField): string => `{{${fieldWord(field)}}}`;

/** The shipped layout as a template: places where something known would stand. */
export function templatePaper(kind: DocumentKind): Paper {
  const known = fieldsOf[kind].all;
  const paper = layoutOf(kind)({
    say: place,
    put: (field) => (known.includes(field) ? [{ kind: 'text', text: place(field) }] : []),
  });
  return { ...paperOf(kind, paper), subject: documentTitles[kind] };
}

function paperOf(kind: DocumentKind, { title, number, blocks }: OfficialPaper): Paper {
  return {
    language: 'zh-CN',
    form: 'official',
    subject: `${documentTitles[kind]} ${number}`.trim(),
    title,
    number,
    running: '',
    date: '',
    footer: '',
    pageOf: (page) => ['— ', page, ' —'],
    blocks: endsHeld(blocks),
  };
}
