import { hash } from 'node:crypto';
import type { Connection } from './driver.js';
import type { Params } from './params.js';
import { storable } from './text.js';

/** One line of the audit log, as a command hands it over. The time is added here. */
export interface AuditEntry {
  /** Name of the command, e.g. `people.disable`. */
  action: string;
  /** Kind of the object, e.g. `person`. */
  object: string;
  /** Its id; null when there is no single one. */
  ref: number | null;
  actor: { personId: number | null; name: string };
  reason?: string | null | undefined;
  /** Plain data; stored as JSON. Leave secrets out. */
  before?: unknown;
  after?: unknown;
}

/** The columns of a row that its hash covers, in this order: seq, at, actor, actor name, action, object, ref, reason, before, after. */
export type AuditRow = readonly [
  seq: number,
  at: number,
  actorId: number | null,
  actorName: string,
  action: string,
  object: string,
  ref: number | null,
  reason: string | null,
  before: string | null,
  after: string | null,
];

/** Where the chain ends: the last row's number (0 when empty) and its hash. */
export interface AuditHead {
  seq: number;
  /** 32 bytes as 64 hexadecimal digits. */
  hash: string;
}

/** 32 bytes as hexadecimal digits, before the first row. */
export const NO_HASH = '0'.repeat(64);
const LINK_BYTES = 32;
/** Room for a row of usual length behind the hash before it: two of them would else be made for each row. */
const room = Buffer.alloc(64 * 1024);

/** SHA-256 over the previous hash (32 bytes) followed by the row as one JSON array in UTF-8; both in hexadecimal digits. */
export function chainHash(previous: string, row: AuditRow): string {
  const text = JSON.stringify(row);
  // A unit of UTF-16 takes three bytes at most.
  const bytes = LINK_BYTES + 3 * text.length <= room.length ? room : Buffer.alloc(LINK_BYTES + Buffer.byteLength(text));
  bytes.write(previous, 0, 'hex');
  return hash('sha256', bytes.subarray(0, LINK_BYTES + bytes.write(text, LINK_BYTES)));
}

// Only text that comes back from the file unchanged may enter the hash; JSON escapes the rest by itself.
const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Rows sent to the database in one statement. */
const BATCH = 1000;

const COLUMNS = 'seq, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash';
const INSERT_ONE = `INSERT INTO audit(${COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, unhex(?))`;
const INSERT_MANY = `INSERT INTO audit(${COLUMNS})
  SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9,
    unhex(value->>10) FROM jsonb_each(:rows)`;
/** Rows of one act, which differ in what they are about alone: half the work of the others. */
const INSERT_ALIKE = `INSERT INTO audit(${COLUMNS})
  SELECT :seq + key, :at, :actorId, :actorName, :action, :object, value->>0, :reason, value->>1, value->>2,
    unhex(value->>3) FROM jsonb_each(:rows)`;
/** Where a row holds what all rows of one act share: at, actor, actor name, action, object, reason. */
const SHARED = [1, 2, 3, 4, 5, 7] as const;

type Hashed = readonly [AuditRow, hash: string];

/** @returns a statement that writes these rows, which follow one another */
function insertOf(rows: readonly Hashed[]): [sql: string, params: Params] | null {
  const [first] = rows;
  if (first === undefined) return null;
  const [[seq, at, actorId, actorName, action, object, , reason]] = first;
  if (rows.length === 1) return [INSERT_ONE, first.flat()];
  if (rows.every(([row]) => SHARED.every((place) => row[place] === first[0][place]))) {
    const own = rows.map(([[, , , , , , ref, , before, after], hashed]) => [ref, before, after, hashed]);
    return [INSERT_ALIKE, { seq, at, actorId, actorName, action, object, reason, rows: JSON.stringify(own) }];
  }
  return [INSERT_MANY, { rows: JSON.stringify(rows.map((row) => row.flat())) }];
}

/**
 * The writing end of the chain. The head is kept in memory: `add` moves a tentative head, `committed` makes it the
 * head, `reload` takes the stored one back after a ROLLBACK.
 */
export class AuditLog {
  private readonly connection: Connection;
  private seq = 0;
  private hash = NO_HASH;
  private pending: Hashed[] = [];
  private rows = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Rows added since the last commit or reload. */
  get added(): number {
    return this.rows;
  }

  /** Enough rows are pending to be sent. */
  get isFull(): boolean {
    return this.pending.length >= BATCH;
  }

  async reload(): Promise<void> {
    this.pending = [];
    this.rows = 0;
    const head = await this.connection.get<AuditHead>('SELECT seq, lower(hex(hash)) AS hash FROM audit_head');
    this.seq = head?.seq ?? 0;
    this.hash = head?.hash ?? NO_HASH;
  }

  /**
   * Puts a row at the end of the chain; it is written by `flush`.
   * @param at UTC milliseconds
   */
  add(entry: AuditEntry, at: number): void {
    const row: AuditRow = [
      this.seq + 1,
      at,
      entry.actor.personId,
      storable(entry.actor.name),
      storable(entry.action),
      storable(entry.object),
      entry.ref,
      entry.reason === undefined || entry.reason === null ? null : storable(entry.reason),
      json(entry.before),
      json(entry.after),
    ];
    this.hash = chainHash(this.hash, row);
    this.seq += 1;
    this.rows += 1;
    this.pending.push([row, this.hash]);
  }

  /** Writes what is pending. A trigger moves the stored head with each row and refuses one out of order. */
  async flush(): Promise<void> {
    const { pending } = this;
    this.pending = [];
    let sent: Promise<unknown> = Promise.resolve();
    for (let from = 0; from < pending.length; from += BATCH) {
      // Made while the ones before are written, sent when they are: what follows a failure could commit by itself.
      const insert = insertOf(pending.slice(from, from + BATCH));
      await sent;
      if (insert !== null) sent = this.connection.run(...insert);
    }
    await sent;
  }

  committed(): void {
    this.rows = 0;
  }
}
