import { computed, onBeforeUnmount, ref, shallowRef } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { Clip, Derived } from '../../../../domain/footage/clip.js';
import type { ReleaseException } from '../../../../domain/footage/custody.js';
import { call, onData } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { useWork } from '../../../shared/composables/use-work';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { currentLocale, translate, type Locale } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

export type Pack = CommandOutput<'packs.list'>[number];

/** One file that can go into a pack, and whether it may. */
export interface PackFile {
  clip: Clip;
  derived: Derived;
  /** The newest request to release it as it is; null where nobody asked, and for what is redacted. */
  exception: ReleaseException | null;
  may: boolean;
}

/** Everything that was made of these clips and is still there; redacted copies of a clip stand before its cuts. */
export function packFiles(clips: readonly Clip[], exceptions: readonly ReleaseException[]): PackFile[] {
  return clips.flatMap((clip) =>
    clip.derived
      .filter(({ disposedAt }) => disposedAt === null)
      .sort((a, b) => Number(b.redacted) - Number(a.redacted) || b.madeAt - a.madeAt)
      .map((derived) => {
        const own = exceptions.filter(({ derivedId }) => derivedId === derived.id);
        const exception = derived.redacted ? null : (own.sort((a, b) => b.askedAt - a.askedAt)[0] ?? null);
        const may = !derived.locked && (derived.redacted || exception?.state === 'approved');
        return { clip, derived, exception, may };
      }),
  );
}

/** The making of one pack: what goes in, why, in which language; and the packs there were. */
export function usePack(visit: { id: number; no: string } | null, clips: () => readonly Clip[]) {
  const notices = useNotices();
  const exceptions = shallowRef<readonly ReleaseException[]>([]);
  const packs = shallowRef<readonly Pack[] | null>(null);
  const files = computed(() => packFiles(clips(), exceptions.value));
  /** What somebody put in or left out by hand; the rest is in when it is redacted. */
  const byHand = shallowRef<ReadonlyMap<number, boolean>>(new Map());
  const isIn = ({ derived, may }: PackFile): boolean => may && (byHand.value.get(derived.id) ?? derived.redacted);
  const chosen = computed(() => files.value.filter(isIn));
  const bytes = computed(() => chosen.value.reduce((sum, { derived }) => sum + derived.bytes, 0));
  const reason = ref('');
  const language = ref<Locale>(currentLocale());
  const { busy, run } = useWork(reportError);

  async function readExceptions(): Promise<void> {
    try {
      exceptions.value = await call('exceptions.list', {});
    } catch (error) {
      reportError(error);
    }
  }
  async function readPacks(): Promise<void> {
    try {
      packs.value = await call('packs.list', { visitId: visit?.id ?? null });
    } catch (error) {
      packs.value = [];
      reportError(error);
    }
  }
  void readExceptions();
  void readPacks();
  onBeforeUnmount(
    onData(({ entity }) => {
      if (entity === 'release_exception') void readExceptions();
      if (entity === 'evidence_pack') void readPacks();
    }),
  );

  function put({ derived }: PackFile, inside: boolean): void {
    byHand.value = new Map(byHand.value).set(derived.id, inside);
  }
  async function ask({ clip, derived }: PackFile): Promise<void> {
    const given = await askReason({
      title: translate('pack.askTitle', { name: clip.label }),
      text: translate('pack.askText'),
      confirm: translate('pack.ask'),
    });
    if (given === null) return;
    try {
      const asked = await call('exceptions.ask', { derivedId: derived.id, reason: given });
      exceptions.value = [asked, ...exceptions.value.filter(({ id }) => id !== asked.id)];
    } catch (error) {
      reportError(error);
    }
  }

  /** Asks where it shall go and has it written; the tray tells the rest. True once that is under way. */
  async function make(): Promise<boolean> {
    let isUnderWay = false;
    await run(async () => {
      const suggestedName = `${translate('pack.name', { no: visit?.no ?? '' }).trim()}.zip`;
      const file = await call('files.pickSave', { purpose: 'evidencePack', suggestedName });
      if (!file) return;
      await call('packs.make', {
        clientId: newClientId(),
        visitId: visit?.id ?? null,
        derivedIds: chosen.value.map(({ derived }) => derived.id),
        language: language.value,
        reason: reason.value.trim(),
        token: file.token,
      });
      notices.push({ tone: 'done', title: translate('pack.started') });
      isUnderWay = true;
    });
    return isUnderWay;
  }

  return { files, packs, chosen, bytes, reason, language, busy, isIn, put, ask, make };
}
