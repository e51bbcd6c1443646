import type { Words } from '../words.js';
import type { AgencyId } from './agencies.js';

/** A zone and whose windows stand in it. Windows are numbered by its letter: `B07`. */
export interface ZoneLayout {
  letter: string;
  name: Words;
  floor: Words;
  agencies: readonly AgencyId[];
}

export interface HallLayout {
  key: string;
  /** The main hall's key; null for a main hall. */
  parent: string | null;
  name: Words;
  short: Words;
  /** Put before the names of units. Places are invented. */
  place: Words;
  address: Words;
  phone: string;
  openHours: Words;
  /** ISO day. */
  openedOn: string;
  zones: readonly ZoneLayout[];
  /** Windows that no camera covers, contacts and B posts that are missing: what an office finds when it looks. */
  gaps: { windowsWithoutCamera: number; unitsWithoutContact: number; postsWithoutB: number; waitingTarget: boolean };
}

const ground: Words = ['一楼', 'Ground floor'];
const first: Words = ['二楼', 'First floor'];
const second: Words = ['三楼', 'Second floor'];
const district: Words = ['林溪区', 'Linxi District'];
const city: Words = ['云汀市', 'Yunting'];
const cityCentre: Words = ['云汀市政务服务中心', 'Yunting Government Service Centre'];
const everyDay: Words = ['每天 9:00–17:00', 'Every day 9:00–17:00'];
const workingDays: Words = ['周一至周五 8:30–17:00', 'Monday to Friday 8:30–17:00'];

/** One storey, all units round one floor. */
export const districtHall: HallLayout = {
  key: 'district',
  parent: null,
  name: ['林溪区行政便民服务中心', 'Linxi District Public Service Centre'],
  short: ['林溪中心', 'Linxi Centre'],
  place: district,
  address: ['林溪区新民路 18 号', '18 Xinmin Road, Linxi District'],
  phone: '8816 0018',
  openHours: workingDays,
  openedOn: '2019-07-01',
  gaps: { windowsWithoutCamera: 4, unitsWithoutContact: 2, postsWithoutB: 0, waitingTarget: true },
  zones: [
    {
      letter: 'A',
      name: ['综合服务区', 'General services'],
      floor: ground,
      agencies: ['police', 'hr', 'civil', 'medical', 'disabled', 'education'],
    },
    {
      letter: 'B',
      name: ['行政审批区', 'Approvals'],
      floor: ground,
      agencies: ['market', 'resources', 'housing', 'transport', 'agriculture', 'forestry', 'health', 'ecology'],
    },
    {
      letter: 'C',
      name: ['便民缴费区', 'Payments'],
      floor: ground,
      agencies: ['tax', 'emergency', 'culture', 'power', 'watersupply'],
    },
  ],
};

/** Eight zones on three floors. */
export const cityHall: HallLayout = {
  key: 'city',
  parent: null,
  name: cityCentre,
  short: ['主中心', 'Main Centre'],
  place: city,
  address: ['云汀市望江大道 1 号', '1 Wangjiang Avenue, Yunting'],
  phone: '8600 1000',
  openHours: everyDay,
  openedOn: '2017-10-09',
  gaps: { windowsWithoutCamera: 5, unitsWithoutContact: 3, postsWithoutB: 6, waitingTarget: true },
  zones: [
    {
      letter: 'A',
      name: ['社会事务区', 'Social affairs'],
      floor: ground,
      agencies: ['hr', 'civil', 'education', 'veterans', 'disabled'],
    },
    {
      letter: 'B',
      name: ['企业开办区', 'Company set-up'],
      floor: first,
      agencies: ['market', 'commerce', 'customs', 'tobacco', 'localfinance'],
    },
    { letter: 'C', name: ['税务服务区', 'Tax services'], floor: first, agencies: ['tax', 'finance', 'statistics'] },
    {
      letter: 'D',
      name: ['工程建设区', 'Building works'],
      floor: second,
      agencies: ['reform', 'resources', 'housing', 'urban', 'civilair', 'meteorology', 'gardens', 'fire', 'ecology'],
    },
    {
      letter: 'E',
      name: ['农林水利区', 'Farming, forests and water'],
      floor: second,
      agencies: ['agriculture', 'forestry', 'water', 'marine', 'grain', 'port'],
    },
    {
      letter: 'F',
      name: ['公安出入境区', 'Public security and travel'],
      floor: ground,
      agencies: ['police', 'exitentry', 'justice'],
    },
    {
      letter: 'G',
      name: ['卫生文教区', 'Health, culture and transport'],
      floor: first,
      agencies: [
        'health',
        'drugs',
        'culture',
        'sports',
        'religion',
        'press',
        'transport',
        'industry',
        'science',
        'emergency',
      ],
    },
    {
      letter: 'H',
      name: ['公用事业区', 'Utilities'],
      floor: ground,
      agencies: ['power', 'watersupply', 'gas', 'post'],
    },
  ],
};

