import type { WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { RectificationDetail } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { OrderLevel } from '../../../domain/rectification/escalation.js';
import { orderDemands, orderReason } from '../data/escalation.js';
import * as texts from '../data/matters.js';
import type { Many } from '../data/observations.js';
import type { MatterAct } from '../plan/matters.js';
import { chosen, type Matter, type MatterNeeds } from './matter.js';
import type { ProofFiles } from './proofs.js';

/** One matter whose turn it is. */
export interface Turn extends MatterNeeds {
  matter: Matter;
  at: number;
  calendar: WorkCalendar;
  proofs: ProofFiles;
}

type Deed = (turn: Turn) => Promise<RectificationDetail>;

const EXTENDED_WORKDAYS = 7;
const ASIDE_DAYS = 90;
const methods = ['on_site', 'footage', 'covert_visit'] as const;

const asUnit = ({ orders, matter: { unit }, at }: Turn) => {
  orders.as(unit.contact, ['unit_contact'], at, unit.id);
  return orders;
};
const asOffice = ({ orders, office, at }: Turn) => {
  orders.as(office, ['office'], at);
  return orders;
};
const asLeader = ({ orders, leader, at }: Turn) => {
  orders.as(leader, ['leader'], at);
  return orders;
};

/** The day to which an extension goes. */
const extended = ({ matter, calendar }: Turn): number =>
  calendar.addWorkdays(matter.row?.dueDay ?? matter.day, EXTENDED_WORKDAYS);

/** Measures done one after the other, and the next stage. */
function progress({ matter: { detail }, at }: Turn) {
  const doneDay = dayOf(at);
  const measure = detail?.measures.find((one) => one.doneDay === null);
  const stage = detail?.milestones.find((one) => one.doneDay === null);
  return {
    measures: measure ? [{ id: measure.id, doneDay, note: null }] : [],
    milestones: stage ? [{ id: stage.id, doneDay }] : [],
  };
}

const verified =
  (result: 'done' | 'partly' | 'not_done' | 'recurred', notes: Many): Deed =>
  (turn) => {
    const { orders, inspectors, matter, at, say, random } = turn;
    const verifier = inspectors.find(({ personId }) => personId === matter.verifierId);
    if (!verifier) throw new Error('the demo hall has a verification without a verifier');
    orders.as(verifier, ['inspector'], at);
    const note = say(random.pick(notes));
    return orders.give('rectifications.verify', { ...chosen(matter), result, day: dayOf(at), note, visitId: null });
  };

async function arrange(turn: Turn): Promise<RectificationDetail> {
  const { inspectors, matter } = turn;
  const office = asOffice(turn);
  const { id } = chosen(matter);
  const may = new Set((await office.give('rectifications.verifiers', { id })).map(({ personId }) => personId));
  const able = inspectors.filter(({ personId }) => may.has(personId));
  const verifierId = able[matter.number % able.length]?.personId ?? 0;
  matter.verifierId = verifierId;
  const method = methods[matter.number % methods.length] ?? 'on_site';
  return office.give('rectifications.arrange', { ...chosen(matter), verifierId, method, note: null });
}

async function remind(turn: Turn): Promise<RectificationDetail> {
  const { matter, say, random } = turn;
  const note = say(random.pick(texts.reminders));
  const office = asOffice(turn);
  await office.give('rectifications.remind', { matters: [chosen(matter)], note });
  return office.give('rectifications.get', { id: chosen(matter).id });
}

const ordered =
  (level: OrderLevel): Deed =>
  async (turn) => {
    const { matter, say, random } = turn;
    const office = asOffice(turn);
    const { id, revision } = chosen(matter);
    const { levels } = await office.give('orders.offer', { rectificationId: id });
    const offered = levels.find((one) => one.level === level);
    await office.give('orders.issue', {
      ...{ clientId: random.uuid(), rectificationId: id, revision, level },
      ...{ demands: say(orderDemands[level]), answerByDay: offered?.answerByDay ?? 0, copiedTo: null },
      reason: offered?.needsReason === true ? say(orderReason) : null,
    });
    return office.give('rectifications.get', { id });
  };

function decideExtension(turn: Turn, granted: boolean): Promise<RectificationDetail> {
  const note = turn.say(turn.random.pick(granted ? texts.grants : texts.refusals));
  const newDueDay = granted ? extended(turn) : null;
  return asLeader(turn).give('rectifications.decideExtension', { ...chosen(turn.matter), granted, newDueDay, note });
}

const decideAppeal = (turn: Turn, upheld: boolean): Promise<RectificationDetail> => {
  const note = turn.say(upheld ? texts.upheld : texts.rejected);
  return asLeader(turn).give('rectifications.decideAppeal', { ...chosen(turn.matter), upheld, note });
};

/** What happens to a matter once it is issued, each by the one whose it is to do. */
export const matterDeeds: Record<Exclude<MatterAct, 'draft' | 'issue'>, Deed> = {
  acknowledge: (turn) => asUnit(turn).give('rectifications.acknowledge', { ...chosen(turn.matter), note: null }),
  report: (turn) => {
    const note = turn.say(turn.random.pick(texts.reports));
    return asUnit(turn).give('rectifications.report', { ...chosen(turn.matter), note, ...progress(turn) });
  },
  shoot: (turn) => turn.proofs.shoot(asUnit(turn), turn.matter),
  prove: (turn) => turn.proofs.report(asUnit(turn), turn.matter),
  submit: (turn) => {
    const note = turn.say(turn.random.pick(texts.submissions));
    return asUnit(turn).give('rectifications.submit', { ...chosen(turn.matter), note });
  },
  ask: (turn) => {
    const [reason, progress] = [texts.askings, texts.reports].map((many) => turn.say(turn.random.pick(many)));
    const asked = { expectedDay: extended(turn), reason: reason ?? '', progress: progress ?? null };
    return asUnit(turn).give('rectifications.requestExtension', { ...chosen(turn.matter), ...asked });
  },
  grant: (turn) => decideExtension(turn, true),
  refuse: (turn) => decideExtension(turn, false),
  appeal: (turn) =>
    asUnit(turn).give('rectifications.appeal', { ...chosen(turn.matter), grounds: turn.say(texts.grounds) }),
  uphold: (turn) => decideAppeal(turn, true),
  reject: (turn) => decideAppeal(turn, false),
  arrange,
  pass: verified('done', texts.passed),
  partly: verified('partly', texts.partly),
  fail: verified('not_done', texts.failed),
  relapse: verified('recurred', texts.relapsed),
  return: (turn) => {
    const note = turn.say(turn.random.pick(texts.returns));
    return asOffice(turn).give('rectifications.return', { ...chosen(turn.matter), note });
  },
  remind,
  blue: ordered('blue'),
  orange: ordered('orange'),
  red: ordered('red'),
  suspend: (turn) => {
    const span = { fromDay: dayOf(turn.at), toDay: null, approver: turn.leader.name };
    const reason = turn.say(texts.suspended);
    return asLeader(turn).give('rectifications.suspend', { ...chosen(turn.matter), ...span, reason });
  },
  shelve: (turn) => {
    // It is looked at again on a working day.
    const reviewDay = turn.calendar.addWorkdays(dayOf(turn.at) + ASIDE_DAYS - 1, 1);
    const until = { reviewDay, approver: turn.leader.name };
    const reason = turn.say(texts.shelved);
    return asLeader(turn).give('rectifications.shelve', { ...chosen(turn.matter), ...until, reason });
  },
  reopen: (turn) =>
    asLeader(turn).give('rectifications.reopen', { ...chosen(turn.matter), note: turn.say(texts.reopened) }),
  close: (turn) => {
    const note = turn.say(turn.random.pick(texts.closings));
    // What the office wrote itself is struck off by somebody else.
    const byOffice = turn.matter.number % 3 === 0 && 'findingId' in turn.matter.source;
    const closer = byOffice ? asOffice(turn) : asLeader(turn);
    return closer.give('rectifications.close', { ...chosen(turn.matter), note });
  },
};
