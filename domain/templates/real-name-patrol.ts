import { check, measure, part, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** 实名服务巡检: 着装, 胸牌, 党徽. */
export const realNamePatrol: ReadyTemplate = {
  title: ['实名服务巡检', 'Real-name service patrol'],
  summary: [
    '规范着装、佩戴胸牌、党员佩戴党徽的常态化巡检，按人次计。',
    'Regular patrol of dress, badges and party badges, counted by person.',
  ],
  sections: [
    part('A', ['着装', 'Dress'], 30, { chapter: '5.1', basis: basis.appearance, category: 'appearance' }, [
      measure(
        'A.1',
        ['在岗人数', 'People at their posts'],
        null,
        { unit: 'head', maximum: 2000, limit: null },
        { note: ['先点人数，后面各项按人次计。', 'Count first; the items below are counted by person.'] },
      ),
      check('A.2', ['统一着装', 'Wears the uniform'], [1, 'per_person', 10], {
        found: ['未统一着装', 'Uniform not worn'],
        source: source.laiwu,
        deadline: ['immediate_fix', null],
        note: [
          '新到岗未领服装且有书面说明的，记“不适用”。',
          'Not applicable for new staff with a written note that no uniform was issued yet.',
        ],
        evidence: ['拍摄窗口全景', 'Photograph the window'],
      }),
      check('A.3', ['服装整洁完好', 'Uniform is clean and whole'], [0.5, 'per_person', 5], {
        found: ['服装不整洁或破损', 'Uniform dirty or torn'],
        source: source.city,
      }),
      check('A.4', ['按季节统一换装', 'Seasonal uniform worn by all'], [0.5, 'per_person', 5], {
        found: ['未按季节统一换装', 'Wrong seasonal uniform'],
        source: source.suggested,
      }),
      check('A.5', ['不穿拖鞋、不戴夸张饰物', 'No slippers, no conspicuous jewellery'], [0.5, 'per_person', 5], {
        found: ['穿拖鞋或戴夸张饰物', 'Slippers or conspicuous jewellery'],
        source: source.city,
      }),
    ]),
    part(
      'B',
      ['胸牌与岗位牌', 'Badges and desk plates'],
      35,
      { chapter: '5.1', basis: basis.realName, category: 'appearance' },
      [
        check('B.1', ['佩戴胸牌', 'Wears a badge'], [1, 'per_person', 10], {
          found: ['未佩戴胸牌', 'Badge not worn'],
          source: source.laiwu,
          deadline: ['immediate_fix', null],
        }),
        check('B.2', ['胸牌姓名、编号清楚，不遮挡', 'Name and number readable, not covered'], [0.5, 'per_person', 5], {
          found: ['胸牌不清楚或被遮挡', 'Badge unreadable or covered'],
          source: source.suggested,
        }),
        check('B.3', ['胸牌与本人一致', 'The badge is the wearer’s own'], [2, 'per_person', 6], {
          found: ['胸牌与本人不符', 'Badge of another person'],
          source: source.suggested,
          severity: 'serious',
        }),
        check('B.4', ['摆放岗位牌', 'Desk plate is out'], [1, 'per_person', 8], {
          found: ['未摆放岗位牌', 'Desk plate missing'],
          source: source.laiwu,
          deadline: ['immediate_fix', null],
        }),
        check('B.5', ['岗位牌与在岗人员一致', 'Desk plate names the person at the desk'], [1, 'per_person', 6], {
          found: ['岗位牌与在岗人员不符', 'Desk plate of another person'],
          source: source.notice,
        }),
      ],
    ),
    part(
      'C',
      ['党徽与党员亮身份', 'Party badges and members made known'],
      25,
      { basis: basis.realName, category: 'appearance' },
      [
        check('C.1', ['党员佩戴党徽', 'Members wear the party badge'], [1, 'per_person', 8], {
          found: ['党员未佩戴党徽', 'Party badge not worn'],
          source: source.xinlin,
          deadline: ['immediate_fix', null],
          note: ['按人员名册核对党员身份。', 'Check membership against the staff register.'],
        }),
        check('C.2', ['党徽佩戴位置规范', 'Party badge is in its place'], [0.5, 'per_person', 4], {
          found: ['党徽佩戴位置不规范', 'Party badge in the wrong place'],
          source: source.suggested,
        }),
        check('C.3', ['党员先锋岗桌牌摆放到位', 'Desk plates of model posts are out'], [0.5, 'per_occurrence', 4], {
          found: ['党员先锋岗桌牌未摆放', 'Desk plate of a model post missing'],
          source: source.harbin,
        }),
        check('C.4', ['党员公示栏内容与实际一致', 'The board of members is up to date'], [1, 'per_occurrence', 4], {
          found: ['党员公示栏与实际不符', 'Board of members out of date'],
          source: source.harbin,
          category: 'disclosure',
        }),
      ],
    ),
    part('D', ['公示与纠正', 'Notice board and correction'], 10, { basis: basis.realName, category: 'disclosure' }, [
      check('D.1', ['人员公示栏与在岗人员一致', 'The staff board is who is there'], [1, 'per_person', 5], {
        found: ['人员公示栏与在岗人员不符', 'Staff board differs from who is there'],
        source: source.notice,
      }),
      check('D.2', ['上次巡检指出的问题已纠正', 'What the last patrol named is corrected'], [1, 'per_person', 5], {
        found: ['上次指出的问题未纠正', 'Fault named last time not corrected'],
        source: source.xinlin,
        severity: 'serious',
      }),
      remark('D.3', ['约谈建议', 'Proposed talks']),
    ]),
  ],
};
