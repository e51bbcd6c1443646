import { shallowRef } from 'vue';
import type { Proof } from '../../../../domain/rectification/schema.js';
import { call } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

/** How a piece of proof is called; a clip of a verifier has no name for the unit. */
export const nameOfProof = ({ name }: Pick<Proof, 'name'>): string => name || t('matter.proofs.clip');

/** Opens papers, plays clips and writes copies of proof. */
export function useProofFiles() {
  const notices = useNotices();
  const playing = shallowRef<{ proof: Proof; url: string } | null>(null);

  async function play(proof: Proof): Promise<void> {
    if (!proof.footage) return;
    const reason = proof.footage.redacted
      ? null
      : await askReason({
          title: t('recordClips.playReason'),
          text: t('recordClips.playReasonText', { label: nameOfProof(proof) }),
          confirm: t('recordClips.playGo'),
        });
    if (!proof.footage.redacted && reason === null) return;
    try {
      const { url } = await call('proofs.play', { id: proof.id, reason });
      playing.value = { proof, url };
    } catch (error) {
      reportError(error);
    }
  }
  async function open({ id }: Proof): Promise<void> {
    try {
      await call('proofs.open', { id });
    } catch (error) {
      reportError(error);
    }
  }
  async function save({ id, name }: Proof): Promise<void> {
    try {
      const file = await call('files.pickSave', { purpose: 'matterProof', suggestedName: name.slice(-120) });
      if (!file) return;
      const saved = await call('proofs.save', { id, token: file.token });
      notices.push({ tone: 'done', title: t('matter.proofs.saved', { name: saved.file }) });
    } catch (error) {
      reportError(error);
    }
  }
  return { playing, play, open, save };
}
