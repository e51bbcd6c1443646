import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import type { Actor } from '../../ipc/context.js';
import type { Orders } from '../orders.js';
import type { PlannedLead, PlannedSupervisor } from '../plan/leads.js';
import type { IdOf } from '../plan/sketch.js';
import type { Say } from '../words.js';

const HOUR_MS = 3_600_000;
const at = (day: number, hour: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS + hour * HOUR_MS;

/** Registers the supervisors and lets them hand in what they saw; the office answers. */
export class LeadMaker {
  constructor(
    private readonly orders: Orders,
    private readonly idOf: IdOf,
    private readonly people: ReadonlyMap<string, Actor>,
    private readonly office: Actor,
    private readonly say: Say,
  ) {}

  async register(planned: PlannedSupervisor): Promise<void> {
    const { clientId, account, hall, constituency, certificateNo, fromDay, toDay } = planned;
    this.orders.as(this.office);
    await this.orders.give('supervisors.create', {
      clientId,
      fields: {
        personId: this.#person(account).personId,
        constituency,
        certificateNo,
        fromDay,
        toDay,
        hallIds: [this.idOf(hall)],
        employer: null,
        note: null,
      },
    });
  }

  async make({
    clientId,
    findingClientId,
    account,
    day,
    hall,
    window,
    unit,
    story,
    draft,
  }: PlannedLead): Promise<void> {
    const { say } = this;
    this.orders.as(this.#person(account), ['social_supervisor'], at(day, 20));
    const windowId = window === null ? null : this.idOf(window);
    const saved = await this.orders.give('leads.saveDraft', {
      clientId,
      revision: null,
      fields: {
        hallId: this.idOf(hall),
        windowId,
        place: story.place ? say(story.place) : null,
        seenDay: day,
        dayPart: story.part,
        hour: story.hour,
        saw: say(story.saw),
        aspects: [...story.aspects],
        wish: story.wish ? say(story.wish) : null,
      },
    });
    if (draft) return;
    const lead = await this.orders.give('leads.submit', { clientId, revision: saved.revision });
    if (!story.reply) return;
    this.orders.as(this.office, ['office'], at(day + 2, 9));
    const { id, revision } = lead;
    const reply = say(story.reply);
    if (!story.title) return void (await this.orders.give('leads.answer', { id, revision, reply }));
    await this.orders.give('leads.accept', {
      id,
      revision,
      reply,
      finding: {
        clientId: findingClientId,
        title: say(story.title),
        category: story.aspects.includes('fee')
          ? 'fee'
          : story.aspects.includes('attitude')
            ? 'service_language'
            : 'handling',
        severity: 'general',
        basisClause: null,
        windowId,
        unitId: unit === null ? null : this.idOf(unit),
        at: null,
        headCount: null,
        headTotal: null,
        durationSeconds: null,
        description: say(story.saw),
        correctedOnSpot: false,
        deadlineType: 'fixed_term_fix',
        deadlineAmount: 5,
      },
    });
  }

  #person(account: string): Actor {
    const person = this.people.get(account);
    if (!person) throw new Error(`the demo hall has no ${account}`);
    return person;
  }
}
