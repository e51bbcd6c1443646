import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { SupervisorRow } from '../../../../domain/lead.js';
import { constituencies, type TermState } from '../../../../domain/lead-rules.js';
import { isoDay } from '../../../../domain/time.js';
import { call } from '../../../api/client';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { useText } from '../../../shared/composables/use-text';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { hallOptions } from '../../leads/store/lead-list';

type SupervisorSort = NonNullable<CommandInput<'supervisors.list'>['sort']>['by'];

/** In term, running out, run out; what has not begun or was ended asks for nothing. */
const lights: Record<TermState, LightColour> = { running: 'green', ending: 'amber', over: 'red', ahead: 'blue' };
export const termLight = (row: Pick<SupervisorRow, 'state' | 'term'>): LightColour =>
  row.state === 'retired' ? 'grey' : lights[row.term];

const terms = ['running', 'ending', 'over', 'ahead'] as const;

/** The register as a list: columns, filters, ready-made views. */
export function useSupervisorList() {
  const { t, join } = useText();
  const termWord = (row: SupervisorRow): string =>
    row.state === 'retired' ? t('supervisors.retired') : t(`termState.${row.term}`);

  const columns = computed<ListColumn<SupervisorRow>[]>(() => [
    { key: 'name', title: t('supervisors.person'), width: 8, fixed: true, text: (row) => row.name },
    {
      key: 'certificateNo',
      title: t('supervisors.certificateNo'),
      width: 10,
      sort: 'certificateNo',
      text: (row) => row.fields.certificateNo,
    },
    { key: 'code', title: t('supervisors.code'), width: 6, text: (row) => row.code },
    {
      key: 'constituency',
      title: t('supervisors.constituency'),
      width: 8,
      sort: 'constituency',
      text: (row) => t(`constituency.${row.fields.constituency}`),
    },
    { key: 'term', title: t('supervisors.termState'), width: 7, least: 7, text: termWord },
    { key: 'fromDay', title: t('supervisors.fromDay'), width: 8, text: (row) => isoDay(row.fields.fromDay) },
    {
      key: 'toDay',
      title: t('supervisors.toDay'),
      width: 8,
      sort: 'toDay',
      text: (row) => isoDay(row.fields.toDay),
    },
    { key: 'halls', title: t('supervisors.halls'), width: 14, grow: true, text: (row) => join(row.hallLabels) },
    {
      key: 'employer',
      title: t('supervisors.employer'),
      width: 12,
      shown: false,
      text: (row) => row.fields.employer ?? '',
    },
    {
      key: 'leads',
      title: t('supervisors.leads'),
      width: 5,
      sort: 'leads',
      align: 'end',
      text: (row) => String(row.leads),
    },
  ]);
  const filters = computed<ListFilter[]>(() => [
    {
      key: 'term',
      label: t('supervisors.termState'),
      kind: 'choice',
      options: terms.map((term) => ({ value: term, label: t(`termState.${term}`) })),
    },
    {
      key: 'constituency',
      label: t('supervisors.constituency'),
      kind: 'choice',
      options: constituencies.map((one) => ({ value: one, label: t(`constituency.${one}`) })),
    },
    { key: 'hall', label: t('leads.hall'), kind: 'choice', options: hallOptions },
    {
      key: 'state',
      label: t('supervisors.state'),
      kind: 'choice',
      options: (['active', 'retired'] as const).map((state) => ({
        value: state,
        label: t(`choice.state.${state}`),
      })),
    },
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('supervisors.view.all'), query: '' },
    { key: 'ending', label: t('supervisors.view.ending'), query: 'f.state=active&f.term=ending' },
    { key: 'over', label: t('supervisors.view.over'), query: 'f.state=active&f.term=over' },
    { key: 'retired', label: t('supervisors.view.retired'), query: 'f.state=retired' },
  ]);

  const list = useList<SupervisorRow>({
    name: 'supervisors',
    entities: ['supervisor'],
    related: ['person', 'hall', 'lead'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('supervisors.rows', { ids }),
    fetchIds: ({ text, sort, filters: chosen }) => {
      const hallId = Number(chosen['hall']);
      const term = terms.find((one) => one === chosen['term']);
      const constituency = constituencies.find((one) => one === chosen['constituency']);
      const { state } = chosen;
      return call('supervisors.list', {
        ...(text !== '' && { text }),
        ...(sort && { sort: { by: sort.by as SupervisorSort, direction: sort.direction } }),
        filter: {
          ...(term && { term }),
          ...(constituency && { constituency }),
          ...(Number.isInteger(hallId) && hallId > 0 && { hallId }),
          ...((state === 'active' || state === 'retired') && { state }),
        },
      });
    },
  });
  return { list, tabs, termWord };
}
