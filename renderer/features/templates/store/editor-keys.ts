import { useShortcuts } from '../../../shared/commands/shortcuts';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { valueAt, pathOf } from '../model/edit';
import type { Editor } from './editor';

/** Deletes the chosen section or item; the notice takes it back. */
export function removeChosen(editor: Editor): void {
  const notices = useNotices();
  const place = editor.place.value;
  if (place === null) return;
  const code = String(valueAt(editor.content.value, `${pathOf(place)}.code`) ?? '');
  const n = editor.content.value.sections[place.section]?.items.length ?? 0;
  const isItem = place.item !== null;
  if (!editor.remove(place)) {
    notices.push({ title: translate(isItem ? 'templates.editor.lastItem' : 'templates.editor.lastSection') });
    return;
  }
  const removed = editor.content.value;
  notices.push({
    title: isItem
      ? translate('templates.editor.removedItem', { code })
      : translate('templates.editor.removedSection', { code, n }),
    action: {
      label: translate('verb.undo'),
      // Later changes stay: it is only taken back while it is the last thing done.
      run: () => void (editor.content.value === removed && editor.undo()),
    },
  });
}

interface Goals {
  publish: () => void;
  tree: () => void;
  inTree: () => boolean;
  form: () => void;
  preview: () => void;
}

/** Keys of the editor's page. */
export function useEditorKeys(editor: Editor, go: Goals): void {
  const added = (done: boolean): void => void (done && go.form());
  useShortcuts({
    title: 'templates.keys.edit',
    layer: 'page',
    shortcuts: [
      { keys: 'Mod+Enter', label: 'templates.publish', run: go.publish },
      { keys: 'Mod+Z', label: 'templates.editor.undo', run: editor.undo },
      { keys: 'Mod+Y', label: 'templates.editor.redo', run: editor.redo },
      { keys: 'Mod+Shift+Z', label: 'templates.editor.redo', run: editor.redo },
      { keys: 'Insert', label: 'templates.editor.addItem', whileTyping: true, run: () => added(editor.addItem()) },
      { keys: 'Shift+Insert', label: 'templates.editor.addSection', run: () => added(editor.addSection()) },
      { keys: 'Mod+D', label: 'templates.editor.duplicate', run: () => void editor.duplicate() },
      { keys: 'Delete', label: 'templates.editor.remove', when: go.inTree, run: () => removeChosen(editor) },
      { keys: 'Alt+ArrowUp', label: 'templates.editor.up', whileTyping: true, run: () => void editor.move(-1) },
      { keys: 'Alt+ArrowDown', label: 'templates.editor.down', whileTyping: true, run: () => void editor.move(1) },
      { keys: 'F2', label: 'templates.editor.tree', whileTyping: true, run: go.tree },
      { keys: 'F3', label: 'templates.editor.form', whileTyping: true, run: go.form },
      { keys: 'F4', label: 'templates.editor.preview', whileTyping: true, run: go.preview },
    ],
  });
}
