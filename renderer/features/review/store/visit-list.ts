import { computed } from 'vue';
import { severities } from '../../../../domain/checklist/kinds.js';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import { formatScore } from '../../../../domain/scoring.js';
import { visitModeNames } from '../../../../domain/visit.js';
import { visitStates, type VisitRow } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { ListState } from '../../../shared/list/list-address';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { fitting, LIGHT_REM } from '../../../shared/list/word-width';
import { useSession } from '../../../shared/stores/session';
import { hallOptions, planOptions, roundOptions, unitOptions, windowOptions, zoneOptions } from './choices';
import { choice, daysOf, flagOf, given, idOf, oneOf, worded } from './list-input';

type Input = CommandInput<'visits.list'>;
type Sort = NonNullable<Input['sort']>['by'];

/** So many ids are shown at once; the rest of a long list comes right after. */
const FIRST = 500;

/** Scores as ranges of points, both ends included. */
export const scoreRanges: Record<string, { scoreFrom?: number; scoreTo?: number }> = {
  from95: { scoreFrom: 95 },
  from90: { scoreFrom: 90, scoreTo: 94.99 },
  from80: { scoreFrom: 80, scoreTo: 89.99 },
  from60: { scoreFrom: 60, scoreTo: 79.99 },
  below60: { scoreTo: 59.99 },
};

