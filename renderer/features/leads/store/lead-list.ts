import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { LeadRow } from '../../../../domain/lead.js';
import { leadStates, type LeadState } from '../../../../domain/lead-rules.js';
import { dayOf } from '../../../../domain/time.js';
import { call } from '../../../api/client';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { useText } from '../../../shared/composables/use-text';
import { readDays } from '../../../shared/list/list-address';
import type { FilterOption, ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { fitting, LIGHT_REM } from '../../../shared/list/word-width';
import { leadTitle } from '../model/lead-form';
import { placeWords, timeWords } from '../model/lead-words';

type LeadSort = NonNullable<CommandInput<'leads.list'>['sort']>['by'];

/** Blue is the office's move, green a finding, grey an answer. */
export const leadLight: Record<LeadState, LightColour> = {
  draft: 'grey',
  received: 'blue',
  accepted: 'green',
  answered: 'grey',
};

/** Halls as choices of a filter. */
export async function hallOptions(): Promise<FilterOption[]> {
  const { halls } = await call('hall.tree', {});
  return halls.map(({ id, name }) => ({ value: String(id), label: name }));
}

/** The list of leads: columns, filters, ready-made views. */
export function useLeadList() {
  const { t, word, join, short } = useText();
  const who = (lead: LeadRow): string =>
    lead.constituency === null
      ? lead.code
      : t('leads.whoSealed', { code: lead.code, constituency: word(`constituency.${lead.constituency}`, '') });

  const states = leadStates.filter((state) => state !== 'draft');
  const columns = computed<ListColumn<LeadRow>[]>(() => [
    { key: 'no', title: t('leads.no'), width: 9, least: 7.6, sort: 'no', fixed: true, text: (lead) => lead.no ?? '' },
    {
      key: 'state',
      title: t('field.state'),
      width: 6.5,
      least: fitting(
        states.map((state) => t(`leadState.${state}`)),
        LIGHT_REM,
      ),
      sort: 'state',
      text: (lead) => t(`leadState.${lead.state}`),
    },
    { key: 'saw', title: t('leads.saw'), width: 16, grow: true, text: (lead) => leadTitle(lead.fields.saw) },
    { key: 'place', title: t('leads.place'), width: 11, text: placeWords },
    { key: 'unit', title: t('leads.unit'), width: 7, text: (lead) => lead.unitLabel ?? '' },
    {
      key: 'aspects',
      title: t('leads.aspects'),
      width: 9,
      text: (lead) => join(lead.fields.aspects.map((aspect) => t(`aspect.${aspect}`))),
    },
    {
      key: 'seen',
      title: t('leads.seen'),
      width: 12,
      shown: false,
      text: (lead) => timeWords(lead.fields, dayOf(Date.now())),
    },
    {
      key: 'pictures',
      title: t('leads.pictures'),
      width: 4.6,
      least: 4.6,
      align: 'end',
      text: (lead) => (lead.attachments.length === 0 ? '' : String(lead.attachments.length)),
    },
    { key: 'who', title: t('leads.who'), width: 10, least: 9, text: who },
    {
      key: 'submittedAt',
      title: t('leads.submittedAt'),
      width: 8,
      least: 5.6,
      sort: 'submittedAt',
      align: 'end',
      text: (lead) => (lead.submittedAt === null ? '' : short(lead.submittedAt)),
    },
  ]);
  const filters = computed<ListFilter[]>(() => [
    {
      key: 'state',
      label: t('field.state'),
      kind: 'choice',
      options: states.map((state) => ({ value: state, label: t(`leadState.${state}`) })),
    },
    { key: 'hall', label: t('leads.hall'), kind: 'choice', options: hallOptions },
    { key: 'days', label: t('leads.submittedDays'), kind: 'days' },
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('leads.view.all'), query: '' },
    ...states.map((state) => ({
      key: state,
      label: t(`leads.view.${state as 'received'}`),
      query: `f.state=${state}`,
    })),
  ]);

  const list = useList<LeadRow>({
    name: 'leads',
    entities: ['lead'],
    related: ['hall', 'window', 'unit', 'supervisor', 'attachment'],
    idOf: (lead) => lead.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('leads.rows', { ids }),
    fetchIds: ({ text, sort, filters: chosen }) => {
      const hallId = Number(chosen['hall']);
      const { from, to } = readDays(chosen['days']);
      const state = states.find((one) => one === chosen['state']);
      return call('leads.list', {
        ...(text !== '' && { text }),
        ...(sort && { sort: { by: sort.by as LeadSort, direction: sort.direction } }),
        filter: {
          ...(state && { state }),
          ...(Number.isInteger(hallId) && hallId > 0 && { hallId }),
          ...(from !== null && { fromDay: from }),
          ...(to !== null && { toDay: to }),
        },
      });
    },
  });
  return { list, tabs, who };
}
