import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCalendar, type WorkCalendar } from '../../../domain/calendar/calendar.js';
import { shippedYears } from '../../../domain/calendar/shipped.js';
import { startOfDay } from '../../../domain/time.js';
import { matterActs, type MatterAct, type PlannedMatter } from '../plan/matters.js';
import { matterDeeds } from './deeds.js';
import { makeEscalation } from './escalation.js';
import type { Matter, MatterNeeds } from './matter.js';
import { makeLookBack } from './look-back.js';
import { ProofFiles } from './proofs.js';
import { chooseSources } from './sources.js';
import { writeMatters } from './writing.js';

/** Days of the calendar that have to stand before today and after it. */
const BEFORE_DAYS = 400;
const AFTER_DAYS = 250;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What happens at one time: what is issued then is issued together, everything else is done one by one. */
interface Happening {
  act: MatterAct;
  at: number;
  matters: Matter[];
}

/**
 * Lets matters be issued and take their way, by the commands of the people concerned and in the order of time: the ledger
 * takes nothing in that lies before what happened last.
 * @returns how many there are
 */
export async function makeMatters(planned: readonly PlannedMatter[], needs: MatterNeeds): Promise<number> {
  const calendar = buildCalendar(shippedYears());
  const { today, step } = needs;
  const isKnown = today - BEFORE_DAYS > calendar.firstDay && today + AFTER_DAYS < calendar.lastDay;
  const matters = isKnown ? await chooseSources(planned, needs, calendar) : [];
  for (let left = planned.length - matters.length; left > 0; left -= 1) step();
  const folder = await mkdtemp(join(tmpdir(), 'mingcha-demo-'));
  try {
    const proofs = new ProofFiles(needs, folder);
    for (const { act, at, matters: some } of happenings(matters, today, calendar)) {
      if (act === 'draft' || act === 'issue') await writeMatters(some, act === 'issue', at, needs, calendar);
      else
        for (const matter of some) {
          matter.detail = await matterDeeds[act]({ ...needs, matter, at, calendar, proofs });
          matter.row = matter.detail.row;
        }
    }
    await makeEscalation(matters, needs, calendar);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (matters.length > 0) await makeLookBack(needs);
  return matters.length;
}

function happenings(matters: readonly Matter[], today: number, calendar: WorkCalendar): Happening[] {
  const all = matters.flatMap((matter, index) =>
    matter.steps.map(({ act, ago }): Happening => {
      const day = startOfDay(calendar.addWorkdays(today, -ago));
      const later = act === 'issue' || act === 'draft' ? 0 : (index % 11) * MINUTE_MS;
      return { act, at: day + matterActs[act] * HOUR_MS + later, matters: [matter] };
    }),
  );
  const rounds: Happening[] = [];
  for (const one of all.sort((a, b) => a.at - b.at)) {
    const last = rounds.at(-1);
    if (one.act === 'issue' && last?.act === one.act && last.at === one.at) last.matters.push(...one.matters);
    else rounds.push(one);
  }
  return rounds;
}
