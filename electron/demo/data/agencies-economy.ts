import { agency, type Agency } from './agency.js';

/** Companies, taxes, trade and energy. */
export const economy = {
  market: agency(['市场监督管理局', 'Market Regulation Bureau'], ['市场监管局', 'Market Regulation'], 6, {
    windows: [
      ['企业开办', 'Company set-up'],
      ['食品许可', 'Food licences'],
      ['企业变更注销', 'Company changes and closing'],
    ],
    approvals: [
      ['营业执照', 'Business licence'],
      ['食品经营许可', 'Food business licence'],
    ],
    services: [
      ['企业登记档案', 'Company registration file'],
      ['股权出质登记', 'Share pledge registration'],
    ],
  }),
  tax: agency(['税务局', 'Tax Service'], ['税务局', 'Tax Service'], 6, {
    windows: [
      ['涉税服务', 'Tax matters'],
      ['发票领用', 'Invoices'],
      ['社保费缴纳', 'Social insurance payments'],
    ],
    approvals: [
      ['增值税专用发票最高开票限额', 'VAT invoice ceiling'],
      ['延期缴纳税款', 'Deferred tax payment'],
    ],
    services: [
      ['完税凭证', 'Tax payment receipt'],
      ['税务登记信息', 'Tax registration details'],
    ],
  }),
  commerce: agency(['商务局', 'Commerce Bureau'], ['商务局', 'Commerce'], 2, {
    windows: [['商贸许可', 'Trade licences']],
    approvals: [
      ['成品油零售经营', 'Fuel retail licence'],
      ['对外劳务合作经营资格', 'Overseas labour service licence'],
    ],
    services: [
      ['外贸经营者备案', 'Foreign trader filing'],
      ['单用途预付卡备案', 'Prepaid card filing'],
    ],
  }),
  reform: agency(['发展和改革委员会', 'Development and Reform Commission'], ['发展改革委', 'Development Reform'], 3, {
    windows: [['项目立项', 'Project approval']],
    approvals: [
      ['政府投资项目建议书', 'Public project proposal'],
      ['企业投资项目', 'Company investment project'],
    ],
    services: [
      ['投资项目备案', 'Investment project filing'],
      ['价格信息', 'Price information'],
    ],
  }),
  industry: agency(
    ['工业和信息化局', 'Industry and Information Technology Bureau'],
    ['工业信息化局', 'Industry and IT'],
    1,
    {
      windows: [['工业项目', 'Industrial projects']],
      approvals: [
        ['工业技术改造项目', 'Industrial renewal project'],
        ['民用爆炸物品销售', 'Civil explosives sales'],
      ],
      services: [
        ['中小企业扶持申报', 'Small business support'],
        ['无线电台站登记', 'Radio station registration'],
      ],
    },
  ),
  science: agency(['科学技术局', 'Science and Technology Bureau'], ['科技局', 'Science'], 1, {
    windows: [['科技服务', 'Science services']],
    approvals: [['外国人来华工作许可', 'Foreigner work permit']],
    services: [
      ['高新技术企业申报', 'High-tech company application'],
      ['技术合同登记', 'Technology contract registration'],
    ],
  }),
  finance: agency(['财政局', 'Finance Bureau'], ['财政局', 'Finance'], 1, {
    windows: [['财政会计', 'Finance and accounting']],
    approvals: [['代理记账机构资格', 'Bookkeeping agency licence']],
    services: [
      ['会计人员信息采集', 'Accountant records'],
      ['非税收入票据', 'Non-tax receipts'],
    ],
  }),
  statistics: agency(['统计局', 'Statistics Bureau'], ['统计局', 'Statistics'], 1, {
    windows: [['统计服务', 'Statistics']],
    approvals: [['涉外统计调查机构资格', 'Foreign survey agency licence']],
    services: [
      ['统计资料', 'Statistical data'],
      ['统计单位入库', 'Statistical unit registration'],
    ],
  }),
  localfinance: agency(
    ['地方金融监督管理局', 'Local Financial Regulation Bureau'],
    ['地方金融局', 'Local Finance'],
    1,
    {
      windows: [['金融服务', 'Financial services']],
      approvals: [
        ['小额贷款公司设立', 'Micro-lender licence'],
        ['融资担保公司设立', 'Guarantee company licence'],
      ],
      services: [['融资对接', 'Financing contact']],
    },
  ),
  tobacco: agency(['烟草专卖局', 'Tobacco Monopoly Bureau'], ['烟草局', 'Tobacco'], 2, {
    windows: [['烟草零售许可', 'Tobacco retail']],
    approvals: [['烟草专卖零售许可', 'Tobacco retail licence']],
    services: [['零售户信息', 'Retailer details']],
  }),
  customs: agency(['海关', 'Customs'], ['海关', 'Customs'], 2, {
    windows: [['报关企业备案', 'Customs filing']],
    approvals: [['海关监管货物仓储', 'Bonded storage']],
    services: [
      ['报关单位备案', 'Declarant filing'],
      ['原产地证书', 'Certificate of origin'],
    ],
  }),
  grain: agency(['粮食和物资储备局', 'Grain and Reserves Bureau'], ['粮食储备局', 'Grain Reserves'], 1, {
    windows: [['粮食收购', 'Grain purchase']],
    approvals: [['粮食收购资格', 'Grain purchase licence']],
    services: [['粮食收购备案', 'Grain purchase filing']],
  }),
} as const satisfies Record<string, Agency>;
