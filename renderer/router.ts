import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import type { Role } from '../domain/people.js';
import type { MessageKey } from './shared/i18n';
import { landsOnWall } from './shared/frame/rooms';
import { mayLeave } from './shared/form/guards';
import { useSession } from './shared/stores/session';

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page: window title, palette, overview. */
    title: MessageKey;
    /** Who has this room; left out: everybody. The main process decides on the data anyway. */
    roles?: readonly Role[];
    /** Rail entry that is lit while the page is open. */
    rail?: string;
  }
}

const hallReaders: readonly Role[] = ['office', 'inspector', 'reviewer', 'leader', 'unit_contact', 'social_supervisor'];
const office: readonly Role[] = ['office'];
const planReaders: readonly Role[] = ['office', 'reviewer', 'leader'];
const visitReaders: readonly Role[] = ['office', 'inspector', 'reviewer', 'leader'];
const findingReaders: readonly Role[] = [...visitReaders, 'unit_contact'];
const templateReaders: readonly Role[] = ['office', 'inspector', 'reviewer', 'leader'];
const logReaders: readonly Role[] = ['office', 'auditor'];
const leadReaders: readonly Role[] = ['office', 'leader', 'reviewer'];
/** The leader decides there what may leave unredacted. */
const custodyReaders: readonly Role[] = ['office', 'auditor', 'leader'];
const footageReaders: readonly Role[] = ['inspector', 'reviewer', 'office'];

