import { check, choose, measure, part, rate, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** 大厅环境与设施; sections weigh as their points. */
export const hallEnvironment: ReadyTemplate = {
  title: ['大厅环境与设施', 'Hall environment and facilities'],
  summary: ['空间、秩序、物品、设施设备和文档公示。', 'Space, order, articles, facilities and documents.'],
  weighted: true,
  sections: [
    part('6', ['空间', 'Space'], 20, { chapter: '6', basis: basis.space, category: 'signage' }, [
      check('6.1', ['大厅标识醒目', 'Signs of the hall are prominent'], [1, 'per_occurrence', 3], {
        found: ['大厅标识不醒目', 'Signs of the hall not prominent'],
        source: source.star,
      }),
      check(
        '6.2',
        ['窗口编号和名称清楚易认', 'Window numbers and names are easy to read'],
        [0.5, 'per_occurrence', 3],
        { found: ['窗口标识不清楚', 'Window numbers or names hard to read'], source: source.star },
      ),
      check('6.3', ['有楼层和分区导引', 'Floors and zones are signposted'], [0.5, 'per_occurrence', 2], {
        found: ['缺少楼层或分区导引', 'Floors or zones not signposted'],
        source: source.suggested,
      }),
      check('6.4', ['地面、座椅、卫生间干净', 'Floors, seats and toilets are clean'], [1, 'per_occurrence', 5], {
        found: ['环境卫生差', 'Not clean'],
        source: source.suggested,
        category: 'hygiene',
        deadline: ['immediate_fix', null],
      }),
      check('6.5', ['无障碍通道畅通', 'Barrier-free way is clear'], [1, 'per_occurrence', 3], {
        found: ['无障碍通道不畅', 'Barrier-free way blocked'],
        source: source.suggested,
        category: 'facility',
        severity: 'serious',
      }),
    ]),
    part('7', ['秩序', 'Order'], 20, { chapter: '7', basis: basis.order, category: 'order' }, [
      check('7.1', ['叫号顺序与取号一致，无插号', 'Tickets are called in order'], [1, 'per_occurrence', 4], {
        found: ['未按取号顺序叫号', 'Tickets called out of order'],
        source: source.suggested,
      }),
      measure(
        '7.2',
        ['抽查等候最长的分钟数', 'Longest wait seen, in minutes'],
        [1, 'per_occurrence', 4],
        { unit: 'minute', maximum: 600, decimals: 1, limit: { side: 'at_most', measure: 'waiting_minutes' }, step: 15 },
        {
          found: ['等候超过大厅目标', 'Wait longer than the hall’s target'],
          source: source.suggested,
          note: ['大厅未定目标时只记录。', 'Only noted where the hall has set no target.'],
        },
      ),
      check('7.3', ['引导员或志愿者在岗', 'A guide or volunteer is there'], [1, 'per_occurrence', 2], {
        found: ['无人引导', 'No guide or volunteer'],
        source: source.suggested,
      }),
      check('7.4', ['特殊群体优先窗口可用', 'The priority window is open'], [1, 'per_occurrence', 2], {
        found: ['特殊群体优先窗口不可用', 'Priority window not open'],
        source: source.suggested,
      }),
      check('7.5', ['不限制每日取号数量', 'Tickets are not limited by day'], [3, 'per_occurrence', 3], {
        found: ['限制每日取号数量', 'Tickets limited by day'],
        source: source.notice,
        severity: 'serious',
        note: [
          '系统预约容量与现场限号不同；现场拒发号为不符合。',
          'Booking capacity is not a limit; refusing a ticket on the spot is.',
        ],
      }),
    ]),
    part('8', ['物品', 'Articles'], 15, { chapter: '8', basis: basis.articles, category: 'hygiene' }, [
      check('8.1', ['窗口台面整洁，无私人物品', 'Desks are tidy, no private things'], [0.5, 'per_occurrence', 4], {
        found: ['窗口台面杂乱', 'Untidy desk'],
        source: source.city,
        deadline: ['immediate_fix', null],
      }),
      check('8.2', ['制度、通知张贴整齐', 'Rules and notices are posted tidily'], [0.5, 'per_occurrence', 2], {
        found: ['制度、通知张贴杂乱', 'Rules or notices posted untidily'],
        source: source.notice,
        category: 'disclosure',
      }),
      choose(
        'multiple_choice',
        '8.3',
        ['缺少的便民物品', 'Missing convenience items'],
        ['per_occurrence', 3],
        [
          ['pen', ['填表桌椅和笔纸', 'Writing desk, pens and paper'], 0.2],
          ['water', ['饮水机和纸杯', 'Water and cups'], 0.2],
          ['glasses', ['老花镜', 'Reading glasses'], 0.2],
          ['umbrella', ['雨伞', 'Umbrellas'], 0.2],
          ['press', ['报刊', 'Newspapers'], 0.2],
          ['wheelchair', ['轮椅', 'Wheelchair'], 0.2],
        ],
        { found: ['便民物品缺少', 'Convenience items missing'], source: source.star, category: 'facility' },
      ),
      choose(
        'multiple_choice',
        '8.4',
        ['缺少的应急物品', 'Missing emergency items'],
        ['per_occurrence', 3],
        [
          ['medicine', ['医药箱和常用药品', 'First-aid box and common medicine'], 0.5],
          ['extinguisher', ['有效期内的灭火器', 'Fire extinguishers in date'], 0.5],
          ['light', ['应急照明', 'Emergency lights'], 0.5],
        ],
        {
          found: ['应急物品缺少', 'Emergency items missing'],
          source: source.star,
          category: 'facility',
          severity: 'serious',
        },
      ),
    ]),
    part(
      '9',
      ['设施设备', 'Facilities and equipment'],
      30,
      { chapter: '9', basis: basis.facilities, category: 'facility' },
      [
        check('9.1', ['取号机、叫号屏正常', 'Ticket machine and call screen work'], [1, 'per_occurrence', 4], {
          found: ['取号机或叫号屏故障', 'Ticket machine or call screen out of order'],
          source: source.suggested,
        }),
        check('9.2', ['自助终端可用', 'Self-service terminals work'], [1, 'per_occurrence', 4], {
          found: ['自助终端不可用', 'Self-service terminal out of order'],
          source: source.suggested,
        }),
        check(
          '9.3',
          ['评价器正常，由群众自主评价', 'Rating devices work and citizens rate for themselves'],
          [1, 'per_occurrence', 4],
          {
            found: ['评价器故障或代评', 'Rating device out of order, or staff rate themselves'],
            source: source.evaluation,
            basis: basis.ratings,
            severity: 'serious',
          },
        ),
        check(
          '9.4',
          ['复印、打印、扫描可免费使用', 'Copying, printing and scanning are free and work'],
          [0.5, 'per_occurrence', 2],
          {
            found: ['复印、打印、扫描不可用或收费', 'Copying, printing or scanning out of order or charged for'],
            source: source.xinlin,
          },
        ),
        check('9.5', ['监控画面正常，覆盖全部窗口', 'Cameras work and cover every window'], [1, 'per_occurrence', 5], {
          found: ['监控故障或有窗口未覆盖', 'Camera out of order or window not covered'],
          source: source.xinlin,
        }),
        measure(
          '9.6',
          ['录像可回看天数', 'Days of footage that can be viewed'],
          [5, 'per_occurrence', 5],
          { unit: 'day', maximum: 3650, limit: { side: 'at_least', value: 30 } },
          {
            found: ['录像保存不足30天', 'Footage kept for less than 30 days'],
            source: source.suggested,
            basis: basis.video,
            severity: 'serious',
          },
        ),
        check('9.7', ['意见箱、投诉电话可用', 'Opinion box and complaint telephone work'], [1, 'per_occurrence', 3], {
          found: ['意见箱或投诉电话不可用', 'Opinion box or complaint telephone does not work'],
          source: source.xinlin,
          basis: basis.complaints,
        }),
      ],
    ),
    part(
      '10',
      ['文档与公示', 'Documents and notices'],
      15,
      { chapter: '10', basis: basis.documents, category: 'disclosure' },
      [
        check('10.1', ['办事指南齐全、为最新版', 'Guides are complete and current'], [1, 'per_occurrence', 4], {
          found: ['办事指南不全或过期', 'Guide missing or out of date'],
          source: source.xinlin,
        }),
        check('10.2', ['有填写示范文本', 'Samples of filled-in forms are there'], [0.5, 'per_occurrence', 2], {
          found: ['无填写示范文本', 'No samples of filled-in forms'],
          source: source.xinlin,
        }),
        check('10.3', ['收费依据和标准公示', 'Fees and their basis are posted'], [1, 'per_occurrence', 3], {
          found: ['收费依据和标准未公示', 'Fees or their basis not posted'],
          source: source.xinlin,
          category: 'fee',
        }),
        check('10.4', ['办理结果公示屏更新及时', 'The screen of results is current'], [0.5, 'per_occurrence', 2], {
          found: ['结果公示屏更新不及时', 'Screen of results out of date'],
          source: source.xinlin,
        }),
        rate('10.5', ['环境总体印象', 'Overall impression'], [1, 'per_occurrence', 2], {
          found: ['环境总体印象差', 'Poor overall impression'],
          source: source.suggested,
          category: 'other',
        }),
        remark('10.6', ['需维修的设施和位置', 'What needs repair, and where']),
      ],
    ),
  ],
};
