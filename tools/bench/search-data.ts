import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../db/database.js';
import { indexDocs, type SearchDoc } from '../../db/search.js';
import { randomFrom } from './kit.js';

/** What places, matters, faults and results are made of. */
export const words = {
  place:
    '大厅 窗口 咨询台 引导台 等候区 自助区 休息区 卫生间 停车场 取号机 评价器 公示栏 服务台 饮水处 母婴室 无障碍通道'.split(
      ' ',
    ),
  unit: '公安局 税务局 人社局 医保局 民政局 市场监管局 不动产登记中心 公积金中心 住建局 交通局 卫健委 教育局 司法局 水务局 供电公司'.split(
    ' ',
  ),
  matter:
    '营业执照办理 不动产转移登记 社保卡补办 身份证换领 婚姻登记预约 医保异地备案 公积金提取 食品经营许可 施工许可审批 户口迁移 老年人优待证 残疾人补贴申领'.split(
      ' ',
    ),
  fault:
    '未佩戴工号牌 擅自离岗 玩手机 未执行一次性告知 推诿群众 态度生硬 着装不规范 桌面杂乱 未摆放告示牌 叫号机故障 排队过长 材料要求不一致 未及时接听电话 提前关窗'.split(
      ' ',
    ),
  result:
    '已当场提醒 限期整改 移交责任单位 现场已改正 建议通报 列入回访 群众表示满意 需进一步核实 已拍照取证 负责人已签字'.split(
      ' ',
    ),
  time: '上午九时 中午时段 下午三点 临近下班 开门前后 叫号高峰 午休期间'.split(' '),
};
const FIRST_DAY = 18_000;
const DAYS = 2190;
/** Part of the folder's name: raise it when the data changes. */
const VERSION = 2;
const PORTION = 5000;

/** Document `n` of `rows`: four fifths short findings, one fifth longer narratives; about 57 characters. */
export function benchDoc(n: number, rows: number): SearchDoc {
  const random = randomFrom(n * 2_654_435 + 17);
  const one = (list: readonly string[]): string => list[random(list.length)] ?? '';
  const finding = (): string =>
    `${one(words.unit)}${String(1 + random(300)).padStart(3, '0')}号窗口${one(words.time)}${one(words.matter)}，工作人员${one(words.fault)}，${one(words.result)}。`;
  const text =
    n % 5 === 0
      ? `${finding()}${one(words.place)}与${one(words.place)}检查正常，等候${1 + random(90)}分钟，${one(words.fault)}${1 + random(9)}人次，${one(words.result)}。`
      : `${finding()}${one(words.place)}`;
  return {
    kind: n % 5 === 0 ? 'visit' : 'finding',
    ref: n + 1,
    unitId: 1 + random(65),
    day: FIRST_DAY + Math.floor((n * DAYS) / rows),
    text,
  };
}

/** The store with `rows` documents: made once, kept in the folder for temporary files, reused by the next run. */
export async function openSearchStore(rows: number): Promise<Database> {
  const folder = join(tmpdir(), `mingcha-bench-search-${VERSION}-${rows}`);
  const whole = join(folder, 'whole');
  if (!existsSync(whole)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const database = await openDatabase({ folder, clock: () => 0 });
  if (existsSync(whole)) return database;
  for (let start = 0; start < rows; start += PORTION) {
    if (start % 100_000 === 0) console.error(`  making documents, once: ${start} of ${rows}`);
    const docs = Array.from({ length: Math.min(PORTION, rows - start) }, (_, index) => benchDoc(start + index, rows));
    await database.write('bench.index', (tx) => indexDocs(tx, docs), { unaudited: true });
  }
  await writeFile(whole, '');
  return database;
}
