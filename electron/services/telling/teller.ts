import type { Database, Reader } from '../../../db/database.js';
import {
  deedsAfter,
  dueToTell,
  firstEventBefore,
  newestEvent,
  readTold,
  remember,
  waitingCount,
  writeTelling,
  type DueMatter,
  type ToldSoFar,
} from '../../../db/queries/telling.js';
import { onceToTell, type OnceToTell } from '../../../db/queries/telling-once.js';
import {
  dueHorizon,
  dueKind,
  noticeOf,
  occasionAt,
  tidingOfDeed,
  toldOn,
  type Notice,
  type Occasion,
  type TellingPreferences,
} from '../../../domain/rectification/telling.js';
import { dayOf, startOfDay, type Clock } from '../../../domain/time.js';
import type { Desktop } from '../../app/desktop.js';
import type { Log } from '../../app/log.js';
import type { CallContext } from '../../ipc/context.js';
import type { RuleBook } from '../rectifications/rules.js';
import type { Principal } from '../session/gate.js';
import { noticeText, waitingText, type Language } from './words.js';

const LOOK_EVERY_MS = 60_000;
/** Several changes in a row are looked at once. */
const SETTLE_MS = 1000;
/** What goes over its date between two looks was due by the day before at the earliest. */
const DAYS_BACK = 1;

interface Deps {
  database: Database;
  clock: Clock;
  log: Log;
  rules: RuleBook;
  desktop: Pick<Desktop, 'tell' | 'showWaiting' | 'goTo'>;
  principal(): Principal | null;
  language(): Language;
}

/** What is to be told now, and what to remember of it. */
interface Found {
  occasion: Occasion;
  notice: Notice | null;
  due: readonly DueMatter[];
  once: readonly OnceToTell[];
  newest: number;
  told: ToldSoFar;
}

/** Tells whoever is at the desk what is due, what came back and what waits: by the desktop, once each, never at night. */
export class Teller {
  /** Looks run one after another, so that nothing is found untold twice. */
  #turn: Promise<void> = Promise.resolve();
  #every: NodeJS.Timeout | null = null;
  #soon: NodeJS.Timeout | null = null;
  /** Notices that still stand, taken away when somebody else sits down. */
  #standing: { personId: number; takeAway: () => void }[] = [];

  constructor(private readonly deps: Deps) {}

  /** Looks now and from now on. */
  start(): void {
    this.#every ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    void this.look();
  }

  async shutdown(): Promise<void> {
    clearInterval(this.#every ?? undefined);
    clearTimeout(this.#soon ?? undefined);
    this.#every = null;
    this.#soon = null;
    await this.#turn;
    this.#takeAway(null);
    this.deps.desktop.showWaiting(null);
  }

  /** Something changed that may have to be told. */
  soon(): void {
    if (this.#every === null) return;
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      void this.look();
    }, SETTLE_MS).unref();
  }

  /** Looks once; a failure is logged and the next look tries again. */
  look(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#look())
      .catch((error: unknown) => void this.deps.log.error('telling', error));
    return this.#turn;
  }

  preferences({ actor }: CallContext): Promise<TellingPreferences> {
    return this.deps.database.read('telling.preferences', async (reader) => {
      const { preferences } = await readTold(reader, actor.personId);
      return preferences;
    });
  }

  async setPreferences(preferences: TellingPreferences, { actor }: CallContext): Promise<TellingPreferences> {
    await this.deps.database.write('telling.setPreferences', (tx) => writeTelling(tx, actor.personId, preferences), {
      unaudited: true,
    });
    this.soon();
    return preferences;
  }

  async #look(): Promise<void> {
    const { database, desktop, language } = this.deps;
    const person = this.#person();
    this.#takeAway(person?.actor.personId ?? null);
    if (person === null) return desktop.showWaiting(null);
    const waiting = await database.read('telling.waiting', (reader) => waitingCount(reader, person, this.deps.clock()));
    const hasList = person.state === 'signedIn' && person.roles.some((role) => ledgerReaders.includes(role));
    desktop.showWaiting(waitingText(waiting, hasList, language()));
    const found = await database.read('telling.look', (reader) => this.#find(reader, person), { snapshot: true });
    const { occasion, notice, due, once, newest, told } = found;
    if (occasion === 'silence' || !desktop.tell.possible) return;
    const digestDay = occasion === 'digest' ? dayOf(this.deps.clock()) : null;
    const { personId } = person.actor;
    if (notice !== null || digestDay !== null || told.afterEvent !== newest)
      await database.write(
        'telling.remember',
        (tx) => remember(tx, { personId, digestDay, afterEvent: newest, due, once }),
        {
          unaudited: true,
        },
      );
    if (notice === null) return;
    // Whoever left meanwhile is not told any more, and nobody else in their place.
    const now = this.#person();
    if (now?.actor.personId !== personId) return;
    const text = noticeText(notice, waiting, now.state === 'locked', language());
    const takeAway = desktop.tell.show(text, () => this.#pressed(personId, notice.route));
    this.#standing.push({ personId, takeAway });
  }

  /** Who may be told: somebody with a password of their own, also while the console is locked. */
  #person(): Principal | null {
    const person = this.deps.principal();
    return person === null || person.state === 'mustChange' ? null : person;
  }

  async #find(reader: Reader, person: Principal): Promise<Found> {
    const now = this.deps.clock();
    const today = dayOf(now);
    const { calendar } = await this.deps.rules.of(reader);
    const told = await readTold(reader, person.actor.personId);
    const occasion = occasionAt(now, told.preferences, told.digestDay, calendar);
    if (occasion === 'silence') return { occasion, notice: null, due: [], once: [], newest: 0, told };
    const newest = await newestEvent(reader);
    const after = told.afterEvent ?? (await firstEventBefore(reader, today));
    const deeds = after < newest ? await deedsAfter(reader, person, after) : [];
    const whole = occasion === 'digest';
    const span = {
      fromDay: whole ? 0 : today - DAYS_BACK,
      toDay: whole ? dueHorizon(today, calendar) : today,
    };
    const near = await dueToTell(reader, person, { ...span, now });
    const ofDates = near.map((one) => ({
      ...one,
      kind: one.overdue ? ('overdue' as const) : dueKind(one.dueDay, today),
    }));
    const due = toldOn(occasion, ofDates);
    const ofDeeds = deeds.map(tidingOfDeed).filter((tiding) => tiding !== null);
    const until = startOfDay(dueHorizon(today, calendar) + 1);
    const once = toldOn(occasion, await onceToTell(reader, person, { now, until }));
    const notice = noticeOf(occasion, [...due, ...once, ...toldOn(occasion, ofDeeds)]);
    return { occasion, notice, due, once, newest, told };
  }

  #pressed(personId: number, route: string): void {
    const same = this.deps.principal()?.actor.personId === personId;
    this.deps.desktop.goTo(same ? route : null);
  }

  /** Takes away what was told to anybody else. */
  #takeAway(personId: number | null): void {
    for (const one of this.#standing) if (one.personId !== personId) one.takeAway();
    this.#standing = this.#standing.filter((one) => one.personId === personId);
  }
}

/** Who has a ledger to look at. */
const ledgerReaders: readonly string[] = ['office', 'reviewer', 'leader', 'inspector', 'unit_contact'];
