import { firstDayOf, monthOf } from '../../domain/measures/period.js';
import type { RankingMonth } from '../../domain/ranking/month.js';
import type { RankingScheme } from '../../domain/ranking/scheme.js';
import { DAY_MS, startOfDay } from '../../domain/time.js';
import type { Actor } from '../ipc/context.js';
import type { Orders } from './orders.js';
import type { Say, Words } from './words.js';

interface Needs {
  orders: Orders;
  office: Actor;
  reviewer: Actor;
  leader: Actor;
  hallId: number;
  today: number;
  newClientId(): string;
  say: Say;
}

/** Months that are over, frozen but for the last one, which was just computed. */
const MONTHS = 6;
/** So many months back one was put right. */
const CORRECTED = 3;
/** Units whose attendance is known. */
const KNOWN = 14;
/** Which of them stayed away from its counters. */
const ABSENT = 4;
/** What attendance came to, by unit and month: a walk that repeats late enough to look like life. */
const attendance = (unit: number, month: number): number => 78 + ((unit * 29 + month * 11 + unit * month * 3) % 22);

const words: Record<'title' | 'visits' | 'onTime' | 'back' | 'attendance' | 'sheet' | 'absent' | 'late', Words> = {
  title: ['窗口单位月评比方案', 'Scheme of the monthly ranking'],
  visits: ['暗访得分', 'Visit score'],
  onTime: ['按期整改', 'Rectified on time'],
  back: ['未反弹', 'Not come back'],
  attendance: ['日常考勤', 'Attendance'],
  sheet: ['当月考勤表', 'Attendance sheet of the month'],
  absent: ['当月三次空岗，考勤表第二页', 'Three absences this month, page two of the sheet'],
  late: ['补报的考勤表晚到，按表更正', 'The sheet came late; put right by it'],
};
const honours: readonly Words[] = [
  ['全月零差错，材料一次办结', 'No mistake all month; papers settled in one go'],
  ['延时服务二十次，无一投诉', 'Twenty late services and no complaint'],
  ['暗访得分最高，来有迎声、走有送声', 'Highest visit score; greets and sees off'],
];

/** A scheme, frozen months with a correction among them, one that was just computed, and red flags. */
export async function makeRanking(needs: Needs): Promise<void> {
  const { orders, office, leader, hallId, today, newClientId, say } = needs;
  const last = monthOf(today) - 1;
  const scheme: RankingScheme = {
    title: say(words.title),
    fromDay: firstDayOf(last - MONTHS),
    components: [
      { kind: 'visit_score', title: say(words.visits), weight: 5000 },
      { kind: 'on_time_rate', title: say(words.onTime), weight: 2500 },
      { kind: 'recurrence_rate', title: say(words.back), weight: 1000 },
      { kind: 'manual', title: say(words.attendance), weight: 1500 },
    ],
    tieBreakers: ['fewer_grave', 'fewer_overdue', 'higher_visit_score'],
    minimumSample: 0,
    note: null,
  };
  orders.as(office, ['office'], startOfDay(firstDayOf(last - MONTHS)));
  await orders.give('ranking.addScheme', { clientId: newClientId(), scheme });

  const windows = await windowsOf(needs);
  let known: number[] = [];
  for (let month = last - MONTHS + 1; month <= last; month += 1) {
    const from = startOfDay(firstDayOf(month + 1));
    const at = (days: number): number => Math.min(from + days * DAY_MS + DAY_MS / 2, startOfDay(today) - DAY_MS / 2);
    orders.as(office, ['office'], at(1));
    let computed = await orders.give('ranking.compute', { hallId, month });
    // A unit that stays away from its counters for two months stands at the bottom of both.
    if (known.length === 0) known = knownUnits(computed);
    const isAway = month >= last - 2;
    computed = await giveAttendance(computed, { known, absent: isAway ? known[ABSENT] : undefined }, needs);
    if (month === last) break;
    const frozen = await freeze(computed, at, needs);
    const first = frozen.record.top[0];
    const window = windows.find(({ unitId }) => unitId === first);
    const honour = honours[month % honours.length];
    if (window && honour) {
      orders.as(leader, ['leader'], at(3));
      const flag = { clientId: newClientId(), monthId: frozen.id, windowId: window.id, reason: say(honour) };
      await orders.give('ranking.giveFlag', flag);
    }
    if (month !== last - CORRECTED) continue;
    orders.as(office, ['office'], at(8));
    const { id, revision } = frozen;
    const draft = await orders.give('ranking.correct', { id, revision, reason: say(words.late) });
    const [unitId] = draft.record.bottom;
    const better =
      unitId === undefined ? draft : await setManual(draft, [{ unitId, score: 92, basis: say(words.sheet) }], needs);
    await freeze(better, (days) => at(8 + days), needs);
  }
  orders.as(office);
}

async function windowsOf({ orders, hallId }: Needs): Promise<{ id: number; unitId: number }[]> {
  const { halls } = await orders.give('hall.tree', {});
  return halls
    .filter(({ id, parentId }) => id === hallId || parentId === hallId)
    .flatMap(({ zones }) => zones.flatMap(({ windows }) => windows.map(({ id, unitId }) => ({ id, unitId }))));
}

function setManual(
  { id, revision, record }: RankingMonth,
  given: readonly { unitId: number; score: number; basis: string }[],
  { orders }: Needs,
): Promise<RankingMonth> {
  const component = record.scheme.components.findIndex(({ kind }) => kind === 'manual');
  return orders.give('ranking.setManual', { id, revision, items: given.map((item) => ({ ...item, component })) });
}

/** Units whose attendance is known: those that were there first. */
const knownUnits = ({ record }: RankingMonth): number[] =>
  record.rows
    .map(({ unitId }) => unitId)
    .sort((a, b) => a - b)
    .slice(0, KNOWN);

function giveAttendance(
  computed: RankingMonth,
  { known, absent }: { known: readonly number[]; absent: number | undefined },
  needs: Needs,
): Promise<RankingMonth> {
  const { say } = needs;
  const given = known
    .filter((unitId) => computed.record.rows.some((row) => row.unitId === unitId))
    .map((unitId, at) =>
      unitId === absent
        ? { unitId, score: 20, basis: say(words.absent) }
        : { unitId, score: attendance(at, computed.month), basis: say(words.sheet) },
    );
  return setManual(computed, given, needs);
}

async function freeze(
  { id, revision }: RankingMonth,
  at: (days: number) => number,
  { orders, reviewer, leader }: Needs,
): Promise<RankingMonth> {
  orders.as(reviewer, ['reviewer'], at(2));
  const checked = await orders.give('ranking.check', { id, revision });
  orders.as(leader, ['leader'], at(3));
  return orders.give('ranking.freeze', { id, revision: checked.revision });
}
