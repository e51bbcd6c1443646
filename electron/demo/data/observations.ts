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
