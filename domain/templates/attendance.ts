import { bonus, check, choose, measure, part, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** 考勤与纪律: 到岗, 脱岗, 空岗, AB岗. */
export const attendance: ReadyTemplate = {
  title: ['考勤与工作纪律', 'Attendance and discipline'],
  summary: ['到岗、在岗、空岗和AB岗顶岗情况。', 'Arrival, presence, unstaffed posts and backup posts.'],
  bonusCap: 5,
  sections: [
    part('A', ['到岗', 'Arrival'], 35, { basis: basis.attendance, category: 'attendance' }, [
      measure(
        'A.1',
        ['开门时未到岗的人数占比（%）', 'Share of staff absent at opening (%)'],
        [1, 'per_occurrence', 10],
        { unit: 'percent', maximum: 100, decimals: 1, limit: { side: 'at_most', value: 0 }, step: 10 },
        {
          found: ['开门时人员未到岗', 'Staff absent at opening'],
          source: source.suggested,
          severity: 'serious',
          note: ['应到人数不含经批准请假的人员。', 'Those on approved leave are not counted as due.'],
        },
      ),
      check(
        'A.2',
        ['不迟到、不早退（10分钟以内）', 'Not late and not early off, up to 10 minutes'],
        [1, 'per_person', 5],
        { found: ['迟到或早退', 'Late or early off'], source: source.cangnan },
      ),
      check('A.3', ['按规定签到', 'Signs in'], [2, 'per_person', 6], {
        found: ['未按规定签到', 'Did not sign in'],
        source: source.cangnan,
      }),
      check('A.4', ['无旷工', 'No absence without leave'], [5, 'per_half_day', 15], {
        found: ['旷工', 'Absent without leave'],
        source: source.cangnan,
        severity: 'serious',
        evidence: ['考勤记录', 'Attendance record'],
      }),
      measure(
        'A.5',
        ['第一位群众被接待的时间（开门后分钟）', 'Minutes from opening until the first citizen is served'],
        [1, 'per_occurrence', 4],
        { unit: 'minute', maximum: 240, decimals: 1, limit: { side: 'at_most', value: 5 }, step: 10 },
        { found: ['开门后未及时接待', 'First citizen served late'], source: source.suggested },
      ),
    ]),
    part('B', ['在岗', 'Presence'], 35, { basis: basis.attendance, category: 'attendance' }, [
      choose(
        'single_choice',
        'B.1',
        ['脱岗（离岗无去向）最长的一次', 'Longest absence from a post without notice'],
        ['per_person', 15],
        [
          ['none', ['无', 'None'], 0],
          ['short', ['15分钟以内', 'Up to 15 minutes'], 1],
          ['long', ['15分钟至半天', '15 minutes to half a day'], 3],
          ['day', ['半天以上', 'More than half a day'], 5],
        ],
        {
          found: ['脱岗', 'Absent from post'],
          source: source.cangnan,
          severity: 'serious',
          evidence: ['记下离岗和返岗时间', 'Note when the person left and came back'],
          note: [
            '去洗手间、取材料且放置去向牌的，不算脱岗。',
            'Going to the toilet or for papers with a notice put out is no absence.',
          ],
        },
      ),
      check('B.2', ['离岗时放置去向牌或说明去向', 'Leaves a notice of whereabouts'], [1, 'per_person', 4], {
        found: ['离岗未告知去向', 'Left without a notice of whereabouts'],
        source: source.laiwu,
      }),
      check('B.3', ['请假手续齐全', 'Leave is approved in writing'], [1, 'per_person', 3], {
        found: ['请假手续不全', 'Leave not approved in writing'],
        source: source.suggested,
      }),
      check('B.4', ['不做与工作无关的事', 'Does nothing unrelated to work'], [1, 'per_person', 5], {
        found: ['做与工作无关的事', 'Doing things unrelated to work'],
        source: source.township,
        category: 'conduct',
      }),
      check(
        'B.5',
        ['午间和下午按公布时间开始服务', 'Noon and afternoon service starts as published'],
        [2, 'per_occurrence', 4],
        { found: ['未按公布时间开始服务', 'Service started later than published'], source: source.suggested },
      ),
      check(
        'B.6',
        ['下班前不提前停止取号、受理', 'Does not stop tickets or acceptance before closing'],
        [2, 'per_occurrence', 4],
        {
          found: ['提前停止取号或受理', 'Tickets or acceptance stopped early'],
          source: source.suggested,
          category: 'handling',
        },
      ),
    ]),
    part('C', ['空岗与AB岗', 'Unstaffed and backup posts'], 30, { basis: basis.backup, category: 'attendance' }, [
      measure(
        'C.1',
        ['空岗窗口数（应开未开）', 'Windows unstaffed that should be open'],
        [2, 'per_occurrence', 10],
        { unit: 'occurrence', maximum: 500, limit: { side: 'at_most', value: 0 }, step: 1 },
        {
          found: ['窗口空岗', 'Unstaffed window'],
          source: source.laiwu,
          severity: 'serious',
          evidence: ['拍摄空岗窗口，带时间', 'Photograph the window with the time'],
        },
      ),
      check('C.2', ['A岗离开时B岗即时顶岗', 'B takes over at once when A leaves'], [2, 'per_occurrence', 8], {
        found: ['B岗未即时顶岗', 'Backup did not take over'],
        source: source.laiwu,
        severity: 'serious',
        showWhen: { item: 'C.1', compare: 'at_least', value: 1 },
      }),
      check('C.3', ['B岗能办理A岗业务', 'B can do the work of A'], [2, 'per_person', 4], {
        found: ['B岗不能办理A岗业务', 'Backup cannot do the work'],
        source: source.suggested,
        category: 'business_skill',
      }),
      check(
        'C.4',
        ['AB岗名单公示，与实际一致', 'The list of backup posts is posted and true'],
        [1, 'per_occurrence', 2],
        {
          found: ['AB岗名单未公示或不符', 'List of backup posts missing or wrong'],
          source: source.zhoushan,
          category: 'disclosure',
        },
      ),
      bonus('C.5', ['主动延时服务办完事项', 'Stayed on to finish a matter'], [1, 'per_case', 3], {
        source: source.suggested,
      }),
      remark('C.6', ['缺岗人员与时段（记岗位号，不记姓名）', 'Who was missing and when, by post and not by name']),
    ]),
  ],
};
