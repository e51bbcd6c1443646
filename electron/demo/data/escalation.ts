import type { OrderLevel } from '../../../domain/rectification/escalation.js';
import type { Words } from '../words.js';

/** What orders, an interview and a circular of the demo hall say. */
export const orderDemands: Readonly<Record<OrderLevel, Words>> = {
  blue: [
    '请立即组织整改，明确责任人和完成时间，书面报送进展。',
    'Put it right at once, name who is responsible and by when, and report in writing.',
  ],
  orange: [
    '请责任领导过问，限期整改到位，书面说明未按期完成的原因和完成时间。',
    'The responsible leader shall see to it; explain the delay in writing and say when it will be done.',
  ],
  red: [
    '请单位主要负责人牵头整改，立即采取措施，书面报送整改情况和责任认定意见。',
    'The head of the unit shall lead; act at once and report in writing who is accountable.',
  ],
};
export const orderReason: Words = [
  '长期未改，群众多次反映。',
  'Not put right for long; people have complained again and again.',
];

export const invited: Words = ['单位主要负责人、窗口负责人', 'Head of the unit and head of the counter'];
export const place: Words = ['政务服务中心三楼会议室', 'Meeting room, third floor'];
export const attendance: Words = [
  '督查办：何知远；被约谈单位：主要负责人、分管领导、窗口负责人',
  'Office: the head; unit: its head, the leader in charge and the head of the counter',
];
export const minutes: Words = [
  '督查办通报了逾期和三次督办情况，出示检查记录和催办记录。\n被约谈单位承认重视不够、责任没有压实，表示由主要负责人牵头，一周内整改到位。\n督查办要求举一反三，建立长效机制。',
  'The office told of the delay and of three orders, and showed the records.\nThe unit admitted that nobody had been made responsible; its head will lead, and it will be done within a week.\nThe office asked for rules that last.',
];
export const demands: readonly Words[] = [
  [
    '由主要负责人牵头，五个工作日内完成原问题整改并提交佐证。',
    'Led by the head of the unit, put the fault right within five working days and hand in proof.',
  ],
  [
    '建立窗口值守日查制度，每周向督查办报送一次。',
    'Check every day that the counter is staffed and report to the office once a week.',
  ],
];

export const circularTitle: Words = [
  '关于近期政务服务窗口突出问题的通报',
  'Circular on recent problems at service counters',
];
export const circularText: Words = [
  '近期，督查办组织暗访和回访，发现部分窗口单位对整改工作重视不够、逾期不改。现将突出问题予以通报。\n各单位要对照通报问题举一反三，压实责任，按期整改销号。',
  'Covert visits and checks found that some units take their rectifications too lightly and let them run late. The cases are named below.\nAll units shall look at themselves in this light and put things right in time.',
];
export const circularTo: Words = ['各进驻单位、各分中心', 'All resident units and branch halls'];
