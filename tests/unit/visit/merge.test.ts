import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/visit-canonical.js';
import { placeOfPath, sameValue, type VisitDraft } from '../../../domain/visit-draft.js';
import { joinedValue } from '../../../domain/visit-join.js';
import { mergeChanges } from '../../../domain/visit-merge.js';
import type { VisitChange } from '../../../domain/visit-record.js';

const LIST = '0b7e3c1e-7c55-4a4e-9a53-0d6f2f0a1b11';
const note = (text: string | null) => ({ kind: 'fails', count: 1, note: text }) as const;
const draft: VisitDraft = {
  sheet: { narrative: '甲', practices: null, windowIds: [7], inspectorIds: [1] } as unknown as VisitDraft['sheet'],
  checklists: [
    { clientId: LIST, windowId: 7, versionId: 1, answers: { '5.1.2': note('一') }, answeredAt: { '5.1.2': 1 } },
  ],
  steps: [],
  findings: [],
};
const merge = (...changes: VisitChange[]) => mergeChanges(draft, changes, { now: 100, madeAt: 0 });
const answer = (was: ReturnType<typeof note> | null, value: ReturnType<typeof note> | null): VisitChange => {
  return { kind: 'answer', checklist: LIST, item: '5.1.2', was, value };
};

describe('merging', () => {
  it('writes over what was known, and where the value stands already', () => {
    const merged = merge(
      { kind: 'fields', was: { narrative: '甲', practices: '?' }, value: { narrative: '乙' } },
      answer(note('一'), note('二')),
    );
    expect(merged.clashes).toEqual([]);
    expect(merged.draft.sheet.narrative).toBe('乙');
    expect(merged.draft.checklists[0]).toMatchObject({
      answers: { '5.1.2': note('二') },
      answeredAt: { '5.1.2': 100 },
    });
    const same = merge(
      { kind: 'fields', was: { narrative: null }, value: { narrative: '甲' } },
      answer(null, note('一')),
    );
    expect(same.clashes).toEqual([]);
    expect(same.draft.checklists).toBe(draft.checklists);
  });

  it('leaves what somebody else wrote and says what clashes', () => {
    const merged = merge(
      { kind: 'fields', was: { narrative: '旧', windowIds: [] }, value: { narrative: '丙', windowIds: [9] } },
      answer(null, note('三')),
    );
    expect(merged.clashes).toEqual([
      { path: 'narrative', mine: '丙', theirs: '甲' },
      { path: 'windowIds', mine: [9], theirs: [7] },
      { path: `answers.${LIST}.5.1.2`, mine: note('三'), theirs: note('一') },
    ]);
    expect(merged.draft).toEqual(draft);
  });

  it('takes an answer back with its time', () => {
    const [list] = merge(answer(note('一'), null)).draft.checklists;
    expect(list).toMatchObject({ answers: {}, answeredAt: {} });
  });

  it('a step is not written down before the visit was begun, before it happened, or later than now', () => {
    const clock = { now: 900_000, madeAt: 500_000 };
    const written = (at: number | null, recordedAt: number): number | undefined =>
      mergeChanges(
        draft,
        [{ kind: 'step', clientId: LIST, entry: { step: 'arrive', windowId: null, at, recordedAt, note: null } }],
        clock,
      ).draft.steps.at(-1)?.recordedAt;
    expect(written(100_000, 0)).toBe(500_000);
    expect(written(null, 0)).toBe(500_000);
    expect(written(800_000, 600_000)).toBe(798_000);
    expect(written(800_000, 800_500)).toBe(800_500);
    expect(written(800_000, 2_000_000)).toBe(900_000);
  });

  it('in one call later changes build on earlier ones', () => {
    const merged = merge(answer(note('一'), note('二')), answer(note('二'), note('三')));
    expect(merged.clashes).toEqual([]);
    expect(merged.draft.checklists[0]?.answers['5.1.2']).toEqual(note('三'));
  });
});

describe('paths and values', () => {
  it('a path names its place, whatever dots the code of an item holds', () => {
    expect(placeOfPath('narrative')).toEqual({ kind: 'field', name: 'narrative' });
    expect(placeOfPath(`answers.${LIST}.5.1.2`)).toEqual({ kind: 'answer', checklist: LIST, item: '5.1.2' });
    expect(placeOfPath(`findings.${LIST}`)).toEqual({ kind: 'finding', clientId: LIST });
    expect(placeOfPath('answers.x')).toBeNull();
  });

  it('values are the same when they say the same', () => {
    expect(sameValue({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    for (const [a, b] of [
      [
        [1, 2],
        [2, 1],
      ],
      [{ a: 1 }, { a: 1, b: undefined }],
      [null, {}],
      [[], {}],
      ['1', 1],
    ])
      expect(sameValue(a, b)).toBe(false);
  });

  it('texts are joined, theirs first; what is no text is not', () => {
    expect(joinedValue('narrative', '我', '他')).toBe('他\n我');
    expect(joinedValue('narrative', '我', null)).toBe('我');
    expect(joinedValue('zoneId', 1, 2)).toBeUndefined();
    expect(joinedValue('mode', 'a', 'b')).toBeUndefined();
    expect(joinedValue(`answers.${LIST}.1`, note('我'), note('他'))).toEqual(note('他\n我'));
    expect(joinedValue(`answers.${LIST}.1`, note('我'), { ...note('他'), count: 2 })).toBeUndefined();
    expect(joinedValue(`answers.${LIST}.1`, null, note('他'))).toBeUndefined();
    const text = (words: string) => ({ kind: 'text', text: words, note: null }) as const;
    expect(joinedValue(`answers.${LIST}.1`, text('我'), text('他'))).toEqual(text('他\n我'));
    const finding = { title: '甲', description: '我' };
    expect(joinedValue(`findings.${LIST}`, finding, { ...finding, description: '他' })).toEqual({
      title: '甲',
      description: '他\n我',
    });
    expect(joinedValue(`findings.${LIST}`, finding, { ...finding, title: '乙' })).toBeUndefined();
  });

  it('the canonical form does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [2, { d: 1, c: null }], a: '㐂' })).toBe('{"a":"㐂","b":[2,{"c":null,"d":1}]}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });
});
