// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { VisitChange, VisitConflict } from '../../domain/visit-record.js';
import { ClientError } from '../../renderer/api/client';
import { VisitDraft } from '../../renderer/features/visits/model/draft';
import { same } from '../../renderer/features/visits/model/same';
import { UndoStack, type Deed } from '../../renderer/features/visits/model/undo';
import { createSaver } from '../../renderer/features/visits/store/saver';
import { finding, visitDetail } from './support/visit';

const open = (rest = {}): VisitDraft => new VisitDraft(visitDetail(rest), () => 'A07');
const fieldsOf = (fields: object) => ({ ...visitDetail().fields, ...fields });
const conforms = { kind: 'conforms' as const, count: 1, note: null };
const fails = { kind: 'fails' as const, count: 1, note: null };
const conflict = (path: string, mine: unknown, theirs: unknown, by = 'A07'): VisitConflict => ({
  id: 9,
  path,
  mine: JSON.stringify(mine),
  theirs: JSON.stringify(theirs),
  by,
  at: 2000,
});

describe('what is the same to the store', () => {
  it('does not mind blanks at the ends, composed characters, empty text and the order of keys', () => {
    expect(same('到窗口 ', '到窗口')).toBe(true);
    expect(same('', null)).toBe(true);
    expect(same('e\u0301', '\u00e9')).toBe(true);
    expect(same({ a: 1, b: [{ c: '' }] }, { b: [{ c: null }], a: 1 })).toBe(true);
    expect(same('㐂', '𠮷')).toBe(false);
    expect(same([1, 2], [2, 1])).toBe(false);
  });
});