/** Every page, lazily. A new room: add its routes here, its rail entry in `shared/frame/rooms.ts`. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: () => import('./features/home/views/HomePage.vue'),
    meta: { title: 'nav.home', rail: 'home' },
  },
  {
    path: '/overview',
    name: 'overview',
    component: () => import('./features/home/views/HomePage.vue'),
    meta: { title: 'nav.overview', rail: 'overview', roles: ['leader'] },
  },
  {
    path: '/plans',
    name: 'plans',
    component: () => import('./features/plans/views/PlansPage.vue'),
    meta: { title: 'nav.plans', rail: 'plans', roles: planReaders },
  },
  {
    path: '/plans/:id(\\d+)',
    name: 'plan',
    component: () => import('./features/plans/views/PlanPage.vue'),
    meta: { title: 'nav.plans', rail: 'plans', roles: planReaders },
  },
  {
    path: '/rounds/:id(\\d+)',
    name: 'round',
    component: () => import('./features/plans/views/RoundPage.vue'),
    meta: { title: 'nav.plans', rail: 'plans', roles: planReaders },
  },
  {
    path: '/visits/:id(\\d+)',
    name: 'visit',
    component: () => import('./features/visits/views/VisitPage.vue'),
    meta: { title: 'visits.title', rail: 'visits', roles: visitReaders },
  },
  {
    path: '/visits',
    name: 'visits',
    component: () => import('./features/review/views/VisitsPage.vue'),
    meta: { title: 'nav.visits', rail: 'visits', roles: visitReaders },
  },
  {
    path: '/findings',
    name: 'findings',
    component: () => import('./features/findings/views/FindingsPage.vue'),
    meta: { title: 'nav.findings', rail: 'findings', roles: findingReaders },
  },
  {
    path: '/findings/:id(\\d+)',
    name: 'finding',
    component: () => import('./features/findings/views/FindingPage.vue'),
    meta: { title: 'nav.findings', rail: 'findings', roles: findingReaders },
  },
  {
    path: '/rectifications',
    name: 'rectifications',
    component: () => import('./features/rectifications/views/LedgerPage.vue'),
    meta: { title: 'ledger.title', rail: 'rectifications', roles: findingReaders },
    // A ledger is opened for what is not struck off; whoever clears the filters then sees everything.
    beforeEnter: ({ path, query }) =>
      Object.keys(query).length > 0 ? true : { path, query: { 'f.state': 'open' }, replace: true },
  },
  {
    path: '/rectifications/new',
    name: 'issuing',
    component: () => import('./features/rectifications/views/IssuingPage.vue'),
    meta: { title: 'issuing.title', rail: 'rectifications', roles: office },
  },
  {
    path: '/rectifications/:id(\\d+)',
    name: 'matter',
    component: () => import('./features/rectifications/views/MatterPage.vue'),
    meta: { title: 'matter.ledger', rail: 'rectifications', roles: findingReaders },
  },
  {
    path: '/look-back',
    name: 'lookBack',
    component: () => import('./features/look-back/views/LookBackPage.vue'),
    meta: { title: 'lookBack.title', rail: 'rectifications', roles: planReaders },
  },
  {
    path: '/escalation',
    name: 'escalation',
    component: () => import('./features/escalation/views/EscalationPage.vue'),
    meta: { title: 'escalating.title', rail: 'escalation', roles: planReaders },
  },
  {
    path: '/report',
    name: 'report',
    component: () => import('./features/report/views/ReportPage.vue'),
    meta: { title: 'roundReport.title', rail: 'trends', roles: planReaders },
  },
  {
    path: '/display',
    name: 'display',
    component: () => import('./features/display/views/DisplayPage.vue'),
    meta: { title: 'display.title', rail: 'wall', roles: planReaders },
  },
  {
    path: '/ranking',
    name: 'ranking',
    component: () => import('./features/ranking/views/RankingPage.vue'),
    meta: { title: 'ranking.title', rail: 'ranking', roles: planReaders },
  },
  {
    path: '/comments',
    name: 'comments',
    component: () => import('./features/comments/views/CommentsPage.vue'),
    meta: { title: 'comment.title', rail: 'comments', roles: [...planReaders, 'unit_contact'] },
  },
  {
    path: '/interviews/:id(\\d+)',
    name: 'interview',
    component: () => import('./features/escalation/views/InterviewPage.vue'),
    meta: { title: 'interview.title', rail: 'escalation', roles: [...planReaders, 'unit_contact'] },
  },
  {
    path: '/wall',
    name: 'wall',
    component: () => import('./features/wall/views/WallPage.vue'),
    meta: { title: 'wall.title', rail: 'wall', roles: planReaders },
  },
  {
    path: '/trends',
    name: 'trends',
    component: () => import('./features/trends/views/TrendsPage.vue'),
    meta: { title: 'trends.title', rail: 'trends', roles: planReaders },
  },
  {
    path: '/templates',
    name: 'templates',
    component: () => import('./features/templates/views/TemplatesPage.vue'),
    meta: { title: 'templates.title', rail: 'templates', roles: templateReaders },
  },
  {
    path: '/papers',
    name: 'papers',
    component: () => import('./features/papers/views/PapersPage.vue'),
    meta: { title: 'papers.title', rail: 'templates', roles: office },
  },
  {
    path: '/templates/:id(\\d+)',
    name: 'template',
    component: () => import('./features/templates/views/TemplatePage.vue'),
    meta: { title: 'templates.title', rail: 'templates', roles: templateReaders },
  },
  {
    path: '/templates/:id(\\d+)/edit',
    name: 'templateEditor',
    component: () => import('./features/templates/views/EditorPage.vue'),
    meta: { title: 'templates.editor.label', rail: 'templates', roles: office },
  },
  {
    path: '/hall/import/:job(\\d+)?',
    name: 'hallImport',
    component: () => import('./features/hall/views/HallImportPage.vue'),
    meta: { title: 'hall.import.title', rail: 'hall', roles: ['office'] },
  },
  { path: '/hall', redirect: (to) => ({ path: '/hall/window', query: to.query }) },
  {
    path: '/hall/:entity([a-z_]+)',
    name: 'hall',
    component: () => import('./features/hall/views/HallHome.vue'),
    meta: { title: 'nav.hall', rail: 'hall', roles: hallReaders },
  },
  {
    path: '/hall/:entity([a-z_]+)/:id(\\d+)',
    name: 'hallRecord',
    component: () => import('./features/hall/views/HallRecordPage.vue'),
    meta: { title: 'nav.hall', rail: 'hall', roles: hallReaders },
  },
  {
    path: '/my-leads',
    name: 'ownLeads',
    component: () => import('./features/home/views/SupervisorHome.vue'),
    meta: { title: 'report.room', rail: 'ownLeads', roles: ['social_supervisor'] },
  },
  {
    path: '/leads',
    name: 'leads',
    component: () => import('./features/leads/views/LeadsPage.vue'),
    meta: { title: 'leads.room', rail: 'leads', roles: leadReaders },
  },
  {
    path: '/leads/:id(\\d+)',
    name: 'lead',
    component: () => import('./features/leads/views/LeadPage.vue'),
    meta: { title: 'leads.room', rail: 'leads', roles: leadReaders },
  },
  {
    path: '/supervisors',
    name: 'supervisors',
    component: () => import('./features/supervisors/views/SupervisorsPage.vue'),
    meta: { title: 'supervisors.title', rail: 'leads', roles: office },
  },
  {
    path: '/supervisors/:id(\\d+)',
    name: 'supervisor',
    component: () => import('./features/supervisors/views/SupervisorPage.vue'),
    meta: { title: 'supervisors.title', rail: 'leads', roles: office },
  },
  {
    path: '/footage',
    name: 'footage',
    component: () => import('./features/footage/views/FootagePage.vue'),
    meta: { title: 'footage.title', rail: 'footage', roles: footageReaders },
  },
  {
    path: '/footage/takings',
    name: 'footageTakings',
    component: () => import('./features/footage/views/TakingsPage.vue'),
    meta: { title: 'footage.taking.title', rail: 'footage', roles: footageReaders },
  },
  {
    path: '/footage/patterns',
    name: 'footagePatterns',
    component: () => import('./features/footage/views/PatternsPage.vue'),
    meta: { title: 'footage.pattern.title', rail: 'footage', roles: footageReaders },
  },
  {
    path: '/footage/:id(\\d+)',
    name: 'player',
    component: () => import('./features/footage/views/PlayerPage.vue'),
    meta: { title: 'player.title', rail: 'footage', roles: footageReaders },
  },
  {
    path: '/custody',
    name: 'custody',
    component: () => import('./features/custody/views/CustodyPage.vue'),
    meta: { title: 'custody.title', rail: 'custody', roles: custodyReaders },
  },
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('./features/calendar/views/CalendarPage.vue'),
    meta: { title: 'calendar.title', rail: 'calendar', roles: findingReaders },
  },
  {
    path: '/people',
    name: 'people',
    component: () => import('./features/people/views/PeoplePage.vue'),
    meta: { title: 'people.title', rail: 'people', roles: office },
  },
  {
    path: '/people/:id(\\d+)',
    name: 'person',
    component: () => import('./features/people/views/PersonPage.vue'),
    meta: { title: 'people.title', rail: 'people', roles: office },
  },
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./features/audit/views/AuditPage.vue'),
    meta: { title: 'audit.title', rail: 'audit', roles: logReaders },
  },
  {
    path: '/system',
    name: 'system',
    component: () => import('./features/system/views/SystemPage.vue'),
    meta: { title: 'system.title', rail: 'system', roles: logReaders },
  },
  {
    path: '/about',
    name: 'about',
    component: () => import('./features/system/views/AboutPage.vue'),
    meta: { title: 'about.title', rail: 'system' },
  },
  {
    path: '/:path(.*)*',
    name: 'notFound',
    component: () => import('./features/home/views/NotFoundPage.vue'),
    meta: { title: 'notFound.title' },
  },
];

export const router = createRouter({ history: createWebHashHistory(), routes });

// A room one does not have is, to that person, not there. Unsaved entries are asked about before a page is left.
router.beforeEach((to, from) => {
  const { roles } = to.meta;
  const session = useSession();
  if (roles && session.person && !session.holds(...roles)) {
    return { name: 'notFound', params: { path: to.path.slice(1).split('/') }, replace: true };
  }
  if (to.name === 'home' && landsOnWall(session.roles)) return { name: 'wall', replace: true };
  if (to.path === from.path) return true;
  return mayLeave();
});
