import type { Answers } from '../../domain/checklist/answers.js';
import { score } from '../../domain/scoring.js';
import { readyTemplate } from '../../domain/templates/index.js';
import type { Attachment } from '../../domain/evidence.js';
import type { Step } from '../../domain/visit.js';
import type { VisitDetail } from '../../domain/visit-record.js';

/** A submitted and reviewed visit, written by hand: two windows, one checklist each, four findings, pictures. */
const DAY = Date.UTC(2026, 9, 14);
/** Shanghai's 9:02:11 and so on. */
const at = (hour: number, minute: number, second = 0): number =>
  DAY + ((hour - 8) * 3600 + minute * 60 + second) * 1000;

/** What never may reach paper. */
export const SECRET = { cover: '自称为父亲代办老年优待证', name: '顾某某' };

const limits = { waiting_minutes: 15, handling_minutes: 20, promised_days: 5 };
const note = null;

const fine = (codes: readonly string[]): Answers =>
  Object.fromEntries(codes.map((code) => [code, { kind: 'conforms' as const, count: 1, note }]));
const value = (number: number) => ({ kind: 'value' as const, value: number, note });

const answersA: Answers = {
  ...fine(['A.1', 'A.2', 'A.3', 'B.2', 'B.3', 'C.4', 'C.5', 'C.6', 'D.1', 'D.2', 'E.1', 'E.2']),
  'A.4': value(2),
  'B.1': { kind: 'fails', count: 1, note: '三次补充材料' },
  'B.4': value(2),
  'C.1': value(18.4),
  'C.2': value(12.6),
  'C.3': { kind: 'not_observed', note },
};
const answersB: Answers = { ...answersA, 'B.1': { kind: 'conforms', count: 1, note }, 'C.1': value(9.2) };

const content = (language: 'zh-CN' | 'en') => readyTemplate('simulated_transaction', language);

export const contents = (language: 'zh-CN' | 'en' = 'zh-CN') => new Map([[7, content(language)]]);

const stepOf = (
  step: Step,
  windowId: number | null,
  instant: number,
  recordedAt = instant,
  why: string | null = null,
) => ({
  clientId: crypto.randomUUID(),
  step,
  windowId,
  at: instant,
  recordedAt,
  note: why,
  by: 'A07',
});

const attachment = (id: number, target: Attachment['target'], caption: string | null): Attachment => ({
  id,
  evidenceId: id,
  target,
  kind: 'picture',
  mediaType: 'image/jpeg',
  name: `IMG_${id}.jpg`,
  caption,
  origin: 'pick',
  bytes: 2_000_000,
  width: 4000,
  height: 3000,
  sha256: `${id}`.repeat(64).slice(0, 60) + 'beef',
  takenAt: at(9, 20 + id),
  addedAt: at(11, 0),
  known: false,
});

const finding = (
  position: number,
  rest: Partial<VisitDetail['findings'][number]>,
): VisitDetail['findings'][number] => ({
  clientId: `00000000-0000-4000-8000-00000000000${position}`,
  checklist: null,
  itemCode: null,
  title: '未一次性告知应补正的材料',
  category: 'handling',
  severity: 'serious',
  basisClause: '一次性告知制度：一次告知全部应补正的材料',
  windowId: 11,
  unitId: 3,
  at: at(9, 24),
  headCount: null,
  headTotal: null,
  durationSeconds: null,
  description: null,
  correctedOnSpot: false,
  deadlineType: 'fixed_term_fix',
  deadlineAmount: 5,
  id: position,
  no: `访〔2026〕342号-${position}`,
  revision: 2,
  state: 'confirmed',
  visitId: 1,
  visitNo: '访〔2026〕342号',
  leadId: null,
  leadNo: null,
  commentId: null,
  commentNo: null,
  hallId: 1,
  day: 20740,
  hallLabel: '林溪区行政便民服务中心',
  windowLabel: 'A05 社会保障综合窗口',
  unitLabel: '区人力资源和社会保障局',
  decidedAt: at(15, 0),
  decidedBy: 'F02',
  decisionNote: '与现场记录、照片一致。',
  ...rest,
});

