import { computed } from 'vue';
import { deadlineTypeNames, findingCategories, severities } from '../../../../domain/checklist/kinds.js';
import { waitingKinds } from '../../../../domain/rectification/kinds.js';
import { rectificationStates } from '../../../../domain/rectification/life.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { dayOf } from '../../../../domain/time.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import { addressText, parseAddressText, type ListState } from '../../../shared/list/list-address';
import type { ListAnswer, ListFilter, ListGroup, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { useMatters } from '../../../shared/stores/matters';
import { useSession } from '../../../shared/stores/session';
import { hallOptions, roundOptions, unitOptions, windowOptions } from '../../review/store/choices';
import { choice, worded } from '../../review/store/list-input';
import { isGrouped, ledgerInput, OPEN, viewOf, weekOf } from '../model/ledger-address';
import { lightColours, lightOrder } from '../model/lights';
import { useLedgerColumns } from './ledger-columns';
import { thisYear } from '../../../shared/i18n/format';

/** So many ids are shown at once; the rest of a long list comes right after. */
const FIRST = 500;
const YEARS_BACK = 4;

/** The ledger as a list: columns, filters, ready-made views, groups by light. */
export function useLedgerList() {
  const { t } = useText();
  const session = useSession();
  const matters = useMatters();
  const columns = useLedgerColumns();
  /** A unit contact sees what was issued to the own unit alone. */
  const asUnit = computed(() => !session.holds('office', 'inspector', 'reviewer', 'leader'));
  const seesPlans = computed(() => session.holds('office', 'reviewer', 'leader'));
  const states = computed(() =>
    session.holds('office', 'reviewer', 'leader')
      ? rectificationStates
      : rectificationStates.filter((one) => one !== 'draft'),
  );

  const yes = (): ListFilter['options'] => [
    { value: 'yes', label: t('ledger.filter.yes') },
    { value: 'no', label: t('ledger.filter.no') },
  ];
  const rare = (filter: ListFilter): ListFilter => ({ ...filter, rare: true });
  const filters = computed<ListFilter[]>(() => [
    choice('state', t('ledger.filter.state'), [
      { value: OPEN, label: t('ledger.filter.openState') },
      ...worded(states.value, (state) => t(`rectificationState.${state}`)),
    ]),
    choice('hall', t('ledger.filter.hall'), hallOptions),
    ...(asUnit.value ? [] : [choice('unit', t('ledger.filter.unit'), unitOptions)]),
    choice(
      'category',
      t('ledger.filter.category'),
      worded(findingCategories, (category) => t(`findingCategory.${category}`)),
    ),
    choice(
      'severity',
      t('ledger.filter.severity'),
      worded(severities, (severity) => t(`severity.${severity}`)),
    ),
    ...(seesPlans.value ? [choice('round', t('ledger.filter.round'), roundOptions)] : []),
    { key: 'due', label: t('ledger.filter.due'), kind: 'days' },
    rare(
      choice(
        'light',
        t('ledger.filter.light'),
        worded(lightOrder, (light) => t(`rectificationLight.${light}`)),
      ),
    ),
    rare(
      choice(
        'waiting',
        t('ledger.filter.waiting'),
        worded(waitingKinds, (kind) => t(`waitingFor.${kind}`)),
      ),
    ),
    rare(choice('forMe', t('ledger.filter.forMe'), yes())),
    rare(choice('recurred', t('ledger.filter.recurred'), yes())),
    rare(choice('extended', t('ledger.filter.extended'), yes())),
    rare(choice('provisional', t('ledger.filter.provisional'), yes())),
    rare(choice('escalated', t('ledger.filter.escalated'), yes())),
    rare(
      choice(
        'type',
        t('ledger.filter.type'),
        worded(deadlineTypeNames, (type) => t(`deadlineType.${type}`)),
      ),
    ),
    rare(choice('window', t('ledger.filter.window'), windowOptions)),
    rare({ key: 'found', label: t('ledger.filter.found'), kind: 'days' }),
    rare(
      choice(
        'year',
        t('ledger.filter.year'),
        Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear() - back)).map((value) => ({
          value,
          label: value,
        })),
      ),
    ),
  ]);

  /** A tab keeps how the ledger is shown. */
  const tab = (key: 'open' | 'forMe' | 'week' | 'recurred' | 'year', plain: string, count?: number): ListTab => ({
    key,
    label: t(`ledger.tab.${key}`),
    query: addressText({ ...parseAddressText(plain, list.spec), manner: list.state.manner ?? {} }),
    plain,
    count,
  });
  const tabs = computed<ListTab[]>(() => {
    const known = matters.counts;
    return [
      tab('open', `f.state=${OPEN}`, known?.open),
      tab('forMe', 'f.forMe=yes', known?.forMe),
      tab('week', `f.due=${encodeURIComponent(weekOf(dayOf(Date.now())))}&f.state=${OPEN}`, known?.dueThisWeek),
      tab('recurred', 'f.recurred=yes', known?.recurred),
      tab('year', `f.year=${thisYear()}`, known?.thisYear),
    ];
  });

  const list = useList<RectificationRow>({
    name: 'rectifications',
    entities: ['rectification'],
    related: ['rectification_proof', 'calendar', 'window', 'unit', 'hall'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    first: FIRST,
    usual: { by: 'dueOn', direction: 'asc' },
    manner: ['view', 'month'],
    fetchRows: (ids) => call('rectifications.rows', { ids }),
    fetchIds: (state, limit) => (isGrouped(state) ? groupedIds(state, limit) : plainIds(state, limit)),
  });

  const plainIds = (state: ListState, limit: number | undefined): Promise<ListAnswer> =>
    call('rectifications.list', { ...ledgerInput(state), ...(limit !== undefined && { limit }) });

  async function groupedIds(state: ListState, limit: number | undefined): Promise<ListAnswer> {
    const { text, filter } = ledgerInput(state);
    const { ids, total, groups } = await call('ledger.byLight', {
      ...(text !== undefined && { text }),
      ...(filter && { filter }),
      ...(limit !== undefined && { limit }),
    });
    return {
      ids,
      total,
      groups: groups.map<ListGroup>(({ light, count }) => ({
        key: light,
        label: t(`rectificationLight.${light}`),
        count,
        light: lightColours[light],
        note: t(`ledger.lightRule.${light}`),
      })),
    };
  }
  return { list, tabs, asUnit, states, view: computed(() => viewOf(list.state)) };
}
