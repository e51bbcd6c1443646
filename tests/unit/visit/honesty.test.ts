import { describe, expect, it } from 'vitest';
import { alikePictures, paceOf, stepFacts } from '../../../domain/honesty.js';
import type { StepEntry } from '../../../domain/visit.js';

const entry = (step: StepEntry['step'], at: number | null, windowId: number | null = null): StepEntry => {
  return { step, windowId, at, recordedAt: 1000, note: null };
};

describe('steps beside a visit', () => {
  it('are corrected where an entry changed an earlier one of the same step at the same window', () => {
    const facts = stepFacts([
      entry('called', 10, 1),
      entry('called', 20, 2),
      entry('called', 10, 1),
      entry('called', 15, 1),
      entry('called', null, 2),
    ]);
    expect(facts.map(({ corrected }) => corrected)).toEqual([false, false, false, true, true]);
    expect(facts[3]).toMatchObject({ step: 'called', windowId: 1, at: 15, recordedAt: 1000 });
  });
});

describe('the pace of answers', () => {
  it('counts those that follow another within two seconds, in whatever order they are given', () => {
    expect(paceOf([9000, 0, 1999, 4000])).toEqual({ answers: 4, fastAnswers: 1, firstAt: 0, lastAt: 9000 });
    expect(paceOf([0, 2000])).toMatchObject({ fastAnswers: 0 });
    expect(paceOf([])).toEqual({ answers: 0, fastAnswers: 0, firstAt: null, lastAt: null });
  });
});

describe('pictures alike', () => {
  const pair = (otherAttachmentId: number, otherHash: string | null, same = false, attachmentId = 1) => {
    return { attachmentId, otherAttachmentId, otherNo: null, same, hash: '0000000000000000', otherHash };
  };

  it('are the same, or differ in eight bits at most, the most alike first', () => {
    const found = alikePictures(
      [
        pair(1, '00000000000000ff'),
        pair(2, '00000000000001ff'),
        pair(3, '0000000000000001'),
        pair(4, null),
        pair(5, 'ffffffffffffffff', true),
      ],
      9,
    );
    expect(found.map(({ otherAttachmentId, same, bits }) => [otherAttachmentId, same, bits])).toEqual([
      [5, true, 0],
      [3, false, 1],
      [1, false, 8],
    ]);
    expect(Object.keys(found[0] ?? {})).not.toContain('hash');
  });

  it('are so many for one picture and no more', () => {
    const many = [1, 2, 3, 4].map((other) => pair(other, '0000000000000001'));
    const found = alikePictures([...many, pair(9, '0000000000000003', false, 2)], 2);
    expect(found.map(({ attachmentId }) => attachmentId)).toEqual([1, 1, 2]);
  });
});
