import { reactive, shallowRef } from 'vue';
import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { FieldSpec } from '../../../../domain/hall/schema.js';
import { sameValue } from '../../../../domain/hall/values.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import { placeErrors } from '../../../shared/form/field-errors';
import { errorText } from '../../../shared/i18n/error-text';
import { draftOf, faultOf, toTyped, typedFields, type Typed } from '../model/values';
import { fieldOf } from '../model/words';

/** A cell being typed into, on the row as it was when that began. */
export interface CellEdit {
  base: HallRow;
  spec: FieldSpec;
  typed: Typed;
  busy: boolean;
  error: string | null;
  /** The row as somebody else has saved it meanwhile, when this very field differs. */
  theirs: HallRow | null;
}

export interface CellEditOptions {
  entity: HallEntity;
  saved: (row: HallRow) => void;
}

/** Editing in place: one cell at a time, saved alone, refused where it stands. */
export function useCellEdit({ entity, saved }: CellEditOptions) {
  const now = shallowRef<CellEdit | null>(null);

  function start(base: HallRow, spec: FieldSpec): void {
    if (now.value?.busy || base.state !== 'active') return;
    const typed = toTyped(spec, fieldOf(base, spec.name));
    now.value = reactive<CellEdit>({ base, spec, typed, busy: false, error: null, theirs: null });
  }
  function cancel(): void {
    now.value = null;
  }
  const isOn = (row: HallRow, field: string): boolean => now.value?.base.id === row.id && now.value.spec.name === field;

  const rowNow = async (id: number): Promise<HallRow | null> =>
    (await call('hall.rows', { entity, ids: [id] }))[0] ?? null;

  async function send(edit: CellEdit): Promise<HallRow> {
    const { base, spec, typed } = edit;
    const draft = draftOf(entity, { ...typedFields(entity, base), [spec.name]: typed });
    return call('hall.update', { id: base.id, revision: base.revision, draft });
  }

  /** Somebody else was first: where they left this field alone it is put on top, else both are shown. */
  async function afterConflict(edit: CellEdit): Promise<HallRow | null> {
    const theirs = await rowNow(edit.base.id);
    const { name } = edit.spec;
    if (theirs && sameValue(fieldOf(theirs, name), fieldOf(edit.base, name))) {
      edit.base = theirs;
      return send(edit);
    }
    edit.theirs = theirs;
    return null;
  }

  function refuse(edit: CellEdit, error: ClientError): void {
    const placed = placeErrors(error, [edit.spec.name]);
    edit.error = placed.at[edit.spec.name] ?? errorText(error);
  }

  /** Saves what was typed. True when the cell is done with. */
  async function save(): Promise<boolean> {
    const edit = now.value;
    if (!edit) return true;
    if (edit.busy || edit.theirs) return false;
    if (JSON.stringify(edit.typed) === JSON.stringify(toTyped(edit.spec, fieldOf(edit.base, edit.spec.name)))) {
      cancel();
      return true;
    }
    edit.error = faultOf(edit.spec, edit.typed);
    if (edit.error !== null) return false;
    edit.busy = true;
    try {
      let row: HallRow | null;
      try {
        row = await send(edit);
      } catch (error) {
        if (asClientError(error).code !== 'conflict.revision') throw error;
        row = await afterConflict(edit);
      }
      if (!row) return false;
      saved(row);
      if (now.value === edit) cancel();
      return true;
    } catch (error) {
      refuse(edit, asClientError(error));
      return false;
    } finally {
      edit.busy = false;
    }
  }

  /** After a conflict: mine goes on top of theirs, or theirs stays. */
  async function settle(side: 'mine' | 'theirs'): Promise<boolean> {
    const edit = now.value;
    if (!edit?.theirs) return true;
    saved(edit.theirs);
    if (side === 'theirs') {
      cancel();
      return true;
    }
    edit.base = edit.theirs;
    edit.theirs = null;
    return save();
  }

  return { now, start, cancel, isOn, save, settle };
}

export type CellEditor = ReturnType<typeof useCellEdit>;
