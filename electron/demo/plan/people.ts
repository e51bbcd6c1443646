import type { Role } from '../../../domain/people.js';
import { cityHall, districtHall } from '../data/halls.js';
import type { Say, Words } from '../words.js';
import { unitKey } from './units.js';
import type { Key } from './sketch.js';

export interface PlannedPerson {
  clientId: string;
  account: string;
  name: string;
  code: string | null;
  roles: readonly Role[];
  unit: Key | null;
  note: string | null;
  opensIdentity: boolean;
}

interface Entry {
  account: string;
  name: Words;
  code?: string;
  roles: readonly Role[];
  unit?: Key;
  note?: Words;
  opensIdentity?: boolean;
}

/** Who sets the demo hall up and keeps its office. */
export const administrator = { account: 'office', name: ['何知远', 'He Zhiyuan'] as Words };

/** Somebody for every role. The demo hall is entered without passwords. */
const entries: readonly Entry[] = [
  { account: 'a07', name: ['郑一鸣', 'Zheng Yiming'], code: 'A07', roles: ['inspector'] },
  { account: 'a12', name: ['邵平', 'Shao Ping'], code: 'A12', roles: ['inspector'] },
  { account: 'a03', name: ['陆晓棠', 'Lu Xiaotang'], code: 'A03', roles: ['inspector'] },
  { account: 'a09', name: ['方志远', 'Fang Zhiyuan'], code: 'A09', roles: ['inspector'] },
  {
    account: 'reviewer',
    name: ['许静', 'Xu Jing'],
    code: 'F01',
    roles: ['reviewer'],
    note: ['督查办', 'Supervision office'],
  },
  {
    account: 'leader',
    name: ['陈砚秋', 'Chen Yanqiu'],
    roles: ['leader'],
    note: ['分管副主任', 'Deputy director'],
    opensIdentity: true,
  },
  {
    account: 'supervisor1',
    name: ['李桂芬', 'Li Guifen'],
    code: 'S17',
    roles: ['social_supervisor'],
    note: ['退休干部代表', 'Retired cadre'],
  },
  {
    account: 'supervisor2',
    name: ['高景山', 'Gao Jingshan'],
    code: 'S22',
    roles: ['social_supervisor'],
    note: ['企业代表', 'Enterprise representative'],
  },
  {
    account: 'supervisor3',
    name: ['韩玉兰', 'Han Yulan'],
    code: 'S05',
    roles: ['social_supervisor'],
    note: ['人大代表', 'People’s deputy'],
  },
  { account: 'hr', name: ['吴敏', 'Wu Min'], roles: ['unit_contact'], unit: unitKey(cityHall, 'hr') },
  {
    account: 'market',
    name: ['周文涛', 'Zhou Wentao'],
    roles: ['unit_contact'],
    unit: unitKey(districtHall, 'market'),
  },
  { account: 'tax', name: ['秦岚', 'Qin Lan'], roles: ['unit_contact'], unit: unitKey(districtHall, 'tax') },
  {
    account: 'emergency',
    name: ['葛明', 'Ge Ming'],
    roles: ['unit_contact'],
    unit: unitKey(districtHall, 'emergency'),
  },
  { account: 'social', name: ['苏禾', 'Su He'], roles: ['unit_contact'], unit: unitKey(districtHall, 'hr') },
  {
    account: 'planning',
    name: ['丁一帆', 'Ding Yifan'],
    roles: ['unit_contact'],
    unit: unitKey(cityHall, 'resources'),
  },
  { account: 'power', name: ['孟繁', 'Meng Fan'], roles: ['unit_contact'], unit: unitKey(districtHall, 'power') },
  {
    account: 'resources',
    name: ['贺兰', 'He Lan'],
    roles: ['unit_contact'],
    unit: unitKey(districtHall, 'resources'),
  },
  { account: 'auditor', name: ['沈立秋', 'Shen Liqiu'], roles: ['auditor'] },
];

export const planPeople = (uuid: () => string, say: Say): PlannedPerson[] =>
  entries.map(({ account, name, code, roles, unit, note, opensIdentity }) => ({
    clientId: uuid(),
    account,
    name: say(name),
    code: code ?? null,
    roles,
    unit: unit ?? null,
    note: note ? say(note) : null,
    opensIdentity: opensIdentity ?? false,
  }));
