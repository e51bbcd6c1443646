import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import type { SearchHit } from '../../../domain/contract/commands/work.js';
import { call } from '../../api/client';
import { router } from '../../router';
import { findCommands, type PaletteCommand } from '../commands/registry';
import type { MessageKey } from '../i18n';
import { useSession } from '../stores/session';
import { reportError } from './report';

export type PaletteEntry = { key: string; index: number } & (
  { kind: 'command'; command: PaletteCommand } | { kind: 'hit'; hit: SearchHit }
);
interface Section {
  title: MessageKey;
  rows: PaletteEntry[];
}

const LIMIT = 20;
const KEPT = 6;
const DEBOUNCE_MS = 90;

/** What each person opened last, for as long as the window lives. */
const recentOf = new Map<number, SearchHit[]>();

/** Adds a record to what was opened last; record pages call it with themselves. */
export function rememberOpened(hit: SearchHit): void {
  const who = useSession().person?.id ?? 0;
  const others = (recentOf.get(who) ?? []).filter((one) => one.route !== hit.route);
  recentOf.set(who, [hit, ...others].slice(0, KEPT));
}

/** What is typed, what it finds, and what choosing does. */
export function usePalette() {
  const who = useSession().person?.id ?? 0;
  const typed = ref('');
  const hits = shallowRef<SearchHit[]>([]);
  const more = ref(false);
  const searching = ref(false);
  /** The text the hits belong to. */
  const answered = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function find(text: string): Promise<void> {
    const mine = ++asked;
    searching.value = true;
    try {
      const found = await call('search.find', { text, limit: LIMIT });
      if (mine !== asked) return;
      hits.value = found.hits;
      more.value = found.more;
      answered.value = text;
    } catch (error) {
      if (mine === asked) reportError(error);
    } finally {
      if (mine === asked) searching.value = false;
    }
  }
  watch(typed, (now) => {
    clearTimeout(timer);
    const text = now.trim();
    if (text === '') {
      asked += 1;
      hits.value = [];
      more.value = false;
      answered.value = '';
      searching.value = false;
    } else timer = setTimeout(() => void find(text), DEBOUNCE_MS);
  });
  onBeforeUnmount(() => clearTimeout(timer));

  const sections = computed<Section[]>(() => {
    let index = 0;
    const asHits = (some: readonly SearchHit[]): PaletteEntry[] =>
      some.map((hit) => ({ kind: 'hit', hit, key: `hit-${hit.kind}-${hit.ref}-${hit.route}`, index: index++ }));
    const asCommands = (some: readonly PaletteCommand[]): PaletteEntry[] =>
      some.map((command) => ({ kind: 'command', command, key: `command-${command.id}`, index: index++ }));
    const text = typed.value.trim();
    if (text === '') {
      return [
        { title: 'palette.recent' as const, rows: asHits(recentOf.get(who) ?? []) },
        { title: 'palette.commands' as const, rows: asCommands(findCommands('')) },
      ].filter((section) => section.rows.length > 0);
    }
    return [
      { title: 'palette.commands' as const, rows: asCommands(findCommands(text).slice(0, 4)) },
      { title: 'palette.results' as const, rows: asHits(hits.value) },
    ].filter((section) => section.rows.length > 0);
  });
  const rows = computed(() => sections.value.flatMap((section) => section.rows));
  const settled = computed(
    () => typed.value.trim() !== '' && !searching.value && answered.value === typed.value.trim(),
  );

  function choose(row: PaletteEntry): void {
    if (row.kind === 'command') void Promise.resolve(row.command.run()).catch(reportError);
    else {
      rememberOpened(row.hit);
      void router.push(row.hit.route);
    }
  }
  return { typed, sections, rows, searching, more, settled, choose };
}
