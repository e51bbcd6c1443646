import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyBackup } from '../../db/backup.js';
import { Connection } from '../../db/driver.js';
import { storePaths } from '../../db/folder.js';
import { dimensionColumn, summaries } from '../../db/measures/summaries.js';
import { migrations } from '../../db/migrations/index.js';
import { APPLICATION_ID, migrate, planMigration } from '../../db/migrations/runner.js';
import type { Migration } from '../../db/migrations/migration.js';
import { roles } from '../../domain/people.js';
import { jobStates } from '../../domain/jobs.js';
import { lostBy, schemaText, shapeOfSchema } from './support/schema.js';
import { addPerson, NOW, openStore, tempFolder } from './support/store.js';

async function empty(): Promise<Connection> {
  const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
  onTestFinished(() => connection.close());
  return connection;
}

const upTo = async (connection: Connection, steps: readonly Migration[]): Promise<void> =>
  migrate(connection, await planMigration(connection, steps), join(tempFolder(), 'backups'), () => NOW);

describe('the table of migrations', () => {
  test('is numbered in order, by the names of the files', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    for (const { version, name } of migrations) {
      expect(name).toMatch(new RegExp(`^${String(version).padStart(4, '0')}-[a-z-]+$`));
    }
    const files = readdirSync(new URL('../../db/migrations/', import.meta.url)).filter((file) => /^\d/.test(file));
    expect(files.sort()).toEqual(migrations.map(({ name }) => `${name}.ts`));
  });

  test('out of order is refused', async () => {
    const steps = [20, 10].map((version): Migration => ({
      version,
      name: `00${version}-x`,
      up: () => Promise.resolve(),
    }));
    await expect(upTo(await empty(), steps)).rejects.toThrow('out of order');
  });
});

describe('the schema', () => {
  test('is the one that was committed; a change must be meant (vitest -u)', async () => {
    const connection = await empty();
    await upTo(connection, migrations);
    await expect(await schemaText(connection)).toMatchFileSnapshot('./schema.snapshot.sql');
    expect(await connection.get('PRAGMA application_id')).toEqual({ application_id: APPLICATION_ID });
  });

  test('only grows from step to step', async () => {
    const connection = await empty();
    let before = await shapeOfSchema(connection);
    for (let index = 1; index <= migrations.length; index += 1) {
      await upTo(connection, migrations.slice(0, index));
      const after = await shapeOfSchema(connection);
      expect(lostBy(before, after), migrations[index - 1]?.name).toEqual([]);
      before = after;
    }
  });

  test('that loses a table, a column or an index is seen', async () => {
    const connection = await empty();
    await upTo(connection, migrations);
    const before = await shapeOfSchema(connection);
    await connection.exec(
      'DROP TABLE saved_view; DROP INDEX audit_actor; ALTER TABLE person DROP COLUMN phone; ALTER TABLE setting ADD COLUMN extra TEXT',
    );
    expect(lostBy(before, await shapeOfSchema(connection)).sort()).toEqual([
      'column person.phone',
      'index audit_actor',
      'table saved_view',
    ]);
  });

  test('names the same roles and job states as the rules do', async () => {
    const connection = await empty();
    await upTo(connection, migrations);
    await connection.exec("INSERT INTO person(id, account, name, created_at) VALUES(1, 'a', 'a', 0)");
    for (const role of roles) await connection.run('INSERT INTO person_role VALUES(1, ?)', [role]);
    for (const state of jobStates) {
      await connection.run(
        "INSERT INTO job(kind, subject, state, started_at, cancellable) VALUES('demo', '', ?, 0, 0)",
        [state],
      );
    }
    const wrong = connection.run("INSERT INTO person_role VALUES(1, 'king')");
    await expect(wrong).rejects.toMatchObject({ code: 'db.constraint' });
  });
});