/** The list of visits: columns, filters, ready-made views. */
export function useVisitList() {
  const { t, join, day, short } = useText();
  const session = useSession();
  const isReviewer = computed(() => session.holds('reviewer'));
  const isInspector = computed(() => session.holds('inspector'));
  const seesPlans = computed(() => session.holds('office', 'reviewer', 'leader'));
  const minutes = (value: number | null): string => (value === null ? '' : value.toFixed(1));

  const columns = computed<ListColumn<VisitRow>[]>(() => [
    { key: 'no', title: t('review.list.no'), width: 8.5, least: 8, sort: 'no', fixed: true, text: (row) => row.no },
    { key: 'day', title: t('review.list.day'), width: 8.5, least: 8.2, sort: 'day', text: (row) => day(row.day) },
    {
      key: 'mode',
      title: t('review.list.mode'),
      width: 7,
      least: fitting(visitModeNames.map((mode) => t(`visitMode.${mode}`))),
      text: (row) => t(`visitMode.${row.mode}`),
    },
    {
      key: 'windows',
      title: t('review.list.windows'),
      width: 12,
      grow: true,
      text: (row) => (row.windowLabels.length > 0 ? join(row.windowLabels) : (row.zoneLabel ?? row.hallLabel)),
    },
    { key: 'unit', title: t('review.list.unit'), width: 7, text: (row) => row.unitLabel ?? '' },
    { key: 'hall', title: t('review.list.hall'), width: 7, shown: false, text: (row) => row.hallLabel },
    { key: 'zone', title: t('review.list.zone'), width: 7, shown: false, text: (row) => row.zoneLabel ?? '' },
    {
      key: 'inspectors',
      title: t('review.list.inspectors'),
      width: 6.5,
      least: 5,
      text: (row) => join(row.inspectorCodes),
    },
    {
      key: 'waitingMinutes',
      title: t('review.list.waiting'),
      width: 6,
      least: 5.8,
      align: 'end',
      sort: 'waitingMinutes',
      text: (row) => minutes(row.waitingMinutes),
    },
    {
      key: 'handlingMinutes',
      title: t('review.list.handling'),
      width: 5.5,
      align: 'end',
      sort: 'handlingMinutes',
      shown: false,
      text: (row) => minutes(row.handlingMinutes),
    },
    {
      key: 'findings',
      title: t('review.list.findings'),
      width: 7.5,
      least: 6.6,
      align: 'end',
      sort: 'findings',
      text: (row) => findingsText(row),
    },
    {
      key: 'score',
      title: t('review.list.score'),
      // What was handed in stands before what review left of it.
      width: 7.4,
      least: 7.2,
      align: 'end',
      sort: 'score',
      text: (row) => (row.score === null ? '' : formatScore(row.score)),
    },
    {
      key: 'state',
      title: t('review.list.state'),
      width: 6.5,
      least: fitting(
        visitStates.map((state) => t(`visitState.${state}`)),
        LIGHT_REM,
      ),
      sort: 'state',
      text: (row) => t(`visitState.${row.state}`),
    },
    { key: 'plan', title: t('review.list.plan'), width: 8, shown: false, text: (row) => row.planNo ?? '' },
    {
      key: 'updatedAt',
      title: t('field.updatedAt'),
      width: 7,
      align: 'end',
      sort: 'updatedAt',
      shown: false,
      text: (row) => short(row.updatedAt),
    },
  ]);
  const findingsText = (row: VisitRow): string =>
    row.findings === 0
      ? ''
      : row.severity === null
        ? String(row.findings)
        : `${t(`severity.${row.severity}`)} ${row.findings}`;

  const filters = computed<ListFilter[]>(() => [
    choice(
      'state',
      t('review.list.state'),
      worded(visitStates, (value) => t(`visitState.${value}`)),
    ),
    choice(
      'mode',
      t('review.list.mode'),
      worded(visitModeNames, (value) => t(`visitMode.${value}`)),
    ),
    { key: 'days', label: t('review.list.day'), kind: 'days' },
    choice('hall', t('review.list.hall'), hallOptions),
    choice('zone', t('review.list.zone'), zoneOptions),
    choice('window', t('review.list.window'), windowOptions),
    choice('unit', t('review.list.unit'), unitOptions),
    ...(seesPlans.value
      ? [
          choice('plan', t('review.list.plan'), planOptions),
          choice('round', t('review.list.roundFilter'), roundOptions),
        ]
      : []),
    choice(
      'score',
      t('review.list.score'),
      Object.keys(scoreRanges).map((value) => ({
        value,
        label: t(`review.list.scores.${value as 'from95'}`),
      })),
    ),
    choice(
      'severity',
      t('review.list.severity'),
      worded(severities, (value) => t(`severity.${value}`)),
    ),
    choice('found', t('review.list.found'), [
      { value: 'yes', label: t('review.list.foundYes') },
      { value: 'no', label: t('review.list.foundNo') },
    ]),
    ...(isReviewer.value
      ? [choice('forMe', t('review.list.forMe'), [{ value: 'yes', label: t('choice.boolean.true') }])]
      : []),
    ...(isInspector.value
      ? [choice('mine', t('review.list.mine'), [{ value: 'yes', label: t('choice.boolean.true') }])]
      : []),
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('review.view.all'), query: '' },
    ...(isReviewer.value ? [{ key: 'forMe', label: t('review.view.forMe'), query: 'f.forMe=yes' }] : []),
    { key: 'submitted', label: t('visitState.submitted'), query: 'f.state=submitted' },
    { key: 'confirmed', label: t('visitState.confirmed'), query: 'f.state=confirmed' },
    { key: 'grave', label: t('review.view.grave'), query: 'f.severity=grave' },
  ]);

  const list = useList<VisitRow>({
    name: 'visits',
    entities: ['visit'],
    related: ['window', 'unit', 'zone', 'hall'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    first: FIRST,
    fetchRows: (ids) => call('visits.rows', { ids }),
    fetchIds: (state, limit) => call('visits.list', { ...visitInput(state), ...(limit !== undefined && { limit }) }),
  });
  return { list, tabs };
}

/** State of the list -> input of the command. */
export function visitInput({ text, sort, filters }: Pick<ListState, 'text' | 'sort' | 'filters'>): Input {
  return {
    ...(text !== '' && { text }),
    ...(sort && { sort: { by: sort.by as Sort, direction: sort.direction } }),
    filter: given({
      state: oneOf(visitStates, filters['state']),
      mode: oneOf(visitModeNames, filters['mode']),
      hallId: idOf(filters['hall']),
      zoneId: idOf(filters['zone']),
      windowId: idOf(filters['window']),
      unitId: idOf(filters['unit']),
      planId: idOf(filters['plan']),
      roundId: idOf(filters['round']),
      severity: oneOf(severities, filters['severity']),
      withFindings: flagOf(filters['found']),
      mine: flagOf(filters['mine']),
      forMe: flagOf(filters['forMe']),
      ...scoreRanges[filters['score'] ?? ''],
      ...daysOf(filters['days']),
    }),
  };
}
