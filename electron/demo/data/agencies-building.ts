import { agency, type Agency } from './agency.js';

/** Land, building, roads, water, fields and safety. */
export const building = {
  resources: agency(
    ['自然资源和规划局', 'Natural Resources and Planning Bureau'],
    ['自然资源局', 'Natural Resources'],
    4,
    {
      windows: [
        ['规划许可', 'Planning permits'],
        ['用地审批', 'Land use'],
      ],
      approvals: [
        ['建设用地规划许可', 'Land planning permit'],
        ['建设工程规划许可', 'Works planning permit'],
      ],
      services: [
        ['地籍资料', 'Cadastral records'],
        ['测绘成果', 'Survey results'],
      ],
    },
  ),
  housing: agency(['住房和城乡建设局', 'Housing and Urban Development Bureau'], ['住建局', 'Housing'], 4, {
    windows: [
      ['施工许可', 'Building permits'],
      ['竣工联合验收', 'Joint completion checks'],
    ],
    approvals: [
      ['建筑工程施工许可', 'Building permit'],
      ['商品房预售许可', 'Home presale permit'],
    ],
    services: [
      ['公租房申请', 'Public housing application'],
      ['房屋维修资金', 'Repair fund'],
    ],
  }),
  urban: agency(['城市管理局', 'Urban Management Bureau'], ['城管局', 'Urban Management'], 2, {
    windows: [['市容审批', 'Street permits']],
    approvals: [
      ['户外广告设置', 'Outdoor advertising permit'],
      ['临时占用道路', 'Temporary road use permit'],
    ],
    services: [['建筑垃圾清运登记', 'Building waste registration']],
  }),
  transport: agency(['交通运输局', 'Transport Bureau'], ['交通运输局', 'Transport'], 3, {
    windows: [
      ['道路运输', 'Road transport'],
      ['涉路施工', 'Works on roads'],
    ],
    approvals: [
      ['道路货物运输经营许可', 'Road haulage licence'],
      ['涉路施工许可', 'Roadworks permit'],
    ],
    services: [
      ['从业资格证信息', 'Driver qualification details'],
      ['公交优惠卡', 'Bus concession card'],
    ],
  }),
  water: agency(['水利局', 'Water Resources Bureau'], ['水利局', 'Water Resources'], 1, {
    windows: [['水利审批', 'Water permits']],
    approvals: [
      ['取水许可', 'Water abstraction permit'],
      ['生产建设项目水土保持方案', 'Soil conservation plan'],
    ],
    services: [['用水计划申报', 'Water use plan']],
  }),
  ecology: agency(['生态环境局', 'Ecology and Environment Bureau'], ['生态环境局', 'Environment'], 2, {
    windows: [['环评审批', 'Environmental assessment']],
    approvals: [
      ['建设项目环境影响评价文件', 'Environmental impact report'],
      ['排污许可', 'Discharge permit'],
    ],
    services: [
      ['环境信息公开', 'Environmental information'],
      ['辐射安全备案', 'Radiation safety filing'],
    ],
  }),
  forestry: agency(['林业和草原局', 'Forestry and Grassland Bureau'], ['林草局', 'Forestry'], 1, {
    windows: [['林业审批', 'Forestry permits']],
    approvals: [
      ['林木采伐许可', 'Felling permit'],
      ['使用林地审核', 'Forest land use'],
    ],
    services: [['植物检疫', 'Plant quarantine']],
  }),
  agriculture: agency(['农业农村局', 'Agriculture and Rural Affairs Bureau'], ['农业农村局', 'Agriculture'], 2, {
    windows: [['农业审批', 'Farm permits']],
    approvals: [
      ['动物防疫条件合格证', 'Animal health certificate'],
      ['农药经营许可', 'Pesticide business licence'],
    ],
    services: [
      ['农机购置补贴', 'Farm machinery grant'],
      ['农产品检测', 'Farm produce tests'],
    ],
  }),
  emergency: agency(['应急管理局', 'Emergency Management Bureau'], ['应急局', 'Emergency'], 2, {
    windows: [['安全生产许可', 'Work safety permits']],
    approvals: [
      ['危险化学品经营许可', 'Hazardous chemicals licence'],
      ['烟花爆竹零售许可', 'Fireworks retail licence'],
    ],
    services: [['安全培训报名', 'Safety training']],
  }),
  fire: agency(['消防救援支队', 'Fire and Rescue Brigade'], ['消防支队', 'Fire Brigade'], 2, {
    windows: [['消防安全检查', 'Fire safety checks']],
    approvals: [['公众聚集场所开业前消防安全检查', 'Fire check before opening']],
    services: [['消防培训', 'Fire training']],
  }),
  meteorology: agency(['气象局', 'Meteorological Bureau'], ['气象局', 'Meteorology'], 1, {
    windows: [['防雷审批', 'Lightning protection']],
    approvals: [['防雷装置设计审核', 'Lightning protection design']],
    services: [['气象资料证明', 'Weather record']],
  }),
  civilair: agency(['人民防空办公室', 'Civil Air Defence Office'], ['人防办', 'Civil Air Defence'], 1, {
    windows: [['人防审批', 'Shelter permits']],
    approvals: [['防空地下室建设审批', 'Shelter construction permit']],
    services: [['人防工程档案', 'Shelter file']],
  }),
  port: agency(['港口管理局', 'Port Authority'], ['港口局', 'Port Authority'], 1, {
    windows: [['港口经营', 'Port business']],
    approvals: [
      ['港口经营许可', 'Port business licence'],
      ['港口岸线使用', 'Quay use permit'],
    ],
    services: [['船舶进出港信息', 'Ship movements']],
  }),
  gardens: agency(['园林绿化局', 'Parks and Gardens Bureau'], ['园林局', 'Gardens'], 1, {
    windows: [['绿化审批', 'Greenery permits']],
    approvals: [
      ['砍伐城市树木', 'City tree felling permit'],
      ['临时占用城市绿地', 'Temporary green land use'],
    ],
    services: [['古树名木登记', 'Old tree register']],
  }),
  marine: agency(['海洋与渔业局', 'Marine and Fisheries Bureau'], ['海洋渔业局', 'Fisheries'], 1, {
    windows: [['渔业许可', 'Fishing permits']],
    approvals: [
      ['渔业捕捞许可', 'Fishing licence'],
      ['海域使用权', 'Sea area use right'],
    ],
    services: [['渔业船舶登记', 'Fishing boat registration']],
  }),
} as const satisfies Record<string, Agency>;