const branchHall = (
  key: string,
  name: Words,
  short: Words,
  address: Words,
  phone: string,
  zones: HallLayout['zones'],
  waitingTarget = true,
): HallLayout => ({
  key,
  parent: cityHall.key,
  name: [`${cityCentre[0]}${name[0]}`, `${city[1]} ${name[1]}`],
  short,
  place: city,
  address,
  phone,
  openHours: workingDays,
  openedOn: '2021-03-01',
  zones,
  gaps: { windowsWithoutCamera: 1, unitsWithoutContact: 0, postsWithoutB: 1, waitingTarget },
});

export const branchHalls: readonly HallLayout[] = [
  branchHall(
    'insurance',
    ['社会保障分中心', 'Social Security Branch'],
    ['社保分中心', 'Insurance Branch'],
    ['云汀市安康路 66 号', '66 Ankang Road, Yunting'],
    '8600 2000',
    [
      { letter: 'A', name: ['社保医保区', 'Insurance'], floor: ground, agencies: ['pension', 'medical'] },
      {
        letter: 'B',
        name: ['就业公积金区', 'Jobs and housing fund'],
        floor: first,
        agencies: ['employment', 'housingfund', 'talent'],
      },
    ],
  ),
  branchHall(
    'estate',
    ['不动产登记分中心', 'Real Estate Branch'],
    ['不动产分中心', 'Real Estate Branch'],
    ['云汀市广厦街 9 号', '9 Guangsha Street, Yunting'],
    '8600 3000',
    [
      { letter: 'A', name: ['登记受理区', 'Registration'], floor: ground, agencies: ['realestate', 'housetrade'] },
      {
        letter: 'B',
        name: ['税费公证区', 'Taxes and notary'],
        floor: ground,
        agencies: ['estatetax', 'notary', 'mortgage'],
      },
    ],
  ),
  branchHall(
    'vehicle',
    ['车驾管分中心', 'Vehicles and Drivers Branch'],
    ['车驾管分中心', 'Vehicle Branch'],
    ['云汀市通达路 120 号', '120 Tongda Road, Yunting'],
    '8600 4000',
    [
      { letter: 'A', name: ['车驾管业务区', 'Vehicles and drivers'], floor: ground, agencies: ['vehicle', 'traffic'] },
      {
        letter: 'B',
        name: ['配套服务区', 'Related services'],
        floor: ground,
        agencies: ['haulage', 'inspection', 'insurance'],
      },
    ],
    false,
  ),
  branchHall(
    'trade',
    ['公共资源交易分中心', 'Public Resources Branch'],
    ['交易分中心', 'Resources Branch'],
    ['云汀市望江大道 8 号', '8 Wangjiang Avenue, Yunting'],
    '8600 5000',
    [
      { letter: 'A', name: ['交易受理区', 'Trading'], floor: ground, agencies: ['trade', 'tender'] },
      {
        letter: 'B',
        name: ['采购出让区', 'Procurement and sales'],
        floor: first,
        agencies: ['procurement', 'landreserve', 'property'],
      },
    ],
  ),
];