describe('migrating', () => {
  test('checks, copies, then adds; the copy is whole and of the old version', async () => {
    const folder = tempFolder();
    const first = await openStore(folder);
    await addPerson(first, 'a');
    await first.close();
    const known = migrations.at(-1)?.version ?? 0;
    const next: Migration = {
      version: known + 10,
      name: '9010-next',
      up: (step) => step.exec("ALTER TABLE person ADD COLUMN extra TEXT DEFAULT 'x'"),
    };
    const second = await openStore(folder, { migrations: [...migrations, next] });
    expect(await second.read('test.extra', (reader) => reader.all('SELECT account, extra FROM person'))).toEqual([
      { account: 'a', extra: 'x' },
    ]);
    const { backups } = storePaths(folder);
    expect(readdirSync(backups).sort()).toEqual([
      'before-9010-next-20261121-1405.sqlite',
      'before-9010-next-20261121-1405.sqlite.json',
    ]);
    expect(await verifyBackup(join(backups, 'before-9010-next-20261121-1405.sqlite'))).toMatchObject({
      proved: true,
      schema: known,
    });
    await second.close();
    const third = await openStore(folder, { migrations: [...migrations, next] });
    expect(readdirSync(third.folder).filter((name) => name === 'backups')).toHaveLength(1);
    expect(readdirSync(backups)).toHaveLength(2);
  });

  test('0010-core starts from nothing and makes no copy of it', async () => {
    const connection = await empty();
    const core = migrations.slice(0, 1);
    await upTo(connection, core);
    expect(await connection.get('PRAGMA user_version')).toEqual({ user_version: 10 });
    expect(await connection.get('SELECT one, seq, hash FROM audit_head')).toEqual({
      one: 1,
      seq: 0,
      hash: Buffer.alloc(32),
    });
    expect(await planMigration(connection, core)).toEqual({ isNew: false, steps: [] });
  });
});

