import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { rememberOpened } from '../../../shared/frame/use-palette';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { openDraft } from '../model/open-draft';

type Detail = CommandOutput<'templates.get'>;

/** One template on its page: its versions, the content of the chosen one, and what can be done with it. */
export function useTemplateRecord() {
  const route = useRoute();
  const router = useRouter();
  const notices = useNotices();
  const id = computed(() => Number(route.params['id']));
  const detail = shallowRef<Detail | null>(null);
  const gone = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  /** Version whose content is shown; null for the draft. */
  const chosen = ref<number | null>(null);
  const content = shallowRef<TemplateContent | null>(null);

  async function load(): Promise<void> {
    try {
      const found = await call('templates.get', { id: id.value });
      failure.value = null;
      gone.value = false;
      detail.value = found;
      const { title } = found.template;
      rememberOpened({ kind: 'checklist_template', ref: id.value, title, snippet: [], route: route.path });
      if (!found.versions.some((version) => version.id === chosen.value)) chosen.value = found.versions[0]?.id ?? null;
      await show();
    } catch (error) {
      const known = asClientError(error);
      gone.value = known.code === 'notFound.record';
      failure.value = gone.value ? null : known;
    }
  }
  async function show(): Promise<void> {
    const versionId = chosen.value;
    if (versionId !== null) {
      const version = await call('templates.version', { versionId });
      if (chosen.value === versionId) content.value = version.content;
    } else content.value = detail.value?.draft ? openDraft(detail.value.draft).content : null;
  }
  watch(id, () => {
    chosen.value = null;
    void load();
  });
  watch(chosen, () => void show().catch(reportError));
  onBeforeUnmount(
    onData(({ entity, ids }) => {
      const mine = entity === 'checklist_template' && (ids.length === 0 || ids.includes(id.value));
      if (mine) void load();
    }),
  );
  void load();

  /** Runs one step of a person; what goes wrong is shown. */
  async function act(work: (found: Detail) => Promise<void>): Promise<void> {
    const found = detail.value;
    if (!found) return;
    try {
      await work(found);
    } catch (error) {
      reportError(error);
    }
    await load();
  }
  const done = (title: string): number => notices.push({ tone: 'done', title });

  const retire = (): Promise<void> =>
    act(async ({ template: { revision, title } }) => {
      const reason = await askReason({
        title: translate('templates.retireTitle', { title }),
        text: translate('templates.retireText'),
        confirm: translate('templates.retire'),
      });
      if (reason === null) return;
      await call('templates.setState', { id: id.value, revision, state: 'retired', reason });
      done(translate('templates.retired', { title }));
    });
  const reuse = (): Promise<void> =>
    act(async ({ template: { revision, title } }) => {
      await call('templates.setState', { id: id.value, revision, state: 'active', reason: null });
      done(translate('templates.reused', { title }));
    });
  const dropDraft = (): Promise<void> =>
    act(async ({ template: { revision, latest } }) => {
      const answer = await askConfirm({
        title: translate('templates.dropTitle'),
        text: translate('templates.dropText', { number: latest?.number ?? 1 }),
        confirm: translate('templates.dropDraft'),
      });
      if (answer !== 'yes') return;
      await call('templates.dropDraft', { id: id.value, revision });
      done(translate('templates.dropped'));
    });
  /** The shown version as a template of its own. */
  const copy = (): Promise<void> =>
    act(async ({ template }) => {
      if (chosen.value === null) return;
      const title = translate('templates.copyOf', { title: template.title }).slice(0, 60);
      const from = { kind: 'version', versionId: chosen.value, title } as const;
      const made = await call('templates.create', { clientId: newClientId(), from });
      done(translate('templates.copied'));
      await router.push(`/templates/${made.template.id}/edit`);
    });
  return { id, detail, gone, failure, chosen, content, load, retire, reuse, dropDraft, copy };
}
