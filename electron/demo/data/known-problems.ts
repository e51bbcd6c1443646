import type { FindingCategory, Severity } from '../../../domain/checklist/kinds.js';
import type { Words } from '../words.js';

/** What the office itself learned, from hotline, letters and circulars of inspections. */
export interface KnownProblem {
  category: FindingCategory;
  severity: Severity;
  problem: Words;
}

export const knownProblems: readonly KnownProblem[] = [
  {
    category: 'attendance',
    severity: 'serious',
    problem: [
      '暗访通报：14:37 窗口无人，未摆放去向牌，三名群众等候 18 分钟。',
      'Circular on covert visits: nobody at the counter at 14:37 and no away-sign; three people waited 18 minutes.',
    ],
  },
  {
    category: 'handling',
    severity: 'serious',
    problem: [
      '热线转办：同一事项两次补正，第二次才告知缺少房屋产权证明，未做到一次性告知。',
      'From the hotline: papers were sent back twice; only then was the missing title deed named.',
    ],
  },
  {
    category: 'disclosure',
    severity: 'general',
    problem: [
      '办事指南仍写承诺 5 个工作日，系统内已压缩为 3 个工作日，内容不一致。',
      'The guide still promises five working days where the system allows three.',
    ],
  },
  {
    category: 'conduct',
    severity: 'serious',
    problem: [
      '暗访通报：工作时间用手机看视频，群众到窗口后 40 秒未抬头。',
      'Circular on covert visits: a video was watched on the phone; it took 40 seconds until somebody looked up.',
    ],
  },
  {
    category: 'service_language',
    severity: 'general',
    problem: [
      '12345 工单：咨询电话回答“不归我们管”，未指明承办单位，违反首问负责制。',
      'Hotline ticket: “Not our business” was the answer; nobody was told whose it is.',
    ],
  },
  {
    category: 'workflow',
    severity: 'serious',
    problem: [
      '事项已取消的两项材料窗口仍在收取，系统与窗口口径不一致。',
      'Two papers that are no longer needed are still asked for at the counter.',
    ],
  },
  {
    category: 'fee',
    severity: 'grave',
    problem: [
      '群众来信：代收复印费未开票据，收费依据未公示。',
      'A letter: money was taken for copies without a receipt, and no fee is posted.',
    ],
  },
  {
    category: 'facility',
    severity: 'general',
    problem: [
      '自助终端停用九天未修，未张贴停用说明和替代办法。',
      'A self-service machine has been out of order for nine days without a note.',
    ],
  },
  {
    category: 'business_skill',
    severity: 'general',
    problem: [
      '现场问答：两名窗口人员答不出承诺时限和监督电话。',
      'Asked on the spot, two clerks knew neither the time limit nor the number for complaints.',
    ],
  },
  {
    category: 'satisfaction',
    severity: 'serious',
    problem: [
      '本月差评 4 件，其中 2 件超过五个工作日未回访。',
      'Four bad ratings this month; two were not called back within five working days.',
    ],
  },
  {
    category: 'handling',
    severity: 'grave',
    problem: [
      '电子监察预警：3 件许可超过承诺时限未办结，未办理延期手续。',
      'From electronic supervision: three permits ran past the promised time without an extension.',
    ],
  },
  {
    category: 'appearance',
    severity: 'general',
    problem: [
      '督查组巡查：窗口六人中三人未佩戴工号牌，桌面堆放私人物品。',
      'On patrol: three of six wore no badge, and private things lay on the desks.',
    ],
  },
];
