import type { FindingCategory } from '../../../domain/checklist/kinds.js';
import type { Words } from '../words.js';

type Many = readonly [Words, ...Words[]];

/** What a text item is answered with. */
export const remarks: Many = [
  ['工作人员主动说明了预约方式。', 'Staff explained how to book ahead.'],
  ['现场有引导员，秩序正常。', 'A guide was at hand and the queue was in order.'],
  ['群众反映材料清单好懂。', 'A citizen said the list of papers was easy to follow.'],
  ['指南上的电话能打通。', 'The number on the guide was answered.'],
];

/** How a visit went, in the inspector's words. */
export const narratives: Many = [
  [
    '进厅后按群众身份取号等候，观察窗口办理三件。叫号顺序正常，工作人员能听清诉求再答复，但忙时解释偏短。',
    'Took a ticket as a citizen and watched three cases. Numbers were called in order; staff listened before they answered, though briefly at busy times.',
  ],
  [
    '以咨询企业开办材料为由到窗口，工作人员一次说清了必备材料，并提示可以容缺后补，随后递了一张清单。',
    'Asked about papers for starting a business. All papers were named at once, what may follow later was pointed out, and a list was handed over.',
  ],
  [
    '下午刚上班时到达，两个窗口尚未开机，群众排队约十人。十分钟后恢复正常，值班长到场疏导。',
    'Arrived right after lunch: two counters were not on yet and about ten people queued. Normal after ten minutes; the duty manager came to help.',
  ],
  [
    '电话咨询三次，第一次占线，第二次响七声接通。答复准确，但没有主动说明办理地点和时间。',
    'Called three times: engaged, then picked up after seven rings. The answer was right but place and hours were not offered.',
  ],
  [
    '窗口环境整洁，标识清楚。等候区座位够用，饮水机缺纸杯。公示栏中一份收费标准为去年版本。',
    'Counters were tidy and signs clear. Enough seats; no paper cups at the dispenser. One fee table on the board was last year’s.',
  ],
  [
    '模拟办理过程中被告知需要补充材料，工作人员分两次说明，未做到一次告知，其余环节在承诺时限内完成。',
    'During the simulated transaction missing papers were named in two goes, not at once; everything else kept the promised limit.',
  ],
  [
    '现场抽问两名工作人员，业务政策均能答对，一人对跨区通办的范围不够熟悉。',
    'Two staff were asked about policy and answered well; one was unsure which matters may be handled across districts.',
  ],
  [
    '调看上午九点至十点画面，窗口均有人值守，其中一处离岗未摆放去向牌约六分钟。',
    'Watched nine to ten in the morning: all counters staffed; at one a person was away for about six minutes without a sign.',
  ],
];

/** How a visit began and ended: put around what was seen, so that no two records read alike. */
export const openings: Many = [
  ['上午人较多，取号机前排着七八个人。', 'A busy morning; seven or eight people stood at the ticket machine.'],
  [
    '到达时引导员正在帮老人填表，没有注意到来人。',
    'The guide was filling in a form for an old man and did not look up.',
  ],
  ['刚下过雨，门口铺了防滑垫，雨具有专人收放。', 'It had rained; mats lay at the door and somebody took umbrellas.'],
  ['大厅显示屏滚动播放办事提示，字号清楚。', 'The screen ran hints in large letters.'],
  [
    '正逢缴费高峰，等候区座位坐满，另有十余人站立。',
    'Payment days: all seats taken and more than ten people standing.',
  ],
  ['午后人少，窗口前基本不用等。', 'A quiet afternoon with hardly any wait.'],
  ['周一早上开门前已有约二十人在门外。', 'About twenty people waited outside before opening on Monday.'],
];
export const endings: Many = [
  [
    '离开前向咨询台确认了监督电话，公示牌上的号码有效。',
    'Before leaving, the number for complaints was tried and works.',
  ],
  ['全程未亮明身份，票据和号票已留存。', 'Nothing was said about who we are; ticket and receipt were kept.'],
  ['走之前又看了一次，值班长已经到位。', 'A last look: the duty manager had come.'],
  ['两位同行人员的记录一致。', 'Both of us noted the same.'],
  ['有两位群众愿意日后接受回访，已记下编号。', 'Two citizens agreed to be asked again; their numbers were noted.'],
  ['没有与工作人员发生争执，未影响正常办理。', 'There was no argument and nobody was held up.'],
];
/** What is added to a finding, so that it can be told from others of its kind. */
export const details: Many = [
  [
    '当时窗口前还有五人，其中一位抱着孩子，问了三次才有人回应。',
    'Five people stood there, one with a child; it took three tries to be heard.',
  ],
  [
    '经核对叫号屏，前后两号相隔十一分钟，期间没有叫过别的号。',
    'By the screen eleven minutes lay between two numbers, with none in between.',
  ],
  [
    '同伴在另一侧看到同样情况，并拍下了台面和去向牌的位置。',
    'My partner saw the same from the other side and pictured the desk and the sign.',
  ],
  [
    '询问旁边窗口，答复是人手不够，领导知道，已经好几天了。',
    'The next counter said they are short of people and the head knows.',
  ],
  [
    '当事群众表示上周也遇到过一次，因为赶时间没有反映。',
    'The citizen said it happened last week too, but there was no time to report it.',
  ],
  [
    '提醒之后立即改正，并向群众说明了原因，态度较好。',
    'Put right at once when mentioned, with a friendly explanation.',
  ],
  ['墙上的服务承诺写明了这一条，落款日期是今年三月。', 'The promise on the wall says so; it is dated March.'],
  [
    '与办事指南第二页的要求不一致，指南放在取阅架最下层。',
    'It does not agree with page two of the guide, which lies on the lowest shelf.',
  ],
  ['现场没有看到替补人员，AB 岗公示表上写着的人当天请假。', 'Nobody stood in; the backup on the list was on leave.'],
];

