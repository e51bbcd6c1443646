import type { FindingCategory } from '../../../domain/checklist/kinds.js';
import type { Words } from '../words.js';

/** Sentences to choose from; what stands in braces is put in by `observed`. */
export type Many = readonly [Words, ...Words[]];

/** What a text item is answered with. */
export const remarks: Many = [
  ['工作人员主动说明了预约方式。', 'Staff explained how to book ahead.'],
  ['现场有引导员，秩序正常。', 'A guide was at hand and the queue was in order.'],
  ['群众反映材料清单好懂。', 'A citizen said the list of papers was easy to follow.'],
  ['指南上的电话能打通。', 'The number on the guide was answered.'],
];

/** How a visit went, in the inspector's words; what stands in braces is a fact of the visit. */
export const narratives: Many = [
  [
    '按群众身份取号，在 {place} 等了 {m} 分钟，观察办理 {n} 件。叫号顺序正常，工作人员能听清诉求再答复，但忙时解释偏短。',
    'Took a ticket as a citizen, waited {m} minutes at {place} and watched {n} cases. Numbers were called in order; staff listened before they answered, though briefly at busy times.',
  ],
  [
    '到 {place} 咨询开办材料，工作人员 {m} 分钟内说清必备的 {n} 样，并提示可以容缺后补，随后递了一张清单。',
    'Asked at {place} about papers for starting a business. The {n} papers needed were named within {m} minutes, what may follow later was pointed out, and a list was handed over.',
  ],
  [
    '{clock} 到达，{n} 个窗口尚未开机，群众排队。{m} 分钟后恢复正常，值班长到场疏导。',
    'Arrived at {clock}: {n} counters were not on yet and people queued. Normal after {m} minutes; the duty manager came to help.',
  ],
  [
    '先后问了 {n} 次，第一次没有回应，最后一次等了 {m} 分钟。答复准确，但没有主动说明办理地点和时间。',
    'Asked {n} times: nobody reacted at first, and the last time it took {m} minutes. The answer was right but place and hours were not offered.',
  ],
  [
    '{place} 环境整洁，标识清楚，等候区空着 {n} 个座位，饮水机缺纸杯。公示栏中一份收费标准为去年版本。',
    'At {place} all was tidy and signs clear; {n} seats were free, no paper cups at the dispenser. One fee table on the board was last year’s.',
  ],
  [
    '办理中被告知需要补材料，工作人员隔了 {m} 分钟又补一样，前后共 {n} 样，未做到一次告知，其余环节在承诺时限内完成。',
    'Missing papers were named in two goes, {m} minutes apart, {n} in all, not at once; everything else kept the promised limit.',
  ],
  [
    '在 {place} 抽问工作人员 {n} 题，业务政策大都能答对，跨区通办的范围想了 {m} 分钟仍不够熟悉。',
    'At {place} staff were asked {n} questions about policy and answered most; which matters may be handled across districts was unclear even after {m} minutes.',
  ],
  [
    '从 {clock} 起连看 {m} 分钟，{place} 有人值守，期间离岗 {n} 次，均未摆放去向牌。',
    'Watched {m} minutes from {clock}: {place} was staffed; somebody left {n} times without a sign.',
  ],
];

