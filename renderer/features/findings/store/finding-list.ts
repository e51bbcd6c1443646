import { computed } from 'vue';
import { findingCategories, severities } from '../../../../domain/checklist/kinds.js';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import { findingStates, type FindingRow } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { ListState } from '../../../shared/list/list-address';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { fitting, LIGHT_REM } from '../../../shared/list/word-width';
import { useSession } from '../../../shared/stores/session';
import { hallOptions, unitOptions, windowOptions } from '../../review/store/choices';
import { choice, daysOf, flagOf, given, idOf, oneOf, worded } from '../../review/store/list-input';

type Input = CommandInput<'findings.list'>;
type Sort = NonNullable<Input['sort']>['by'];

/** So many ids are shown at once; the rest of a long list comes right after. */
const FIRST = 500;

/** The list of findings: columns, filters, ready-made views. */
export function useFindingList() {
  const { t, day } = useText();
  const session = useSession();
  /** A unit contact sees what was confirmed of the own unit, and nothing of where it comes from. */
  const asUnit = computed(() => !session.holds('office', 'inspector', 'reviewer', 'leader'));

  const columns = computed<ListColumn<FindingRow>[]>(() => [
    {
      key: 'no',
      title: t('review.list.no'),
      width: 10,
      least: 9,
      sort: 'no',
      fixed: true,
      text: (row) => row.no ?? '',
    },
    { key: 'title', title: t('review.finding.title'), width: 15, grow: true, text: (row) => row.title },
    {
      key: 'severity',
      title: t('review.list.severity'),
      width: 5,
      least: fitting(
        severities.map((severity) => t(`severity.${severity}`)),
        LIGHT_REM,
      ),
      sort: 'severity',
      text: (row) => t(`severity.${row.severity}`),
    },
    {
      key: 'category',
      title: t('review.finding.category'),
      width: 5.5,
      least: fitting(findingCategories.map((category) => t(`findingCategory.${category}`))),
      sort: 'category',
      text: (row) => t(`findingCategory.${row.category}`),
    },
    { key: 'window', title: t('review.list.window'), width: 9, text: (row) => row.windowLabel ?? '' },
    { key: 'unit', title: t('review.finding.unit'), width: 8, sort: 'unit', text: (row) => row.unitLabel ?? '' },
    { key: 'hall', title: t('review.list.hall'), width: 7, shown: false, text: (row) => row.hallLabel },
    { key: 'basis', title: t('review.finding.basis'), width: 12, shown: false, text: (row) => row.basisClause ?? '' },
    {
      key: 'corrected',
      title: t('review.finding.corrected'),
      width: 6,
      shown: false,
      text: (row) => t(row.correctedOnSpot ? 'review.finding.correctedYes' : 'review.finding.correctedNo'),
    },
    { key: 'day', title: t('review.list.day'), width: 8.5, least: 8.2, sort: 'day', text: (row) => day(row.day) },
    {
      key: 'state',
      title: t('review.list.state'),
      width: 6.5,
      least: fitting(
        findingStates.map((state) => t(`findingState.${state}`)),
        LIGHT_REM,
      ),
      sort: 'state',
      shown: !asUnit.value,
      text: (row) => t(`findingState.${row.state}`),
    },
  ]);
  const filters = computed<ListFilter[]>(() => [
    ...(asUnit.value
      ? []
      : [
          choice(
            'state',
            t('review.list.state'),
            worded(findingStates, (value) => t(`findingState.${value}`)),
          ),
        ]),
    choice(
      'severity',
      t('review.list.severity'),
      worded(severities, (value) => t(`severity.${value}`)),
    ),
    choice(
      'category',
      t('review.finding.category'),
      worded(findingCategories, (value) => t(`findingCategory.${value}`)),
    ),
    { key: 'days', label: t('review.list.day'), kind: 'days' },
    choice('hall', t('review.list.hall'), hallOptions),
    choice('window', t('review.list.window'), windowOptions),
    ...(asUnit.value ? [] : [choice('unit', t('review.finding.unit'), unitOptions)]),
    choice('corrected', t('review.finding.corrected'), [
      { value: 'yes', label: t('review.finding.correctedYes') },
      { value: 'no', label: t('review.finding.correctedNo') },
    ]),
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('review.view.all'), query: '' },
    ...(asUnit.value
      ? []
      : [
          { key: 'submitted', label: t('findingState.submitted'), query: 'f.state=submitted' },
          { key: 'confirmed', label: t('findingState.confirmed'), query: 'f.state=confirmed' },
        ]),
    { key: 'grave', label: t('review.view.grave'), query: 'f.severity=grave' },
  ]);

  const list = useList<FindingRow>({
    name: 'findings',
    entities: ['finding'],
    related: ['window', 'unit', 'hall'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    first: FIRST,
    fetchRows: (ids) => call('findings.rows', { ids }),
    fetchIds: (state, limit) =>
      call('findings.list', { ...findingInput(state), ...(limit !== undefined && { limit }) }),
  });
  return { list, tabs, asUnit };
}

/** State of the list -> input of the command. */
export function findingInput({ text, sort, filters }: Pick<ListState, 'text' | 'sort' | 'filters'>): Input {
  return {
    ...(text !== '' && { text }),
    ...(sort && { sort: { by: sort.by as Sort, direction: sort.direction } }),
    filter: given({
      state: oneOf(findingStates, filters['state']),
      severity: oneOf(severities, filters['severity']),
      category: oneOf(findingCategories, filters['category']),
      hallId: idOf(filters['hall']),
      windowId: idOf(filters['window']),
      unitId: idOf(filters['unit']),
      visitId: idOf(filters['visit']),
      correctedOnSpot: flagOf(filters['corrected']),
      ...daysOf(filters['days']),
    }),
  };
}
