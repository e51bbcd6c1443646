import { shallowRef } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import type { Behind } from '../model/chart';
import { findingLine, leadLine, matterLine, visitLine, type RowLine, type RowWords } from '../model/row-lines';

type Entity = CommandOutput<'measures.rows'>['entity'];

/** So many rows are shown at a time. */
const PIECE = 20;

/** The rows behind a number, some at a time. */
export function useRows(words: RowWords) {
  const behind = shallowRef<Behind | null>(null);
  const found = shallowRef<{ entity: Entity; ids: number[]; total: number } | null>(null);
  const lines = shallowRef<readonly RowLine[]>([]);
  const failure = shallowRef<ClientError | null>(null);
  let turn = 0;

  async function open(next: Behind | null): Promise<void> {
    const mine = (turn += 1);
    behind.value = next;
    found.value = null;
    lines.value = [];
    failure.value = null;
    if (!next) return;
    try {
      const { part, period, ids, lines: known } = next;
      if (known) {
        found.value = { entity: 'rectification', ids: known.map(({ id }) => id), total: known.length };
        lines.value = known;
        return;
      }
      if (ids) {
        found.value = { entity: 'rectification', ids: [...ids], total: ids.length };
        await more();
        return;
      }
      const answers = await Promise.all(
        [next.filter, ...(next.or ?? [])].map((filter) => call('measures.rows', { part, period, filter })),
      );
      if (mine !== turn) return;
      found.value = {
        entity: answers[0]?.entity ?? 'finding',
        ids: [...new Set(answers.flatMap(({ ids }) => ids))],
        total: answers.reduce((sum, { total }) => sum + total, 0),
      };
      await more();
    } catch (error) {
      if (mine === turn) failure.value = asClientError(error);
    }
  }

  /** Reads the next ones. */
  async function more(): Promise<void> {
    const mine = turn;
    const { entity, ids } = found.value ?? { entity: 'finding' as const, ids: [] };
    const next = ids.slice(lines.value.length, lines.value.length + PIECE);
    if (next.length === 0) return;
    try {
      const read = await readers[entity](next, words);
      if (mine === turn) lines.value = [...lines.value, ...read];
    } catch (error) {
      if (mine === turn) failure.value = asClientError(error);
    }
  }
  return { behind, found, lines, failure, open, more };
}

const readers: Record<Entity, (ids: number[], words: RowWords) => Promise<RowLine[]>> = {
  visit: async (ids, words) => (await call('visits.rows', { ids })).map((row) => visitLine(row, words)),
  finding: async (ids, words) => (await call('findings.rows', { ids })).map((row) => findingLine(row, words)),
  rectification: async (ids, words) =>
    (await call('rectifications.rows', { ids })).map((row) => matterLine(row, words)),
  lead: async (ids, words) => (await call('leads.rows', { ids })).map((row) => leadLine(row, words)),
};