/** The same visit every time, as one of its inspectors would read it: with the cover story and the names in it. */
export function handMadeVisit(change: Partial<VisitDetail> = {}): VisitDetail {
  const score = (its: Answers) => {
    const reckoned = scoreOf(its);
    return { score: reckoned.score, lowest: reckoned.lowest, highest: reckoned.highest, grade: reckoned.grade };
  };
  const visit: VisitDetail = {
    id: 1,
    clientId: '00000000-0000-4000-8000-0000000000aa',
    no: '访〔2026〕342号',
    revision: 9,
    state: 'confirmed',
    fields: {
      mode: 'simulated_transaction',
      planId: 1,
      roundId: 4,
      hallId: 1,
      zoneId: 2,
      windowIds: [11, 12],
      serviceItemId: 5,
      coverStory: SECRET.cover,
      inspectorIds: [4, 5],
      startedAt: at(9, 2, 11),
      endedAt: at(10, 21, 40),
      spokenTo: [
        { kind: 'counter_staff', windowId: 11, badgeNo: '0213', deskNo: 'A05', remarks: null },
        { kind: 'counter_staff', windowId: 12, badgeNo: null, deskNo: 'A06', remarks: null },
        { kind: 'service_user', remarks: '等了半小时' },
      ],
      narrative:
        '9时02分到达大厅，取号后在等候区等候。A05 窗口工作人员先后三次提出补充材料：第一次要求提供户口簿复印件，第二次要求提供近期照片，第三次要求补填申请表。每次均未说明还缺什么。\n其间等候区饮水机缺水，导服台有人值守并主动询问。',
      practices:
        '一是导服台主动询问、分流引导，取号处有专人协助老年人操作。\n二是各窗口均放置办事指南，二维码可以扫出全部材料清单。\n三是 A06 窗口受理时主动说明承诺时限和取件方式。',
      measures:
        '建议责任单位对照事项清单逐项核对一次性告知单，做到“一张清单、一次说清”；补齐 A05 窗口的书面告知单；后台每周抽查告知单不少于 10 份。',
      suggestions: '建议中心将一次性告知执行情况列入下季度重点督查内容，并在 30 日内安排复查。',
    },
    inspectors: [
      { personId: 4, code: 'A07', name: SECRET.name },
      { personId: 5, code: 'A12', name: SECRET.name },
    ],
    may: { edit: false, review: false, openIdentity: false },
    hallLabel: '林溪区行政便民服务中心',
    zoneLabel: '一楼综合服务区',
    planNo: '方〔2026〕9号',
    planTitle: '2026 年第四季度窗口作风暗访方案',
    roundNumber: 2,
    serviceItemLabel: '老年优待证申领',
    promisedDays: 5,
    targets: { waiting_minutes: 15, handling_minutes: 20 },
    windows: [
      { id: 11, label: 'A05 社会保障综合窗口', number: 'A05', unitId: 3, unitLabel: '区人力资源和社会保障局' },
      { id: 12, label: 'A06 民政综合窗口', number: 'A06', unitId: 4, unitLabel: '区民政局' },
    ],
    checklists: [
      {
        clientId: '00000000-0000-4000-8000-0000000000c1',
        windowId: 11,
        versionId: 7,
        title: '模拟办事',
        versionNumber: 3,
        answers: answersA,
        limits,
        score: score(answersA),
      },
      {
        clientId: '00000000-0000-4000-8000-0000000000c2',
        windowId: 12,
        versionId: 7,
        title: '模拟办事',
        versionNumber: 3,
        answers: answersB,
        limits,
        score: score(answersB),
      },
    ],
    steps: [
      stepOf('arrive', null, at(9, 2, 11)),
      stepOf('ticket', 11, at(9, 4, 0)),
      stepOf('called', 11, at(9, 24, 24)),
      stepOf('called', 11, at(9, 22, 24), at(9, 31), '按叫号屏更正'),
      stepOf('greeted', 11, at(9, 22, 40)),
      stepOf('answered', 11, at(9, 23, 5)),
      stepOf('told_missing', 11, at(9, 26, 0)),
      stepOf('done', 11, at(9, 35, 0)),
      stepOf('ticket', 12, at(9, 40, 0)),
      stepOf('called', 12, at(9, 49, 12)),
      stepOf('greeted', 12, at(9, 49, 30)),
      stepOf('done', 12, at(10, 12, 0)),
      stepOf('left', null, at(10, 21, 40)),
    ],
    findings: [
      finding(1, {
        checklist: '00000000-0000-4000-8000-0000000000c1',
        itemCode: 'B.1',
        description:
          '工作人员先后三次提出补充材料，未一次性说清，也未出具书面告知单。申请人当日往返复印店两次，实际多跑 2 趟。',
      }),
      finding(2, {
        title: '等候超过大厅目标',
        severity: 'general',
        category: 'order',
        basisClause: '大厅等候目标',
        durationSeconds: 18 * 60 + 24,
        description: '取号至叫号 18.4 分钟，同期 4 个窗口中有 1 个空岗。',
        headCount: 3,
        headTotal: 10,
      }),
      finding(3, {
        title: '等候区饮水机缺水',
        severity: 'general',
        category: 'facility',
        basisClause: null,
        windowId: null,
        windowLabel: null,
        unitLabel: '中心后勤保障科',
        correctedOnSpot: true,
        deadlineType: 'immediate_fix',
        deadlineAmount: null,
        description: '二楼等候区饮水机无水，告知后 10 分钟内换上。',
      }),
      finding(4, {
        title: '未佩戴胸牌',
        severity: 'general',
        category: 'appearance',
        state: 'dismissed',
        decisionNote: '照片显示胸牌在外套内侧，佩戴位置不当，口头提醒即可。',
      }),
    ],
    attachments: [
      attachment(1, { kind: 'finding', visitId: 1, finding: '00000000-0000-4000-8000-000000000001' }, 'A05 窗口'),
      attachment(
        2,
        { kind: 'item', visitId: 1, checklist: '00000000-0000-4000-8000-0000000000c1', itemCode: 'B.2' },
        '办事指南摆放情况',
      ),
      attachment(3, { kind: 'visit', visitId: 1 }, '等候区全景，四个窗口中一个空岗，叫号屏显示等候 23 人'),
    ],
    conflicts: [],
    events: [
      { at: at(9, 2), kind: 'started', who: 'A07', note: null },
      { at: at(11, 30), kind: 'submitted', who: 'A07', note: null },
      { at: at(15, 10), kind: 'confirmed', who: 'F02', note: '事实清楚' },
    ],
    score: 9100,
    grade: null,
    submittedScore: 9100,
    submittedGrade: null,
    submittedAt: at(11, 30),
    createdAt: at(9, 2),
    updatedAt: at(15, 10),
  };
  return { ...visit, ...change };
}

const scoreOf = (its: Answers) => score(content('zh-CN'), its, limits);