/** How a visit began and ended: put around what was seen, so that no two records read alike. */
export const openings: Many = [
  ['上午人较多，取号机前排着 {n} 个人。', 'A busy morning; {n} people stood at the ticket machine.'],
  [
    '到达时引导员正在帮老人填表，{m} 分钟后才注意到来人。',
    'The guide was filling in a form for an old man and looked up after {m} minutes.',
  ],
  ['刚下过雨，门口铺了防滑垫，雨具有专人收放。', 'It had rained; mats lay at the door and somebody took umbrellas.'],
  ['大厅显示屏滚动播放办事提示，{m} 分钟一轮。', 'The screen ran hints in large letters, {m} minutes a round.'],
  ['正逢缴费高峰，等候区座位坐满，另有 {n} 人站立。', 'Payment days: all seats taken and {n} people standing.'],
  ['{clock} 到，人少，窗口前基本不用等。', 'Came at {clock}; a quiet time with hardly any wait.'],
  ['开门前已有 {n} 人在门外。', '{n} people waited outside before opening.'],
  ['两台自助机有一台停用，{clock} 仍未恢复。', 'One of two machines was out of order and still was at {clock}.'],
  ['咨询台前问路的有 {n} 拨，导办员来回带。', '{n} groups asked the way at the desk; the guide walked back and forth.'],
];
export const between: Many = [
  ['有位老人问了 {n} 遍才听懂，工作人员没有不耐烦。', 'An old man had to ask {n} times; nobody grew impatient.'],
  [
    '系统卡顿 {m} 分钟，工作人员提前说明并安抚。',
    'The system hung for {m} minutes; staff said so beforehand and calmed people.',
  ],
  [
    '邻近窗口闲着，没有主动分流排队的 {n} 人。',
    'The next counter was idle and did not take any of the {n} people in line.',
  ],
  ['帮办员 {clock} 换班，交接时台前空了片刻。', 'Helpers changed at {clock}; the desk stood empty for a moment.'],
  ['材料当面核对，退回 {n} 页并说明理由。', 'Papers were checked on the spot; {n} pages went back, with the reason.'],
  ['叫号间隔最长 {m} 分钟，期间无人解释。', 'The longest gap between numbers was {m} minutes, and nobody explained.'],
  ['评价器亮着，{n} 位群众中没有人被邀请评价。', 'The rating pad was on; none of {n} citizens was asked to use it.'],
  [
    '复印机旁有 {n} 人等候，免费复印的提示挂得偏高。',
    '{n} people waited at the copier; the sign about free copies hangs too high.',
  ],
  ['听到一次解释办理时限，说的是 {n} 个工作日。', 'The limit was explained once, as {n} working days.'],
  ['母婴室门锁着，问到钥匙花了 {m} 分钟。', 'The nursing room was locked; finding the key took {m} minutes.'],
  ['一名群众因少带证明离开，{m} 分钟后折返。', 'A citizen left for a missing proof and was back after {m} minutes.'],
];
export const endings: Many = [
  [
    '{clock} 前后向咨询台确认了监督电话，公示牌上的号码有效。',
    'Around {clock} the number for complaints was tried and works.',
  ],
  ['全程未亮明身份，票据和号票已留存。', 'Nothing was said about who we are; ticket and receipt were kept.'],
  ['走之前又看了一次，值班长已经到位。', 'A last look: the duty manager had come.'],
  ['两位同行人员的记录一致，前后相差 {n} 秒。', 'Both of us noted the same, {n} seconds apart.'],
  ['有 {n} 位群众愿意日后接受回访，已记下编号。', '{n} citizens agreed to be asked again; their numbers were noted.'],
  ['没有与工作人员发生争执，未影响正常办理。', 'There was no argument and nobody was held up.'],
];

