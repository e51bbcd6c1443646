import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { AuditRow } from '../../../../domain/contract/commands/work.js';
import { dayOf } from '../../../../domain/time.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import { readDays, writeDays } from '../../../shared/list/list-address';
import type { FilterOption, ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { auditActions, auditObjects } from './vocabulary';

/**
 * The audit log as a list: newest first, by person, object, action and days.
 * @param compact true while a row is read beside the list: only the leading columns then
 */
export function useAuditList(compact: () => boolean) {
  const { t, word, instant, number } = useText();
  const who = (row: AuditRow): string => (row.who === '' ? t('audit.system') : row.who);

  const actionOf = (row: AuditRow): string => {
    const what = word(`action.${row.action}`, row.action);
    if (!wasRefused(row)) return what;
    return row.action.startsWith('session.') ? t('audit.refused') : t('audit.refusedAction', { what });
  };
  const shown = (): boolean => !compact();
  const columns = computed<ListColumn<AuditRow>[]>(() => [
    { key: 'id', title: t('audit.seq'), width: 6, fixed: true, align: 'end', text: (row) => number(row.id) },
    { key: 'at', title: t('audit.at'), width: 14, sort: 'at', text: (row) => instant(row.at, true) },
    { key: 'who', title: t('audit.who'), width: 9, text: who },
    { key: 'action', title: t('audit.action'), width: 11, text: actionOf },
    {
      key: 'object',
      shown: shown(),
      title: t('audit.object'),
      width: 8,
      text: (row) => word(`entity.${row.object}`, row.object),
    },
    {
      key: 'ref',
      shown: shown(),
      title: t('audit.ref'),
      width: 12,
      text: (row) => row.label ?? (row.ref === null ? '' : String(row.ref)),
    },
    { key: 'reason', shown: shown(), title: t('audit.reason'), width: 12, grow: true, text: (row) => row.reason ?? '' },
    { key: 'hash', shown: shown(), title: t('audit.hash'), width: 7, text: (row) => row.hash.slice(0, 8) },
  ]);
  const filters = computed<ListFilter[]>(() => [
    { key: 'who', label: t('audit.filterWho'), kind: 'choice', options: personOptions },
    {
      key: 'object',
      label: t('audit.filterObject'),
      kind: 'choice',
      options: auditObjects.map((object) => ({ value: object, label: word(`entity.${object}`, object) })),
    },
    {
      key: 'action',
      label: t('audit.filterAction'),
      kind: 'choice',
      options: auditActions.map((action) => ({ value: action, label: word(`action.${action}`, action), note: action })),
    },
    { key: 'days', label: t('audit.filterDays'), kind: 'days' },
  ]);
  const tabs = computed<ListTab[]>(() => {
    const today = dayOf(Date.now());
    return [
      { key: 'all', label: t('audit.view.all'), query: '' },
      {
        key: 'today',
        label: t('audit.view.today'),
        query: new URLSearchParams({ 'f.days': writeDays(today, today) }).toString(),
      },
      { key: 'signIn', label: t('audit.view.signIn'), query: 'f.action=session.signIn' },
      { key: 'people', label: t('audit.view.people'), query: 'f.object=person' },
    ];
  });

  const list = useList<AuditRow>({
    name: 'audit',
    // Every change of anything is a new row here.
    entities: [...auditObjects, 'session'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('audit.rows', { ids }),
    fetchIds: (state) => call('audit.list', auditInput(state)),
  });
  return { list, tabs, who };
}

/** A sign-in or an attempt that was turned away stands in the log under the same action. */
export function wasRefused(row: AuditRow): boolean {
  return row.after?.includes('"refused":true') ?? false;
}

/** State of the list -> input of the command. */
function auditInput(state: {
  text: string;
  sort: { by: string; direction: 'asc' | 'desc' } | null;
  filters: Record<string, string>;
}): CommandInput<'audit.list'> {
  const { who, object, action, days } = state.filters;
  const { from, to } = readDays(days);
  const personId = Number(who);
  return {
    ...(state.text !== '' && { text: state.text }),
    ...(state.sort && { sort: { by: 'at', direction: state.sort.direction } }),
    filter: {
      ...(Number.isInteger(personId) && personId > 0 && { personId }),
      ...(object !== undefined && { object }),
      ...(action !== undefined && { action }),
      ...(from !== null && { fromDay: from }),
      ...(to !== null && { toDay: to }),
    },
  };
}

async function personOptions(): Promise<FilterOption[]> {
  const people = await call('audit.people', {});
  return people.map(({ personId, name }) => ({ value: String(personId), label: name }));
}
