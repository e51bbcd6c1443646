import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { TemplateRow } from '../../../../domain/template.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';

type TemplateSort = NonNullable<CommandInput<'templates.list'>['sort']>['by'];
const states = ['active', 'retired'] as const;
const languages = ['zh-CN', 'en'] as const;

/** The list of checklist templates: columns, filters, ready-made views. */
export function useTemplateList() {
  const { t, instant, number } = useText();

  const columns = computed<ListColumn<TemplateRow>[]>(() => [
    {
      key: 'title',
      title: t('templates.name'),
      width: 18,
      grow: true,
      sort: 'title',
      fixed: true,
      text: (row) => row.title,
    },
    {
      key: 'language',
      title: t('templates.language'),
      width: 5,
      text: (row) => t(`templates.languages.${row.language}`),
    },
    {
      key: 'version',
      title: t('templates.version'),
      width: 8,
      text: (row) =>
        row.latest ? t('templates.versionNumber', { number: row.latest.number }) : t('templates.noVersion'),
    },
    {
      key: 'items',
      title: t('templates.items'),
      width: 6,
      sort: 'items',
      align: 'end',
      text: (row) => number(row.items),
    },
    { key: 'visits', title: t('templates.visits'), width: 7, align: 'end', text: (row) => number(row.visits) },
    {
      key: 'state',
      title: t('field.state'),
      width: 7,
      sort: 'state',
      text: (row) => t(`templates.state.${row.state}`),
    },
    {
      key: 'draft',
      title: t('templates.draftMark'),
      width: 12,
      text: (row) => (row.hasDraft ? t(row.latest ? 'templates.draft' : 'templates.draftNew') : ''),
    },
    {
      key: 'updatedAt',
      title: t('templates.updated'),
      width: 13,
      least: 12.5,
      sort: 'updatedAt',
      align: 'end',
      text: (row) => instant(row.updatedAt),
    },
  ]);
  const filters = computed<ListFilter[]>(() => [
    {
      key: 'state',
      label: t('field.state'),
      kind: 'choice',
      options: states.map((state) => ({ value: state, label: t(`templates.state.${state}`) })),
    },
    {
      key: 'language',
      label: t('templates.language'),
      kind: 'choice',
      options: languages.map((language) => ({ value: language, label: t(`templates.languages.${language}`) })),
    },
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('templates.view.all'), query: '' },
    ...states.map((state) => ({ key: state, label: t(`templates.view.${state}`), query: `f.state=${state}` })),
  ]);

  const list = useList<TemplateRow>({
    name: 'templates',
    entities: ['checklist_template', 'checklist_version'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('templates.rows', { ids }),
    fetchIds: ({ text, sort, filters: chosen }) => {
      const state = states.find((one) => one === chosen['state']);
      const language = languages.find((one) => one === chosen['language']);
      return call('templates.list', {
        ...(text !== '' && { text }),
        ...(sort && { sort: { by: sort.by as TemplateSort, direction: sort.direction } }),
        filter: { ...(state && { state }), ...(language && { language }) },
      });
    },
  });
  return { list, tabs };
}
