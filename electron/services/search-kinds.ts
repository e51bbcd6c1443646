import type { Reader } from '../../db/database.js';
import { findingRows } from '../../db/queries/finding-rows.js';
import { leadsByIds } from '../../db/queries/lead-read.js';
import { peopleByIds } from '../../db/queries/people.js';
import { planRows } from '../../db/queries/plans.js';
import { rectificationTexts } from '../../db/queries/rectification-search.js';
import { supervisorsByIds } from '../../db/queries/supervisor-read.js';
import { templateRows } from '../../db/queries/template-read.js';
import { visitTexts } from '../../db/queries/visit-docs.js';
import { visitRows } from '../../db/queries/visit-rows.js';
import type { SearchKind } from '../../domain/search.js';
import { dayOf } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import { shownTo } from './templates/detail.js';

/** What the result list shows of a row. */
export interface ShownHit {
  id: number;
  title: string;
  /** All it is recognised by; the stretch around what was searched for is cut out of it. */
  text: string;
}

/** How hits of one kind are read; the hall's own kinds come from the hall. */
export interface ShownKind {
  may: (context: CallContext) => boolean;
  /** Address of its page, before the id. */
  path: string;
  /** Rows the caller may see, in any order. */
  rows: (reader: Reader, ids: readonly number[], context: CallContext) => Promise<ShownHit[]>;
}

const joined = (words: readonly (string | null)[]): string => words.filter((word) => word !== null).join(' · ');
const office = ({ roles }: CallContext): boolean => roles.includes('office');
const overseers = ['office', 'leader', 'reviewer'] as const;
const visitors = [...overseers, 'inspector'] as const;

/** Everything that is found beside the hall. A new kind: one entry. */
export const shownKinds: Partial<Record<SearchKind, ShownKind>> = {
  person: {
    may: office,
    path: '/people',
    rows: async (reader, ids) =>
      (await peopleByIds(reader, ids)).map((person) => ({
        id: person.id,
        title: person.name,
        text: joined([person.name, person.account, person.code, person.unitName, person.phone]),
      })),
  },
  inspection_plan: {
    may: ({ roles }) => overseers.some((role) => roles.includes(role)),
    path: '/plans',
    rows: async (reader, ids) =>
      (await planRows(reader, ids)).map(({ id, no, fields }) => ({
        id,
        title: fields.title,
        text: joined([no, fields.title, fields.authorityBasis, fields.approver]),
      })),
  },
  checklist_template: {
    may: ({ roles }) => visitors.some((role) => roles.includes(role)),
    path: '/templates',
    rows: async (reader, ids, context) =>
      (await templateRows(reader, ids))
        .flatMap((row) => shownTo(context, row) ?? [])
        .map(({ id, title, latest }) => ({ id, title, text: joined([title, latest?.note ?? null]) })),
  },
  visit: {
    may: ({ roles }) => visitors.some((role) => roles.includes(role)),
    path: '/visits',
    rows: async (reader, ids, context) => {
      const texts = await visitTexts(reader, ids);
      return (await visitRows(reader, ids, context)).map(({ id, no, windowLabels, unitLabel, hallLabel }) => ({
        id,
        title: [no, ...(windowLabels.length > 0 ? windowLabels : [hallLabel])].join(' '),
        text: joined([no, ...windowLabels, unitLabel, texts.get(id) ?? null]),
      }));
    },
  },
  finding: {
    may: ({ roles }) => [...visitors, 'unit_contact' as const].some((role) => roles.includes(role)),
    path: '/findings',
    rows: async (reader, ids, context) =>
      (await findingRows(reader, ids, context)).map(({ id, no, title, windowLabel, unitLabel, ...row }) => ({
        id,
        title: no === null ? title : `${no} ${title}`,
        text: joined([no, title, windowLabel, unitLabel, row.description, row.basisClause]),
      })),
  },
  rectification: {
    may: ({ roles }) => [...visitors, 'unit_contact' as const].some((role) => roles.includes(role)),
    path: '/rectifications',
    rows: async (reader, ids, context) =>
      (await rectificationTexts(reader, ids, context)).map(
        ({ id, no, problem, windowLabel, unitLabel, responsible }) => ({
          id,
          title: [no, windowLabel ?? unitLabel].filter((word) => word !== null).join(' ') || problem,
          text: joined([no, problem, windowLabel, unitLabel, responsible]),
        }),
      ),
  },
  lead: {
    may: ({ roles }) => overseers.some((role) => roles.includes(role)),
    path: '/leads',
    rows: async (reader, ids) =>
      (await leadsByIds(reader, ids)).map(({ id, no, fields, windowLabel, unitLabel, hallLabel }) => ({
        id,
        title: no ?? '',
        text: joined([fields.saw, fields.place, windowLabel, unitLabel, hallLabel, fields.wish]),
      })),
  },
  supervisor: {
    may: office,
    path: '/supervisors',
    rows: async (reader, ids, { now }) =>
      (await supervisorsByIds(reader, ids, dayOf(now))).map(({ id, name, fields }) => ({
        id,
        title: name,
        text: joined([name, fields.certificateNo, fields.employer]),
      })),
  },
};
