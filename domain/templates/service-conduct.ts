import { bonus, check, part, rate, remark, type ReadyTemplate } from './build.js';
import { basis, source } from './words.js';

/** 服务规范: 仪容, 举止, 用语与三声. */
export const serviceConduct: ReadyTemplate = {
  title: ['服务规范', 'Service conduct'],
  summary: [
    '窗口人员的仪容、举止、用语和“三声”服务。',
    'Appearance, conduct and language of counter staff, and the three greetings.',
  ],
  bonusCap: 5,
  sections: [
    part('5.1', ['仪容仪表', 'Appearance'], 20, { chapter: '5.1', basis: basis.appearance, category: 'appearance' }, [
      check('5.1.1', ['按规定统一着装', 'Wears the uniform as required'], [1, 'per_person', 5], {
        found: ['未按规定着装', 'Uniform not worn as required'],
        source: source.laiwu,
        deadline: ['immediate_fix', null],
        evidence: ['拍摄窗口全景，不拍群众面部', 'Photograph the window, no faces of citizens'],
      }),
      check(
        '5.1.2',
        ['佩戴胸牌，姓名和编号清楚', 'Wears a badge with readable name and number'],
        [1, 'per_person', 5],
        {
          found: ['未佩戴胸牌或胸牌不清', 'Badge missing or unreadable'],
          source: source.laiwu,
          deadline: ['immediate_fix', null],
        },
      ),
      check(
        '5.1.3',
        ['摆放岗位牌，与在岗人员一致', 'Desk plate is out and names the person at the desk'],
        [1, 'per_person', 5],
        {
          found: ['岗位牌未摆放或与人不符', 'Desk plate missing or of another person'],
          source: source.laiwu,
          deadline: ['immediate_fix', null],
        },
      ),
      check(
        '5.1.4',
        ['仪容整洁，发型和饰物得体', 'Clean and tidy; hair and jewellery suitable'],
        [0.5, 'per_person', 2],
        { found: ['仪容不整洁', 'Untidy appearance'], source: source.city },
      ),
      check('5.1.5', ['党员佩戴党徽', 'Party members wear the party badge'], [1, 'per_person', 3], {
        found: ['党员未佩戴党徽', 'Party badge not worn by a member'],
        source: source.xinlin,
        note: [
          '先确认在岗人员是否党员；不能确认记“未观察”。',
          'Make sure first that the person is a member; otherwise record not observed.',
        ],
      }),
    ]),
    part('5.2', ['举止行为', 'Conduct'], 25, { chapter: '5.2', basis: basis.conduct, category: 'conduct' }, [
      check('5.2.1', ['不玩游戏、不看视频', 'Plays no games and watches no videos'], [1, 'per_person', 4], {
        found: ['上班玩游戏、看视频', 'Playing games or watching videos'],
        source: source.city,
      }),
      check('5.2.2', ['不聚众聊天', 'No chatting in groups'], [1, 'per_person', 4], {
        found: ['聚众聊天', 'Chatting in a group'],
        source: source.city,
      }),
      check('5.2.3', ['不玩手机', 'Does not play with the phone'], [1, 'per_person', 4], {
        found: ['上班玩手机', 'Playing with the phone'],
        source: source.township,
        note: [
          '用手机核验证件、联系后台属工作行为。留意用书本遮挡手机。',
          'Checking papers or calling the back office by phone is work. Look for phones hidden behind a book.',
        ],
      }),
      check(
        '5.2.4',
        [
          '不在窗口吃东西、睡觉或做其他与工作无关的事',
          'Does not eat, sleep or do anything unrelated to work at the window',
        ],
        [1, 'per_person', 4],
        { found: ['在窗口做与工作无关的事', 'Doing things unrelated to work at the window'], source: source.township },
      ),
      check('5.2.5', ['坐姿、站姿端正', 'Sits and stands upright'], [0.5, 'per_person', 2], {
        found: ['坐姿、站姿不端正', 'Slouching'],
        source: source.suggested,
      }),
      check(
        '5.2.6',
        ['双手递接材料，不抛不扔', 'Hands papers over with both hands, throws nothing'],
        [0.5, 'per_occurrence', 2],
        { found: ['抛扔材料', 'Papers thrown'], source: source.suggested },
      ),
      check(
        '5.2.7',
        ['离开窗口时放置去向牌', 'Puts out a notice of whereabouts when leaving the window'],
        [1, 'per_occurrence', 3],
        {
          found: ['离开窗口未放置去向牌', 'Left the window without a notice of whereabouts'],
          source: source.zhoushan,
          basis: ['去向留言制度', 'Notice of whereabouts'],
        },
      ),
    ]),
    part(
      '5.3',
      ['服务用语', 'Service language'],
      40,
      { chapter: '5.3', basis: basis.language, category: 'service_language' },
      [
        check(
          '5.3.1',
          ['来有迎声：主动招呼，目视来人', 'Greeting on arrival: speaks first and looks at the person'],
          [1, 'per_occurrence', 4],
          { found: ['来无迎声', 'No greeting on arrival'], source: source.xinlin },
        ),
        check(
          '5.3.2',
          ['问有答声：有问必答，不说“不知道”', 'Answer to every question: never just “I do not know”'],
          [2, 'per_occurrence', 6],
          {
            found: ['问无答声或拒绝答复', 'Question left unanswered or refused'],
            source: source.laiwu,
            severity: 'serious',
            note: [
              '请群众稍候并去核实、或引到负责窗口并说明情况，为符合。',
              'Asking to wait while checking, or bringing the person to the right window with an explanation, conforms.',
            ],
          },
        ),
        check(
          '5.3.3',
          ['走有送声：交代下一步并道别', 'Farewell: says what comes next and goodbye'],
          [1, 'per_occurrence', 4],
          { found: ['走无送声', 'No farewell'], source: source.xinlin },
        ),
        check('5.3.4', ['态度不生硬、不冷漠、不推诿', 'Is not curt, cold or evasive'], [2, 'per_occurrence', 8], {
          found: ['态度生硬、冷漠或推诿', 'Curt, cold or evasive'],
          source: source.laiwu,
          severity: 'serious',
          evidence: ['记下原话和时间', 'Note the words and the time'],
        }),
        check('5.3.5', ['不与群众争吵', 'Does not quarrel with citizens'], [3, 'per_occurrence', 9], {
          found: ['与群众争吵', 'Quarrelled with a citizen'],
          source: source.laiwu,
          severity: 'grave',
          critical: true,
          deadline: ['fixed_term_fix', 3],
        }),
        check('5.3.6', ['使用文明用语，语言清楚易懂', 'Polite and easy to understand'], [0.5, 'per_occurrence', 2], {
          found: ['用语不文明或不清楚', 'Impolite or unclear language'],
          source: source.suggested,
        }),
        rate('5.3.7', ['总体服务态度', 'Overall attitude'], [1, 'per_occurrence', 2], {
          found: ['总体服务态度差', 'Poor attitude overall'],
          source: source.suggested,
        }),
      ],
    ),
    part('S', ['群众反映', 'What citizens say'], 15, { category: 'satisfaction' }, [
      check('S.1', ['检查期间无属实投诉', 'No complaint upheld in the period'], [5, 'per_case', 10], {
        found: ['有属实投诉', 'Complaint upheld'],
        source: source.laiwu,
        basis: basis.complaints,
        category: 'complaint',
        severity: 'serious',
      }),
      check('S.2', ['受访群众未表示不满', 'No citizen asked is dissatisfied'], [2, 'per_person', 6], {
        found: ['群众当场表示不满', 'Citizen dissatisfied'],
        source: source.township,
      }),
      bonus('S.3', ['提供上门或节假日服务', 'Home or holiday service given'], [1, 'per_occurrence', 3], {
        source: source.laiwu,
        evidence: ['服务记录或群众确认', 'Service record or the citizen’s word'],
      }),
      bonus('S.4', ['收到书面表扬或锦旗', 'Written praise received'], [1, 'per_occurrence', 2], {
        source: source.suggested,
      }),
      remark('S.5', ['群众意见原话（不记姓名）', 'Citizens’ words, without names']),
    ]),
  ],
};
