import { check, measure, part, rate, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** “五零”承诺: 零推诿, 零积压, 零距离, 零差错, 零投诉; each weighs a fifth. */
export const fiveZero: ReadyTemplate = {
  title: ['“五零”承诺兑现', 'Five-zero promise'],
  summary: [
    '受理零推诿、事项零积压、方式零距离、质量零差错、结果零投诉。',
    'No shifting, no backlog, no distance, no errors, no complaints.',
  ],
  weighted: true,
  sections: [
    part('Z1', ['受理零推诿', 'No shifting'], 20, { basis: basis.fiveZero, category: 'handling' }, [
      check(
        'Z1.1',
        ['不推给其他窗口、其他部门', 'Does not shift to other windows or offices'],
        [2, 'per_occurrence', 8],
        { found: ['推诿', 'Citizen sent elsewhere'], source: source.laiwu, severity: 'serious' },
      ),
      check('Z1.2', ['首问负责有登记', 'First contacts are registered'], [1, 'per_case', 4], {
        found: ['首问未登记', 'First contact not registered'],
        source: source.firstContact,
        basis: basis.firstContact,
      }),
      check('Z1.3', ['符合容缺后补条件的先行受理', 'Accepts where missing papers may follow'], [2, 'per_case', 6], {
        found: ['可容缺的未先行受理', 'Not accepted though papers may follow'],
        source: source.xinlin,
        note: [
          '不影响审批结果公正性的，可先受理、稍后补齐。',
          'Where the fairness of the result is untouched, papers may follow.',
        ],
      }),
    ]),
    part('Z2', ['事项零积压', 'No backlog'], 20, { basis: basis.limits, category: 'handling' }, [
      measure(
        'Z2.1',
        ['超承诺时限的办件数', 'Cases past the promised limit'],
        [5, 'per_case', 15],
        { unit: 'case', maximum: 10000, limit: { side: 'at_most', value: 0 }, step: 1 },
        {
          found: ['办件超承诺时限', 'Cases past the promised limit'],
          source: source.county,
          severity: 'serious',
          evidence: ['系统超期清单', 'The system’s list of overdue cases'],
        },
      ),
      check('Z2.2', ['随到随办，不攒批', 'Handled as they come, not in batches'], [2, 'per_case', 4], {
        found: ['攒批办理', 'Cases handled in batches'],
        source: source.xinlin,
      }),
      check('Z2.3', ['办件当日录入系统', 'Cases are entered the same day'], [1, 'per_case', 4], {
        found: ['办件当日未录入', 'Cases not entered the same day'],
        source: source.township,
      }),
    ]),
    part('Z3', ['方式零距离', 'No distance'], 20, { basis: basis.fiveZero, category: 'service_language' }, [
      check('Z3.1', ['来有迎声', 'Greeting on arrival'], [1, 'per_occurrence', 4], {
        found: ['来无迎声', 'No greeting on arrival'],
        source: source.xinlin,
        basis: basis.language,
      }),
      check('Z3.2', ['问有答声', 'Answer to every question'], [2, 'per_occurrence', 6], {
        found: ['问无答声', 'Question left unanswered'],
        source: source.laiwu,
        basis: basis.language,
        severity: 'serious',
      }),
      check('Z3.3', ['去有送声', 'Farewell'], [1, 'per_occurrence', 4], {
        found: ['去无送声', 'No farewell'],
        source: source.xinlin,
        basis: basis.language,
      }),
      check(
        'Z3.4',
        ['对行动不便群众提供预约上门', 'Home visits by appointment for those who cannot come'],
        [1, 'per_case', 2],
        { found: ['未提供预约上门', 'No home visit by appointment'], source: source.xinlin, category: 'handling' },
      ),
    ]),
    part('Z4', ['质量零差错', 'No errors'], 20, { basis: basis.fiveZero, category: 'business_skill' }, [
      measure(
        'Z4.1',
        ['抽查办件的差错数', 'Errors in drawn cases'],
        [2, 'per_case', 10],
        { unit: 'case', maximum: 1000, limit: { side: 'at_most', value: 0 }, step: 1 },
        {
          found: ['办件差错', 'Errors in cases'],
          source: source.suggested,
          severity: 'serious',
          note: ['抽查不少于10件；不足10件的全部检查。', 'Draw at least ten; all where there are fewer.'],
        },
      ),
      check('Z4.2', ['材料、文书归档完整', 'Papers and documents are filed in full'], [1, 'per_case', 3], {
        found: ['归档不完整', 'Files incomplete'],
        source: source.suggested,
        basis: basis.documents,
        category: 'workflow',
      }),
      check('Z4.3', ['办事流程更新及时', 'Steps are kept up to date'], [1, 'per_occurrence', 3], {
        found: ['办事流程更新不及时', 'Steps not kept up to date'],
        source: source.xinlin,
        category: 'workflow',
      }),
    ]),
    part('Z5', ['结果零投诉', 'No complaints'], 20, { basis: basis.complaints, category: 'complaint' }, [
      measure(
        'Z5.1',
        ['属实投诉数', 'Complaints upheld'],
        [5, 'per_case', 15],
        { unit: 'case', maximum: 1000, limit: { side: 'at_most', value: 0 }, step: 1 },
        { found: ['有属实投诉', 'Complaints upheld'], source: source.laiwu, severity: 'serious' },
      ),
      measure(
        'Z5.2',
        ['满意率（%）', 'Satisfaction (%)'],
        [1, 'per_occurrence', 5],
        {
          unit: 'percent',
          maximum: 100,
          decimals: 1,
          limit: { side: 'at_least', measure: 'satisfaction_percent' },
          step: 5,
        },
        {
          found: ['满意率低于目标', 'Satisfaction below target'],
          source: source.suggested,
          category: 'satisfaction',
          basis: ['大厅满意率目标', 'Satisfaction target of the hall'],
        },
      ),
      check('Z5.3', ['投诉在规定期限内答复', 'Complaints are answered in time'], [2, 'per_case', 6], {
        found: ['投诉未按期答复', 'Complaint not answered in time'],
        source: source.suggested,
      }),
      rate('Z5.4', ['承诺公开和兑现的总体情况', 'Promises published and kept, overall'], [1, 'per_occurrence', 2], {
        found: ['承诺未公开或未兑现', 'Promise not published or not kept'],
        source: source.suggested,
        category: 'disclosure',
      }),
      remark('Z5.5', ['群众建议', 'What citizens propose']),
    ]),
  ],
};
