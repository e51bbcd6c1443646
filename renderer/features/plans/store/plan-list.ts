import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { PlanRow } from '../../../../domain/plan.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import { formatDaySpan } from '../../../shared/i18n/format';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { planStates, planStyles } from '../model/choices';

type PlanInput = CommandInput<'plans.list'>;
type PlanSort = NonNullable<PlanInput['sort']>['by'];

/** The list of plans: columns, filters, ready-made views. */
export function usePlanList() {
  const { t, number, instant } = useText();

  const columns = computed<ListColumn<PlanRow>[]>(() => [
    { key: 'no', title: t('plans.no'), width: 9, least: 8.5, sort: 'no', fixed: true, text: (plan) => plan.no },
    { key: 'title', title: t('plans.name'), width: 16, grow: true, sort: 'title', text: (plan) => plan.fields.title },
    { key: 'style', title: t('plans.style'), width: 7, text: (plan) => t(`planStyle.${plan.fields.style}`) },
    {
      key: 'days',
      title: t('plans.days'),
      width: 13,
      least: 12.5,
      sort: 'fromDay',
      text: (plan) => formatDaySpan(plan.fields.fromDay, plan.fields.toDay),
    },
    { key: 'state', title: t('field.state'), width: 7, sort: 'state', text: (plan) => t(`planState.${plan.state}`) },
    { key: 'rounds', title: t('plans.rounds'), width: 5, align: 'end', text: (plan) => number(plan.rounds) },
    {
      key: 'visited',
      title: t('plans.visited'),
      width: 11,
      text: (plan) => (plan.objects === 0 ? '' : t('plans.visitedOf', { n: plan.visited, of: plan.objects })),
    },
    { key: 'approver', title: t('plans.approver'), width: 8, shown: false, text: (plan) => plan.fields.approver ?? '' },
    {
      key: 'basis',
      title: t('plans.basis'),
      width: 14,
      shown: false,
      text: (plan) => plan.fields.authorityBasis,
    },
    {
      key: 'updatedAt',
      title: t('field.updatedAt'),
      width: 13,
      sort: 'updatedAt',
      align: 'end',
      shown: false,
      text: (plan) => instant(plan.updatedAt),
    },
  ]);
  const filters = computed<ListFilter[]>(() => [
    {
      key: 'style',
      label: t('plans.style'),
      kind: 'choice',
      options: planStyles.map((style) => ({ value: style, label: t(`planStyle.${style}`) })),
    },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'choice',
      options: planStates.map((state) => ({ value: state, label: t(`planState.${state}`) })),
    },
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('plans.view.all'), query: '' },
    { key: 'active', label: t('planState.active'), query: 'f.state=active' },
    { key: 'draft', label: t('planState.draft'), query: 'f.state=draft' },
    { key: 'closed', label: t('planState.closed'), query: 'f.state=closed' },
  ]);

  const list = useList<PlanRow>({
    name: 'plans',
    entities: ['inspection_plan'],
    related: ['visit'],
    idOf: (plan) => plan.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('plans.rows', { ids }),
    fetchIds: ({ text, sort, filters: chosen }) => {
      const style = planStyles.find((known) => known === chosen['style']);
      const state = planStates.find((known) => known === chosen['state']);
      return call('plans.list', {
        ...(text !== '' && { text }),
        ...(sort && { sort: { by: sort.by as PlanSort, direction: sort.direction } }),
        filter: { ...(style && { style }), ...(state && { state }) },
      });
    },
  });
  return { list, tabs };
}
