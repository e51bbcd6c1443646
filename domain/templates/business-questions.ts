import { check, choose, measure, part, rate, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** 业务问答. */
export const businessQuestions: ReadyTemplate = {
  title: ['业务问答', 'Business questions'],
  summary: [
    '向窗口人员询问事项、材料、流程、时限和收费，与公布内容核对。',
    'Questions to counter staff about matters, papers, steps, limits and fees, held against what is published.',
  ],
  sections: [
    part('A', ['事项与依据', 'Matters and their basis'], 25, { basis: basis.promise, category: 'business_skill' }, [
      check('A.1', ['说得出本窗口全部事项', 'Knows all matters of the window'], [1, 'per_occurrence', 4], {
        found: ['说不全本窗口事项', 'Does not know all matters of the window'],
        source: source.xinlin,
      }),
      check('A.2', ['说得出办理依据', 'Knows the legal basis'], [1, 'per_case', 3], {
        found: ['说不出办理依据', 'Does not know the legal basis'],
        source: source.xinlin,
      }),
      check('A.3', ['说得出办理条件', 'Knows the conditions'], [1, 'per_case', 3], {
        found: ['说不出办理条件', 'Does not know the conditions'],
        source: source.xinlin,
      }),
      measure(
        'A.4',
        ['抽问题答错的道数', 'Wrong answers to drawn questions'],
        [1, 'per_occurrence', 5],
        { unit: 'occurrence', maximum: 50, limit: { side: 'at_most', value: 0 }, step: 1 },
        {
          found: ['抽问答错', 'Drawn questions answered wrongly'],
          source: source.suggested,
          note: ['每人抽问不少于5题，题目事先封存。', 'At least five questions each, sealed beforehand.'],
        },
      ),
    ]),
    part('B', ['材料与流程', 'Papers and steps'], 35, { basis: basis.notice, category: 'business_skill' }, [
      check('B.1', ['材料名称、份数、格式说全', 'Names papers, copies and forms in full'], [2, 'per_case', 6], {
        found: ['材料要求说不全', 'Papers not named in full'],
        source: source.county,
        severity: 'serious',
      }),
      check('B.2', ['不要求无依据的证明', 'Asks for no certificate without basis'], [2, 'per_case', 6], {
        found: ['要求无依据的证明', 'Certificate asked for without basis'],
        source: source.suggested,
        severity: 'serious',
      }),
      check('B.3', ['流程与最新公布一致', 'Steps are the latest published'], [2, 'per_case', 6], {
        found: ['流程与最新公布不一致', 'Steps differ from the latest published'],
        source: source.xinlin,
        category: 'workflow',
        note: ['以最近一次更新的办事指南为准。', 'The guide last updated counts.'],
      }),
      check('B.4', ['说明容缺后补的做法', 'Explains what may follow later'], [1, 'per_case', 2], {
        found: ['未说明容缺后补', 'Not explained what may follow later'],
        source: source.xinlin,
      }),
      check('B.5', ['说明网上办理途径', 'Explains how to do it online'], [1, 'per_case', 2], {
        found: ['未说明网上办理途径', 'Not explained how to do it online'],
        source: source.xinlin,
      }),
      choose(
        'multiple_choice',
        'B.6',
        ['办事指南缺少的内容', 'What the guide leaves out'],
        ['per_occurrence', 4],
        [
          ['material', ['材料', 'Papers'], 0.5],
          ['steps', ['流程', 'Steps'], 0.5],
          ['limit', ['时限', 'Limit'], 0.5],
          ['fee', ['收费标准', 'Fee'], 0.5],
          ['basis', ['依据', 'Basis'], 0.5],
          ['phone', ['咨询和投诉电话', 'Telephone for questions and complaints'], 0.5],
        ],
        {
          found: ['办事指南内容不全', 'Guide incomplete'],
          source: source.xinlin,
          category: 'disclosure',
          evidence: ['拍摄办事指南', 'Photograph the guide'],
        },
      ),
    ]),
    part('C', ['时限与收费', 'Limits and fees'], 20, { basis: basis.limits, category: 'business_skill' }, [
      check('C.1', ['说得出法定时限和承诺时限', 'Knows the statutory and the promised limit'], [2, 'per_case', 4], {
        found: ['说不出法定或承诺时限', 'Does not know the limits'],
        source: source.xinlin,
      }),
      check('C.2', ['说得出收费依据和标准', 'Knows basis and amount of the fee'], [2, 'per_case', 4], {
        found: ['说不出收费依据或标准', 'Does not know the fee or its basis'],
        source: source.xinlin,
        basis: basis.fees,
        category: 'fee',
      }),
      check('C.3', ['知道时限按工作日计算', 'Knows that limits are in working days'], [1, 'per_person', 2], {
        found: ['不知道时限按工作日计算', 'Does not know that limits are in working days'],
        source: source.suggested,
      }),
    ]),
    part('D', ['制度与答复方式', 'Rules and manner'], 20, { basis: basis.language, category: 'service_language' }, [
      check(
        'D.1',
        ['知道首问负责、一次性告知、限时办结', 'Knows first contact duty, one-time notice and time limits'],
        [1, 'per_person', 3],
        {
          found: ['不掌握基本服务制度', 'Does not know the basic service rules'],
          source: source.zhoushan,
          category: 'business_skill',
        },
      ),
      check('D.2', ['有问必答、回答必清', 'Answers every question, and clearly'], [2, 'per_occurrence', 6], {
        found: ['答而不清或不答', 'No answer, or an unclear one'],
        source: source.laiwu,
        severity: 'serious',
      }),
      check('D.3', ['答不上时当场查证或请教', 'Looks it up or asks where unsure'], [1, 'per_occurrence', 2], {
        found: ['答不上时未查证', 'Did not look it up where unsure'],
        source: source.suggested,
      }),
      rate('D.4', ['业务熟练程度', 'Command of the matter'], [2, 'per_occurrence', 4], {
        found: ['业务不熟', 'Poor command of the matter'],
        source: source.zhoushan,
        category: 'business_skill',
      }),
      remark('D.5', ['问题与回答摘要', 'Questions and answers in short']),
    ]),
  ],
};
