import type { PersonFields, Person, Role } from '../../domain/people.js';
import type { Reader, Tx } from '../database.js';

interface PersonRecord {
  id: number;
  account: string;
  name: string;
  code: string | null;
  unit_id: number | null;
  unit_name: string | null;
  phone: string | null;
  note: string | null;
  state: 'active' | 'disabled';
  must_change_password: number;
  last_sign_in_at: number | null;
  revision: number;
  opens_identity: number;
  roles: string;
}

export interface Secret {
  person_id: number;
  hash: string;
  failures: number;
  last_failure_at: number | null;
}

const columns = `p.id, p.account, p.name, p.code, p.unit_id, u.name AS unit_name, p.phone, p.note, p.state,
  p.must_change_password, p.last_sign_in_at, p.revision, p.opens_identity,
  (SELECT json_group_array(role) FROM person_role r WHERE r.person_id = p.id) AS roles`;
const from = `FROM person p LEFT JOIN unit u ON u.id = p.unit_id`;

const toPerson = (record: PersonRecord): Person => ({
  id: record.id,
  account: record.account,
  name: record.name,
  code: record.code,
  roles: JSON.parse(record.roles) as Role[],
  unitId: record.unit_id,
  unitName: record.unit_name,
  phone: record.phone,
  note: record.note,
  state: record.state,
  mustChangePassword: record.must_change_password === 1,
  lastSignInAt: record.last_sign_in_at,
  revision: record.revision,
  opensIdentity: record.opens_identity === 1,
});

export async function personById(reader: Reader, id: number): Promise<Person | null> {
  const record = await reader.get<PersonRecord>(`SELECT ${columns} ${from} WHERE p.id = :id`, { id });
  return record ? toPerson(record) : null;
}

export async function personByAccount(reader: Reader, account: string): Promise<Person | null> {
  const record = await reader.get<PersonRecord>(`SELECT ${columns} ${from} WHERE p.account = :account`, { account });
  return record ? toPerson(record) : null;
}

export async function personByClientId(reader: Reader, clientId: string): Promise<Person | null> {
  const record = await reader.get<PersonRecord>(`SELECT ${columns} ${from} WHERE p.client_id = :clientId`, {
    clientId,
  });
  return record ? toPerson(record) : null;
}

