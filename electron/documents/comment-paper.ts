import type { IssuingParties } from '../../db/queries/escalation-parties.js';
import type { StoredComment } from '../../db/queries/comments.js';
import { commentTexts, quarterParts, type CommentText } from '../../domain/comments/quarter.js';
import { ordinal } from './field-words.js';
import { dayAt } from './official-parts.js';
import { endsHeld, paragraphsOf, type Block, type Paper } from './paper.js';

const headings: Record<CommentText, string> = {
  achievements: '肯定成绩',
  problems: '指出问题',
  suggestions: '改进意见',
  direction: '努力方向',
};

/** 点评意见: what a leader said of the unit she keeps contact with, of one quarter. */
export function commentPaper(comment: StoredComment, { issuer, unit }: IssuingParties & { unit: string }): Paper {
  const { fields, no, leaderName, signedAt, version, reason } = comment;
  const { year, quarter } = quarterParts(comment.quarter);
  const name = `${year}年第${ordinal(quarter, 'zh-CN')}季度点评意见`;
  const parts = commentTexts.flatMap((text, at): Block[] => [
    { kind: 'heading', level: 1, text: `${ordinal(at + 1, 'zh-CN')}、${headings[text]}` },
    ...paragraphsOf(fields[text] ?? '').map((line): Block => ({ kind: 'text', text: line })),
  ]);
  const later: Block[] =
    version === 1
      ? []
      : [{ kind: 'text', text: `本意见为第${ordinal(version, 'zh-CN')}稿，替代前稿。更正原因：${reason ?? ''}` }];
  return {
    language: 'zh-CN',
    form: 'official',
    subject: `${name} ${no ?? ''}`.trim(),
    title: [issuer, name],
    number: no ?? '',
    running: '',
    date: '',
    footer: '',
    pageOf: (page) => ['— ', page, ' —'],
    blocks: endsHeld([
      { kind: 'recipient', text: `${unit}：` },
      ...parts,
      ...later,
      { kind: 'signatures', lines: [{ label: '联系领导', value: leaderName }] },
      { kind: 'issued', lines: [issuer, dayAt(signedAt)] },
    ]),
  };
}
