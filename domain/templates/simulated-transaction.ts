import { check, choose, measure, part, rate, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** 模拟办事: 首问负责, 一次性告知, 限时办结, 收费, 廉洁. */
export const simulatedTransaction: ReadyTemplate = {
  title: ['模拟办事', 'Simulated transaction'],
  summary: ['以申请人身份走完一次办事流程。', 'One matter taken through the hall as an applicant.'],
  criticalEffect: 'lowest_grade',
  sections: [
    part('A', ['首问负责', 'First contact duty'], 20, { basis: basis.firstContact, category: 'handling' }, [
      check(
        'A.1',
        ['首位被询问人员直接办理或负责到底', 'The first person asked handles the matter or sees it through'],
        [2, 'per_occurrence', 6],
        {
          found: ['未答复即推至他窗', 'Sent to another window without an answer'],
          source: source.firstContact,
          severity: 'serious',
          note: [
            '不属本窗口的，登记并引到承办窗口为符合；只说“去那边问”为不符合。',
            'Registering and bringing the person to the right window conforms; “ask over there” does not.',
          ],
        },
      ),
      check(
        'A.2',
        ['移交时登记姓名、单位、电话和事项', 'On transfer registers name, unit, telephone and matter'],
        [1, 'per_case', 3],
        { found: ['移交未登记', 'Transfer not registered'], source: source.firstContact },
      ),
      check('A.3', ['承办人不在时代为接收并告知', 'Receives for an absent colleague and says so'], [2, 'per_case', 4], {
        found: ['承办人不在，未代为接收', 'Not received for an absent colleague'],
        source: source.firstContact,
      }),
      measure(
        'A.4',
        ['被转介的次数', 'Times sent elsewhere'],
        [1, 'per_occurrence', 3],
        { unit: 'occurrence', maximum: 20, limit: { side: 'at_most', value: 1 }, step: 1 },
        { found: ['多次被转介', 'Sent elsewhere several times'], source: source.suggested },
      ),
    ]),
    part('B', ['一次性告知', 'One-time notice'], 20, { basis: basis.notice, category: 'handling' }, [
      check(
        'B.1',
        ['一次性告知应补正的全部材料', 'Tells once everything that must be added or corrected'],
        [2, 'per_case', 6],
        {
          found: ['未一次性告知应补正的材料', 'Missing papers not named at once'],
          source: source.county,
          severity: 'serious',
          note: [
            '全部列出并给书面清单为符合；容缺后补事项只告知后补期限，也为符合。',
            'All listed and given in writing conforms; so does naming only the later date for papers that may follow.',
          ],
          evidence: ['告知单或现场记录', 'The notice or a note made on the spot'],
        },
      ),
      check('B.2', ['给出书面清单或办事指南', 'Gives a written list or guide'], [1, 'per_case', 3], {
        found: ['未给书面清单或指南', 'No written list or guide'],
        source: source.suggested,
      }),
      check('B.3', ['告知容缺后补的范围和期限', 'Names what may follow later and until when'], [1, 'per_case', 2], {
        found: ['未告知容缺后补', 'Not told what may follow later'],
        source: source.xinlin,
        note: [
          '主要材料齐全、次要材料欠缺且不影响审批结果时适用。',
          'Applies where the main papers are there and the missing ones do not change the result.',
        ],
      }),
      measure(
        'B.4',
        ['因告知不全多跑的趟数', 'Extra trips caused by incomplete notice'],
        [2, 'per_case', 6],
        { unit: 'trip', maximum: 20, limit: { side: 'at_most', value: 0 }, step: 1 },
        {
          found: ['因告知不全多跑', 'Extra trips for incomplete notice'],
          source: source.suggested,
          showWhen: { item: 'B.1', is: 'fails' },
        },
      ),
    ]),
    part('C', ['限时办结', 'Time limits'], 25, { basis: basis.limits, category: 'handling' }, [
      measure(
        'C.1',
        ['取号至叫号的等候分钟数', 'Minutes from ticket to call'],
        [1, 'per_occurrence', 2],
        {
          unit: 'minute',
          maximum: 600,
          decimals: 1,
          limit: { side: 'at_most', measure: 'waiting_minutes' },
          step: 15,
          from: 'waiting_minutes',
        },
        {
          found: ['等候超过大厅目标', 'Wait longer than the hall’s target'],
          source: source.suggested,
          basis: ['大厅等候目标', 'Waiting target of the hall'],
          category: 'order',
          note: ['大厅未定目标时只记录，不扣分。', 'Only noted where the hall has set no target.'],
        },
      ),
      measure(
        'C.2',
        ['叫号至办结的办理分钟数', 'Minutes from call to done'],
        [1, 'per_occurrence', 2],
        {
          unit: 'minute',
          maximum: 600,
          decimals: 1,
          limit: { side: 'at_most', measure: 'handling_minutes' },
          step: 15,
          from: 'handling_minutes',
        },
        {
          found: ['办理超过大厅目标', 'Handling longer than the hall’s target'],
          source: source.suggested,
          basis: ['大厅办理目标', 'Handling target of the hall'],
        },
      ),
      measure(
        'C.3',
        ['实际办结工作日数', 'Working days until done'],
        [5, 'per_case', 10],
        { unit: 'working_day', maximum: 365, limit: { side: 'at_most', measure: 'promised_days' } },
        {
          found: ['超过承诺时限', 'Past the promised limit'],
          source: source.county,
          severity: 'serious',
          note: [
            '当日不能办结的记“未观察”，办结后补录。',
            'Not observed where it is not done the same day; filled in later.',
          ],
        },
      ),
      check('C.4', ['即办件当场办结', 'An on-the-spot case is done on the spot'], [5, 'per_case', 5], {
        found: ['即办件未当场办结', 'On-the-spot case not done on the spot'],
        source: source.county,
        severity: 'serious',
      }),
      check(
        'C.5',
        ['受理时告知承诺时限和取件方式', 'Names the promised limit and how to collect'],
        [1, 'per_case', 2],
        { found: ['未告知承诺时限和取件方式', 'Promised limit or collection not named'], source: source.suggested },
      ),
      check('C.6', ['受理当日录入系统', 'Entered in the system the same day'], [1, 'per_case', 3], {
        found: ['受理当日未录入系统', 'Not entered in the system the same day'],
        source: source.township,
      }),
    ]),
    part('D', ['收费', 'Fees'], 15, { basis: basis.fees, category: 'fee' }, [
      check('D.1', ['无违规收费、超标准收费', 'No unauthorised or raised fee'], [10, 'per_case', 10], {
        found: ['违规或超标准收费', 'Unauthorised or raised fee'],
        source: source.township,
        severity: 'grave',
        critical: true,
        deadline: ['immediate_fix', null],
        evidence: ['票据照片', 'Photograph of the receipt'],
      }),
      check('D.2', ['收费标准公示，与实收一致', 'Fees are published and are what is taken'], [2, 'per_case', 4], {
        found: ['收费未公示或与公示不符', 'Fee not published or not as published'],
        source: source.suggested,
      }),
      check('D.3', ['按规定开具票据', 'Gives a proper receipt'], [1, 'per_case', 2], {
        found: ['未按规定开具票据', 'No proper receipt'],
        source: source.suggested,
      }),
    ]),
    part('E', ['廉洁', 'Integrity'], 10, { basis: basis.integrity, category: 'integrity' }, [
      check('E.1', ['无吃拿卡要、指定中介', 'No favours asked, no agent prescribed'], [2, 'per_case', 6], {
        found: ['吃拿卡要或指定中介', 'Favour asked or agent prescribed'],
        source: source.city,
        severity: 'grave',
        critical: true,
        deadline: ['immediate_fix', null],
      }),
      check('E.2', ['不以熟人、关系优先办理', 'Nobody is served first for being known'], [2, 'per_occurrence', 4], {
        found: ['熟人优先办理', 'Acquaintance served first'],
        source: source.suggested,
        severity: 'serious',
      }),
    ]),
    part('F', ['办事感受', 'The applicant’s view'], 10, { basis: basis.language, category: 'satisfaction' }, [
      choose(
        'multiple_choice',
        'F.1',
        ['未做到的“三声”', 'Which of the three greetings were missing'],
        ['per_occurrence', 3],
        [
          ['come', ['来有迎声', 'Greeting on arrival'], 1],
          ['ask', ['问有答声', 'Answer to every question'], 1],
          ['leave', ['走有送声', 'Farewell'], 1],
        ],
        { found: ['“三声”服务不到位', 'Greetings missing'], source: source.xinlin, category: 'service_language' },
      ),
      rate('F.2', ['手续简便程度', 'How simple the procedure was'], [1, 'per_occurrence', 2], {
        found: ['手续繁琐', 'Procedure too complicated'],
        basis: basis.promise,
        source: source.zhoushan,
      }),
      rate('F.3', ['业务熟练程度', 'How well the staff knew the matter'], [1, 'per_occurrence', 2], {
        found: ['业务不熟练', 'Staff did not know the matter'],
        basis: basis.promise,
        source: source.zhoushan,
        category: 'business_skill',
      }),
      remark('F.4', ['办事经过', 'How it went']),
    ]),
  ],
};