const beforeFootage = `
    INSERT INTO meta VALUES('made', '1');
    INSERT INTO setting(key, value, updated_at) VALUES('language', '"zh-CN"', 1);
    INSERT INTO person(id, client_id, account, name, code, unit_id, phone, note, created_at)
      VALUES(1, 'c1', '王督查', '王', 'A01', NULL, '1', 'n', 1);
    INSERT INTO person_role VALUES(1, 'office');
    INSERT INTO person_secret VALUES(1, 'hash', 1, 2, 3);
    INSERT INTO saved_view(person_id, list, name, query, created_at) VALUES(1, 'staff', '党员', '{}', 1);
    INSERT INTO job(kind, subject, state, started_at, cancellable, person_id) VALUES('backup', '', 'running', 1, 1, 1);
    INSERT INTO audit(seq, at, actor_id, actor_name, action, object, hash) VALUES(1, 1, 1, '王', 'a', 'b', zeroblob(32));
    INSERT INTO search_in(id, kind, ref, unit_id, norm, tokens) VALUES(1048576, 20, 1, 0, '王督查', '王 督 查 王督 督查 王督查');
    INSERT INTO hall(id, name, short_name, created_at, updated_at) VALUES(1, '林溪政务服务中心', '主厅', 1, 1);
    INSERT INTO zone(id, hall_id, name, floor, created_at, updated_at) VALUES(1, 1, '综合区', '1层', 1, 1);
    INSERT INTO unit(id, hall_id, name, created_at, updated_at) VALUES(1, 1, '税务局', 1, 1);
    INSERT INTO "window"(id, number, name, zone_id, unit_id, hall_id, created_at, updated_at)
      VALUES(1, 'A1', '办税', 1, 1, 1, 1, 1);
    INSERT INTO post(id, window_id, name, hall_id, created_at, updated_at) VALUES(1, 1, '受理岗', 1, 1, 1);
    INSERT INTO staff(id, badge_no, name, unit_id, post_id, post_side, party_member, hall_id, created_at, updated_at)
      VALUES(1, '001', '赵明', 1, 1, 'A', 1, 1, 1, 1);
    INSERT INTO service_item(id, code, name, unit_id, category, case_kind, statutory_days, promised_days, hall_id,
      created_at, updated_at) VALUES(1, 'R-1', '社保登记', 1, 'approval', 'promised_case', 20, 5, 1, 1, 1);
    INSERT INTO service_item_window VALUES(1, 1);
    INSERT INTO contact(id, unit_id, name, hall_id, created_at, updated_at) VALUES(1, 1, '孙联', 1, 1, 1);
    INSERT INTO target(id, hall_id, zone_id, measure, value, created_at, updated_at)
      VALUES(1, 1, 1, 'waiting_minutes', 15, 1, 1);
    INSERT INTO recorder(id, hall_id, name, keep_days, created_at, updated_at) VALUES(1, 1, '一号', 15, 1, 1);
    INSERT INTO camera(id, recorder_id, channel, name, zone_id, hall_id, created_at, updated_at)
      VALUES(1, 1, 1, '大厅东', 1, 1, 1, 1);
    INSERT INTO camera_window VALUES(1, 1);
    INSERT INTO hall_span(entity, ref, until_at, was) VALUES('hall', 1, 1, '{"name":"旧名"}');
    INSERT INTO number_series VALUES('visit', 2026, 1);
    INSERT INTO checklist_template(id, client_id, title, language, state, created_at, updated_at)
      VALUES(1, 't1', '窗口服务', 'zh-CN', 'active', 1, 1);
    INSERT INTO checklist_version(id, template_id, number, title, language, content, items, published_at, published_by)
      VALUES(1, 1, 1, '窗口服务', 'zh-CN', '{}', 0, 1, 1);
    INSERT INTO inspection_plan(id, client_id, no, title, style, authority_basis, from_day, to_day, state, created_by,
      created_at, updated_at) VALUES(1, 'p1', '计1', '年度', 'full', '条例', 1, 2, 'draft', 1, 1, 1);
    INSERT INTO inspection_plan_object VALUES(1, 'window', 1, 1);
    INSERT INTO inspection_round(id, client_id, plan_id, number, title, from_day, to_day, state, created_at, updated_at)
      VALUES(1, 'r1', 1, 1, '一轮', 1, 2, 'open', 1, 1);
    INSERT INTO dual_random_draw(id, client_id, round_id, record, drawn_at, drawn_by, state)
      VALUES(1, 'd1', 1, '{}', 1, 1, 'valid');
    INSERT INTO round_object(id, round_id, kind, object_id, draw_id, position) VALUES(1, 1, 'window', 1, 1, 1);
    INSERT INTO round_inspector VALUES(1, 1);
    INSERT INTO visit(id, client_id, no, year, number, mode, hall_id, day, spoken_to, state, created_by, created_at,
      updated_at) VALUES(1, 'v1', '访1', 2026, 1, 'covert', 1, 1, '[]', 'draft', 1, 1, 1);
    INSERT INTO visit_inspector VALUES(1, 1, 1);
    INSERT INTO visit_window(visit_id, window_id, unit_id, position) VALUES(1, 1, 1, 1);
    INSERT INTO visit_checklist(id, client_id, visit_id, version_id, position, answers, answered_at)
      VALUES(1, 'vc1', 1, 1, 1, '{}', '{}');
    INSERT INTO visit_step(id, client_id, visit_id, step, at, recorded_at, person_id) VALUES(1, 's1', 1, 'arrived', 1, 1, 1);
    INSERT INTO visit_conflict(visit_id, path, mine, theirs, person_id, at) VALUES(1, 'narrative', '"a"', '"b"', 1, 1);
    INSERT INTO visit_clock(visit_id, noticed_at, shift_ms, kind) VALUES(1, 1, 1, 'running');
    INSERT INTO visit_submission(visit_id, number, submitted_at, submitted_by, record, sha256)
      VALUES(1, 1, 1, 1, '{}', '${'a'.repeat(64)}');
    INSERT INTO visit_event(visit_id, at, kind, person_id) VALUES(1, 1, 'started', 1);
    INSERT INTO lead(id, client_id, person_id, state, hall_id, day_part, aspects, created_at, updated_at)
      VALUES(1, 'l1', 1, 'draft', 1, 'morning', '[]', 1, 1);
    INSERT INTO lead_event(lead_id, at, kind, person_id) VALUES(1, 1, 'submitted', 1);
    INSERT INTO finding(id, client_id, visit_id, position, title, category, severity, hall_id, day, corrected_on_spot,
      deadline_type, state, created_at, updated_at) VALUES(1, 'f1', 1, 1, '空岗', 'conduct', 'general', 1, 1, 0, 'days', 'draft', 1, 1);
    INSERT INTO supervisor(id, client_id, person_id, constituency, certificate_no, from_day, to_day, state, created_at,
      updated_at) VALUES(1, 'su1', 1, 'citizen', '证1', 1, 2, 'active', 1, 1);
    INSERT INTO supervisor_hall VALUES(1, 1);
    INSERT INTO evidence(id, sha256, bytes, kind, media_type, imported_at, imported_by)
      VALUES(1, '${'b'.repeat(64)}', 1, 'picture', 'image/png', 1, 1);
    INSERT INTO attachment(id, client_id, evidence_id, visit_id, name, origin, known, added_at, added_by)
      VALUES(1, 'a1', 1, 1, '图.png', 'drop', 0, 1, 1);`;

