import type { Aspect, DayPart } from '../../../domain/lead.js';
import type { Words } from '../words.js';

/** What a supervisor saw, and what the office made of it: a finding, an answer with reasons, or nothing yet. */
export interface LeadStory {
  saw: Words;
  wish: Words | null;
  /** At no window: where else. */
  place: Words | null;
  aspects: readonly Aspect[];
  part: DayPart;
  hour: number | null;
  /** As a finding; null when it was answered or waits. */
  title: Words | null;
  reply: Words | null;
}

export const leadStories: readonly LeadStory[] = [
  {
    saw: [
      '老人来问异地报销要带什么，窗口说“网上都有”。老人不会上网，又问一遍，没人再答。后来是排队的年轻人帮她查的。',
      'An old lady asked what to bring for a claim. “It is all online.” She cannot use it and asked again; nobody answered. A young man in the queue looked it up for her.',
    ],
    wish: ['给一张写清材料的纸，不会上网的有人帮。', 'Hand out a list on paper and help those who are not online.'],
    place: null,
    aspects: ['attitude', 'notice'],
    part: 'morning',
    hour: 10,
    title: ['对老年群众告知不到位', 'An elderly citizen was not told what to bring'],
    reply: [
      '已认定为问题，窗口印了材料清单，引导员上午固定在医保区。',
      'Confirmed as a finding. A list has been printed and a guide stands there every morning.',
    ],
  },
  {
    saw: [
      '二楼饮水机坏了半个月，贴的纸条还是上个月的日期。',
      'The dispenser on the second floor has been out of order for two weeks; the note still has last month’s date.',
    ],
    wish: null,
    place: ['二楼饮水机', 'Dispenser, second floor'],
    aspects: ['efficiency'],
    part: 'afternoon',
    hour: 15,
    title: ['便民设施损坏未及时维修', 'A facility stayed broken'],
    reply: ['已换新机，您下次来可以看看。', 'A new one has been put up; please have a look next time.'],
  },
  {
    saw: [
      '大厅旁边停车场一小时收十元，比医院还贵。',
      'The car park beside the hall takes ten yuan an hour, more than the hospital.',
    ],
    wish: ['办事的人前两个小时应该免费。', 'The first two hours should be free for people with business in the hall.'],
    place: ['东侧停车场', 'Car park, east side'],
    aspects: ['fee'],
    part: 'morning',
    hour: 9,
    title: null,
    reply: [
      '停车场不属大厅管理，已转停车管理办公室。他们答复：凭办事回执前一小时免费，已在入口贴出。',
      'The car park is not the hall’s. The parking office tells us the first hour is free with a receipt; a notice hangs at the gate.',
    ],
  },
  {
    saw: [
      '公证窗口复印收了我邻居两元，没有给票，价目表上也没有这一项。',
      'The notary counter took two yuan for copies without a receipt; it is not on the fee table.',
    ],
    wish: ['要么不收，要么贴出来。', 'Either take nothing or put it on the table.'],
    place: null,
    aspects: ['fee'],
    part: 'afternoon',
    hour: 14,
    title: ['未公示项目收取复印费', 'A fee for copies that is not published'],
    reply: ['已责成退费并公示，复印改为免费。', 'The fee has been paid back; copies are free from now on.'],
  },
  {
    saw: [
      '九点一刻还有三个窗口没有人，取号的人坐满了。',
      'At a quarter past nine three counters were empty and the seats were full.',
    ],
    wish: null,
    place: null,
    aspects: ['efficiency', 'attitude'],
    part: 'morning',
    hour: 9,
    title: ['开门后窗口空岗', 'Counters empty after opening'],
    reply: ['已认定，单位调整了班次。', 'Confirmed; the unit has changed its rota.'],
  },
  {
    saw: [
      '年轻人办得很快，有个小伙子主动给老人搬椅子，值得表扬。',
      'The young clerk worked quickly and fetched a chair for an old man. Well done.',
    ],
    wish: null,
    place: null,
    aspects: ['attitude'],
    part: 'noon',
    hour: 12,
    title: null,
    reply: [
      '已转告本人和单位，列入当月表扬名单。',
      'We have told him and his unit; he is on this month’s list of praise.',
    ],
  },
  {
    saw: [
      '过户要的材料，咨询台说四样，窗口说五样，跑了两趟。',
      'The desk named four papers for a transfer, the counter five: two trips.',
    ],
    wish: ['两边用一张单子。', 'Both should use one list.'],
    place: null,
    aspects: ['notice', 'formality'],
    part: 'morning',
    hour: 11,
    title: ['咨询与受理口径不一', 'Desk and counter ask for different papers'],
    reply: ['已统一清单，咨询台和窗口用同一张。', 'Desk and counter now use the same list.'],
  },
  {
    saw: ['自助机旁没有人教，几位老人站着等。', 'Nobody helps at the machines; several old people stood waiting.'],
    wish: ['上午人多时安排一个志愿者。', 'Have a volunteer there in the morning.'],
    place: ['自助服务区', 'Self-service area'],
    aspects: ['ability', 'efficiency'],
    part: 'morning',
    hour: 10,
    title: null,
    reply: null,
  },
  {
    saw: [
      '问了两个人同一件事，说法不一样，一个说要本人来，一个说可以代办。',
      'Two people gave two answers: one said in person only, one said by proxy.',
    ],
    wish: null,
    place: null,
    aspects: ['ability', 'notice'],
    part: 'afternoon',
    hour: 16,
    title: null,
    reply: null,
  },
];
