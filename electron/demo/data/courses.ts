import { modeFacts, type VisitMode } from '../../../domain/visit.js';
import type { Many } from './observations.js';

/** Where a visit takes place, for what can be said of it. */
export type Setting = 'counter' | 'open' | 'phone' | 'screens' | 'outside';

/** @returns how a visit of this mode reads: unnoticed at the counter, announced in the hall, or away from it */
export function settingOf(mode: VisitMode): Setting {
  const { place, covert } = modeFacts(mode);
  if (place !== 'hall') return place;
  return covert ? 'counter' : 'open';
}

/** How a visit went, in the inspector's words: beginning, what was seen, in between, end. */
interface Course {
  openings: Many;
  narratives: Many;
  between: Many;
  endings: Many;
}

export const courses: Readonly<Record<Setting, Course>> = {
  counter: {
    openings: [
      ['上午人较多，取号机前排着 {n} 个人。', 'A busy morning; {n} people stood at the ticket machine.'],
      [
        '到达时引导员正在帮老人填表，{m} 分钟后才注意到来人。',
        'The guide was filling in a form for an old man and looked up after {m} minutes.',
      ],
      [
        '刚下过雨，门口铺了防滑垫，雨具有专人收放。',
        'It had rained; mats lay at the door and somebody took umbrellas.',
      ],
      ['大厅显示屏滚动播放办事提示，{m} 分钟一轮。', 'The screen ran hints in large letters, {m} minutes a round.'],
      ['正逢缴费高峰，等候区座位坐满，另有 {n} 人站立。', 'Payment days: all seats taken and {n} people standing.'],
      ['{clock} 到，人少，窗口前基本不用等。', 'Came at {clock}; a quiet time with hardly any wait.'],
      ['开门前已有 {n} 人在门外。', '{n} people waited outside before opening.'],
      ['两台自助机有一台停用，{clock} 仍未恢复。', 'One of two machines was out of order and still was at {clock}.'],
    ],
    narratives: [
      [
        '按群众身份取号，在 {place} 等了 {m} 分钟，观察办理 {n} 件。叫号顺序正常，工作人员能听清诉求再答复，但忙时解释偏短。',
        'Took a ticket as a citizen, waited {m} minutes at {place} and watched {n} cases. Numbers were called in order; staff listened before they answered, though briefly at busy times.',
      ],
      [
        '到 {place} 咨询开办材料，工作人员 {m} 分钟内说清必备的 {n} 样，并提示可以容缺后补，随后递了一张清单。',
        'Asked at {place} about papers for starting a business. The {n} papers needed were named within {m} minutes, what may follow later was pointed out, and a list was handed over.',
      ],
      [
        '在 {place} 先后问了 {n} 次，第一次没有回应，最后一次等了 {m} 分钟。答复准确，但没有主动说明办理地点和时间。',
        'Asked {n} times at {place}: nobody reacted at first, and the last time it took {m} minutes. The answer was right but place and hours were not offered.',
      ],
      [
        '办理中被告知需要补材料，工作人员隔了 {m} 分钟又补一样，前后共 {n} 样，未做到一次告知，其余环节在承诺时限内完成。',
        'Missing papers were named in two goes, {m} minutes apart, {n} in all, not at once; everything else kept the promised limit.',
      ],
      [
        '在 {place} 问了工作人员 {n} 个政策问题，大都能答对，跨区通办的范围想了 {m} 分钟仍不够熟悉。',
        'At {place} staff were asked {n} questions about policy and answered most; which matters may be handled across districts was unclear even after {m} minutes.',
      ],
      [
        '从 {clock} 起在 {place} 前坐了 {m} 分钟，窗口有人值守，期间离岗 {n} 次，均未摆放去向牌。',
        'Sat before {place} for {m} minutes from {clock}: it was staffed; somebody left {n} times without a sign.',
      ],
    ],
    between: [
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
      [
        '材料当面核对，退回 {n} 页并说明理由。',
        'Papers were checked on the spot; {n} pages went back, with the reason.',
      ],
      [
        '叫号间隔最长 {m} 分钟，期间无人解释。',
        'The longest gap between numbers was {m} minutes, and nobody explained.',
      ],
      [
        '评价器亮着，{n} 位群众中没有人被邀请评价。',
        'The rating pad was on; none of {n} citizens was asked to use it.',
      ],
      ['听到一次解释办理时限，说的是 {n} 个工作日。', 'The limit was explained once, as {n} working days.'],
    ],
    endings: [
      [
        '全程未亮明身份，{clock} 离开时号票已留存。',
        'Nothing was said about who we are; left at {clock} with the ticket kept.',
      ],
      ['走之前又看了一次，值班长已经到位。', 'A last look: the duty manager had come.'],
      ['两位同行人员的记录一致，前后相差 {n} 秒。', 'Both of us noted the same, {n} seconds apart.'],
      ['没有与工作人员发生争执，未影响正常办理。', 'There was no argument and nobody was held up.'],
    ],
  },
  open: {
    openings: [
      ['{clock} 出示证件，由值班长陪同。', 'Showed our cards at {clock}; the duty manager came along.'],
      ['事先告知大厅，{clock} 开始，先看公示栏。', 'The hall had been told; began at {clock} with the notice boards.'],
      ['到场时大厅有 {n} 人在办事，秩序正常。', '{n} people were in the hall when we came; all was in order.'],
      ['先听值班长介绍了 {m} 分钟当天排班。', 'The duty manager spoke for {m} minutes about the day’s rota.'],
    ],
    narratives: [
      [
        '逐个看了 {n} 个窗口，在 {place} 停留 {m} 分钟，台账、公示和在岗情况逐项核对。',
        'Went through {n} counters and stayed {m} minutes at {place}: ledgers, notices and presence were compared one by one.',
      ],
      [
        '{place} 环境整洁，标识清楚，等候区空着 {n} 个座位，饮水机缺纸杯，{m} 分钟后有人补上。',
        'At {place} all was tidy and signs clear; {n} seats were free; paper cups were missing and came after {m} minutes.',
      ],
      [
        '抽看近一月台账 {n} 份，{place} 有两份没有写办结时间，当面补记用了 {m} 分钟。',
        'Looked at {n} entries of the last month; two of {place} lacked the time of closing, which took {m} minutes to add.',
      ],
      [
        '现场请 {n} 位群众谈感受，在 {place} 办过事的都说材料清楚，等候约 {m} 分钟。',
        'Asked {n} citizens on the spot: those who had been at {place} found the list of papers clear and had waited about {m} minutes.',
      ],
    ],
    between: [
      ['上次提出的 {n} 个问题，已改好的逐项打勾。', 'Of {n} points raised last time those put right were ticked off.'],
      ['公示栏有 {n} 张，日期都是今年。', 'The board holds {n} sheets, all of this year.'],
      ['工作人员当面演示了 {m} 分钟查询系统。', 'Staff showed the enquiry system for {m} minutes.'],
      ['意见簿翻到最近 {n} 条，都有回复。', 'The last {n} entries of the book of remarks were answered.'],
    ],
    endings: [
      ['{clock} 向值班长反馈，双方签字。', 'Told the duty manager at {clock}; both signed.'],
      ['现场反馈 {n} 条，约定一周内回话。', 'Gave {n} remarks on the spot; an answer was promised within a week.'],
      ['检查没有影响办事，{clock} 结束。', 'Nobody was held up; ended at {clock}.'],
    ],
  },
  phone: {
    openings: [
      [
        '{clock} 按公布的号码拨打，响了 {n} 声有人接。',
        'Rang the published number at {clock}; picked up after {n} rings.',
      ],
      ['前两次占线，隔 {m} 分钟再拨接通。', 'Engaged twice; through when tried again after {m} minutes.'],
      ['电话先转语音导航，按到第 {n} 键转人工。', 'The call went through a menu; key {n} led to a person.'],
      ['{clock} 拨通总机，转接一次到承办股室。', 'The exchange answered at {clock} and put us through once.'],
    ],
    narratives: [
      [
        '以群众身份问材料和时限，对方 {m} 分钟内说清必备的 {n} 样，主动报了工号。',
        'Asked as a citizen about papers and limits; the {n} papers needed were named within {m} minutes, and the clerk gave a number.',
      ],
      [
        '问了 {n} 个问题，前面都能答，说到收费时让稍等，{m} 分钟后回来说清。',
        'Asked {n} questions; all went well until fees, for which we were put on hold for {m} minutes.',
      ],
      [
        '对方说要问一下同事，{m} 分钟后给出答复，与办事指南一致，另提示 {n} 样可以网上交。',
        'The clerk had to ask a colleague; the answer came after {m} minutes and agrees with the guide; {n} papers can be sent online.',
      ],
      [
        '通话 {m} 分钟，语气平和，办理地点说了 {n} 遍，没有主动说明受理时间。',
        'Spoke for {m} minutes in a calm tone; the place was named {n} times, the hours were not offered.',
      ],
    ],
    between: [
      ['背景里有人说话，听清用了 {n} 遍。', 'Voices in the background; it took {n} tries to understand.'],
      ['中间转接一次，没有再重复诉求，用时 {m} 分钟。', 'Put through once without having to repeat, in {m} minutes.'],
      ['对方记下回电号码，{m} 分钟后回拨。', 'The clerk noted our number and rang back after {m} minutes.'],
      ['问到监督电话，第 {n} 句才说出来。', 'The number for complaints came with the {n}th sentence.'],
    ],
    endings: [
      ['对方先说再见，{clock} 挂断。', 'The clerk said goodbye first; ended at {clock}.'],
      ['通话共 {m} 分钟，没有亮明身份。', 'The call took {m} minutes; nothing was said about who we are.'],
      [
        '挂断前主动问还有没有别的事，{clock} 结束。',
        'We were asked whether there was anything else; ended at {clock}.',
      ],
    ],
  },
  screens: {
    openings: [
      ['{clock} 调看大厅 {n} 路画面。', 'Looked at {n} cameras of the hall from {clock}.'],
      [
        '按排班表逐个窗口对照画面，{clock} 开始。',
        'Compared the picture with the rota, counter by counter, from {clock}.',
      ],
      ['开门时段看了 {m} 分钟画面。', 'Watched the hour of opening for {m} minutes.'],
      ['画面时间与电脑相差 {n} 秒。', 'The clock in the picture is {n} seconds off.'],
    ],
    narratives: [
      [
        '从 {clock} 起连看 {m} 分钟，{place} 有人值守，期间离岗 {n} 次，画面中没有去向牌。',
        'Watched {m} minutes from {clock}: {place} was staffed; somebody left {n} times and no sign is in the picture.',
      ],
      [
        '画面里 {n} 个窗口按时开机，{place} 晚了 {m} 分钟，值班长随后到场。',
        'In the picture {n} counters were on in time, {place} {m} minutes late; the duty manager came after that.',
      ],
      [
        '等候区最多时 {n} 人，{m} 分钟后散去，{place} 一直有人办理。',
        'At most {n} people waited and were gone after {m} minutes; {place} was served throughout.',
      ],
      [
        '看 {place} 的画面 {m} 分钟，办理 {n} 件，着装和胸牌能看清。',
        'Watched {place} for {m} minutes with {n} cases; dress and badges can be made out.',
      ],
    ],
    between: [
      ['有一路画面偏暗，{m} 分钟后恢复。', 'One camera was dark and came back after {m} minutes.'],
      ['中午交接时画面里空了 {m} 分钟。', 'At the noon change the picture is empty for {m} minutes.'],
      ['倒回去看了 {n} 遍确认起止时间。', 'Went back {n} times to be sure of the times.'],
      ['同一时段的另 {n} 路画面没有异常。', 'The other {n} cameras show nothing unusual at that time.'],
    ],
    endings: [
      ['{clock} 看完，截图已留存。', 'Done at {clock}; stills were kept.'],
      ['起止时间以画面为准，误差 {n} 秒以内。', 'Times are those of the picture, within {n} seconds.'],
      ['{clock} 电话告知值班长，对方已记下。', 'Told the duty manager by telephone at {clock}.'],
    ],
  },
  outside: {
    openings: [
      ['{clock} 在会议室开始，到场 {n} 人。', 'Began in the meeting room at {clock} with {n} people.'],
      ['上门时户主在家，谈了 {m} 分钟。', 'Somebody was at home; we spoke for {m} minutes.'],
      ['先说明来意和不记姓名，{clock} 开始。', 'Said why we had come and that no names are kept; began at {clock}.'],
    ],
    narratives: [
      [
        '大家谈了近期办事的感受，提到材料多跑的 {n} 人，多数等候在 {m} 分钟以内。',
        'People spoke of what they had been through lately: {n} had to come again for papers, most had waited less than {m} minutes.',
      ],
      [
        '说到帮办代办时反映较好，{n} 人用过；也有人说电话打了 {m} 分钟才通。',
        'The help desk was praised by the {n} who had used it; one had needed {m} minutes to get through by telephone.',
      ],
      [
        '对照清单问了 {n} 个问题，谈得最久的是收费，用了 {m} 分钟。',
        'Asked the {n} questions of the list; fees took longest, {m} minutes.',
      ],
    ],
    between: [
      ['有 {n} 位老人说不会用手机预约。', '{n} elderly people cannot book by telephone app.'],
      ['提到上次反映的事，{n} 件已有回音。', 'Of what was raised before {n} matters were answered.'],
      ['谈到路远，单程要 {m} 分钟。', 'The way was said to be long, {m} minutes each.'],
    ],
    endings: [
      ['有 {n} 位愿意日后接受回访，已记下编号。', '{n} agreed to be asked again; their numbers were noted.'],
      ['{clock} 结束，意见按条记下。', 'Ended at {clock}; the remarks were written down one by one.'],
    ],
  },
};
