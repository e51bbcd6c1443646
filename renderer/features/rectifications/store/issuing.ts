import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { faultsOfDrafts, type DraftFaults } from '../model/draft-form';

export type Candidate = CommandOutput<'rectifications.candidates'>['rows'][number];
const DEBOUNCE_MS = 150;
/** So many drafts are shown; who has more issues some first. */
const DRAFTS = 200;

/** What the issuing page works on: findings to be taken up, drafts, and what keeps drafts from being issued. */
export function useIssuing() {
  const candidates = shallowRef<readonly Candidate[] | null>(null);
  /** All there are; the newest of them are shown. */
  const candidateTotal = shallowRef(0);
  const drafts = shallowRef<readonly RectificationRow[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const text = ref('');
  const faults = shallowRef<DraftFaults>(new Map());
  /** Findings keep their client id, so that a press twice makes one draft. */
  const clientIds = new Map<number, string>();
  let asked = 0;

  async function find(): Promise<void> {
    const mine = ++asked;
    try {
      const wanted = text.value.trim();
      const found = await call('rectifications.candidates', wanted === '' ? {} : { text: wanted });
      if (mine !== asked) return;
      candidates.value = found.rows;
      candidateTotal.value = found.total;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  async function readDrafts(): Promise<void> {
    try {
      const { ids } = await call('rectifications.list', {
        filter: { states: ['draft'] },
        sort: { by: 'updatedAt', direction: 'desc' },
        limit: DRAFTS,
      });
      drafts.value = await call('rectifications.rows', { ids });
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  async function load(): Promise<void> {
    failure.value = null;
    await Promise.all([find(), readDrafts()]);
  }

  /** @throws ClientError */
  async function draft(findingIds: readonly number[]): Promise<RectificationRow[]> {
    const findings = findingIds.map((findingId) => {
      const clientId = clientIds.get(findingId) ?? newClientId();
      clientIds.set(findingId, clientId);
      return { clientId, findingId };
    });
    const made = await call('rectifications.draft', { findings });
    await load();
    return made;
  }
  /** @throws ClientError */
  async function discard({ id, revision, findingId }: RectificationRow): Promise<void> {
    await call('rectifications.discard', { id, revision });
    if (findingId !== null) clientIds.delete(findingId);
    await load();
  }
  /**
   * Issues them all, or none and says at which fields of which drafts why.
   * @throws ClientError where it is not a matter of fields
   */
  async function issue(
    rows: readonly RectificationRow[],
    notice: 'each' | 'unit',
    note: string | null,
  ): Promise<RectificationRow[] | null> {
    faults.value = new Map();
    try {
      const matters = rows.map(({ id, revision }) => ({ id, revision }));
      return await call('rectifications.issue', { matters, notice, note });
    } catch (error) {
      const known = asClientError(error);
      faults.value = faultsOfDrafts(
        known.fields,
        rows.map(({ id }) => id),
      );
      if (faults.value.size === 0) throw error;
      return null;
    } finally {
      await load();
    }
  }
  function mend(id: number): void {
    if (!faults.value.has(id)) return;
    faults.value = new Map([...faults.value].filter(([of]) => of !== id));
  }

  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(text, () => {
    clearTimeout(typing);
    typing = setTimeout(() => void find(), DEBOUNCE_MS);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = onData(({ entity }) => {
    if (entity !== 'rectification' && entity !== 'finding') return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), DEBOUNCE_MS);
  });
  onBeforeUnmount(() => {
    off();
    clearTimeout(timer);
    clearTimeout(typing);
  });
  void load();
  return { candidates, candidateTotal, drafts, failure, text, faults, load, draft, discard, issue, mend };
}
