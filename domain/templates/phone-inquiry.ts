import { check, choose, measure, part, rate, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

const connected = { not: { item: 'A.1', chosen: 'none' } } as const;

/** 电话咨询. A number nobody answers empties the section of answering, which alone is no pass. */
export const phoneInquiry: ReadyTemplate = {
  title: ['电话咨询', 'Phone inquiry'],
  summary: [
    '按公布的电话拨打，检查接听、答复和用语。',
    'Calls to the published numbers: answering, information and language.',
  ],
  sections: [
    part('A', ['接听', 'Answering'], 45, { basis: basis.promise, category: 'handling' }, [
      choose(
        'single_choice',
        'A.1',
        ['接通情况', 'Whether it was answered'],
        ['once', 45],
        [
          ['first', ['第一次接通', 'At the first call'], 0],
          ['second', ['第二次接通', 'At the second call'], 2],
          ['third', ['第三次接通', 'At the third call'], 5],
          ['none', ['三次未接通', 'Not at three calls'], 45],
        ],
        {
          found: ['公布电话未能一次接通', 'Published number not answered at the first call'],
          source: source.suggested,
          severity: 'serious',
          note: [
            '每次间隔不少于10分钟，只在公布的服务时间内拨打。',
            'Leave ten minutes between calls; call only in the published hours.',
          ],
          evidence: ['通话记录截图', 'Screenshot of the call list'],
        },
      ),
      measure(
        'A.2',
        ['接听用时（秒）', 'Seconds until answered'],
        [1, 'per_occurrence', 3],
        { unit: 'second', maximum: 600, limit: { side: 'at_most', measure: 'phone_answer_seconds' }, step: 10 },
        {
          found: ['接听超过大厅目标', 'Answered later than the hall’s target'],
          source: source.suggested,
          basis: ['大厅电话接听目标', 'Phone target of the hall'],
          showWhen: connected,
        },
      ),
      check('A.3', ['号码与对外公布的一致', 'The number is the published one'], [2, 'per_occurrence', 2], {
        found: ['号码与公布的不一致', 'Number differs from the published one'],
        source: source.suggested,
        category: 'disclosure',
      }),
      check('A.4', ['接听后报单位名称', 'Names the unit on answering'], [1, 'per_occurrence', 1], {
        found: ['接听后未报单位名称', 'Unit not named on answering'],
        source: source.suggested,
        category: 'service_language',
        showWhen: connected,
      }),
      check('A.5', ['不长时间占线、不提前挂断', 'Not engaged for long, not hung up early'], [2, 'per_occurrence', 4], {
        found: ['长时间占线或提前挂断', 'Engaged for long or hung up early'],
        source: source.suggested,
        showWhen: connected,
      }),
    ]),
    part('B', ['答复', 'Information'], 35, { basis: basis.notice, category: 'business_skill' }, [
      check('B.1', ['一次性说全所需材料', 'Names all papers at once'], [2, 'per_case', 8], {
        found: ['所需材料未一次说全', 'Papers not all named at once'],
        source: source.county,
        severity: 'serious',
        showWhen: connected,
        note: [
          '与公布的办事指南逐项核对；说明可容缺后补的，为符合。',
          'Compare with the published guide; naming what may follow later conforms.',
        ],
      }),
      check('B.2', ['办理时限答复准确', 'Time limit is right'], [2, 'per_case', 4], {
        found: ['办理时限答复有误', 'Wrong time limit given'],
        source: source.suggested,
        showWhen: connected,
      }),
      check('B.3', ['收费答复准确', 'Fee is right'], [2, 'per_case', 4], {
        found: ['收费答复有误', 'Wrong fee given'],
        source: source.suggested,
        category: 'fee',
        showWhen: connected,
      }),
      check('B.4', ['办理地点和窗口答复准确', 'Place and window are right'], [1, 'per_case', 2], {
        found: ['办理地点或窗口答复有误', 'Wrong place or window given'],
        source: source.suggested,
        showWhen: connected,
      }),
      check(
        'B.5',
        ['不能当场答复的，登记并按时回电', 'Registers and calls back where it cannot be said at once'],
        [2, 'per_case', 4],
        {
          found: ['未登记或未按时回电', 'Not registered or not called back'],
          source: source.firstContact,
          basis: basis.firstContact,
          category: 'handling',
          showWhen: connected,
        },
      ),
      check('B.6', ['不推给其他部门了事', 'Does not just refer to another office'], [2, 'per_occurrence', 6], {
        found: ['推给其他部门', 'Referred to another office'],
        source: source.laiwu,
        basis: basis.firstContact,
        severity: 'serious',
        showWhen: connected,
      }),
    ]),
    part('C', ['用语', 'Language'], 20, { chapter: '5.3', basis: basis.language, category: 'service_language' }, [
      check('C.1', ['有问候语', 'Greets'], [1, 'per_occurrence', 1], {
        found: ['无问候语', 'No greeting'],
        source: source.suggested,
        showWhen: connected,
      }),
      check('C.2', ['语气耐心，不生硬', 'Patient, not curt'], [2, 'per_occurrence', 4], {
        found: ['语气生硬、不耐烦', 'Curt or impatient'],
        source: source.laiwu,
        severity: 'serious',
        showWhen: connected,
      }),
      check('C.3', ['不与来电人争吵', 'Does not quarrel with the caller'], [3, 'per_occurrence', 6], {
        found: ['与来电人争吵', 'Quarrelled with the caller'],
        source: source.laiwu,
        severity: 'grave',
        critical: true,
        showWhen: connected,
      }),
      check(
        'C.4',
        ['有结束语，等对方先挂断', 'Says goodbye and lets the caller hang up first'],
        [1, 'per_occurrence', 1],
        {
          found: ['无结束语或抢先挂断', 'No goodbye, or hung up first'],
          source: source.suggested,
          showWhen: connected,
        },
      ),
      rate('C.5', ['总体满意程度', 'Overall satisfaction'], [2, 'per_occurrence', 4], {
        found: ['总体不满意', 'Not satisfied overall'],
        source: source.suggested,
        category: 'satisfaction',
        showWhen: connected,
      }),
      remark('C.6', ['通话要点', 'What was said']),
    ]),
  ],
};