describe('a draft', () => {
  it('sends each part with what it replaces, and nothing twice', () => {
    const draft = open();
    draft.set('narrative', '到窗口时无人');
    draft.set('answers.c1.A.1', conforms);
    draft.set('findings.f1', finding());
    draft.addStep({ clientId: 's1', step: 'arrive', windowId: null, at: 1, recordedAt: 1, note: null, by: 'A07' });
    expect(draft.depart()).toEqual([
      { kind: 'fields', was: { narrative: null }, value: { narrative: '到窗口时无人' } },
      { kind: 'answer', checklist: 'c1', item: 'A.1', was: null, value: conforms },
      {
        kind: 'step',
        clientId: 's1',
        entry: { step: 'arrive', windowId: null, at: 1, recordedAt: 1, note: null },
      },
      { kind: 'finding', clientId: 'f1', was: null, value: finding() },
    ]);
    expect(draft.depart()).toEqual([]);
    draft.set('narrative', '到窗口时无人值守');
    draft.arrived(2, []);
    expect(draft.depart()).toEqual([
      { kind: 'fields', was: { narrative: '到窗口时无人' }, value: { narrative: '到窗口时无人值守' } },
    ]);
    draft.arrived(3, []);
    expect(draft.waiting).toBe(false);
  });

  it('sends everything again after a sending that failed', () => {
    const draft = open();
    draft.set('answers.c1.A.1', fails);
    const first = draft.depart();
    draft.failed();
    expect(draft.depart()).toEqual(first);
  });

  it('takes over what somebody else wrote where nothing differs here, and keeps what does', () => {
    const draft = open();
    draft.set('narrative', '我的');
    draft.take(visitDetail({ revision: 2, fields: fieldsOf({ narrative: '别人的', practices: '做法' }) }));
    expect(draft.field('narrative')).toBe('我的');
    expect(draft.field('practices')).toBe('做法');
    // The main process sees that it was not known: both texts are kept there.
    expect(draft.depart()).toEqual([{ kind: 'fields', was: { narrative: null }, value: { narrative: '我的' } }]);
  });

  it('never changes what has the keyboard, and takes it over once that is gone', () => {
    const draft = open({ fields: fieldsOf({ narrative: '第一句' }) });
    draft.hold('narrative');
    draft.take(visitDetail({ revision: 2, fields: fieldsOf({ narrative: '改写' }) }));
    expect(draft.field('narrative')).toBe('第一句');
    draft.release('narrative');
    expect(draft.field('narrative')).toBe('改写');

    draft.hold('narrative');
    draft.take(visitDetail({ revision: 3, fields: fieldsOf({ narrative: '又改' }) }));
    draft.set('narrative', '改写，再添一句');
    draft.release('narrative');
    expect(draft.depart()).toEqual([
      { kind: 'fields', was: { narrative: '改写' }, value: { narrative: '改写，再添一句' } },
    ]);
  });

  it('leaves an answer of before that comes late', () => {
    const draft = open();
    draft.set('narrative', '新');
    draft.depart();
    draft.arrived(5, []);
    expect(draft.take(visitDetail({ revision: 4, fields: fieldsOf({ narrative: '旧' }) }))).toBe(false);
    expect(draft.field('narrative')).toBe('新');
  });

  it('keeps both texts of a conflict: mine on the screen and going on, until somebody decides', () => {
    const draft = open();
    draft.set('narrative', '我写的');
    draft.depart();
    const stands = fieldsOf({ narrative: '他写的' });
    const open1 = conflict('narrative', '我写的', '他写的');
    draft.arrived(3, [open1]);
    draft.take(visitDetail({ revision: 3, fields: stands, conflicts: [open1] }));
    expect(draft.field('narrative')).toBe('我写的');
    expect(draft.contested.get('narrative')).toEqual(open1);
    draft.set('narrative', '我写的，续');
    expect(draft.depart()).toEqual([
      { kind: 'fields', was: { narrative: '我写的' }, value: { narrative: '我写的，续' } },
    ]);
    draft.arrived(4, [conflict('narrative', '我写的，续', '他写的')]);
    draft.settled('narrative', visitDetail({ revision: 5, fields: stands }));
    expect(draft.field('narrative')).toBe('他写的');
    expect(draft.contested.size).toBe(0);
    expect(draft.waiting).toBe(false);
  });

  it('is no party to a conflict of somebody else', () => {
    const draft = open();
    draft.set('narrative', '我写的');
    draft.depart();
    draft.arrived(3, [conflict('narrative', '他写的', '我写的', 'A12')]);
    draft.take(
      visitDetail({
        revision: 4,
        fields: fieldsOf({ narrative: '选定的' }),
        conflicts: [],
      }),
    );
    expect(draft.field('narrative')).toBe('选定的');
  });

  it('drops a finding the other window removed, and keeps one just being written', () => {
    const row = { ...finding(), id: 1 } as never;
    const draft = open({ findings: [row] });
    draft.set('findings.f2', finding({ clientId: 'f2', title: '新' }));
    draft.take(visitDetail({ revision: 2 }));
    expect(draft.findings().map(({ clientId }) => clientId)).toEqual(['f2']);
  });

  it('gives a checklist that was begun without a window its first one, answers and all', () => {
    const draft = open({
      checklists: [{ ...visitDetail().checklists[0]!, windowId: null, answers: { 'A.1': fails } }],
    });
    draft.moveChecklist('c1', 11);
    draft.take(
      visitDetail({ checklists: [{ ...visitDetail().checklists[0]!, windowId: null, answers: { 'A.1': fails } }] }),
    );
    expect(draft.checklists.value[0]?.windowId).toBe(11);
    expect(draft.depart()).toEqual([{ kind: 'checklist', clientId: 'c1', windowId: 11, versionId: 1 }]);
    expect(draft.answer('c1', 'A.1')).toEqual(fails);
  });

  it('sends the removal of findings before that of their checklist, and brings back what cannot go', () => {
    const row = { ...finding({ checklist: 'c1', itemCode: 'A.1' }), id: 1 } as never;
    const draft = open({ findings: [row] });
    draft.set('findings.f1', null);
    draft.dropChecklist('c1');
    const changes = draft.depart();
    expect(changes.map(({ kind }) => kind)).toEqual(['finding', 'dropChecklist']);
    draft.refuse(changes[0]!, { rule: 'hasPictures', params: { count: 1 } });
    draft.arrived(2, []);
    expect(draft.findings()).toHaveLength(1);
  });

  it('takes a step back that never left the page', () => {
    const draft = open();
    const step = { step: 'arrive' as const, windowId: null, at: 1, recordedAt: 1, note: null, by: 'A07' };
    draft.addStep({ ...step, clientId: 's1' });
    expect(draft.dropStep('s1')).toBe(true);
    draft.addStep({ ...step, clientId: 's2' });
    draft.depart();
    expect(draft.dropStep('s2')).toBe(false);
    expect(draft.steps.value).toHaveLength(1);
  });
});

describe('undo', () => {
  it('makes typing one deed and keeps answers apart', () => {
    const undo = new UndoStack();
    const part = (after: unknown, before: unknown = null) => [{ path: 'findings.f1', before, after }];
    undo.push({ parts: part('未'), step: null, at: 0, flows: true });
    undo.push({ parts: part('未佩', '未'), step: null, at: 900, flows: true });
    undo.push({ parts: part('未佩戴', '未佩'), step: null, at: 5000, flows: true });
    undo.push({ parts: [{ path: 'answers.c1.A', before: null, after: 1 }], step: null, at: 5100, flows: false });
    undo.push({ parts: [{ path: 'answers.c1.A', before: 1, after: 2 }], step: null, at: 5200, flows: false });
    expect(undo.size).toBe(4);
    expect(undo.undo()?.parts[0]?.before).toBe(1);
    undo.undo();
    undo.undo();
    expect(undo.undo()?.parts).toEqual(part('未佩'));
  });

  it('does again what was taken back, until something new is done', () => {
    const deeds = new UndoStack();
    const deed = (after: number): Deed => ({
      parts: [{ path: 'answers.c1.A', before: after - 1, after }],
      step: null,
      at: after,
      flows: false,
    });
    for (const after of [1, 2, 3]) deeds.push(deed(after));
    deeds.undo();
    deeds.undo();
    expect(deeds.redo()?.parts[0]?.after).toBe(2);
    expect(deeds.undo()?.parts[0]?.after).toBe(2);
    deeds.push(deed(9));
    expect(deeds.redo()).toBeNull();
    expect(deeds.undo()?.parts[0]?.after).toBe(9);
  });
});