export const practices: Many = [
  ['设有帮办代办台，老年人优先办理。', 'A help desk runs errands for people and the elderly go first.'],
  ['每天开门前十分钟例会，讲前一天的差错。', 'Ten minutes before opening, yesterday’s slips are talked through.'],
  ['材料清单做成一张卡片，当面划勾。', 'The list of papers is a card, ticked in front of the citizen.'],
  ['中午不断岗，排班表公开在窗口。', 'Counters stay open at noon; the rota hangs at the window.'],
];
export const measures: Many = [
  [
    '窗口单位当天组织学习服务用语，值班长每日抽查两次。',
    'The unit goes over service language today; the duty manager checks twice a day.',
  ],
  ['三个工作日内更新公示栏和办事指南。', 'Board and guides are brought up to date within three working days.'],
  ['调整午间排班，保证两个窗口同时开放。', 'The noon rota is changed so that two counters stay open.'],
  ['制作一次性告知单，办理时当面交付。', 'A notice of all papers is printed and handed over.'],
];
export const suggestions: Many = [
  [
    '建议把高频事项的材料清单做成二维码贴在窗口。',
    'Put the lists of frequent matters at the counter as a code to scan.',
  ],
  ['建议高峰时段增开机动窗口。', 'Open a spare counter at peak hours.'],
  ['建议对新上岗人员做一次业务测试。', 'Test new staff once before they serve.'],
  ['建议统一去向牌样式并明确摆放时间。', 'Use one style of away-signs and say when they are to be set out.'],
];
export const coverStories: Many = [
  ['咨询小微企业开办，自称准备租用商铺。', 'Asks about a small business, says a shop is about to be rented.'],
  ['替父母询问异地就医报销材料。', 'Asks for parents about papers for treatment elsewhere.'],
  ['了解房屋过户需要的材料和时间。', 'Asks what a transfer of a flat needs and how long it takes.'],
  ['为孩子办理落户，带部分材料。', 'Registers a child with some of the papers.'],
];

/** A sentence for a finding by its group; `any` serves the rest. */
export const seen: Readonly<Partial<Record<FindingCategory, Many>>> & { any: Many } = {
  attendance: [
    [
      '窗口无人约六分钟，台面没有去向牌，后排群众自行离开。',
      'Nobody at the counter for about six minutes and no away-sign; people at the back left.',
    ],
    [
      '九点零五分仍有窗口未开，叫号机已出到第九号。',
      'A counter was still shut at five past nine; the ninth ticket was out.',
    ],
  ],
  appearance: [
    ['一名工作人员未佩戴胸牌，询问后从抽屉取出。', 'One clerk wore no badge and took it from a drawer when asked.'],
    ['着装与规定不符，外套遮住工号。', 'The jacket covered the badge number.'],
  ],
  conduct: [
    ['手机立在键盘后播放视频，群众到窗口后收起。', 'A phone behind the keyboard showed a video until somebody came.'],
    ['两人隔窗聊天，群众等候约三分钟。', 'Two clerks chatted across counters while a citizen waited three minutes.'],
  ],
  service_language: [
    ['群众询问时未抬头，只说“网上都有”。', 'Without looking up: “It is all online.”'],
    ['办完后没有交代取件方式，群众返回再问。', 'How to collect was not said; the citizen had to come back and ask.'],
  ],
  handling: [
    ['分两次告知缺少的材料，群众往返一趟。', 'Missing papers were named in two goes; the citizen made a second trip.'],
    ['承诺当场办结的事项被告知下周再来。', 'A matter promised on the spot was put off to next week.'],
  ],
  hygiene: [['台面堆放个人物品和未收的表格。', 'Private things and loose forms lay on the counter.']],
  signage: [['公示栏收费标准为去年版本。', 'The fee table on the board was last year’s.']],
  facility: [['等候区饮水机无水，轮椅旁堆放纸箱。', 'The dispenser was empty and boxes stood before the wheelchair.']],
  any: [
    ['现场观察约十分钟，情况属实，有照片。', 'Watched for about ten minutes; a picture was taken.'],
    ['询问值班长后得知此前已有类似反映。', 'The duty manager said this had been raised before.'],
  ],
};

export const reviewNotes: Many = [
  ['时间、地点、方式清楚，认定。', 'Time, place and method are clear; confirmed.'],
  ['事实清楚，予以认定。', 'The facts are clear; confirmed.'],
  ['记录完整，问题属实。', 'The record is complete and the finding holds.'],
];
export const dismissNotes: Many = [
  ['属容缺后补的合法情形，不予认定。', 'The law lets these papers follow later; dismissed.'],
  ['当时系统升级并已公告，不予认定。', 'The system was being upgraded, as announced; dismissed.'],
];
export const returnNotes: Many = [
  ['请写明离岗起止时间和窗口号。', 'Please give the times and the window.'],
  ['问题描述与检查项不对应，请补充。', 'The description does not match the item; please complete it.'],
];
export const discardReasons: Many = [
  ['大厅临时停电，检查中止。', 'The hall lost power; the visit was broken off.'],
  ['窗口当天调整，改期再查。', 'The counter was moved that day; another date was set.'],
];
