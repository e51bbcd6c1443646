import type { Role } from '../../../domain/people.js';
import type { IconName } from '../components/icons';
import type { MessageKey } from '../i18n';

/** A rail entry. `below` puts it under the hairline, among the rooms of upkeep. */
export interface Room {
  id: string;
  to: string;
  title: MessageKey;
  icon: IconName;
  keys: string;
  below?: boolean;
  /** Who has it; left out: everybody. */
  roles?: readonly Role[];
}

/** The rooms of the console, in the order of the rail. Only rooms that exist stand here. */
export const rooms: readonly Room[] = [
  { id: 'home', to: '/', title: 'nav.home', icon: 'home', keys: 'Alt+1' },
  { id: 'overview', to: '/overview', title: 'nav.overview', icon: 'home', keys: 'Alt+1', roles: ['leader'] },
  {
    id: 'plans',
    to: '/plans',
    title: 'nav.plans',
    icon: 'plans',
    keys: 'Alt+2',
    roles: ['office', 'reviewer', 'leader'],
  },
  {
    id: 'visits',
    to: '/visits',
    title: 'nav.visits',
    icon: 'visits',
    keys: 'Alt+3',
    roles: ['office', 'inspector', 'reviewer', 'leader'],
  },
  {
    id: 'findings',
    to: '/findings',
    title: 'nav.findings',
    icon: 'findings',
    keys: 'Alt+4',
    roles: ['office', 'inspector', 'reviewer', 'leader', 'unit_contact'],
  },
  {
    id: 'rectifications',
    to: '/rectifications?f.state=open',
    title: 'ledger.nav',
    icon: 'ledger',
    keys: 'Alt+R',
    roles: ['office', 'inspector', 'reviewer', 'leader', 'unit_contact'],
  },
  {
    id: 'escalation',
    to: '/escalation',
    title: 'escalating.nav',
    icon: 'stamp',
    keys: 'Alt+U',
    roles: ['office', 'reviewer', 'leader'],
  },
  {
    id: 'wall',
    to: '/wall',
    title: 'wall.title',
    icon: 'wall',
    keys: 'Alt+W',
    roles: ['office', 'reviewer', 'leader'],
  },
  {
    id: 'trends',
    to: '/trends',
    title: 'trends.title',
    icon: 'trends',
    keys: 'Alt+T',
    roles: ['office', 'reviewer', 'leader'],
  },
  {
    id: 'ranking',
    to: '/ranking',
    title: 'ranking.nav',
    icon: 'ranking',
    keys: 'Alt+B',
    roles: ['office', 'reviewer', 'leader'],
  },
  {
    id: 'comments',
    to: '/comments',
    title: 'comment.nav',
    icon: 'edit',
    keys: 'Alt+K',
    roles: ['office', 'reviewer', 'leader', 'unit_contact'],
  },
  {
    id: 'footage',
    to: '/footage',
    title: 'footage.title',
    icon: 'film',
    keys: 'Alt+5',
    roles: ['office', 'inspector', 'reviewer'],
  },
  {
    id: 'leads',
    to: '/leads',
    title: 'leads.room',
    icon: 'leads',
    keys: 'Alt+6',
    roles: ['office', 'reviewer', 'leader'],
  },
  {
    id: 'ownLeads',
    to: '/my-leads',
    title: 'report.room',
    icon: 'edit',
    keys: 'Alt+7',
    roles: ['social_supervisor'],
  },
  {
    id: 'hall',
    to: '/hall',
    title: 'nav.hall',
    icon: 'hall',
    keys: 'Alt+8',
    roles: ['office', 'inspector', 'reviewer', 'leader', 'unit_contact'],
  },
  {
    id: 'templates',
    to: '/templates',
    title: 'templates.title',
    icon: 'checklist',
    keys: 'Alt+7',
    below: true,
    roles: ['office'],
  },
  {
    id: 'calendar',
    to: '/calendar',
    title: 'calendar.nav',
    icon: 'calendar',
    keys: 'Alt+C',
    below: true,
    roles: ['office'],
  },
  {
    id: 'people',
    to: '/people',
    title: 'nav.people',
    icon: 'people',
    keys: 'Alt+9',
    below: true,
    roles: ['office'],
  },
  {
    id: 'custody',
    to: '/custody',
    title: 'custody.title',
    icon: 'shield',
    keys: 'Alt+=',
    below: true,
    roles: ['office', 'auditor'],
  },
  {
    id: 'audit',
    to: '/audit',
    title: 'nav.audit',
    icon: 'audit',
    keys: 'Alt+0',
    below: true,
    roles: ['office', 'auditor'],
  },
  {
    id: 'system',
    to: '/system',
    title: 'nav.system',
    icon: 'system',
    keys: 'Alt+-',
    below: true,
    roles: ['office', 'auditor'],
  },
];

/** Leaders come home to the status wall; the office keeps its own home. */
export const landsOnWall = (held: readonly Role[]): boolean => held.includes('leader') && !held.includes('office');

/** Rooms of somebody with these roles: the one to come home to first. */
export function roomsFor(held: readonly Role[]): Room[] {
  const mine = rooms.filter((room) => !room.roles || room.roles.some((role) => held.includes(role)));
  const other = landsOnWall(held) ? 'home' : 'overview';
  const here = mine.filter(({ id }) => id !== other);
  return landsOnWall(held)
    ? [...here.filter(({ id }) => id === 'wall'), ...here.filter(({ id }) => id !== 'wall')]
    : here;
}
