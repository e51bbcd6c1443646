import type { Words } from './build.js';

/** Marks a source that names the item but no points. */
const unscored = ([zh, en]: Words): Words => [`${zh}（分值为建议值）`, `${en} (points suggested)`];

/** Where items and their points come from. Local rules are named, not quoted; no clause numbers are known of them. */
export const source = {
  laiwu: ['莱芜市窗口考核规定', 'Window assessment rules of Laiwu city'],
  county: ['某县政务服务窗口考核规定', 'Window assessment rules of a county'],
  city: ['某市窗口等级评定规定', 'Window grading rules of a city'],
  township: ['某乡镇便民服务中心考核规定', 'Assessment rules of a township service centre'],
  cangnan: ['苍南县窗口考核规定', 'Window assessment rules of Cangnan county'],
  star: ['某乡镇便民服务中心星级评定表', 'Star rating table of a township service centre'],
  xinlin: unscored([
    '新林区优化发展环境上半年工作汇报（2018年）',
    'Half-year report on the business environment, Xinlin district (2018)',
  ]),
  zhoushan: unscored(['舟山市窗口单位创先争优经验材料', 'Experience report of the window units of Zhoushan city']),
  harbin: unscored(['哈尔滨市窗口单位创先争优推进会议精神（2011年）', 'Harbin city meeting on window units (2011)']),
  notice: unscored(['某省暗访通报（2018年）', 'Circular on covert visits of a province (2018)']),
  firstContact: unscored(['地方首问负责制规定', 'Local rules on first contact duty']),
  evaluation: unscored(['国办发〔2019〕51号“好差评”意见', 'State Council Office opinion 2019/51 on service ratings']),
  suggested: ['建议值，可按本地规定修改', 'Suggested value; change it to the local rule'],
} as const satisfies Record<string, Words>;

/** Rules that are broken. Clauses stand only where their text was read; chapters are those of the standard's contents. */
export const basis = {
  ratings: ['国办发〔2019〕51号“好差评”意见', 'State Council Office opinion 2019/51 on service ratings'],
  appearance: ['GB/T 36112-2018 第5.1节 仪容仪表', 'GB/T 36112-2018, 5.1 Appearance'],
  conduct: ['GB/T 36112-2018 第5.2节 举止行为', 'GB/T 36112-2018, 5.2 Conduct'],
  language: ['GB/T 36112-2018 第5.3节 服务用语', 'GB/T 36112-2018, 5.3 Service language'],
  space: ['GB/T 36112-2018 第6章 空间', 'GB/T 36112-2018, chapter 6 Space'],
  order: ['GB/T 36112-2018 第7章 秩序', 'GB/T 36112-2018, chapter 7 Order'],
  articles: ['GB/T 36112-2018 第8章 物品', 'GB/T 36112-2018, chapter 8 Articles'],
  facilities: ['GB/T 36112-2018 第9章 设施设备', 'GB/T 36112-2018, chapter 9 Facilities and equipment'],
  documents: ['GB/T 36112-2018 第10章 文档', 'GB/T 36112-2018, chapter 10 Documents'],
  complaints: ['GB/T 36113-2018 服务投诉处置规范', 'GB/T 36113-2018 Handling of service complaints'],
  notice: [
    '行政许可法 第三十二条；优化营商环境条例 第三十六条',
    'Administrative Licensing Law, article 32; Business Environment Regulation, article 36',
  ],
  limits: [
    '行政许可法 第四十二条、第八十二条；优化营商环境条例 第三十六条',
    'Administrative Licensing Law, articles 42 and 82; Business Environment Regulation, article 36',
  ],
  video: ['公共安全视频图像信息系统管理条例 第十七条', 'Regulation on public security video systems, article 17'],
  firstContact: ['首问负责制', 'First contact duty'],
  promise: ['服务承诺制', 'Service promise'],
  backup: ['AB岗责任制', 'Backup post duty'],
  realName: ['实名服务要求', 'Real-name service requirement'],
  attendance: ['窗口考勤制度', 'Attendance rules of the hall'],
  fiveZero: ['“五零”服务承诺', 'Five-zero service promise'],
  fees: ['收费公示与收费标准', 'Published fees and fee standards'],
  integrity: ['窗口廉洁纪律', 'Integrity rules of the windows'],
} as const satisfies Record<string, Words>;
