import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import { itemsOf, type Item } from '../../../../domain/checklist/schema.js';
import type { FindingRow, VisitDetail } from '../../../../domain/visit-record.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';

/** One finding with the visit it stands in, where the reader may see that, and the item it came from. */
export function useFinding(id: Readonly<Ref<number>>) {
  const finding = shallowRef<FindingRow | null>(null);
  const visit = shallowRef<VisitDetail | null>(null);
  const item = shallowRef<Item | null>(null);
  const gone = shallowRef(false);
  const failure = shallowRef<ClientError | null>(null);

  async function load(): Promise<void> {
    const wanted = id.value;
    try {
      const [row] = await call('findings.rows', { ids: [wanted] });
      const its = row && row.visitId !== null ? await call('visits.get', { id: row.visitId }) : null;
      const source = row && its ? await itemOf(row, its) : null;
      if (wanted !== id.value) return;
      failure.value = null;
      gone.value = !row;
      finding.value = row ?? null;
      visit.value = its;
      item.value = source;
    } catch (error) {
      if (wanted === id.value) failure.value = asClientError(error);
    }
  }
  watch(id, () => void load(), { immediate: true });
  onBeforeUnmount(
    onData(({ entity, ids }) => {
      if (entity === 'finding' && (ids.length === 0 || ids.includes(id.value))) void load();
    }),
  );
  return { finding, visit, item, gone, failure, load };
}

/** The item of the frozen version a finding came from; null for a free finding. */
async function itemOf(finding: FindingRow, visit: VisitDetail): Promise<Item | null> {
  const list = visit.checklists.find(({ clientId }) => clientId === finding.checklist);
  if (!list || finding.itemCode === null) return null;
  const { content } = await call('templates.version', { versionId: list.versionId });
  return itemsOf(content).find((one) => one.item.code === finding.itemCode)?.item ?? null;
}
