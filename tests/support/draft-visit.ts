import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Answer } from '../../domain/checklist/answers.js';
import { itemsOf, type TemplateContent } from '../../domain/checklist/schema.js';
import type { Step } from '../../domain/visit.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import { smallHall, type SmallHall } from './hall.js';
import { answering, contentOf, people, published, type Caller } from './visits.js';
import { openConsole, type TestConsole } from './workspace.js';

/** The console of the file that runs, its hall and people, and the draft of the test that runs with its checklist. */
export let console: TestConsole;
export let hall: SmallHall;
export let who: Record<'lin' | 'qiao' | 'fu', Caller>;
export let content: TemplateContent;
export let visit: VisitDetail;
export let list: string;

/** Gives each test of a file a fresh draft of two inspectors at one window. */
export function inDraftVisit(): void {
  beforeAll(async () => {
    console = await openConsole();
    hall = await smallHall(console);
    content = await contentOf(console, await published(console, 'simulated_transaction'));
    who = await people(console, { lin: ['inspector'], qiao: ['inspector'], fu: ['reviewer'] });
  });
  afterAll(() => console.close());
  beforeEach(async () => {
    visit = await who.lin.start({ windowIds: [hall.w2.id], partnerIds: [who.qiao.personId] });
    list = visit.checklists[0]?.clientId ?? '';
  });
}

export const answer = (item: string, was: Answer | null, value: Answer | null, checklist = list): VisitChange =>
  answering(checklist, item, was, value);
export const step = (
  name: Step,
  at: number | null,
  windowId: number | null = null,
  clientId = randomUUID(),
): VisitChange => {
  return { kind: 'step', clientId, entry: { step: name, windowId, at, recordedAt: console.time.now, note: null } };
};
export const conforms: Answer = { kind: 'conforms', count: 1, note: null };
export const fails: Answer = { kind: 'fails', count: 2, note: '两人' };
/** Code of the first item of a kind. */
export const ofKind = (kind: string): string =>
  itemsOf(content).find(({ item }) => item.kind === kind)?.item.code ?? '';
export const seen = (): Promise<VisitDetail> => who.lin.get(visit.id);
