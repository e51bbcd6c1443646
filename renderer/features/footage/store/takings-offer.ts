import { onActivated, onBeforeUnmount, onDeactivated, onMounted, ref } from 'vue';
import type { FileToken } from '../../../../domain/contract/commands/work.js';
import { call } from '../../../api/client';
import { modalStack } from '../../../shared/dialogs/modal-stack';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

/** So many files and folders one order names; a folder may hold more. */
export const MOST_TOKENS = 500;

/** Files as tokens: their paths never reach the page. What cannot be read is told and left out. */
async function tokensOf(files: readonly File[]): Promise<FileToken[]> {
  const offered = await Promise.all(files.map((file) => window.mingcha.tokenFor(file)));
  const refused = files.filter((_, at) => offered[at] === null);
  for (const { name } of refused.slice(0, 3))
    useNotices().push({ tone: 'warn', title: translate('footage.notOffered', { name }) });
  return offered.filter((token) => token !== null);
}

/** Says that so many of what was offered were left out. */
export function tellTooMany(over: number): void {
  if (over > 0) useNotices().push({ tone: 'warn', title: translate('footage.take.tooMany', { n: over }) });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;

/**
 * Takes files and folders that are dropped anywhere or pasted, while the component is shown.
 * @param take what to do with their tokens
 * @param open how many dialogs may stand open: another question on the screen keeps its answer
 */
export function useOfferedFiles(take: (tokens: FileToken[]) => void, open: () => number) {
  /** Something is being dragged over the window that could be taken in. */
  const hovering = ref(false);
  let depth = 0;
  const free = (): boolean => modalStack.length === open();
  const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

  async function offer(files: readonly File[]): Promise<void> {
    try {
      tellTooMany(files.length - MOST_TOKENS);
      const tokens = await tokensOf(files.slice(0, MOST_TOKENS));
      if (tokens.length > 0) take(tokens);
    } catch (error) {
      reportError(error);
    }
  }
  function enter(event: DragEvent): void {
    if (!isFiles(event) || !free()) return;
    depth += 1;
    hovering.value = true;
  }
  function over(event: DragEvent): void {
    if (isFiles(event) && free()) event.preventDefault();
  }
  function leave(event: DragEvent): void {
    if (!isFiles(event)) return;
    depth = Math.max(0, depth - 1);
    hovering.value = depth > 0;
  }
  function drop(event: DragEvent): void {
    depth = 0;
    hovering.value = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || !free()) return;
    event.preventDefault();
    void offer(files);
  }
  function paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || isTyping(event.target) || !free()) return;
    event.preventDefault();
    void offer(files);
  }
  async function pick(purpose: 'footage' | 'footageFolder'): Promise<void> {
    try {
      const tokens = await call('files.pickMany', { purpose });
      if (tokens.length > 0) take(tokens);
    } catch (error) {
      reportError(error);
    }
  }

  const heard = { dragenter: enter, dragover: over, dragleave: leave, drop, paste };
  let listening: AbortController | null = null;
  function listen(): void {
    if (listening) return;
    listening = new AbortController();
    for (const [event, listener] of Object.entries(heard))
      document.addEventListener(event, listener as EventListener, { signal: listening.signal });
  }
  function deaf(): void {
    listening?.abort();
    listening = null;
    hovering.value = false;
    depth = 0;
  }
  onMounted(listen);
  onActivated(listen);
  onDeactivated(deaf);
  onBeforeUnmount(deaf);
  return { hovering, pick };
}
