import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCalendar } from '../../domain/calendar/calendar.js';
import { shippedYears } from '../../domain/calendar/shipped.js';
import { isoDay, parseIsoDay } from '../../domain/time.js';
import { CommandLine, written } from './command-line.js';
import { copyOf, ledgerFolder, openLedger } from './ledger-data.js';
import { median, rowOf, timeOf, type Bench } from './kit.js';

const ROWS = 100_000;
const TURNS = 3;
const PAPER = '国办发明电〔2026〕9号';
const firstDay = parseIsoDay('2026-01-01') ?? 0;
const lastDay = parseIsoDay('2028-12-31') ?? 0;

/** 2027 as a paper could have it: New Year, Spring Festival, their make-up days. */
const off = [
  ...['01-01', '01-02', '01-03'],
  ...['02-05', '02-06', '02-07', '02-08', '02-09', '02-10', '02-11', '02-12'],
].map((day) => `2027-${day}`);
const makeup = ['2027-01-30', '2027-02-20'];
const calendarFile = JSON.stringify({
  ...{ format: 'mingcha-calendar', version: 1, year: 2027, paperNo: PAPER },
  days: [...off.map((date) => ({ date, kind: 'off' })), ...makeup.map((date) => ({ date, kind: 'makeup' }))],
});

/** The same calendar as a table of working-day ordinals, for a plain UPDATE. */
function ordinals(): string {
  const calendar = buildCalendar(shippedYears());
  let ordinal = 0;
  const rows = Array.from({ length: lastDay - firstDay + 1 }, (_, at) => {
    const date = isoDay(firstDay + at);
    const works = makeup.includes(date) || (!off.includes(date) && calendar.works(firstDay + at));
    if (works) ordinal += 1;
    return `(${firstDay + at},${works ? 1 : 0},${ordinal})`;
  });
  return rows.join(',');
}

const json = (due: string): string =>
  `json_object('dueOn', ${due}, 'originalDueOn', ${due}, 'provisional', json('true'))`;
/** What the plainest way writes: the due dates, and one row of the log for each, its hash ready made. */
const plain = (rows: number): string[] => [
  'BEGIN IMMEDIATE',
  written(
    `UPDATE rectification SET due_on = n.due, warn_at = (n.warn + 0) * 86400000 - 28800000,
      due_at = (n.due + 1) * 86400000 - 28800000, original_due_on = n.due, provisional = 0,
      revision = revision + 1
     FROM (SELECT m.id, d.day AS due, w.day AS warn FROM rectification m
       JOIN work_day a ON a.day = (m.starts_at + 28800000) / 86400000
       JOIN work_day d ON d.works = 1 AND d.ord = a.ord + m.deadline_amount
       JOIN work_day w ON w.works = 1 AND w.ord = d.ord - max(1, (m.deadline_amount * 3 + 9) / 10)
       WHERE m.state <> 'closed') n
     WHERE n.id = rectification.id`,
    {},
  ),
  written(
    `INSERT INTO audit(seq, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash)
      SELECT (SELECT seq FROM audit_head) + id, :at, 1, '何知远', 'calendar.apply', 'rectification', id, :paper,
        ${json('due_on')}, ${json('due_on')}, zeroblob(32) FROM rectification WHERE id <= ${rows}`,
    { at: 1_795_269_900_000, paper: PAPER },
  ),
  'COMMIT',
];

async function baseline(folder: string, rows: number): Promise<number> {
  const copy = await copyOf(folder);
  const commandLine = new CommandLine(join(copy, 'data', 'mingcha.sqlite'), 'write');
  try {
    await commandLine.run([
      'PRAGMA synchronous = FULL',
      'PRAGMA foreign_keys = ON',
      'CREATE TABLE work_day(day INTEGER PRIMARY KEY, works INTEGER, ord INTEGER)',
      'CREATE UNIQUE INDEX work_day_ord ON work_day(ord) WHERE works = 1',
      `INSERT INTO work_day VALUES ${ordinals()}`,
    ]);
    return await commandLine.run(plain(rows));
  } finally {
    await commandLine.end();
    await rm(copy, { recursive: true, force: true });
  }
}

interface Turn {
  ms: number;
  preview: number;
  moved: number;
  /** Times the job told how far it was. */
  steps: number;
}

async function ours(folder: string): Promise<Turn> {
  const copy = await copyOf(folder);
  const console = await openLedger(copy);
  try {
    const file = join(copy, '2027.json');
    await writeFile(file, calendarFile);
    const token = (await console.files.offer(file, 'open'))?.token ?? '';
    let hash = '';
    const preview = await timeOf(async () => {
      hash = (await console.call('calendar.readFile', { token })).preview?.hash ?? '';
    });
    let moved = 0;
    const ms = await timeOf(async () => {
      const { jobId } = await console.call('calendar.apply', { hash, paperNo: PAPER });
      const job = await console.ended(jobId);
      if (job.state !== 'succeeded') throw new Error(`recalculation ${job.state}: ${job.error?.code ?? ''}`);
      moved = Number(job.result?.['moved']);
    });
    return { ms, preview, moved, steps: console.jobs.filter(({ percent }) => percent !== null).length };
  } finally {
    await console.close();
    await rm(copy, { recursive: true, force: true });
  }
}

/** A new calendar applied to a whole ledger: due dates, histories and the log, through the contract, until the job has ended. */
export const bench: Bench = {
  name: 'recalculate',
  async run({ scale = 1 }) {
    const rows = Math.max(2000, Math.round(ROWS * scale));
    const folder = await ledgerFolder('open', rows);
    const turns: Turn[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      theirs.push(await baseline(folder, rows));
      turns.push(await ours(folder));
    }
    const last = turns.at(-1);
    const note =
      `a calendar that was provisional becomes published for ${rows} open rectifications, ${last?.moved ?? 0} of them ` +
      `rewritten: due dates, one step of history and one chained audit row each, in batches with progress ` +
      `(${last?.steps ?? 0} reports), through the dispatcher until the job has ended; the preview before it took ` +
      `${median(turns.map(({ preview }) => preview)).toFixed(0)} ms. Baseline: the sqlite3 command line with one plain ` +
      `UPDATE by working-day ordinals and as many audit rows, without history and hashes; median of ${TURNS} turns each`;
    return [
      rowOf(
        { name: 'recalculate', unit: 'ms', note },
        turns.map(({ ms }) => ms),
        theirs,
      ),
    ];
  },
};
