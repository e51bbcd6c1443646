import type { FindingCategory } from '../../../domain/checklist/kinds.js';
import type { Many } from './observations.js';
import type { Words } from '../words.js';

/** What is asked for of a unit: goal, measures. */
export interface Demand {
  goal: Words;
  measures: readonly [Words, ...Words[]];
}

const duty: Demand = {
  goal: [
    '对外办公时间窗口不空岗，AB 岗随时能替。',
    'No counter stands empty in office hours; there is always a stand-in.',
  ],
  measures: [
    ['修订窗口排班表，AB 岗名单上墙', 'Revise the rota and put the list of stand-ins on the wall'],
    ['值班长每日四次查岗并签名', 'The duty manager checks four times a day and signs'],
    ['与当事人谈话并记入本月考评', 'Talk to those concerned and enter it in this month’s appraisal'],
  ],
};
const manners: Demand = {
  goal: ['做到来有迎声、问有答声、走有送声。', 'People are greeted, answered and seen off.'],
  measures: [
    ['组织全员学习服务规范并考试', 'All staff go over the rules of service and are tested'],
    ['对当事人批评教育', 'Those concerned are spoken to'],
    ['窗口每周自查一次画面', 'The unit looks at its own pictures once a week'],
  ],
};
const business: Demand = {
  goal: ['材料一次告知清楚，群众最多跑一次。', 'All papers are named at once; nobody comes twice.'],
  measures: [
    ['印制一次性告知单，当面勾选', 'Print a list of papers and tick it in front of the citizen'],
    ['每周五下午业务学习一小时', 'An hour of study every Friday afternoon'],
    ['回访近一个月被退件的申请人', 'Call those whose papers were sent back in the last month'],
  ],
};
const openness: Demand = {
  goal: ['公示内容与现行规定一致，更新有人负责。', 'What is posted is what applies, and somebody keeps it so.'],
  measures: [
    ['逐项核对办事指南、收费标准和公示栏', 'Check guides, fees and boards point by point'],
    ['明确专人，政策变动后两个工作日内更新', 'Name somebody who updates within two working days of a change'],
  ],
};
const place: Demand = {
  goal: ['设施完好、标识清楚、环境整洁。', 'Facilities work, signs are clear, the place is clean.'],
  measures: [
    ['当日报修并张贴提示，写明恢复时间', 'Report it the same day and post when it will work again'],
    ['引导员每小时巡一次区域', 'A guide walks the area every hour'],
  ],
};

const demands: Partial<Record<FindingCategory, Demand>> = {
  attendance: duty,
  appearance: manners,
  conduct: manners,
  service_language: manners,
  complaint: manners,
  satisfaction: manners,
  disclosure: openness,
  fee: openness,
  workflow: openness,
  facility: place,
  hygiene: place,
  signage: place,
  order: place,
};
export const demandOf = (category: FindingCategory): Demand => demands[category] ?? business;

export const reports: Many = [
  ['已召开窗口例会，按通知书逐条分工。', 'Went through the notice with the counters and shared out the work.'],
  ['措施已落实过半，其余本周内完成。', 'More than half is done; the rest follows this week.'],
  ['已完成自查，正在补齐记录。', 'Checked ourselves; the records are being completed.'],
];
export const submissions: Many = [
  ['整改情况和佐证附后，请予验收。', 'What was done and its proof are attached. Please verify.'],
  ['已整改到位并连续自查五天无反复，申请销号。', 'Put right and checked for five days in a row. We ask for closure.'],
];
export const reminders: Many = [
  ['请按期报送整改进展。', 'Please report how it goes, in time.'],
  ['已近期限，请抓紧落实并提交佐证。', 'The day is near: please act and hand in proof.'],
];
export const askings: Many = [
  [
    '系统改造由上级统一安排，排期在原期限之后。',
    'The change of the system is scheduled from above, after the due date.',
  ],
  ['采购的标识牌尚未到货。', 'The signs that were ordered have not arrived.'],
];
export const refusals: Many = [
  [
    '理由不充分，相关措施不依赖系统改造，请按原期限完成。',
    'Not enough: this does not depend on the system. Keep the date.',
  ],
];
export const returns: Many = [
  ['佐证只有会议记录，看不出窗口实际变化，请补照片。', 'Minutes alone do not show what changed. Please add pictures.'],
  ['照片与窗口不符，第三项措施没有材料。', 'The picture shows another counter; nothing is there on measure three.'],
];
export const passed: Many = [
  ['现场查看一小时，在岗、告知、公示均符合要求。', 'Watched for an hour: staffed, informed and posted as asked.'],
  ['调阅三天画面，未再发现同类问题。', 'Looked at three days of pictures; it did not happen again.'],
];
export const partly: Many = [
  ['排班表已上墙，午间仍有一次空岗 12 分钟。', 'The rota hangs, but at noon nobody was there for 12 minutes.'],
];
export const failed: Many = [
  ['公示栏内容未更新，窗口人员不知道有此项整改。', 'The board is unchanged and the clerks know of nothing.'],
];
export const relapsed: Many = [
  ['前两天正常，第三天又出现同样问题。', 'Fine for two days; on the third it happened again.'],
];
export const closings: Many = [
  ['同意销号，列入回头看范围。', 'Closed; it may be drawn for a look back.'],
  ['同意销号。', 'Closed.'],
];
export const grants: Many = [['同意延期，期间每周报一次进展。', 'Granted; report once a week until then.']];
export const grounds: Words = [
  '当时窗口人员正在后台协助群众自助办理，监控可证，请求复核。',
  'The clerk was helping somebody at the machine, as the pictures show. Please reconsider.',
];
export const upheld: Words = ['调阅监控属实，撤销该项。', 'The pictures bear it out: revoked.'];
export const rejected: Words = ['协助群众未安排顶岗，仍属空岗，维持原认定。', 'Nobody stood in meanwhile: it stands.'];
export const suspended: Words = ['中心机房搬迁，窗口系统停用。', 'The server room moves; the counters are offline.'];
export const shelved: Words = [
  '涉及大厅二期改造，改造完成前无法实施。',
  'Part of the second stage of rebuilding; not to be done before.',
];
export const reopened: Words = [
  '回头看发现同一窗口再次出现同样问题。',
  'A look back found the same at the same counter.',
];
export const stages: Many = [
  ['完成排班和制度修订', 'Rota and rules revised'],
  ['完成全员培训', 'All staff trained'],
  ['运行一个月后评估', 'Looked at after a month'],
];
export const proofWords = {
  report: ['整改情况报告', 'Report on what was done'] as Words,
  picture: ['窗口照片', 'Counter'] as Words,
  before: ['整改前', 'Before'] as Words,
  after: ['整改后', 'After'] as Words,
};

/** 回头看 */
export const lookBackNote: Words = ['季度回头看', 'Quarterly look-back'];
export const heldOn: Words = [
  '连看两个上午，窗口一直有人，台账与现场一致。',
  'Seen on two mornings: the counter was staffed and the register agreed.',
];
export const cameBack: Words = [
  '10 点前后窗口无人 12 分钟，AB 岗没有顶上，与整改前一样。',
  'Nobody at the counter for 12 minutes about 10 o’clock and no stand-in: as before.',
];
