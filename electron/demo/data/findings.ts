import type { FindingCategory } from '../../../domain/checklist/kinds.js';
import type { Setting } from './courses.js';
import type { Many } from './observations.js';

/** Where and when a finding was seen. */
export const sightings: Readonly<Record<Setting, Many>> = {
  counter: [
    ['{clock}，{place}，前面 {n} 人。', 'At {clock}, {place}, {n} people ahead.'],
    ['在 {place} 从 {clock} 起看了 {m} 分钟。', 'Watched {place} for {m} minutes from {clock}.'],
    ['{place}，{clock} 轮到，后面还排着 {n} 人。', 'Our turn came at {clock}, {place}, with {n} people behind.'],
    ['等候 {m} 分钟后，{clock} 在 {place} 所见。', 'After {m} minutes of waiting, at {clock}, {place}.'],
  ],
  open: [
    ['{clock} 在 {place} 检查时发现。', 'Found at {place} at {clock}.'],
    [
      '{place}，{clock}，值班长在场，看了 {m} 分钟。',
      'At {place}, {clock}, the duty manager present; looked for {m} minutes.',
    ],
    ['逐项核对到第 {n} 项时，{clock}，{place}。', 'At point {n} of the list, {clock}, {place}.'],
  ],
  phone: [
    ['{clock} 第 {n} 次拨打。', 'Call {n} of the day, at {clock}.'],
    ['{clock} 拨通，响了 {n} 声。', 'Picked up at {clock} after {n} rings.'],
    ['占线 {m} 分钟，{clock} 接通。', 'Engaged for {m} minutes, through at {clock}.'],
    ['{clock} 通话，问了 {n} 个问题。', 'Asked {n} questions on the phone at {clock}.'],
  ],
  screens: [
    ['画面时间 {clock}，{place}。', 'Picture of {place}, {clock}.'],
    ['{place} 的画面，从 {clock} 起看了 {m} 分钟。', 'Watched the picture of {place} for {m} minutes from {clock}.'],
    ['{clock}，{place}，倒回看了 {n} 遍。', 'At {clock}, {place}; played {n} times.'],
  ],
  outside: [
    ['谈话中有 {n} 人提到，时间约 {clock}。', 'Named by {n} people, about {clock}.'],
    ['{clock} 前后谈到，说了 {m} 分钟。', 'Spoken of around {clock}, for {m} minutes.'],
    ['问到第 {n} 题时说起。', 'Came up at question {n}.'],
  ],
};

/** What was seen, by the group of the finding. */
export const seen: Readonly<Record<FindingCategory, Many>> = {
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
  complaint: [
    ['投诉登记簿上有 {n} 条没有写处理结果。', 'In the book of complaints {n} entries have no outcome.'],
    ['群众反映后 {m} 分钟没有人来接待。', 'Nobody came for {m} minutes after a complaint was made.'],
    ['监督电话牌被展板挡住，问了 {n} 人才找到。', 'A board hid the complaints number; {n} people had to be asked.'],
  ],
  fee: [
    [
      '收费 {n} 元，没有出示标准，要求后才给收据。',
      '{n} yuan were taken without showing the table; the receipt came on request.',
    ],
    ['公示的标准与窗口所说相差 {n} 元。', 'The published fee and what was said differ by {n} yuan.'],
    ['复印按 {n} 元一页收取，墙上写明免费。', 'Copies were charged at {n} yuan a page; the wall says free.'],
  ],
  integrity: [
    [
      '有熟人径直到台前，{m} 分钟办完，没有取号。',
      'An acquaintance went straight to the desk and was done in {m} minutes, without a ticket.',
    ],
    ['台下放着 {n} 袋土特产，说是老乡带的。', '{n} bags of local produce stood under the desk, brought by a friend.'],
    ['介绍到门口的代办点，说可以快 {n} 天。', 'An agency at the door was named that would save {n} days.'],
  ],
  satisfaction: [
    [
      '走了 {n} 个环节才受理，两处填写同样的内容。',
      'It took {n} steps to be accepted, two of them with the same form.',
    ],
    ['同一份材料交了 {n} 遍，前后用了 {m} 分钟。', 'The same paper was handed in {n} times, over {m} minutes.'],
    [
      '评价器停用 {n} 天，工作人员说口头评价就行。',
      'The rating pad has been off for {n} days; saying it is enough, staff told us.',
    ],
  ],
  business_skill: [
    [
      '问办理条件，翻了 {m} 分钟文件，答案与指南不一致。',
      'Asked for the conditions, the clerk searched {m} minutes and gave another answer than the guide.',
    ],
    [
      '{n} 个问题有两个答不上来，让去问别的股室。',
      'Two of {n} questions could not be answered; another office was named.',
    ],
    ['把法定时限说成承诺时限，差了 {n} 天。', 'The legal limit was given as the promised one, {n} days apart.'],
    ['说不出依据，{m} 分钟后请来同事代答。', 'No basis could be named; a colleague answered after {m} minutes.'],
  ],
  workflow: [
    ['流程图还是旧的，少了 {n} 个环节。', 'The chart of steps is the old one and lacks {n} of them.'],
    ['网上写 {n} 个工作日，窗口执行的是旧流程。', 'Online it says {n} working days; the counter keeps to the old way.'],
    [
      '系统已并联，窗口仍让跑 {n} 个部门。',
      'The system joins the steps, the counter still sends people to {n} offices.',
    ],
  ],
  disclosure: [
    ['公示栏缺 {n} 项事项的收费和时限。', 'Fees and limits of {n} matters are missing on the board.'],
    ['指南第 {n} 页的材料与窗口要的不一样。', 'The papers on page {n} of the guide are not those asked for.'],
    ['去年的通知还挂着，{n} 处已经改变。', 'Last year’s notice still hangs; {n} points have changed.'],
  ],
  order: [
    ['叫到第 {n} 号时有人插队，没有人劝阻。', 'At ticket {n} somebody jumped the queue and nobody stepped in.'],
    ['通道被 {n} 辆童车堵住，{m} 分钟无人疏导。', '{n} prams blocked the way for {m} minutes with nobody to help.'],
    ['等候区站着 {n} 人，空号没有跳过。', '{n} people stood waiting while empty numbers were called.'],
  ],
  other: [
    ['连续看了 {m} 分钟，情况没有变化。', 'Watched for {m} minutes without a change.'],
    ['与台账核对，{n} 处对不上。', 'Compared with the ledger, {n} entries do not agree.'],
    ['问到 {n} 名工作人员，说法各不相同。', '{n} members of staff were asked and each said something else.'],
  ],
};

