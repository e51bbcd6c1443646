import { agency, type Agency } from './agency.js';

/** People from birth to pension, and what is supplied to their homes. */
export const society = {
  police: agency(['公安局', 'Public Security Bureau'], ['公安局', 'Public Security'], 5, {
    windows: [
      ['户籍业务', 'Household registration'],
      ['居民身份证', 'Identity cards'],
    ],
    approvals: [
      ['旅馆业特种行业许可', 'Hotel trade licence'],
      ['公章刻制业备案', 'Seal maker filing'],
    ],
    services: [
      ['居民身份证', 'Identity card'],
      ['户口迁移', 'Household transfer'],
    ],
  }),
  exitentry: agency(['出入境管理支队', 'Exit and Entry Administration'], ['出入境支队', 'Exit and Entry'], 3, {
    windows: [
      ['出入境证件', 'Travel documents'],
      ['外国人居留', 'Residence of foreigners'],
    ],
    approvals: [
      ['普通护照', 'Ordinary passport'],
      ['外国人居留许可', 'Residence permit for foreigners'],
    ],
    services: [['出入境记录', 'Travel records']],
  }),
  civil: agency(['民政局', 'Civil Affairs Bureau'], ['民政局', 'Civil Affairs'], 2, {
    windows: [['社会救助', 'Social relief']],
    approvals: [
      ['社会团体登记', 'Association registration'],
      ['公墓建设', 'Cemetery permit'],
    ],
    services: [
      ['婚姻登记', 'Marriage registration'],
      ['最低生活保障', 'Minimum living allowance'],
    ],
  }),
  justice: agency(['司法局', 'Justice Bureau'], ['司法局', 'Justice'], 1, {
    windows: [['法律服务', 'Legal services']],
    approvals: [
      ['律师执业许可', 'Lawyer practice licence'],
      ['基层法律服务工作者执业', 'Legal worker licence'],
    ],
    services: [['法律援助', 'Legal aid']],
  }),
  education: agency(['教育局', 'Education Bureau'], ['教育局', 'Education'], 2, {
    windows: [['教育服务', 'Education services']],
    approvals: [
      ['民办学校设立', 'Private school licence'],
      ['教师资格', 'Teacher qualification'],
    ],
    services: [
      ['义务教育入学', 'School enrolment'],
      ['学籍信息', 'School records'],
    ],
  }),
  hr: agency(['人力资源和社会保障局', 'Human Resources and Social Security Bureau'], ['人社局', 'Human Resources'], 4, {
    windows: [
      ['社会保险', 'Social insurance'],
      ['就业创业', 'Jobs and start-ups'],
    ],
    approvals: [
      ['人力资源服务许可', 'Recruitment agency licence'],
      ['劳务派遣经营许可', 'Labour dispatch licence'],
    ],
    services: [
      ['社会保障卡', 'Social security card'],
      ['就业登记', 'Employment registration'],
    ],
  }),
  health: agency(['卫生健康委员会', 'Health Commission'], ['卫健委', 'Health'], 3, {
    windows: [
      ['卫生许可', 'Health permits'],
      ['生育服务', 'Birth services'],
    ],
    approvals: [
      ['公共场所卫生许可', 'Public place health permit'],
      ['医疗机构执业登记', 'Medical institution registration'],
    ],
    services: [
      ['生育登记', 'Birth registration'],
      ['健康证信息', 'Health certificate details'],
    ],
  }),
  drugs: agency(['药品监督管理局', 'Drug Administration'], ['药监局', 'Drug Admin'], 2, {
    windows: [['药械许可', 'Drugs and devices']],
    approvals: [
      ['药品经营许可', 'Pharmacy licence'],
      ['医疗器械经营许可', 'Medical device licence'],
    ],
    services: [['药师注册信息', 'Pharmacist records']],
  }),
  culture: agency(
    ['文化广电和旅游局', 'Culture, Broadcasting and Tourism Bureau'],
    ['文旅局', 'Culture and Tourism'],
    2,
    {
      windows: [['文旅审批', 'Culture and tourism permits']],
      approvals: [
        ['娱乐场所经营许可', 'Entertainment venue licence'],
        ['营业性演出许可', 'Performance permit'],
      ],
      services: [['导游证信息', 'Guide card details']],
    },
  ),
  sports: agency(['体育局', 'Sports Bureau'], ['体育局', 'Sports'], 1, {
    windows: [['体育服务', 'Sports services']],
    approvals: [['高危险性体育项目经营许可', 'High-risk sports licence']],
    services: [['体育社会指导员登记', 'Sports instructor registration']],
  }),
  religion: agency(['民族宗教事务局', 'Ethnic and Religious Affairs Bureau'], ['民宗局', 'Ethnic Affairs'], 1, {
    windows: [['民族宗教', 'Ethnic and religious affairs']],
    approvals: [['民族贸易企业认定', 'Ethnic trade company status']],
    services: [['民族成份变更', 'Ethnicity change']],
  }),
  veterans: agency(['退役军人事务局', 'Veterans Affairs Bureau'], ['退役军人局', 'Veterans'], 1, {
    windows: [['退役军人服务', 'Veterans services']],
    approvals: [['伤残等级评定', 'Disability grading']],
    services: [
      ['优待证', 'Preferential card'],
      ['退役军人登记', 'Veteran registration'],
    ],
  }),
  disabled: agency(['残疾人联合会', 'Disabled Persons Federation'], ['残联', 'Disabled Persons'], 1, {
    windows: [['残疾人服务', 'Services for disabled people']],
    approvals: [],
    services: [
      ['残疾人证', 'Disability certificate'],
      ['辅助器具申请', 'Aids and appliances'],
    ],
  }),
  press: agency(['新闻出版局', 'Press and Publication Bureau'], ['新闻出版局', 'Press'], 1, {
    windows: [['出版许可', 'Publishing permits']],
    approvals: [
      ['出版物零售许可', 'Bookshop licence'],
      ['印刷经营许可', 'Printing licence'],
    ],
    services: [['内部资料准印', 'Internal print filing']],
  }),
  power: agency(['供电公司', 'Power Supply Company'], ['供电公司', 'Power Supply'], 3, {
    windows: [['用电报装', 'Power connection']],
    approvals: [],
    services: [
      ['用电报装', 'Power connection'],
      ['电费账单', 'Power bill'],
    ],
  }),
  watersupply: agency(['水务集团', 'Water Group'], ['水务集团', 'Water Group'], 2, {
    windows: [['用水业务', 'Water supply']],
    approvals: [],
    services: [
      ['用水报装', 'Water connection'],
      ['水费账单', 'Water bill'],
    ],
  }),
  gas: agency(['燃气集团', 'Gas Group'], ['燃气集团', 'Gas Group'], 2, {
    windows: [['燃气业务', 'Gas supply']],
    approvals: [],
    services: [
      ['燃气报装', 'Gas connection'],
      ['燃气安检预约', 'Gas safety check'],
    ],
  }),
  post: agency(['邮政分公司', 'Postal Branch'], ['邮政', 'Post'], 1, {
    windows: [['证照寄递', 'Document delivery']],
    approvals: [],
    services: [
      ['证照寄递', 'Document delivery'],
      ['报刊订阅', 'Newspaper subscription'],
    ],
  }),
} as const satisfies Record<string, Agency>;
