import { createHash } from 'node:crypto';
import type { Connection } from './driver.js';
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

/** SHA-256 over the previous hash (32 bytes) followed by the row as one JSON array in UTF-8. */
export function chainHash(previous: Buffer, row: AuditRow): Buffer {
  return createHash('sha256').update(previous).update(JSON.stringify(row)).digest();
}

// Only text that comes back from the file unchanged may enter the hash; JSON escapes the rest by itself.
const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Rows sent to the database in one statement. */
const BATCH = 500;

const INSERT_ONE = `INSERT INTO audit(seq, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash)
  VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_MANY = `INSERT INTO audit(seq, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash)
  SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9,
    unhex(value->>10) FROM jsonb_each(:rows)`;

/**
 * The writing end of the chain. The head is kept in memory: `add` moves a tentative head, `committed` makes it the
 * head, `reload` takes the stored one back after a ROLLBACK.
 */
export class AuditLog {
  private readonly connection: Connection;
  private seq = 0;
  private hash: Buffer = Buffer.alloc(32);
  private pending: (readonly [AuditRow, Buffer])[] = [];
  private rows = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Rows added since the last commit or reload. */
  get added(): number {
    return this.rows;
  }

  async reload(): Promise<void> {
    this.pending = [];
    this.rows = 0;
    const head = await this.connection.get<{ seq: number; hash: Buffer }>('SELECT seq, hash FROM audit_head');
    this.seq = head?.seq ?? 0;
    this.hash = Buffer.from(head?.hash ?? Buffer.alloc(32));
  }

  /** @param at UTC milliseconds */
  async add(entry: AuditEntry, at: number): Promise<void> {
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
    if (this.pending.length >= BATCH) await this.flush();
  }

  /** Writes what is pending. A trigger moves the stored head with each row and refuses one out of order. */
  async flush(): Promise<void> {
    const pending = this.pending;
    this.pending = [];
    const [first] = pending;
    if (first === undefined) return;
    if (pending.length === 1) await this.connection.run(INSERT_ONE, [...first[0], first[1]]);
    else {
      const rows = JSON.stringify(pending.map(([row, hash]) => [...row, hash.toString('hex')]));
      await this.connection.run(INSERT_MANY, { rows });
    }
  }

  committed(): void {
    this.rows = 0;
  }
}
