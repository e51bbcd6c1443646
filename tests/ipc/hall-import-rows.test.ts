import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConsole, type TestConsole } from '../support/workspace.js';
import { ids, rowOf, smallHall, type SmallHall } from '../support/hall.js';
import { faults, importing } from '../support/hall-import.js';

let target: TestConsole;
let small: SmallHall;
const { read, preview, apply } = importing(() => ({ target, hallId: small.hall.id }));

beforeEach(async () => {
  target = await openConsole();
  small = await smallHall(target);
});
afterEach(() => target.close());

describe('a file', () => {
  it('means the same in whatever width, and with what cannot be seen', async () => {
    const text =
      '胸牌号,姓名,进驻单位,岗位\n００１,赵\u200b明,\ufeff人社局,Ａ２　受理岗\n０２２,新\u2060人,税务局,\n022,同号,税务局,\n';
    const shown = await preview('staff', 'a.csv', text);
    expect(shown.rows.map(({ status }) => status)).toEqual(['same', 'new', 'bad']);
    expect(faults(shown)).toEqual([[4, 'badgeNo', 'duplicateInFile']]);
    await apply(shown.jobId, true);
    const [id] = await ids(target, { entity: 'staff', text: '新人' });
    expect((await rowOf(target, 'staff', id ?? 0)).fields).toMatchObject({ badgeNo: '022', name: '新人' });
    const [known] = await ids(target, { entity: 'staff', text: '赵明' });
    expect(known).toBe(small.staff.id);
    const units = await preview('unit', 'b.csv', '单位名称,电话\n税务局（一）,1\n税务局(一),2\n');
    expect(faults(units)).toEqual([[3, 'name', 'duplicateInFile']]);
  });

  it('refuses text that shows other than it is, and numbers a spreadsheet has cut short', async () => {
    const text =
      '胸牌号,姓名,进驻单位\n051,甲\u202e乙,税务局\n052,甲,税务\u2066局\n1.2E+03,丙,税务局\n１.２３ｅ+11,丁,税务局\n1E5,戊,税务局\n';
    const shown = await preview('staff', 'a.csv', text);
    expect(faults(shown)).toEqual([
      [2, 'name', 'control'],
      [3, 'unitId', 'control'],
      [4, 'badgeNo', 'powerOfTen'],
      [5, 'badgeNo', 'powerOfTen'],
    ]);
  });

  it('keeps nothing back that stands beyond the titles', async () => {
    const wide = `055,己,税务局${','.repeat(220)}远`;
    const text = `胸牌号,姓名,进驻单位,,\n053,甲,税务局,,\n054,乙,税务局,,,,13800138000\n${wide}\n`;
    const shown = await preview('staff', 'a.csv', text);
    expect(faults(shown)).toEqual([
      [3, '', 'surplus'],
      [4, '', 'surplus'],
    ]);
    expect(shown.rows[1]?.faults[0]?.params).toEqual({ value: '13800138000' });
    const between = await preview('staff', 'b.csv', '胸牌号,,姓名,进驻单位\n056,?,甲,税务局\n');
    expect(between).toMatchObject({ counts: { new: 1, bad: 0 }, unknownColumns: ['B'] });
  });

  it('without the columns a row is told by is refused at once, and says what it seems to be', async () => {
    const staff = '胸牌号,姓名,进驻单位,党员\n061,甲,税务局,否\n,乙,税务局,否\n';
    expect(await read('window', 'a.csv', staff, small.hall.id)).toMatchObject({
      state: 'failed',
      error: {
        code: 'file.otherEntity',
        params: { entity: 'window', other: 'staff', columns: '窗口号、窗口名称、分区' },
      },
    });
    expect(await read('staff', 'b.csv', 'Name,Unit,Phone\n甲,税务局,1\n', small.hall.id)).toMatchObject({
      error: { code: 'file.otherEntity', params: { other: 'contact', columns: 'Badge number' } },
    });
    expect(await read('staff', 'c.csv', '姓名,电话,备注\n甲,1,\n', small.hall.id)).toMatchObject({
      error: { code: 'file.columns', params: { entity: 'staff', columns: '胸牌号、进驻单位' } },
    });
    expect(await read('zone', 'd.csv', '分区名称,楼层\n甲,1\n')).toMatchObject({
      error: { code: 'file.columns', params: { columns: '大厅' } },
    });
  });

  it('without other required columns brings known rows up to date, but is refused when it knows none', async () => {
    const known = await preview('staff', 'a.csv', '胸牌号,电话\n002,13900000000\n071,1\n');
    expect(known.rows.map(({ status }) => status)).toEqual(['changed', 'bad']);
    expect(await read('staff', 'b.csv', '胸牌号,电话\n071,1\n072,2\n', small.hall.id)).toMatchObject({
      error: { code: 'file.columns', params: { columns: '姓名、进驻单位' } },
    });
  });

  it('shows beside each cell that differs what stood there', async () => {
    const text =
      '胸牌号,姓名,进驻单位,岗位,AB岗,党员\n001,赵明明,人力资源和社会保障局,,B,是\n002,钱亮,税务局,,,是\n073,新,税务局,,,\n';
    const shown = await preview('staff', 'a.csv', text);
    expect(shown.rows.map(({ before }) => before)).toEqual([[null, '赵明', null, 'A2 受理岗', 'A', '否'], null, null]);
    const english = await preview('service_item', 'b.csv', 'Item code,Category,Windows\nR-1,public service,A10\n');
    expect(english.rows[0]?.before).toEqual([null, 'Approval', 'A2']);
  });
});