/** The same by telephone, where nobody is seen. */
export const heard: Partial<Record<FindingCategory, Many>> & { any: Many } = {
  service_language: [
    ['接起后没有报单位，{n} 句话里没有一句问候。', 'No name of the office and no greeting in {n} sentences.'],
    ['说话很快，让重复了 {n} 遍。', 'Spoken fast; we had to ask {n} times.'],
    ['没等说完就挂断，再拨等了 {m} 分钟。', 'Hung up on before the end; {m} minutes until we got through again.'],
  ],
  business_skill: [
    [
      '问办理条件，{m} 分钟后说记不清，让到窗口问。',
      'Asked for the conditions; after {m} minutes we were told to come to the counter.',
    ],
    ['{n} 个问题答对一半，时限说错。', 'Half of {n} questions were answered rightly; the limit was wrong.'],
  ],
  handling: [
    ['材料分 {n} 次才说全，前后隔了 {m} 分钟。', 'The papers were named in {n} goes over {m} minutes.'],
    ['转了 {n} 个分机，最后一个没有人接。', 'Put through to {n} extensions; nobody answered the last.'],
    ['答应回电，{m} 分钟后没有消息。', 'A call back was promised; nothing came in {m} minutes.'],
  ],
  any: [
    ['通话 {m} 分钟，问题没有说清。', 'After {m} minutes on the phone the matter was no clearer.'],
    ['先后由 {n} 人接听，说法各不相同。', '{n} people spoke to us, each saying something else.'],
    ['公布的号码有 {n} 位与实际不符。', '{n} digits of the published number are not right.'],
  ],
};

