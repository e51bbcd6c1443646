import { onBeforeUnmount, ref, shallowRef } from 'vue';
import type { DocumentTemplate } from '../../../../domain/contract/commands/documents.js';
import type { DocumentKind } from '../../../../domain/rectification/documents.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

const done = (title: string): void => void useNotices().push({ tone: 'done', title });

/** What papers are made with: the shipped layout, or a Word file of the office's own. */
export function useTemplates() {
  const templates = shallowRef<readonly DocumentTemplate[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const busy = ref(false);

  async function load(): Promise<void> {
    try {
      templates.value = await call('documents.templates', {});
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  /** One at a time; what went wrong is told, and nothing changed. */
  async function once(work: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await work();
    } catch (error) {
      reportError(error);
    } finally {
      busy.value = false;
    }
  }
  const word = (kind: DocumentKind): string => translate(`papers.kind.${kind}`);
  /** Writes the Word file with its places where it is chosen. */
  const save = (kind: DocumentKind, which: 'own' | 'shipped'): Promise<void> =>
    once(async () => {
      const suggestedName = `${translate('papers.fileName', { kind: word(kind) })}.docx`;
      const file = await call('files.pickSave', { purpose: 'documentTemplate', suggestedName });
      if (!file) return;
      const written = await call('documents.template', { kind, which, token: file.token });
      done(translate('papers.saved', { file: written.file }));
    });
  const put = (kind: DocumentKind): Promise<void> =>
    once(async () => {
      const file = await call('files.pickOpen', { purpose: 'documentTemplate' });
      if (!file) return;
      templates.value = await call('documents.setTemplate', { kind, token: file.token });
      done(translate('papers.put', { kind: word(kind) }));
    });
  const reset = (kind: DocumentKind): Promise<void> =>
    once(async () => {
      templates.value = await call('documents.resetTemplate', { kind });
      done(translate('papers.back', { kind: word(kind) }));
    });

  void load();
  onBeforeUnmount(onData(({ entity }) => void (['document_template', 'rectification'].includes(entity) && load())));
  return { templates, failure, busy, load, save, put, reset };
}
