import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** A message that does not ask for an answer. It floats for a while and stays in the centre afterwards. */
export interface Notice {
  id: number;
  at: number;
  tone: 'plain' | 'done' | 'warn' | 'fault';
  title: string;
  detail: string | null;
  /** One thing to do about it, e.g. undo; taken once. */
  action: { label: string; run: () => void | Promise<void> } | null;
  /** Milliseconds it floats; null until dismissed. */
  floats: number | null;
  read: boolean;
}

export type NoticeInput = Pick<Notice, 'title'> & Partial<Pick<Notice, 'tone' | 'detail' | 'action' | 'floats'>>;

const KEPT = 50;
const USUAL_MS = 6000;
/** What one has just done oneself needs only a glance. */
const DONE_MS = 3500;
const UNDO_MS = 10_000;

export const useNotices = defineStore('notices', () => {
  const kept = ref<Notice[]>([]);
  const floating = ref<Notice[]>([]);
  let next = 1;

  function push(input: NoticeInput): number {
    const plain = input.tone === 'done' && !input.detail ? DONE_MS : USUAL_MS;
    const usual = input.tone === 'fault' ? null : input.action ? UNDO_MS : plain;
    const notice: Notice = {
      id: next++,
      at: Date.now(),
      tone: input.tone ?? 'plain',
      title: input.title,
      detail: input.detail ?? null,
      action: input.action ?? null,
      floats: input.floats === undefined ? usual : input.floats,
      read: false,
    };
    kept.value = [notice, ...kept.value].slice(0, KEPT);
    // What is said already is said again in its place, not on top of it.
    const isSame = ({ title, detail, action }: Notice): boolean =>
      !action && !notice.action && title === notice.title && detail === notice.detail;
    const others = floating.value.filter((other) => !isSame(other));
    floating.value = [...others, notice].slice(-4);
    return notice.id;
  }

  /** Takes it from the screen; it stays in the centre. */
  function sink(id: number): void {
    floating.value = floating.value.filter((notice) => notice.id !== id);
  }

  /** Runs the notice's action once. */
  async function act(notice: Notice): Promise<void> {
    const { action } = notice;
    notice.action = null;
    for (const one of kept.value) if (one.id === notice.id) one.action = null;
    sink(notice.id);
    await action?.run();
  }

  function readAll(): void {
    for (const notice of kept.value) notice.read = true;
  }

  function clear(): void {
    kept.value = [];
    floating.value = [];
  }

  const unread = computed(() => kept.value.filter((notice) => !notice.read).length);
  return { kept, floating, unread, push, sink, act, readAll, clear };
});