const beforeRectification = `${beforeFootage}
    INSERT INTO footage_taking(id, client_id, hall_id, camera_id, retention_class, acquisition, person_id, at)
      VALUES(1, 'ft1', 1, 1, 'footage', '{}', 1, 1);
    INSERT INTO evidence(id, sha256, bytes, kind, media_type, imported_at, imported_by)
      VALUES(2, '${'c'.repeat(64)}', 9, 'video', 'video/mp4', 1, 1), (3, '${'d'.repeat(64)}', 5, 'video', 'video/mp4', 1, 1);
    INSERT INTO recording(id, evidence_id, name, hall_id, camera_id, retention_class, acquisition, probed, kind, play_way,
      imported_at, imported_by, created_at, updated_at)
      VALUES(1, 2, '东.mp4', 1, 1, 'footage', '{}', '{}', 'video', 'as_is', 1, 1, 1, 1);
    INSERT INTO footage_taking_file(id, taking_id, path, name, bytes, state, recording_id)
      VALUES(1, 1, '/a/东.mp4', '东.mp4', 9, 'taken', 1);
    INSERT INTO camera_clock(id, camera_id, from_at, offset_ms, noted_at, noted_by) VALUES(1, 1, 1, 1000, 1, 1);
    INSERT INTO viewing(id, recording_id, evidence_id, person_id, reason, at) VALUES(1, 1, 2, 1, '核实', 1);
    INSERT INTO clip(id, client_id, recording_id, in_ms, out_ms, label, marks, visit_id, placed_at, created_by, created_at,
      updated_at) VALUES(1, 'k1', 1, 0, 1000, '离岗', '[]', 1, 1, 1, 1, 1);
    INSERT INTO redaction(id, clip_id, track, created_at, updated_at) VALUES(1, 1, '{}', 1, 1);
    INSERT INTO derivation(id, evidence_id, parent_id, recording_id, clip_id, kind, recipe, tool, made_at, made_by)
      VALUES(1, 3, 2, 1, 1, 'cut', '{}', 'ffmpeg 7', 1, 1);
    INSERT INTO evidence_pack(id, client_id, name, reason, sha256, bytes, visit_id, manifest, at, by)
      VALUES(1, 'ep1', '包.zip', '复议', '${'e'.repeat(64)}', 9, 1, '{}', 1, 1);
    INSERT INTO evidence_pack_item VALUES(1, 1);
    INSERT INTO release_exception(id, derivation_id, state, reason, asked_at, asked_by) VALUES(1, 1, 'asked', '法院', 1, 1);
    INSERT INTO evidence_fault(id, kind, evidence_id, sha256, found_at) VALUES(1, 'missing', 2, '${'c'.repeat(64)}', 1);
    INSERT INTO disposal(id, evidence_id, recording_id, reason, at, by) VALUES(1, 3, 1, '到期', 1, 1);`;

const rectificationRows = `
    INSERT INTO calendar_local_day(day, kind, reason, set_at, set_by) VALUES(20000, 'off', '停电检修', 1, 1);
    INSERT INTO calendar_recalculation(id, action, ordered_at, ordered_by) VALUES(1, 'calendar.apply', 1, 1);
    INSERT INTO rectification_notice(id, client_id, no, year, number, unit_id, issued_at, issued_by)
      VALUES(1, 'n1', '督整通〔2026〕1号', 2026, 1, 1, 1, 1);
    INSERT INTO rectification(id, client_id, no, year, number, notice_id, origin, hall_id, window_id, unit_id, problem,
      category, severity, deadline_type, deadline_amount, state, issued_at, issued_by, due_on, due_at, created_by,
      created_at, updated_at)
      VALUES(1, 'm1', '督整〔2026〕1号', 2026, 1, 1, 'office', 1, 1, 1, '空岗', 'attendance', 'serious', 'fixed_term_fix', 5,
        'issued', 1, 1, 20000, 1, 1, 1, 1);
    INSERT INTO rectification_measure(id, rectification_id, position, text) VALUES(1, 1, 0, '排班');
    INSERT INTO rectification_milestone(id, rectification_id, position, title, due_day) VALUES(1, 1, 0, '第一阶段', 20000);
    INSERT INTO rectification_event(id, rectification_id, at, day, action, person_id, to_state, detail)
      VALUES(1, 1, 1, 1, 'issue', 1, 'issued', '{}');
    INSERT INTO rectification_extension(id, rectification_id, requested_at, requested_by, reason, expected_day, old_due_on)
      VALUES(1, 1, 1, 1, '缺件', 20001, 20000);
    INSERT INTO rectification_suspension(id, rectification_id, kind, from_day, reason, approver, set_at, set_by)
      VALUES(1, 1, 'suspension', 1, '疫情', '陈', 1, 1);
    INSERT INTO rectification_appeal(id, rectification_id, filed_at, filed_by, grounds, decide_by_day)
      VALUES(1, 1, 1, 1, '不属实', 30);
    INSERT INTO rectification_verification(id, rectification_id, method, verifier_id, arranged_at, arranged_by)
      VALUES(1, 1, 'on_site', 1, 1, 1);
    INSERT INTO rectification_proof(id, client_id, rectification_id, kind, evidence_id, name, added_at, added_by)
      VALUES(1, 'p1', 1, 'picture', 1, '后.png', 1, 1);`;

