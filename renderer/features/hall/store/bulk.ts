import { shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import { hallSchema } from '../../../../domain/hall/schema.js';
import { asClientError, call } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { errorText } from '../../../shared/i18n/error-text';
import { useNotices } from '../../../shared/stores/notices';
import { isHallEntity, placesOf, type Place } from '../model/entities';
import { draftOf, typedFields } from '../model/values';
import { entityWord, fieldOf, listWord } from '../model/words';
import { rowsOf } from './rows';

/** The place through which rows of other lists hang on an entity. */
const placeOf: Partial<Record<HallEntity, Place>> = {
  hall: 'hallId',
  zone: 'zoneId',
  unit: 'unitId',
  window: 'windowId',
  recorder: 'recorderId',
};

const named = (entity: HallEntity, rows: readonly HallRow[]): string =>
  rows.length === 1 ? (rows[0]?.label ?? '') : translate('hall.some', { n: rows.length, entity: entityWord(entity) });

/** What is done with several rows at once, each with its toast and, where it can be, its way back. */
export function useBulk(entity: HallEntity, done: () => void = () => undefined) {
  const notices = useNotices();
  const router = useRouter();
  /** Rows whose new place, or whose successor, is being chosen. */
  const moving = shallowRef<HallRow[] | null>(null);
  const merging = shallowRef<HallRow[] | null>(null);

  const mayMove = hallSchema[entity].parents.length > 0;

  function tell(title: string, undo: (() => Promise<unknown>) | null): void {
    const run = async (): Promise<void> => {
      try {
        await undo?.();
        notices.push({ tone: 'done', title: translate('hall.undone') });
      } catch (error) {
        reportError(error);
      }
    };
    notices.push({ tone: 'done', title, action: undo ? { label: translate('verb.undo'), run } : null });
    done();
  }

  /** A refusal because something still hangs on a row leads to what hangs there. */
  function refused(rows: readonly HallRow[], error: unknown): void {
    const known = asClientError(error);
    const { by } = known.params;
    const place = placeOf[entity];
    const [row] = rows;
    const leads = known.code === 'conflict.inUse' && row && place && isHallEntity(by) && placesOf[by].includes(place);
    if (!leads || rows.length > 1) return reportError(error);
    notices.push({
      tone: 'fault',
      title: translate('hall.inUse', { name: row.label }),
      detail: errorText(known),
      action: {
        label: translate('hall.seeThem', { list: listWord(by) }),
        run: () => void router.push({ path: `/hall/${by}`, query: { [`f.${place}`]: String(row.id) } }),
      },
    });
  }

  async function retire(rows: readonly HallRow[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    const reason = await askReason({
      title: translate('hall.retire.title', { name: named(entity, rows) }),
      text: translate('hall.retire.text'),
      confirm: translate('hall.act.retire'),
    });
    if (reason === null) return;
    try {
      await call('hall.retire', { entity, ids, reason });
      tell(translate('hall.retire.done', { name: named(entity, rows) }), () => call('hall.restore', { entity, ids }));
    } catch (error) {
      refused(rows, error);
    }
  }

  async function restore(rows: readonly HallRow[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    const reason = translate('hall.restore.undone');
    try {
      await call('hall.restore', { entity, ids });
      tell(translate('hall.restore.done', { name: named(entity, rows) }), () =>
        call('hall.retire', { entity, ids, reason }),
      );
    } catch (error) {
      reportError(error);
    }
  }

  /** Gives rows a new place; the way back leads each to where it was. */
  async function move(rows: readonly HallRow[], field: string, toId: number, reason: string | null): Promise<void> {
    const ids = rows.map(({ id }) => id);
    const before = new Map<number | null, number[]>();
    for (const row of rows) {
      const from = fieldOf(row, field) as number | null;
      if (from !== toId) before.set(from, [...(before.get(from) ?? []), row.id]);
    }
    const { moved } = await call('hall.move', { entity, ids, field, toId, ...(reason === null ? {} : { reason }) });
    moving.value = null;
    const title = translate('hall.move.done', { name: named(entity, rows), n: moved });
    tell(moved === 0 ? translate('hall.move.none') : title, moved === 0 ? null : () => moveBack(field, before));
  }
  async function moveBack(field: string, before: ReadonlyMap<number | null, number[]>): Promise<void> {
    for (const [from, ids] of before) {
      if (from !== null) await call('hall.move', { entity, ids, field, toId: from });
      else await putNowhere(field, ids);
    }
  }
  /** Where there was no place before, the field is emptied again. */
  async function putNowhere(field: string, ids: readonly number[]): Promise<void> {
    for (const row of await rowsOf(entity, ids)) {
      const draft = draftOf(entity, { ...typedFields(entity, row), [field]: null });
      await call('hall.update', { id: row.id, revision: row.revision, draft });
    }
  }

  async function merge(rows: readonly HallRow[], into: HallRow, reason: string): Promise<HallRow> {
    const ids = rows.flatMap(({ id }) => (id === into.id ? [] : [id]));
    const row = await call('hall.merge', { entity, ids, intoId: into.id, reason });
    merging.value = null;
    tell(translate('hall.merge.done', { n: ids.length, name: row.label }), null);
    return row;
  }

  /** Takes an open question back. */
  function close(): void {
    moving.value = null;
    merging.value = null;
  }

  return { moving, merging, close, mayMove, retire, restore, move, merge };
}

export type Bulk = ReturnType<typeof useBulk>;