describe('the way to the store', () => {
  beforeEach(() => void vi.useFakeTimers());
  const refusal = (code: ClientError['code'], fields: ClientError['fields'] = []): ClientError =>
    new ClientError({ code, params: {}, fields, retryable: false, logId: null });

  function saving(answer: (changes: VisitChange[]) => void = () => undefined) {
    const draft = open();
    const sent: VisitChange[][] = [];
    let revision = 1;
    const refused: string[] = [];
    const saver = createSaver(
      draft,
      (changes) => {
        sent.push(changes);
        try {
          answer(changes);
        } catch (error) {
          return Promise.reject(error as Error);
        }
        return Promise.resolve({ revision: (revision += 1), savedAt: Date.now(), conflicts: [], others: false });
      },
      () => undefined,
      (_, part) => refused.push(part.rule),
    );
    const type = (text: string): void => {
      draft.set('narrative', text);
      saver.touch();
    };
    return { draft, sent, saver, type, refused };
  }

  it('waits until typing rests, but never more than 1.5 s', async () => {
    const { sent, type } = saving();
    for (let at = 0; at < 20; at += 1) {
      type('字'.repeat(at + 1));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(400);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.[0]).toMatchObject({ value: { narrative: '字'.repeat(20) } });
  });

  it('tries again by itself, later each time, and says that it has not been kept', async () => {
    let down = true;
    const { sent, saver, type, draft } = saving(() => {
      if (down) throw refusal('db.full');
    });
    type('还没存下');
    await vi.advanceTimersByTimeAsync(400);
    expect(saver.state.phase).toBe('failed');
    expect(saver.state.error?.code).toBe('db.full');
    await vi.advanceTimersByTimeAsync(1000);
    await vi.advanceTimersByTimeAsync(1900);
    expect(sent).toHaveLength(2);
    down = false;
    await vi.advanceTimersByTimeAsync(200);
    expect(saver.state.phase).toBe('saved');
    expect(draft.waiting).toBe(false);
  });

  it('keeps for a part what is said of that part, not what it does to another', async () => {
    const { saver, draft } = saving((changes) => {
      const [first] = changes;
      if (changes.length > 0 && first?.kind === 'fields')
        throw refusal('validation.input', [
          { path: 'endedAt', rule: 'endBeforeStart' },
          { path: 'startedAt', rule: 'future' },
        ]);
    });
    draft.set('startedAt', 9_000_000_000_000);
    saver.touch();
    await vi.advanceTimersByTimeAsync(400);
    expect(draft.refused.get('startedAt')?.rule).toBe('future');
  });

  it('lets the other parts through when one is refused, and sends that again once it is changed', async () => {
    const { sent, saver, type, draft } = saving((changes) => {
      const bad = changes.some((change) => change.kind === 'answer' && change.value?.kind === 'value');
      if (bad) throw refusal('validation.input', [{ path: 'answers.c1.A.4', rule: 'atMost', params: { maximum: 20 } }]);
    });
    draft.set('answers.c1.A.4', { kind: 'value', value: 99, note: null });
    type('其余照存');
    await vi.advanceTimersByTimeAsync(400);
    expect(saver.state.phase).toBe('saved');
    expect(draft.refused.get('answers.c1.A.4')).toEqual({ rule: 'atMost', params: { maximum: 20 } });
    expect(draft.isDirty('narrative')).toBe(false);
    expect(draft.answer('c1', 'A.4')).toMatchObject({ value: 99 });
    const before = sent.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(before);
    draft.set('answers.c1.A.4', fails);
    saver.touch();
    await vi.advanceTimersByTimeAsync(400);
    expect(draft.isDirty('answers.c1.A.4')).toBe(false);
  });

  it('sends what was written while it was sending', async () => {
    const { sent, saver, type, draft } = saving();
    type('一');
    const flushing = saver.flush();
    type('一二');
    await flushing;
    expect(sent).toHaveLength(2);
    expect(draft.waiting).toBe(false);
  });
});