const escalationRows = `
    INSERT INTO follow_up_order(id, client_id, rectification_id, run, level, demands, answer_by_day, grounds, issued_at,
      issued_by, no, year, number) VALUES(1, 'o1', 1, 0, 'blue', '限期整改', 20005, '[]', 1, 1, '督办〔2026〕1号', 2026, 1);
    INSERT INTO summons_interview(id, client_id, unit_id, state, invited, triggers, created_by, created_at, updated_at)
      VALUES(1, 'i1', 1, 'proposed', '主要负责人', '[]', 1, 1, 1);
    INSERT INTO summons_interview_item(id, interview_id, position, rectification_id, text) VALUES(1, 1, 1, 1, '空岗');
    UPDATE summons_interview SET state = 'noticed', no = '约谈〔2026〕1号', year = 2026, number = 1, place = '301', meets_at = 1,
      triggers = '["manyOverdue"]', noticed_at = 1, noticed_by = 1;
    UPDATE summons_interview SET state = 'held', held_at = 1, attendance = '李主任', minutes = '约谈';
    INSERT INTO summons_interview_demand(id, client_id, interview_id, position, text) VALUES(1, 'd1', 1, 1, '排班');
    INSERT INTO circular(id, client_id, hall_id, state, title, text, sent_to, created_by, created_at, updated_at)
      VALUES(1, 'c1', 1, 'draft', '通报', '情况', '各单位', 1, 1, 1);
    INSERT INTO circular_case VALUES(1, 1, 1);`;

const templateRows = `INSERT INTO document_template VALUES('rectification_notice', '通知书.docx', x'504b', 'aa', 1, 1);`;

const lookBackRows = `
    INSERT INTO recurrence_decision(id, finding_id, earlier_id, decision, reason, decided_at, decided_by)
      VALUES(1, 1, 1, 'marked', '同一窗口', 1, 1);
    INSERT INTO look_back_draw(id, client_id, record, drawn_at, drawn_by) VALUES(1, 'lb1', '{}', 1, 1);
    INSERT INTO look_back(id, draw_id, position, rectification_id) VALUES(1, 1, 1, 1);`;

const beforeMeasures = `${beforeRectification}${rectificationRows}${escalationRows}${lookBackRows}${templateRows}
    INSERT INTO telling(person_id, preferences) VALUES(1, '{}');
    INSERT INTO told_due(person_id, rectification_id, overdue, due_at) VALUES(1, 1, 0, 1);`;
/** Beside what the triggers count. */
const measureRows = summaries
  .map(({ table, keys }) => {
    const columns = keys.map(dimensionColumn);
    return `INSERT INTO ${table}(${columns.join(', ')}) VALUES(${columns.map(() => 0).join(', ')});`;
  })
  .join('\n');

const instructionRows = `INSERT INTO instruction VALUES(1, 'in1', 1, 1, 'open', '说明', 20000, 1, 1, NULL, NULL, NULL, NULL, 1, 1, 1);`;
const wallRows = `INSERT INTO wall_look(person_id, since, at) VALUES(1, NULL, 1);`;
const toldRows = `INSERT INTO told_once(person_id, kind, ref) VALUES(1, 'lookBack', 1);`;
const rankingRows = `INSERT INTO ranking_scheme VALUES(1, 'rs1', 24321, '{}', 1, 1);
  INSERT INTO ranking_month(id, hall_id, month, scheme_id, state, record, computed_at, computed_by, created_at, updated_at)
    VALUES(1, 1, 24321, 1, 'draft', '{}', 1, 1, 1, 1);
  INSERT INTO ranking_manual VALUES(1, 1, 0, 900, '台账', 1, 1);
  INSERT INTO red_flag VALUES(1, 'rf1', 1, 1, 24321, 1, 1, '好', 1, 1);`;