/** Where and when a finding was seen. */
export const sightings: Many = [
  ['{clock}，{place}，前面 {n} 人。', 'At {clock}, {place}, {n} people ahead.'],
  ['在 {place} 从 {clock} 起看了 {m} 分钟。', 'Watched {place} for {m} minutes from {clock}.'],
  ['{place}，{clock} 轮到，后面还排着 {n} 人。', 'Our turn came at {clock}, {place}, with {n} people behind.'],
  ['{clock} 在 {place} 第 {n} 次看到。', 'Seen at {place} at {clock}, occasion {n} of the day.'],
  ['等候 {m} 分钟后，{clock} 在 {place} 所见。', 'After {m} minutes of waiting, at {clock}, {place}.'],
];
/** The same by telephone. */
export const calls: Many = [
  ['{clock} 第 {n} 次拨打。', 'Call {n} of the day, at {clock}.'],
  ['{clock} 拨通，响了 {n} 声。', 'Picked up at {clock} after {n} rings.'],
  ['占线 {m} 分钟，{clock} 接通。', 'Engaged for {m} minutes, through at {clock}.'],
  ['{clock} 通话，问了 {n} 个问题。', 'Asked {n} questions on the phone at {clock}.'],
];
/** What is added to a finding, so that it can be told from others of its kind. */
export const details: Many = [
  [
    '当时还有 {n} 人在等，其中一位抱着孩子，问了几次才有人回应。',
    '{n} people were waiting, one with a child; it took several tries to be heard.',
  ],
  [
    '经核对叫号屏，前后两号相隔 {m} 分钟，期间没有叫过别的号。',
    'By the screen {m} minutes lay between two numbers, with none in between.',
  ],
  [
    '同伴在另一侧看到同样情况，并拍下台面的照片 {n} 张。',
    'My partner saw the same from the other side and took {n} pictures of the desk.',
  ],
  [
    '询问旁边窗口，答复是人手不够，领导知道，已经 {n} 天了。',
    'The next counter said they are short of people; the head has known for {n} days.',
  ],
  [
    '当事群众表示上周也遇到过 {n} 次，因为赶时间没有反映。',
    'The citizen said it happened {n} times last week too, but there was no time to report it.',
  ],
  [
    '墙上的服务承诺第 {n} 条写明了这一项，落款是今年三月。',
    'Point {n} of the promise on the wall says so; it is dated March.',
  ],
  [
    '与办事指南第 {n} 页的要求不一致，指南放在取阅架最下层。',
    'It does not agree with page {n} of the guide, which lies on the lowest shelf.',
  ],
  ['没有看到替补人员，AB 岗公示表上写着的人当天请假。', 'Nobody stood in; the backup on the list was on leave.'],
  ['向值班长反映，{m} 分钟后才到现场。', 'The duty manager was told and came after {m} minutes.'],
  ['同一时段对面窗口没有这种情况，办理了 {n} 件。', 'The counter opposite had no such trouble and handled {n} cases.'],
  ['群众没有投诉，其中 {n} 位说已经习惯了。', 'No one complained; {n} said they were used to it.'],
  ['翻看台账，本月已登记过 {n} 次，没有写处理结果。', 'The ledger names it {n} times this month, without an outcome.'],
  ['离开大厅前再看，过了 {m} 分钟仍是原样。', 'A second look {m} minutes later found it unchanged.'],
  ['墙上摄像头正对此处，可调看 {clock} 前后的画面。', 'A camera faces the place; footage around {clock} will show it.'],
  [
    '一位群众因此改到别的窗口，多排了 {m} 分钟。',
    'One citizen went to another counter for it and queued {m} minutes more.',
  ],
  ['工作人员解释说上级文件 {n} 天前才到，还没来得及学。', 'Staff said the paper from above came only {n} days ago.'],
];
/** In the place of a detail where it was put right at once. */
export const putRight: Many = [
  [
    '提醒之后 {m} 分钟内改正，并向群众说明了原因。',
    'Put right within {m} minutes of being mentioned, with an explanation.',
  ],
  ['值班长 {clock} 到场，当面纠正并道歉。', 'The duty manager came at {clock}, set it right and apologised.'],
  [
    '邻座同事提醒后即改，群众等了不到 {m} 分钟。',
    'A colleague pointed it out and it was changed; people waited under {m} minutes.',
  ],
  ['当场改正，复看 {n} 次没有再犯。', 'Changed at once; {n} further looks found nothing.'],
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
      '无人约 {m} 分钟，台面没有去向牌，后排 {n} 名群众自行离开。',
      'Nobody there for about {m} minutes and no away-sign; {n} people at the back left.',
    ],
    ['到点 {m} 分钟仍未开窗，叫号机已出到第 {n} 号。', 'Still shut {m} minutes after opening; ticket {n} was out.'],
    ['人在后排打电话，{m} 分钟没有回到岗位。', 'The clerk was on the phone at the back for {m} minutes.'],
    [
      '提前 {m} 分钟收拾台面，余下 {n} 人被劝改日再来。',
      'The desk was cleared {m} minutes early; {n} people were told to come another day.',
    ],
  ],
  appearance: [
    ['一名工作人员未佩戴胸牌，询问后从抽屉取出。', 'One clerk wore no badge and took it from a drawer when asked.'],
    ['着装与规定不符，外套遮住工号。', 'The jacket covered the badge number.'],
    ['台上 {n} 人在岗，只有一人穿工装。', 'Of {n} people on duty only one wore the uniform.'],
  ],
  conduct: [
    [
      '手机立在键盘后播放视频，{m} 分钟后群众到窗口才收起。',
      'A phone behind the keyboard showed a video until somebody came {m} minutes later.',
    ],
    ['两人隔窗聊天，群众等候约 {m} 分钟。', 'Two clerks chatted across counters while a citizen waited {m} minutes.'],
    ['工作时间吃早点，{n} 名群众在台前看着。', 'Breakfast was eaten at the desk with {n} citizens looking on.'],
    ['把材料推回台面，说了 {n} 次“自己看”。', 'Papers were pushed back with “read it yourself”, {n} times.'],
  ],
  service_language: [
    ['群众询问时未抬头，{n} 句话都是“网上都有”。', 'Without looking up: “It is all online”, {n} times over.'],
    [
      '办完后没有交代取件方式，群众过 {m} 分钟返回再问。',
      'How to collect was not said; the citizen came back after {m} minutes to ask.',
    ],
    ['没有问候，也没有道别，{n} 件都是如此。', 'Neither greeting nor farewell, in {n} cases alike.'],
    [
      '语速快，用了 {n} 个内部简称，群众没有听懂。',
      'Spoken fast with {n} terms of the trade; the citizen did not follow.',
    ],
  ],
  handling: [
    [
      '隔 {m} 分钟又告知缺一样材料，群众往返一趟。',
      'One more missing paper was named {m} minutes later; the citizen made a second trip.',
    ],
    ['承诺当场办结的事项被告知 {n} 天后再来。', 'A matter promised on the spot was put off by {n} days.'],
    ['多要了 {n} 样清单之外的证明。', '{n} proofs that are not on the list were asked for.'],
    ['回执上没有写受理编号，补写用了 {m} 分钟。', 'The receipt had no case number; adding it took {m} minutes.'],
  ],
  hygiene: [
    ['台面堆放个人物品和 {n} 叠未收的表格。', 'Private things and {n} piles of forms lay on the counter.'],
    ['等候椅下有 {n} 个纸杯，{m} 分钟内无人清理。', '{n} paper cups lay under the seats and stayed for {m} minutes.'],
  ],
  signage: [
    ['公示栏 {n} 张收费标准中有去年版本。', 'Among {n} fee tables on the board one was last year’s.'],
    [
      '去向牌写着“{n} 分钟后回来”，没有写几点离开。',
      'The away-sign said “back in {n} minutes” without saying since when.',
    ],
    ['指引牌指向已搬走的窗口，绕行 {m} 分钟。', 'A sign led to a counter that has moved; the detour took {m} minutes.'],
  ],
  facility: [
    ['饮水机无水，轮椅旁堆放 {n} 个纸箱。', 'The dispenser was empty and {n} boxes stood before the wheelchair.'],
    ['{n} 台自助机停用，没有贴出恢复时间。', '{n} machines were out of order with no word of when they will work.'],
    ['老花镜只剩 {n} 副，度数标签脱落。', 'Only {n} reading glasses were left, without labels.'],
  ],
  any: [
    ['连续看了 {m} 分钟，情况属实，照片 {n} 张。', 'Watched for {m} minutes on end; {n} pictures were taken.'],
    ['询问值班长后得知此前已有 {n} 次类似反映。', 'The duty manager said this had been raised {n} times before.'],
    ['与台账核对，{n} 处对不上。', 'Compared with the ledger, {n} entries do not agree.'],
    ['当面演示用了 {m} 分钟，没有完成。', 'Showing it took {m} minutes and was not finished.'],
    ['问到 {n} 名工作人员，说法各不相同。', '{n} members of staff were asked and each said something else.'],
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
