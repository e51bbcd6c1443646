import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallHall, type SmallHall } from '../support/hall.js';
import { people, published, type Caller } from '../support/visits.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let console: TestConsole;
let hall: SmallHall;
let who: Record<'lin' | 'qiao' | 'gu' | 'fu', Caller>;
let version: number;
beforeAll(async () => {
  console = await openConsole();
  hall = await smallHall(console);
  version = await published(console, 'simulated_transaction');
  who = await people(console, { lin: ['inspector'], qiao: ['inspector'], gu: ['inspector'], fu: ['reviewer'] });
});
afterAll(() => console.close());

describe('starting a visit', () => {
  it('numbers and stores it at once, with a checklist for each window', async () => {
    const visit = await who.lin.start({ windowIds: [hall.w2.id, hall.w10.id], partnerIds: [who.qiao.personId] });
    expect(visit).toMatchObject({ no: '访〔2026〕1号', state: 'draft', hallLabel: '林溪政务服务中心' });
    expect(visit.fields.inspectorIds).toEqual([who.lin.personId, who.qiao.personId]);
    expect(visit.checklists.map(({ windowId, versionId }) => [windowId, versionId])).toEqual([
      [hall.w2.id, version],
      [hall.w10.id, version],
    ]);
    expect(await who.lin.get(visit.id)).toEqual(visit);
  });

  it('answers the same visit to the same clientId', async () => {
    const clientId = randomUUID();
    const visit = await who.lin.start({ clientId });
    expect(await who.lin.start({ clientId })).toEqual(visit);
  });
});

describe('changing a visit', () => {
  it('keeps fields, answers, steps and findings', async () => {
    const visit = await who.lin.start({ hallId: hall.hall.id, windowIds: [hall.w2.id] });
    const list = visit.checklists[0]?.clientId ?? '';
    const saved = await who.lin.change(
      visit,
      { kind: 'fields', was: { narrative: null }, value: { narrative: '大厅秩序良好 㐂𠮷' } },
      {
        kind: 'step',
        clientId: randomUUID(),
        entry: { step: 'arrive', windowId: null, at: console.time.now, recordedAt: console.time.now, note: null },
      },
    );
    expect(saved).toMatchObject({ revision: visit.revision + 1, conflicts: [], others: false });
    const after = await who.lin.get(visit.id);
    expect(after.fields.narrative).toBe('大厅秩序良好 㐂𠮷');
    expect(after.steps.map(({ step }) => step)).toEqual(['arrive']);
    expect(list).not.toBe('');
  });
});
