import { agency, type Agency } from './agency.js';

/** Bodies that stand in the branch halls: insurance, property, vehicles, public resources. */
export const branch = {
  pension: agency(['社会保险基金管理中心', 'Social Insurance Centre'], ['社保中心', 'Social Insurance'], 4, {
    windows: [
      ['养老保险', 'Pensions'],
      ['工伤失业保险', 'Injury and job loss insurance'],
    ],
    approvals: [['企业职工提前退休', 'Early retirement']],
    services: [
      ['参保缴费证明', 'Contribution record'],
      ['养老金待遇', 'Pension entitlement'],
    ],
  }),
  employment: agency(['劳动就业管理中心', 'Employment Centre'], ['就业中心', 'Employment'], 2, {
    windows: [['失业登记', 'Job loss registration']],
    approvals: [['创业担保贷款', 'Start-up loan guarantee']],
    services: [
      ['失业登记', 'Job loss registration'],
      ['职业介绍', 'Job placement'],
    ],
  }),
  medical: agency(['医疗保障局', 'Healthcare Security Bureau'], ['医保局', 'Healthcare Security'], 4, {
    windows: [
      ['医保', 'Health insurance'],
      ['异地就医', 'Treatment elsewhere'],
    ],
    approvals: [['定点医药机构', 'Contracted clinic or pharmacy']],
    services: [
      ['异地就医备案', 'Treatment elsewhere filing'],
      ['医疗费用报销', 'Medical cost refund'],
    ],
  }),
  housingfund: agency(['住房公积金管理中心', 'Housing Fund Centre'], ['公积金中心', 'Housing Fund'], 3, {
    windows: [['公积金提取', 'Housing fund payouts']],
    approvals: [['公积金贷款', 'Housing fund loan']],
    services: [
      ['公积金提取', 'Housing fund payout'],
      ['公积金缴存信息', 'Housing fund account'],
    ],
  }),
  talent: agency(['人才服务中心', 'Talent Service Centre'], ['人才中心', 'Talent Service'], 1, {
    windows: [['人才档案', 'Personnel files']],
    approvals: [['高层次人才认定', 'Senior talent recognition']],
    services: [
      ['流动人员档案', 'Personnel file'],
      ['职称申报', 'Professional title'],
    ],
  }),
  realestate: agency(['不动产登记中心', 'Real Estate Registry'], ['不动产中心', 'Real Estate'], 5, {
    windows: [
      ['不动产登记', 'Real estate registration'],
      ['抵押登记', 'Mortgage registration'],
    ],
    approvals: [
      ['国有建设用地使用权登记', 'Land use right registration'],
      ['房屋所有权登记', 'Home ownership registration'],
    ],
    services: [['不动产登记资料', 'Real estate records']],
  }),
  housetrade: agency(['房产交易管理中心', 'Home Trading Centre'], ['房产交易中心', 'Home Trading'], 3, {
    windows: [['存量房网签', 'Resale contracts']],
    approvals: [['商品房买卖合同备案', 'New home contract filing']],
    services: [
      ['家庭住房信息', 'Household property record'],
      ['存量房资金监管', 'Resale payment escrow'],
    ],
  }),
  estatetax: agency(['不动产税收服务所', 'Property Tax Office'], ['不动产税务所', 'Property Tax'], 3, {
    windows: [['契税缴纳', 'Deed tax']],
    approvals: [['契税减免', 'Deed tax relief']],
    services: [['契税完税证明', 'Deed tax receipt']],
  }),
  notary: agency(['公证处', 'Notary Office'], ['公证处', 'Notary'], 2, {
    windows: [['公证', 'Notary']],
    approvals: [],
    services: [
      ['继承公证', 'Inheritance deed'],
      ['委托公证', 'Power of attorney'],
    ],
  }),
  mortgage: agency(['银行按揭服务点', 'Bank Mortgage Desk'], ['按揭服务点', 'Mortgage Desk'], 1, {
    windows: [['按揭服务', 'Mortgages']],
    approvals: [],
    services: [['按揭贷款结清', 'Mortgage discharge']],
  }),
  vehicle: agency(['车辆管理所', 'Vehicle Office'], ['车管所', 'Vehicle Office'], 5, {
    windows: [
      ['机动车登记', 'Vehicle registration'],
      ['驾驶证业务', 'Driving licences'],
    ],
    approvals: [
      ['机动车登记', 'Vehicle registration'],
      ['机动车驾驶证', 'Driving licence'],
    ],
    services: [['机动车信息', 'Vehicle records']],
  }),
  traffic: agency(['交通警察支队', 'Traffic Police'], ['交警支队', 'Traffic Police'], 3, {
    windows: [['违法处理', 'Traffic fines']],
    approvals: [['剧毒化学品道路运输通行', 'Toxic goods road pass']],
    services: [['交通违法记录', 'Traffic offence record']],
  }),
  haulage: agency(['道路运输管理处', 'Road Transport Office'], ['运管处', 'Road Transport'], 2, {
    windows: [['营运证件', 'Operating papers']],
    approvals: [['网络预约出租汽车经营许可', 'Ride-hailing licence']],
    services: [['车辆年度审验', 'Yearly vehicle review']],
  }),
  inspection: agency(['机动车检测服务点', 'Vehicle Inspection Desk'], ['检测服务点', 'Inspection Desk'], 1, {
    windows: [['检测预约', 'Inspection booking']],
    approvals: [],
    services: [['机动车检测预约', 'Vehicle inspection booking']],
  }),
  insurance: agency(['车辆保险服务点', 'Motor Insurance Desk'], ['车险服务点', 'Motor Insurance'], 1, {
    windows: [['车辆保险', 'Motor insurance']],
    approvals: [],
    services: [['交强险', 'Compulsory motor insurance']],
  }),
  trade: agency(['公共资源交易中心', 'Public Resource Trading Centre'], ['交易中心', 'Public Trading'], 3, {
    windows: [
      ['交易受理', 'Trading desk'],
      ['保证金', 'Deposits'],
    ],
    approvals: [['交易项目进场登记', 'Project entry registration']],
    services: [['交易信息', 'Trading information']],
  }),
  procurement: agency(['政府采购中心', 'Government Procurement Centre'], ['采购中心', 'Procurement'], 2, {
    windows: [['政府采购', 'Government procurement']],
    approvals: [['政府采购方式变更', 'Procurement method']],
    services: [['供应商入库', 'Supplier registration']],
  }),
  landreserve: agency(['土地储备中心', 'Land Reserve Centre'], ['土储中心', 'Land Reserve'], 1, {
    windows: [['土地出让', 'Land sales']],
    approvals: [['国有建设用地使用权出让', 'Land use right sale']],
    services: [['地块信息', 'Plot information']],
  }),
  tender: agency(['建设工程招标投标办公室', 'Works Tender Office'], ['招标办', 'Tender Office'], 2, {
    windows: [['招标备案', 'Tender filing']],
    approvals: [['招标文件备案', 'Tender document filing']],
    services: [['评标专家抽取', 'Evaluator draw']],
  }),
  property: agency(['产权交易所', 'Property Rights Exchange'], ['产权交易所', 'Property Rights'], 1, {
    windows: [['产权交易', 'Property rights']],
    approvals: [],
    services: [
      ['产权转让登记', 'Property right transfer'],
      ['资产租赁信息', 'Leasing information'],
    ],
  }),
} as const satisfies Record<string, Agency>;
