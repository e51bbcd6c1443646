import { ref, shallowRef, watch } from 'vue';
import type { RecordingRow, RetentionClass } from '../../../../domain/footage/recording.js';
import { call } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { useAsked } from './asked';

/** Rows that are shown without narrowing. */
export const MOST_ROWS = 100;
const TYPING_MS = 200;

/** Words of `domain/footage/recording`, without its schemas. */
export const classNames: readonly RetentionClass[] = ['footage', 'call_recording', 'case_file'];

/** Recordings with their class and term, narrowed by name; holds are put on and lifted, classes changed, with a reason. */
export function useRetention() {
  const notices = useNotices();
  const text = ref('');
  const total = shallowRef(0);
  const { value, failure, load } = useAsked(async () => {
    const found = await call('recordings.list', {
      text: text.value.trim(),
      sort: { by: 'importedAt', direction: 'desc' },
    });
    total.value = found.total;
    return call('recordings.rows', { ids: found.ids.slice(0, MOST_ROWS) });
  }, ['recording']);
  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(text, () => {
    clearTimeout(typing);
    typing = setTimeout(() => void load(), TYPING_MS);
  });

  async function hold({ id, name }: RecordingRow, on: boolean): Promise<void> {
    const reason = await askReason({
      title: translate(on ? 'custody.retention.holdTitle' : 'custody.retention.releaseTitle', { name }),
      text: translate(on ? 'custody.retention.holdText' : 'custody.retention.releaseText'),
      confirm: translate(on ? 'custody.retention.hold' : 'custody.retention.release'),
    });
    if (reason === null) return;
    try {
      await call('custody.hold', { recordingId: id, hold: on, reason });
      const { onHold } = await call('recordings.get', { id });
      // Lifted by hand it may still be held by a record that is open.
      if (!on && onHold) notices.push({ title: translate('custody.retention.stillHeld', { name }) });
      else {
        const title = translate(on ? 'custody.retention.heldDone' : 'custody.retention.releasedDone', { name });
        notices.push({ tone: 'done', title });
      }
    } catch (error) {
      reportError(error);
    }
    void load();
  }
  async function setClass({ id, name, revision }: RecordingRow, retentionClass: RetentionClass): Promise<void> {
    const reason = await askReason({
      title: translate('custody.retention.classTitle', {
        name,
        class: translate(`custody.retention.classes.${retentionClass}`),
      }),
      text: translate('custody.retention.classText'),
      confirm: translate('verb.save'),
    });
    if (reason !== null) {
      try {
        await call('custody.setClass', { recordingId: id, revision, retentionClass, reason });
        notices.push({ tone: 'done', title: translate('custody.retention.classDone', { name }) });
      } catch (error) {
        reportError(error);
      }
    }
    // What the list shows is what is stored, whatever was chosen in it.
    void load();
  }
  return { text, total, rows: value, failure, load, hold, setClass };
}
