import type { DataEntity } from '../../../../domain/contract/events.js';
import type { BackupInfo } from '../../../../domain/contract/commands/system.js';
import type { HallEntity, HallFields } from '../../../../domain/hall/entities.js';
import type { Job, JobKind } from '../../../../domain/jobs.js';
import type { PersonFields, Role } from '../../../../domain/people.js';

/** Names of every editable field, of people and of the hall, and of what forms ask for beside them. */
export type FieldName =
  | { [E in HallEntity]: keyof HallFields<E> }[HallEntity]
  | keyof PersonFields
  | 'password'
  | 'current'
  | 'next'
  | 'repeat'
  | 'reason'
  | 'hallName'
  | 'state'
  | 'updatedAt'
  | 'label'
  | 'hallLabel'
  | 'lastSignInAt'
  | 'mustChangePassword'
  | 'mergedIntoId'
  | 'idleMinutes'
  | 'minutes'
  | 'refused'
  | 'failures'
  | 'signedIn';

/** Vocabulary of the field, one word for one thing everywhere. */
export const words = {
  role: {
    office: '督查办',
    inspector: '暗访员',
    reviewer: '复核员',
    leader: '分管领导',
    social_supervisor: '社会监督员',
    unit_contact: '单位联络员',
    auditor: '审计员',
  } satisfies Record<Role, string>,
  entity: {
    session: '登录',
    system: '系统',
    settings: '设置',
    person: '人员账号',
    hall: '大厅',
    zone: '分区',
    unit: '进驻单位',
    window: '窗口',
    post: '岗位',
    staff: '窗口人员',
    service_item: '事项',
    target: '目标',
    recorder: '录像机',
    camera: '点位',
    contact: '联络人',
    view: '视图',
    audit: '审计日志',
    inspection_plan: '检查方案',
    inspection_round: '检查批次',
    dual_random_draw: '双随机抽取',
    checklist_template: '检查表',
    checklist_version: '检查表版本',
    visit: '检查记录',
    finding: '问题',
    supervisor: '社会监督员',
    lead: '线索',
    attachment: '照片',
    recording: '录像',
    clip: '选段',
    derivation: '证据',
    redaction: '打码',
    release_exception: '原样外发申请',
    evidence_pack: '证据包',
    evidence_fault: '证据异常',
    name_pattern: '文件名规则',
    document_template: '文书模板',
    footage_taking: '录像存入',
    rectification: '整改事项',
    rectification_notice: '整改通知书',
    rectification_proof: '佐证材料',
    recurrence_decision: '反弹认定',
    look_back_draw: '回头看抽取',
    look_back: '回头看',
    follow_up_order: '督办单',
    summons_interview: '约谈',
    circular: '通报',
    measure: '统计图',
    instruction: '批示',
    calendar: '工作日历',
    job: '任务',
    backup: '备份',
  } satisfies Record<DataEntity | 'job' | 'backup', string>,
  field: {
    account: '账号',
    name: '名称',
    code: '编号',
    roles: '身份',
    unitId: '进驻单位',
    phone: '电话',
    opensIdentity: '可查看身份',
    note: '备注',
    shortName: '简称',
    parentId: '上级大厅',
    address: '地址',
    openHours: '开放时间',
    openedDay: '启用日期',
    hallId: '大厅',
    floor: '楼层',
    leader: '负责人',
    zoneId: '分区',
    number: '窗口号',
    windowId: '窗口',
    postId: '岗位',
    postSide: 'A/B 岗',
    badgeNo: '工号',
    partyMember: '党员',
    category: '事项类别',
    caseKind: '办件类型',
    statutoryDays: '法定时限',
    promisedDays: '承诺时限',
    fee: '收费',
    windowIds: '对应窗口',
    measure: '指标',
    value: '目标值',
    model: '型号',
    keepDays: '保存天数',
    recorderId: '录像机',
    channel: '通道',
    duty: '职务',
    password: '密码',
    current: '现在的密码',
    next: '新密码',
    repeat: '再输一次',
    reason: '原因',
    hallName: '大厅名称',
    state: '状态',
    updatedAt: '最近改动',
    label: '名称',
    hallLabel: '所属大厅',
    lastSignInAt: '最近登录',
    mustChangePassword: '须改密码',
    mergedIntoId: '并入',
    idleMinutes: '自动锁定分钟数',
    minutes: '分钟数',
    refused: '被拒绝',
    failures: '连续失败次数',
    signedIn: '登录成功',
  } satisfies Record<FieldName, string>,
  choice: {
    postSide: { A: 'A 岗', B: 'B 岗' },
    category: { approval: '行政审批', public_service: '便民服务' },
    caseKind: { instant_case: '即办件', promised_case: '承诺件' },
    measure: {
      waiting_minutes: '等候（分钟）',
      handling_minutes: '办理（分钟）',
      phone_answer_seconds: '电话接听（秒）',
      satisfaction_percent: '满意度（%）',
    },
    state: {
      active: '在用',
      retired: '已停用',
      merged: '已并入',
      disabled: '已停用',
      published: '没有未发布的改动',
      unpublished: '从未发布',
      draft: '起草',
      open: '进行',
      closed: '已结束',
      valid: '有效',
      void: '已作废',
      drawn: '由抽取产生',
    },
    boolean: { true: '是', false: '否' },
  },
  job: {
    kind: {
      'hall.importRead': '读取导入文件',
      'hall.importApply': '导入',
      'hall.export': '导出',
      'templates.export': '导出检查表',
      'visits.report': '检查报告',
      'supervisors.certificate': '监督员证',
      backup: '备份',
      integrity: '数据完整性检查',
      auditVerify: '校验审计日志',
      demo: '生成演示大厅',
      'footage.takeIn': '存入录像',
      'footage.proxy': '转换录像',
      'clips.cut': '剪为证据',
      'redactions.make': '生成打码副本',
      'packs.make': '导出证据包',
      'custody.verifyAll': '核验全部证据',
      'calendar.recalculate': '按新日历重算期限',
      'rectifications.export': '导出台账',
      'rectifications.replySheet': '导出回执表',
      'documents.make': '生成文书',
      'charts.save': '另存图表',
    } satisfies Record<JobKind, string>,
    state: {
      queued: '排队',
      running: '进行中',
      succeeded: '已完成',
      failed: '未完成',
      cancelled: '已取消',
      interrupted: '被中断',
    } satisfies Record<Job['state'], string>,
  },
  origin: {
    manual: '手动',
    daily: '每日',
    migration: '升级前',
  } satisfies Record<BackupInfo['origin'], string>,
};
