import { dimensionColumn, summaries } from '../../../db/measures/summaries.js';

const beforeVisits = `
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
    INSERT INTO hall_span(entity, ref, until_at, was) VALUES('hall', 1, 1, '{"name":"旧名"}');`;

const beforeFootage = `${beforeVisits}
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
    INSERT INTO visit_event(visit_id, at, kind, person_id) VALUES(1, 1, 'started', 1), (1, 864000000, 'confirmed', 1);
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
const rankingOf = (manual: string): string => `INSERT INTO ranking_scheme VALUES(1, 'rs1', 24321, '{}', 1, 1);
  INSERT INTO ranking_month(id, hall_id, month, scheme_id, state, record, computed_at, computed_by, created_at, updated_at)
    VALUES(1, 1, 24321, 1, 'draft', '{}', 1, 1, 1, 1);
  INSERT INTO ranking_manual VALUES(${manual}, 900, '台账', 1, 1);
  INSERT INTO red_flag VALUES(1, 'rf1', 1, 1, 24321, 1, 1, '好', 1, 1);`;
const rankingRows = rankingOf('1, 1, 0');

const commentRows = `INSERT INTO contact_point(id, client_id, leader_id, unit_id, from_day, created_at, updated_at)
    VALUES(1, 'cp1', 1, 1, 1, 1, 1);
  INSERT INTO quarter_comment(id, client_id, contact_point_id, quarter, created_at, updated_at) VALUES(1, 'qc1', 1, 8104, 1, 1);`;

const rankingEvidenceRows = `INSERT INTO ranking_evidence VALUES(1, 're1', 1, 1, 0, 1, '台账.pdf', 0, 1, 1);`;
/** Scores and evidence under the version of their scheme. */
const boundRows = `${rankingOf('1, 1, 1, 0')}
  INSERT INTO ranking_evidence VALUES(1, 're1', 1, 1, 1, 0, 1, '台账.pdf', 0, 1, 1);`;

/** Rows of the schema before each step, at least one in every table; a new step brings its own line. */
export const rowsBefore: Readonly<Record<string, string>> = {
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
  '0030-visits': beforeVisits,
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
  '0072-many-steps': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0074-narrow-lists': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0076-clock': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0078-appeal': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0088-waits': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0094-visits-of-mode': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0096-ranking-evidence': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}`,
  '0102-transfer': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}${rankingEvidenceRows}`,
  '0104-ranking-given': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${rankingRows}${commentRows}${rankingEvidenceRows}`,
  '0108-visit-span': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${boundRows}${commentRows}`,
  '0110-ranking-circular': `${beforeMeasures}${measureRows}${wallRows}${toldRows}${instructionRows}${boundRows}${commentRows}`,
};