/** In the order of `ids`; those that are gone are left out. */
export async function peopleByIds(reader: Reader, ids: readonly number[]): Promise<Person[]> {
  const records = await reader.all<PersonRecord>(
    `SELECT ${columns} FROM json_each(:ids) j CROSS JOIN person p ON p.id = j.value LEFT JOIN unit u ON u.id = p.unit_id
      ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
  return records.map(toPerson);
}

export async function anyPerson(reader: Reader): Promise<boolean> {
  return (await reader.value<number>(`SELECT EXISTS(SELECT 1 FROM person)`)) === 1;
}

const sorts = {
  name: 'p.name',
  account: 'p.account',
  state: 'p.state',
  lastSignInAt: 'coalesce(p.last_sign_in_at, 0)',
};
export type PeopleSort = keyof typeof sorts;

export interface PeopleFilter {
  text?: string | undefined;
  role?: Role | undefined;
  state?: 'active' | 'disabled' | undefined;
  unitId?: number | undefined;
}

export async function peopleIds(
  reader: Reader,
  filter: PeopleFilter,
  sort: { by: PeopleSort; direction: 'asc' | 'desc' },
): Promise<number[]> {
  const where: string[] = ['1 = 1'];
  const params: Record<string, string | number> = {};
  if (filter.text) {
    where.push(
      `instr(lower(p.account || ' ' || p.name || ' ' || coalesce(p.code, '') || ' ' || coalesce(p.phone, '')), :text) > 0`,
    );
    params['text'] = filter.text.trim().toLowerCase();
  }
  if (filter.role) {
    where.push(`EXISTS(SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role = :role)`);
    params['role'] = filter.role;
  }
  if (filter.state) {
    where.push('p.state = :state');
    params['state'] = filter.state;
  }
  if (filter.unitId) {
    where.push('p.unit_id = :unitId');
    params['unitId'] = filter.unitId;
  }
  return reader.json<number>(
    `SELECT json_group_array(id) FROM (SELECT p.id FROM person p WHERE ${where.join(' AND ')}
      ORDER BY ${sorts[sort.by]} ${sort.direction}, p.id)`,
    params,
  );
}

/** Active people who hold the office role: at least one must remain. */
export async function administrators(reader: Reader, exceptId: number | null): Promise<number> {
  const count = await reader.value<number>(
    `SELECT count(*) FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'office'
      WHERE p.state = 'active' AND p.id IS NOT :exceptId`,
    { exceptId },
  );
  return count ?? 0;
}

export async function insertPerson(
  tx: Tx,
  person: { clientId: string; fields: PersonFields; mustChangePassword: boolean; hash: string; now: number },
): Promise<number> {
  const { fields, now } = person;
  const { lastId } = await tx.run(
    `INSERT INTO person(client_id, account, name, code, unit_id, phone, note, state, must_change_password, created_at, revision,
       opens_identity)
     VALUES(:clientId, :account, :name, :code, :unitId, :phone, :note, 'active', :mustChange, :now, 1, :opensIdentity)`,
    { clientId: person.clientId, ...plain(fields), mustChange: person.mustChangePassword ? 1 : 0, now },
  );
  await tx.run(`INSERT INTO person_secret(person_id, hash, changed_at, failures) VALUES(:id, :hash, :now, 0)`, {
    id: lastId,
    hash: person.hash,
    now,
  });
  await setRoles(tx, lastId, fields.roles);
  return lastId;
}

/** @returns false when the row was no longer at `revision` */
export async function updatePerson(tx: Tx, id: number, revision: number, fields: PersonFields): Promise<boolean> {
  const { changes } = await tx.run(
    `UPDATE person SET account = :account, name = :name, code = :code, unit_id = :unitId, phone = :phone, note = :note,
       opens_identity = :opensIdentity, revision = revision + 1 WHERE id = :id AND revision = :revision`,
    { id, revision, ...plain(fields) },
  );
  if (changes === 1) await setRoles(tx, id, fields.roles);
  return changes === 1;
}

/** @returns false when the row was no longer at `revision` */
export async function setPersonState(tx: Tx, id: number, revision: number, state: Person['state']): Promise<boolean> {
  const { changes } = await tx.run(
    `UPDATE person SET state = :state, revision = revision + 1 WHERE id = :id AND revision = :revision`,
    { id, revision, state },
  );
  return changes === 1;
}

/** New hash, failures forgotten; bumps the revision. */
export async function setPassword(
  tx: Tx,
  id: number,
  change: { hash: string; mustChange: boolean; now: number },
): Promise<void> {
  await tx.run(
    `UPDATE person_secret SET hash = :hash, changed_at = :now, failures = 0, last_failure_at = NULL WHERE person_id = :id`,
    {
      id,
      hash: change.hash,
      now: change.now,
    },
  );
  await tx.run(`UPDATE person SET must_change_password = :mustChange, revision = revision + 1 WHERE id = :id`, {
    id,
    mustChange: change.mustChange ? 1 : 0,
  });
}

export function secretOf(reader: Reader, id: number): Promise<Secret | undefined> {
  return reader.get<Secret>(
    `SELECT person_id, hash, failures, last_failure_at FROM person_secret WHERE person_id = :id`,
    { id },
  );
}

export async function noteFailure(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run(`UPDATE person_secret SET failures = failures + 1, last_failure_at = :now WHERE person_id = :id`, {
    id,
    now,
  });
}

export async function noteSignIn(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run(`UPDATE person_secret SET failures = 0, last_failure_at = NULL WHERE person_id = :id`, { id });
  await tx.run(`UPDATE person SET last_sign_in_at = :now WHERE id = :id`, { id, now });
}

async function setRoles(tx: Tx, id: number, roles: readonly Role[]): Promise<void> {
  await tx.run(`DELETE FROM person_role WHERE person_id = :id`, { id });
  await tx.run(`INSERT INTO person_role(person_id, role) SELECT :id, value FROM json_each(:roles)`, {
    id,
    roles: JSON.stringify([...new Set(roles)]),
  });
}

const plain = (fields: PersonFields) => ({
  account: fields.account,
  name: fields.name,
  code: fields.code,
  unitId: fields.unitId,
  phone: fields.phone,
  note: fields.note,
  opensIdentity: fields.opensIdentity ? 1 : 0,
});
