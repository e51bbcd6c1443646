import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { ListState } from '../../../shared/list/list-address';
import type { ListColumn, ListFilter, ListTab } from '../../../shared/list/list-types';
import { useList } from '../../../shared/list/use-list';
import { hallOptions, windowOptions } from '../../review/store/choices';
import { choice, daysOf, given, idOf, oneOf, worded } from '../../review/store/list-input';
import { startsAt } from '../model/wall-clock';
import { cameraChoices } from './recordings-choices';
import {
  cameraWords,
  keepWords,
  kindWords,
  listStateNames,
  playWayNames,
  recordingState,
  sourceWords,
} from './recordings-words';

type Input = CommandInput<'recordings.list'>;
type Sort = NonNullable<Input['sort']>['by'];

/** The list of recordings: columns, filters, ready-made views. */
export function useRecordingList() {
  const { t, bytes, duration, instant, number } = useText();
  const time = (row: RecordingRow): string => {
    const start = startsAt(row);
    if (start !== null) return instant(start, true);
    return row.kind === 'unparsed' ? '' : t('footage.state.untimed');
  };

  const columns = computed<ListColumn<RecordingRow>[]>(() => [
    {
      key: 'time',
      title: t('footage.column.time'),
      width: 11.6,
      least: 10.9,
      sort: 'capturedAt',
      fixed: true,
      text: time,
    },
    { key: 'source', title: t('footage.column.source'), width: 9.4, least: 9, text: sourceWords },
    { key: 'camera', title: t('footage.column.camera'), width: 10, sort: 'camera', text: cameraWords },
    { key: 'hall', title: t('footage.column.hall'), width: 9, shown: false, text: (row) => row.hallLabel },
    {
      key: 'name',
      title: t('footage.column.name'),
      width: 12,
      grow: true,
      sort: 'name',
      text: (row) => row.name,
    },
    {
      key: 'state',
      title: t('footage.column.state'),
      width: 7,
      least: 6.9,
      text: (row) => recordingState(row).word,
    },
    {
      key: 'length',
      title: t('footage.column.length'),
      width: 5.6,
      least: 5.2,
      align: 'end',
      sort: 'durationMs',
      text: (row) => (row.durationMs === null ? '' : duration(row.durationMs)),
    },
    { key: 'kind', title: t('footage.column.kind'), width: 10.4, least: 9.8, text: kindWords },
    {
      key: 'bytes',
      title: t('footage.column.bytes'),
      width: 5,
      least: 4.8,
      align: 'end',
      sort: 'bytes',
      text: (row) => bytes(row.bytes),
    },
    {
      key: 'clips',
      title: t('footage.column.clips'),
      width: 3.4,
      least: 3,
      align: 'end',
      text: (row) => (row.clips === 0 ? '' : number(row.clips)),
    },
    {
      key: 'keep',
      title: t('footage.column.keep'),
      width: 6.4,
      least: 6,
      text: (row) => keepWords(row, Date.now()).text,
    },
    {
      key: 'method',
      title: t('footage.column.method'),
      width: 8,
      shown: false,
      text: (row) => t(`player.method.${row.acquisition.method}`),
    },
    {
      key: 'approvalNo',
      title: t('footage.column.approvalNo'),
      width: 8,
      shown: false,
      text: (row) => row.acquisition.approvalNo ?? '',
    },
    {
      key: 'class',
      title: t('footage.column.class'),
      width: 7,
      shown: false,
      text: (row) => t(`footage.class.${row.retentionClass}`),
    },
    {
      key: 'importedAt',
      title: t('footage.column.importedAt'),
      width: 11,
      shown: false,
      sort: 'importedAt',
      text: (row) => instant(row.importedAt),
    },
    {
      key: 'importedBy',
      title: t('footage.column.importedBy'),
      width: 6,
      shown: false,
      text: (row) => row.importedBy,
    },
    { key: 'note', title: t('footage.column.note'), width: 12, shown: false, text: (row) => row.note ?? '' },
    { key: 'sha', title: t('footage.column.sha'), width: 14, shown: false, text: (row) => row.sha256 },
  ]);

  const filters = computed<ListFilter[]>(() => [
    choice('hall', t('footage.column.hall'), hallOptions),
    choice('camera', t('footage.column.camera'), () => cameraChoices(null)),
    choice('window', t('footage.filter.window'), windowOptions),
    { key: 'days', label: t('footage.filter.days'), kind: 'days' },
    choice(
      'play',
      t('footage.filter.play'),
      worded(playWayNames, (value) => t(`footage.play.${value}`)),
    ),
    choice(
      'state',
      t('footage.filter.state'),
      worded(listStateNames, (value) => t(`footage.state.${value}`)),
    ),
  ]);
  const tabs = computed<ListTab[]>(() => [
    { key: 'all', label: t('footage.view.all'), query: '' },
    { key: 'untimed', label: t('footage.view.untimed'), query: 'f.state=untimed' },
    { key: 'none', label: t('footage.view.none'), query: 'f.play=none' },
    { key: 'fault', label: t('footage.view.fault'), query: 'f.state=fault' },
    { key: 'disposed', label: t('footage.view.disposed'), query: 'f.state=disposed' },
  ]);

  const list = useList<RecordingRow>({
    name: 'recordings',
    entities: ['recording'],
    related: ['camera', 'hall', 'clip', 'evidence_fault'],
    idOf: (row) => row.id,
    columns: () => columns.value,
    filters: () => filters.value,
    fetchRows: (ids) => call('recordings.rows', { ids }),
    fetchIds: (state) => call('recordings.list', recordingInput(state)),
  });
  return { list, tabs };
}

/** State of the list -> input of the command. */
export function recordingInput({ text, sort, filters }: Pick<ListState, 'text' | 'sort' | 'filters'>): Input {
  return {
    ...(text !== '' && { text }),
    ...(sort && { sort: { by: sort.by as Sort, direction: sort.direction } }),
    filter: given({
      hallId: idOf(filters['hall']),
      cameraId: idOf(filters['camera']),
      windowId: idOf(filters['window']),
      playWay: oneOf(playWayNames, filters['play']),
      state: oneOf(listStateNames, filters['state']),
      ...daysOf(filters['days']),
    }),
  };
}