/** Rows of the schema before each step, at least one in every table; a new step brings its own line. */
const rowsBefore: Readonly<Record<string, string>> = {
  '0020-hall': `
    INSERT INTO meta VALUES('made', '1');
    INSERT INTO setting(key, value, updated_at) VALUES('language', '"zh-CN"', 1);
    INSERT INTO person(id, client_id, account, name, code, unit_id, phone, note, created_at)
      VALUES(1, 'c1', '王督查', '王', 'A01', NULL, '1', 'n', 1), (2, NULL, 'unit', '李', NULL, 7, NULL, NULL, 2);
    INSERT INTO person_role VALUES(1, 'office'), (2, 'unit_contact');
    INSERT INTO person_secret VALUES(1, 'hash', 1, 2, 3);
    INSERT INTO saved_view(person_id, list, name, query, created_at) VALUES(1, 'staff', '党员', '{}', 1);
    INSERT INTO job(kind, subject, state, started_at, cancellable, person_id) VALUES('backup', '', 'running', 1, 1, 1);
    INSERT INTO audit(seq, at, actor_id, actor_name, action, object, hash) VALUES(1, 1, 1, '王', 'a', 'b', zeroblob(32));
    INSERT INTO search_in(id, kind, ref, unit_id, norm, tokens) VALUES(1048576, 20, 1, 0, '王督查', '王 督 查 王督 督查 王督查');`,
  '0030-visits': `
    INSERT INTO meta VALUES('made', '1');
    INSERT INTO setting(key, value, updated_at) VALUES('language', '"zh-CN"', 1);
    INSERT INTO person(id, client_id, account, name, code, unit_id, phone, note, created_at)
      VALUES(1, 'c1', '王督查', '王', 'A01', NULL, '1', 'n', 1);
    INSERT INTO person_role VALUES(1, 'office');
    INSERT INTO person_secret VALUES(1, 'hash', 1, 2, 3);
    INSERT INTO saved_view(person_id, list, name, query, created_at) VALUES(1, 'staff', '党员', '{}', 1);
    INSERT INTO job(kind, subject, state, started_at, cancellable, person_id) VALUES('backup', '', 'running', 1, 1, 1);
    INSERT INTO audit(seq, at, actor_id, actor_name, action, object, hash) VALUES(1, 1, 1, '王', 'a', 'b', zeroblob(32));
    INSERT INTO search_in(id, kind, ref, unit_id, norm, tokens) VALUES(1048576, 20, 1, 0, '王督查', '王 督 查 王督 督查 王督查');
    INSERT INTO hall(id, name, short_name, created_at, updated_at) VALUES(1, '林溪政务服务中心', '主厅', 1, 1);
    INSERT INTO zone(id, hall_id, name, floor, created_at, updated_at) VALUES(1, 1, '综合区', '1层', 1, 1);
    INSERT INTO unit(id, hall_id, name, created_at, updated_at) VALUES(1, 1, '税务局', 1, 1);
    INSERT INTO "window"(id, number, name, zone_id, unit_id, hall_id, created_at, updated_at)
      VALUES(1, 'A1', '办税', 1, 1, 1, 1, 1);
    INSERT INTO post(id, window_id, name, hall_id, created_at, updated_at) VALUES(1, 1, '受理岗', 1, 1, 1);
    INSERT INTO staff(id, badge_no, name, unit_id, post_id, post_side, party_member, hall_id, created_at, updated_at)
      VALUES(1, '001', '赵明', 1, 1, 'A', 1, 1, 1, 1);
    INSERT INTO service_item(id, code, name, unit_id, category, case_kind, statutory_days, promised_days, hall_id,
      created_at, updated_at) VALUES(1, 'R-1', '社保登记', 1, 'approval', 'promised_case', 20, 5, 1, 1, 1);
    INSERT INTO service_item_window VALUES(1, 1);
    INSERT INTO contact(id, unit_id, name, hall_id, created_at, updated_at) VALUES(1, 1, '孙联', 1, 1, 1);
    INSERT INTO target(id, hall_id, zone_id, measure, value, created_at, updated_at)
      VALUES(1, 1, 1, 'waiting_minutes', 15, 1, 1);
    INSERT INTO recorder(id, hall_id, name, keep_days, created_at, updated_at) VALUES(1, 1, '一号', 15, 1, 1);
    INSERT INTO camera(id, recorder_id, channel, name, zone_id, hall_id, created_at, updated_at)
      VALUES(1, 1, 1, '大厅东', 1, 1, 1, 1);
    INSERT INTO camera_window VALUES(1, 1);
    INSERT INTO hall_span(entity, ref, until_at, was) VALUES('hall', 1, 1, '{"name":"旧名"}');`,
  '0040-footage': beforeFootage,
  '0050-rectification': beforeRectification,
  '0052-escalation': `${beforeRectification}${rectificationRows}`,
  '0054-look-back': `${beforeRectification}${rectificationRows}${escalationRows}`,
  '0056-document-template': `${beforeRectification}${rectificationRows}${escalationRows}${lookBackRows}`,
  '0058-telling': `${beforeRectification}${rectificationRows}${escalationRows}${lookBackRows}${templateRows}`,
  '0059-stuck': beforeMeasures,
  '0060-measures': beforeMeasures,
  '0062-wall': `${beforeMeasures}${measureRows}`,
  '0065-told-once': `${beforeMeasures}${measureRows}${wallRows}`,
  '0066-instruction': `${beforeMeasures}${measureRows}${wallRows}${toldRows}`,
  '0068-ranking': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}`,
  '0070-comments': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}`,
};

