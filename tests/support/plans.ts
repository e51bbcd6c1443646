import { randomUUID } from 'node:crypto';
import type { CommandOutput } from '../../domain/contract/commands/index.js';
import type { WireError } from '../../domain/errors.js';
import type { DrawRequest, PlanFields, PlanRow, RoundFields, RoundRow } from '../../domain/plan.js';
import { parseIsoDay } from '../../domain/time.js';
import { make, smallHall, type SmallHall } from './hall.js';
import { addPerson, openConsole, type TestConsole } from './workspace.js';

export const dayOfIso = (iso: string): number => parseIsoDay(iso)!;
export const FROM = dayOfIso('2026-10-01');
export const TO = dayOfIso('2026-12-31');

export const planFields = (rest: Partial<PlanFields> = {}): PlanFields => ({
  title: '四季度暗访',
  style: 'random',
  authorityBasis: '区政府 2026 年督查计划',
  content: null,
  objects: null,
  scope: null,
  fromDay: FROM,
  toDay: TO,
  approver: '陈砚秋',
  approvedDay: FROM,
  named: [],
  ...rest,
});
export const roundFields = (rest: Partial<RoundFields> = {}): RoundFields => ({
  title: '十月双随机',
  fromDay: dayOfIso('2026-10-12'),
  toDay: dayOfIso('2026-10-30'),
  mode: 'covert_visit',
  templateId: null,
  note: null,
  ...rest,
});

/** A console with twelve windows in the main hall and four inspectors. */
export interface PlanDesk {
  target: TestConsole;
  small: SmallHall;
  inspectors: number[];
  request(rest?: Partial<DrawRequest>): DrawRequest;
  create(rest?: Partial<PlanFields>): Promise<PlanRow>;
  inForce(rest?: Partial<PlanFields>): Promise<PlanRow>;
  addRound(planId: number, rest?: Partial<RoundFields>): Promise<RoundRow>;
  drawIn(roundId: number, rest?: Partial<DrawRequest>): Promise<CommandOutput<'plans.draw'>>;
  refusedDraw(roundId: number, rest: object): Promise<WireError>;
  detail(roundId: number): Promise<CommandOutput<'plans.round'>>;
  planOf(id: number): Promise<PlanRow>;
  /** A visit as the store has it, past its own commands. */
  visit(of: { windowId: number; unitId: number; day: number; state: string; round?: RoundRow }): Promise<void>;
}

export async function planDesk(): Promise<PlanDesk> {
  const target = await openConsole();
  const small = await smallHall(target);
  for (let number = 20; number < 30; number += 1) {
    await make(target, 'window', {
      zoneId: small.zone.id,
      unitId: small.tax.id,
      number: `B${number}`,
      name: '综合受理',
    });
  }
  const inspectors: number[] = [];
  for (const account of ['a07', 'a12', 'a15', 'a20']) inspectors.push(await addPerson(target, account, ['inspector']));
  const desk: PlanDesk = {
    target,
    small,
    inspectors,
    request: (rest = {}) => ({
      objectKind: 'window',
      hallIds: [small.hall.id],
      excludedObjects: [],
      excludedInspectors: [],
      recusals: [],
      size: { kind: 'count', count: 3 },
      team: { of: 'object', inspectors: 2 },
      repeatMonths: 0,
      ...rest,
    }),
    create: (rest) => target.call('plans.create', { clientId: randomUUID(), fields: planFields(rest) }),
    async inForce(rest) {
      const { id, revision } = await desk.create(rest);
      return target.call('plans.setState', { id, revision, state: 'active', reason: null });
    },
    addRound: (planId, rest) =>
      target.call('plans.createRound', { clientId: randomUUID(), planId, fields: roundFields(rest) }),
    drawIn: (roundId, rest) =>
      target.call('plans.draw', { clientId: randomUUID(), roundId, request: desk.request(rest) }),
    refusedDraw: (roundId, rest) =>
      target.refused('plans.draw', { clientId: randomUUID(), roundId, request: { ...desk.request(), ...rest } }),
    detail: (id) => target.call('plans.round', { id }),
    planOf: async (id) => (await target.call('plans.rows', { ids: [id] }))[0]!,
    async visit({ windowId, unitId, day, state, round }) {
      await target.workspace.database.write(
        'test.visit',
        async (tx) => {
          const number = 1 + ((await tx.value<number>('SELECT count(*) FROM visit')) ?? 0);
          const { lastId } = await tx.run(
            `INSERT INTO visit(client_id, no, year, number, mode, plan_id, round_id, hall_id, day, spoken_to, state, created_by,
               created_at, updated_at)
             VALUES(:clientId, :no, 2026, :number, 'covert_visit', :planId, :roundId, :hallId, :day, '[]', :state, 1, 0, 0)`,
            {
              clientId: randomUUID(),
              no: `访〔2026〕${number}号`,
              number,
              planId: round?.planId ?? null,
              roundId: round?.id ?? null,
              hallId: small.hall.id,
              day,
              state,
            },
          );
          await tx.run(
            'INSERT INTO visit_window(visit_id, window_id, unit_id, position) VALUES(:id, :windowId, :unitId, 1)',
            { id: lastId, windowId, unitId },
          );
        },
        { unaudited: true },
      );
    },
  };
  return desk;
}
