import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { Person, Role } from '../../../../domain/people.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { roleOrder } from './roles';

type PeopleInput = CommandInput<'people.list'>;
type PeopleSort = NonNullable<PeopleInput['sort']>['by'];

/** The list of people: columns, filters, ready-made views. */
export function usePeopleList() {
  const { t, join, instant } = useText();

  const columns = computed<ListColumn<Person>[]>(() => [
    { key: 'name', title: t('people.name'), width: 9, sort: 'name', fixed: true, text: (person) => person.name },
    { key: 'account', title: t('field.account'), width: 10, sort: 'account', text: (person) => person.account },
    { key: 'code', title: t('people.code'), width: 7, text: (person) => person.code ?? '' },
    {
      key: 'roles',
      title: t('field.roles'),
      width: 11,
      grow: true,
      text: (person) => join(person.roles.map((role) => t(`role.${role}`))),
    },
    { key: 'unit', title: t('field.unitId'), width: 12, text: (person) => person.unitName ?? '' },
    { key: 'phone', title: t('field.phone'), width: 10, shown: false, text: (person) => person.phone ?? '' },
    {
      key: 'opensIdentity',
      title: t('field.opensIdentity'),
      width: 7,
      shown: false,
      text: (person) => (person.opensIdentity ? t('choice.boolean.true') : ''),
    },
    { key: 'note', title: t('field.note'), width: 14, shown: false, text: (person) => person.note ?? '' },
    { key: 'state', title: t('field.state'), width: 7, sort: 'state', text: (person) => t(`people.${person.state}`) },
    {
      key: 'lastSignInAt',
      title: t('field.lastSignInAt'),
      width: 13,
      sort: 'lastSignInAt',
      align: 'end',
      text: (person) => (person.lastSignInAt === null ? t('people.neverSignedIn') : instant(person.lastSignInAt)),
    },
  ]);
  const filters = computed<ListFilter[]>(() => [
    {
      key: 'role',
      label: t('field.roles'),
      kind: 'choice',
      options: roleOrder.map((role) => ({ value: role, label: t(`role.${role}`) })),
    },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'choice',
      options: (['active', 'disabled'] as const).map((state) => ({ value: state, label: t(`people.${state}`) })),
    },
    { key: 'unit', label: t('field.unitId'), kind: 'choice', options: unitOptions },
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('people.view.all'), query: '' },
    { key: 'active', label: t('people.view.active'), query: 'f.state=active' },
    { key: 'inspectors', label: t('people.view.inspectors'), query: 'f.role=inspector' },
    { key: 'contacts', label: t('people.view.contacts'), query: 'f.role=unit_contact' },
    { key: 'disabled', label: t('people.view.disabled'), query: 'f.state=disabled' },
  ]);

  const list = useList<Person>({
    name: 'people',
    entities: ['person'],
    idOf: (person) => person.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('people.rows', { ids }),
    fetchIds: ({ text, sort, filters: chosen }) => {
      const unitId = Number(chosen['unit']);
      return call('people.list', {
        ...(text !== '' && { text }),
        ...(sort && { sort: { by: sort.by as PeopleSort, direction: sort.direction } }),
        filter: {
          ...(roleOrder.includes(chosen['role'] as Role) && { role: chosen['role'] as Role }),
          ...((chosen['state'] === 'active' || chosen['state'] === 'disabled') && { state: chosen['state'] }),
          ...(Number.isInteger(unitId) && unitId > 0 && { unitId }),
        },
      });
    },
  });
  return { list, tabs };
}

/** Units of every hall as choices, with the hall beside the name. */
export async function unitOptions() {
  const { halls } = await call('hall.tree', {});
  return halls.flatMap((hall) =>
    hall.units.map((unit) => ({
      value: String(unit.id),
      label: unit.name,
      note: halls.length > 1 ? hall.name : undefined,
    })),
  );
}