describe('terms of signing', () => {
  test('are set for what was issued before there was one', async () => {
    const connection = await empty();
    const at = migrations.findIndex(({ name }) => name === '0059-stuck');
    await upTo(connection, migrations.slice(0, at));
    await connection.exec(rowsBefore['0059-stuck'] ?? '');
    // Friday 2026-11-20, 09:00 in Shanghai.
    const issuedAt = Date.UTC(2026, 10, 20, 1);
    await connection.exec(`INSERT INTO rectification(id, client_id, no, year, number, origin, hall_id, problem, category,
      severity, deadline_type, deadline_amount, state, issued_at, issued_by, created_by, created_at, updated_at)
      VALUES(2, 'm2', '督整〔2026〕2号', 2026, 2, 'office', 1, '空岗', 'attendance', 'serious', 'fixed_term_fix', 5, 'issued',
        ${issuedAt}, 1, 1, 1, 1)`);
    await upTo(connection, migrations.slice(0, at + 1));
    expect(await connection.all('SELECT id, warn_at FROM rectification ORDER BY id')).toEqual([
      { id: 1, warn_at: null },
      { id: 2, warn_at: Date.UTC(2026, 10, 24, 16) },
    ]);
  });
});

describe('rows from before', () => {
  const steps = migrations.slice(1).map((migration, index) => ({ name: migration.name, known: index + 1 }));

  test.each(steps)('$name keeps every one of them', async ({ name, known }) => {
    const connection = await empty();
    await upTo(connection, migrations.slice(0, known));
    await connection.exec(rowsBefore[name] ?? '');
    const { columns } = await shapeOfSchema(connection);
    const dump = async (): Promise<Record<string, unknown[]>> => {
      const tables: Record<string, unknown[]> = {};
      for (const [table, names] of columns) {
        const shown = [...names].map((column) => `"${column}"`).join(', ');
        // The full-text table keeps no text to show; what it finds is asked below.
        if (table !== 'search_fts')
          tables[table] = await connection.all(`SELECT ${shown} FROM "${table}" ORDER BY 1, 2`);
      }
      return tables;
    };
    const before = await dump();
    const unfilled = Object.entries(before).flatMap(([table, rows]) => (rows.length === 0 ? [table] : []));
    expect(unfilled, `tables without a sample row before ${name}`).toEqual([]);
    await upTo(connection, migrations.slice(0, known + 1));
    expect(await dump()).toEqual(before);
    expect(await connection.all(`SELECT rowid AS id FROM search_fts WHERE search_fts MATCH '"督查"'`)).toEqual([
      { id: 1048576 },
    ]);
    expect(await connection.all('PRAGMA foreign_key_check')).toEqual([]);
  });
});