/** What is added to a finding, so that it can be told from others of its kind. */
export const details: Readonly<Record<Setting, Many>> = {
  counter: [
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
      '当事群众表示上周也遇到过 {n} 次，因为赶时间没有反映。',
      'The citizen said it happened {n} times last week too, but there was no time to report it.',
    ],
    ['向值班长反映，{m} 分钟后才到现场。', 'The duty manager was told and came after {m} minutes.'],
    [
      '同一时段对面窗口没有这种情况，办理了 {n} 件。',
      'The counter opposite had no such trouble and handled {n} cases.',
    ],
    ['群众没有投诉，其中 {n} 位说已经习惯了。', 'No one complained; {n} said they were used to it.'],
    [
      '翻看台账，本月已登记过 {n} 次，没有写处理结果。',
      'The ledger names it {n} times this month, without an outcome.',
    ],
    ['离开大厅前再看，过了 {m} 分钟仍是原样。', 'A second look {m} minutes later found it unchanged.'],
    [
      '一位群众因此改到别的窗口，多排了 {m} 分钟。',
      'One citizen went to another counter for it and queued {m} minutes more.',
    ],
  ],
  open: [
    ['值班长承认属实，说已经 {n} 天了。', 'The duty manager agreed and said it has been so for {n} days.'],
    ['翻看台账，本月已登记过 {n} 次。', 'The ledger names it {n} times this month.'],
    ['拍照 {n} 张，值班长签字确认。', '{n} pictures were taken and the duty manager signed.'],
    ['上次检查提过，间隔 {n} 个月仍未改。', 'It was raised {n} months ago and is unchanged.'],
  ],
  phone: [
    ['通话时长 {m} 分钟，已记下工号。', 'The call took {m} minutes; the number of the clerk was noted.'],
    ['换号码再拨 {n} 次，情况相同。', '{n} more calls from another number went the same way.'],
    ['与办事指南第 {n} 页核对，说法不一致。', 'It does not agree with page {n} of the guide.'],
    ['对照录音，{clock} 前后两次说法不同。', 'The recording around {clock} has two different answers.'],
  ],
  screens: [
    ['截图 {n} 张，画面时间清楚。', '{n} stills were kept; the time can be read.'],
    ['前后各看 {m} 分钟，没有人来接替。', 'Nobody came in the {m} minutes before and after.'],
    ['同一窗口昨天 {clock} 的画面也是这样。', 'The picture of yesterday, {clock}, shows the same.'],
    ['对照排班表，这一时段应有 {n} 人在岗。', 'By the rota {n} people should have been there.'],
  ],
  outside: [
    ['同桌 {n} 人说也遇到过。', '{n} others had met with it too.'],
    ['说的是上月的事，前后等了 {m} 分钟。', 'It was last month, with {m} minutes of waiting.'],
    ['没有当场反映，因为要赶 {clock} 的车。', 'It was not raised then because of a bus at {clock}.'],
  ],
};
/** Of presence and of papers more can be said than of the rest. */
export const detailsOf: Partial<Record<FindingCategory, Many>> = {
  attendance: [
    [
      '询问旁边窗口，答复是人手不够，领导知道，已经 {n} 天了。',
      'The next counter said they are short of people; the head has known for {n} days.',
    ],
    ['没有看到替补人员，AB 岗公示表上写着的人当天请假。', 'Nobody stood in; the backup on the list was on leave.'],
    [
      '墙上摄像头正对此处，可调看 {clock} 前后的画面。',
      'A camera faces the place; footage around {clock} will show it.',
    ],
    [
      'AB 岗公示表上没有写这一时段由谁替岗，已 {n} 天。',
      'The list of backups names nobody for this hour, for {n} days now.',
    ],
  ],
  disclosure: [
    [
      '墙上的服务承诺第 {n} 条写明了这一项，落款是今年三月。',
      'Point {n} of the promise on the wall says so; it is dated March.',
    ],
    [
      '与办事指南第 {n} 页的要求不一致，指南放在取阅架最下层。',
      'It does not agree with page {n} of the guide, which lies on the lowest shelf.',
    ],
    ['工作人员解释说上级文件 {n} 天前才到，还没来得及学。', 'Staff said the paper from above came only {n} days ago.'],
  ],
};

/** In the place of a detail where it was put right at once. */
export const putRight: Readonly<Record<Setting, Many>> = {
  counter: [
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
  ],
  open: [
    ['值班长当场改正，复看 {n} 次没有再犯。', 'The duty manager put it right; {n} further looks found nothing.'],
    ['{m} 分钟内改好，已拍照。', 'Put right within {m} minutes and photographed.'],
  ],
  phone: [
    ['{m} 分钟后回电更正并致歉。', 'Called back after {m} minutes with the right answer and an apology.'],
    ['提醒后对方当即更正，用了 {m} 分钟。', 'Put right at once when mentioned, in {m} minutes.'],
  ],
  screens: [
    [
      '电话通知值班长，{m} 分钟后画面恢复正常。',
      'The duty manager was told by telephone; {m} minutes later all was well.',
    ],
    ['提醒后 {m} 分钟内到岗。', 'Somebody was there within {m} minutes of being told.'],
  ],
  outside: [
    ['当场打电话问清，{m} 分钟后有了答复。', 'A call cleared it up within {m} minutes.'],
    ['带队人当面说明，{n} 人表示理解。', 'It was explained on the spot, and {n} people accepted that.'],
  ],
};
