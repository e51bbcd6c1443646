import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import type { Role } from '../domain/people.js';
import type { MessageKey } from './shared/i18n';

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

const hallReaders: readonly Role[] = ['office', 'inspector', 'reviewer', 'leader', 'auditor', 'unit_contact'];

/** Every page, lazily. A new room: add its routes here, its rail entry in `shared/frame/rooms.ts`. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: () => import('./features/home/views/HomePage.vue'),
    meta: { title: 'nav.home', rail: 'home' },
  },
  {
    path: '/hall/:rest(.*)*',
    name: 'hall',
    component: () => import('./features/hall/views/HallHome.vue'),
    meta: { title: 'nav.hall', rail: 'hall', roles: hallReaders },
  },
  {
    path: '/:path(.*)*',
    name: 'notFound',
    component: () => import('./features/home/views/NotFoundPage.vue'),
    meta: { title: 'notFound.title' },
  },
];

export const router = createRouter({ history: createWebHashHistory(), routes });
