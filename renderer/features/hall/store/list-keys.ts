import { computed, ref } from 'vue';
import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { FieldSpec } from '../../../../domain/hall/schema.js';
import { fieldSpec } from '../../../../domain/hall/values.js';
import type { ListPlace } from '../model/list-place';
import { editableInCell } from '../model/entities';
import type { CellEditor } from './cell-edit';

/** Which cell of the row with the keyboard is meant, and how one moves and types into cells. */
export function useCellCursor(entity: HallEntity, editor: CellEditor, place: () => ListPlace | null) {
  const column = ref<string | null>(null);
  const shown = computed(() => place()?.columns ?? []);

  const specOf = (key: string): FieldSpec | null => {
    const spec = fieldSpec(entity, key);
    return spec && editableInCell(spec) ? spec : null;
  };
  const editable = computed(() => shown.value.filter((key) => specOf(key) !== null));
  const current = computed(() =>
    column.value !== null && editable.value.includes(column.value) ? column.value : (editable.value[0] ?? null),
  );

  /** To the neighbour that can be typed into. */
  function step(by: 1 | -1): void {
    const at = current.value === null ? -1 : editable.value.indexOf(current.value);
    column.value = editable.value[Math.min(editable.value.length - 1, Math.max(0, at + by))] ?? null;
  }
  function point(key: string): void {
    if (editable.value.includes(key)) column.value = key;
  }
  /** Types into this cell, or into the current one. */
  function edit(row: HallRow | undefined, key: string | null = current.value): void {
    const spec = key === null ? null : specOf(key);
    const chosen = spec ?? (editable.value[0] ? specOf(editable.value[0]) : null);
    if (!row || !chosen) return;
    column.value = chosen.name;
    editor.start(row, chosen);
  }
  async function save(): Promise<void> {
    if (await editor.save()) place()?.focus();
  }
  function cancel(): void {
    editor.cancel();
    place()?.focus();
  }
  /** Saves and goes on to the neighbour cell of the same row. */
  async function next(by: 1 | -1): Promise<void> {
    const edit = editor.now.value;
    if (!edit || !(await editor.save())) return;
    const at = editable.value.indexOf(edit.spec.name) + by;
    const key = editable.value[at];
    const row = place()?.row(edit.base.id);
    const spec = key === undefined ? null : specOf(key);
    if (!row || !spec) {
      place()?.focus();
      return;
    }
    column.value = spec.name;
    editor.start(row, spec);
  }
  async function settle(side: 'mine' | 'theirs'): Promise<void> {
    if (await editor.settle(side)) place()?.focus();
  }
  return { current, step, point, edit, save, cancel, next, settle };
}
