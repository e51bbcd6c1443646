import { computed, inject, ref, type InjectionKey } from 'vue';
import type { StillShape } from '../../../../domain/footage/clip.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { useWork } from '../../../shared/composables/use-work';
import { overLimit } from '../../../shared/form/over-limit';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { moved, newShape, resized, stillKinds } from '../model/still-shapes';
import type { Player } from './player';
import { useHistory } from './player-history';

/** One press of an arrow, in shares of the picture. */
const NUDGE = 0.01;
const TEXT_MAXIMUM = 100;
const CAPTION_MAXIMUM = 200;

/** The exact frame as a picture, with what is drawn on a copy of it. */
export function useStill(player: Player) {
  const { transport, clips, targets, mode } = player;
  const notices = useNotices();
  const history = useHistory<readonly StillShape[]>([]);
  const shapes = history.value;
  const tool = ref<StillShape['kind']>('circle');
  const chosen = ref<number | null>(null);
  const caption = ref('');
  const targetKey = ref('');
  const { busy, failure, run } = useWork();
  /** What is too long to be saved, in words; null when nothing is. */
  const tooLong = computed(
    () =>
      shapes.value.map(({ text }) => overLimit(text ?? '', TEXT_MAXIMUM)).find((fault) => fault !== null) ??
      overLimit(caption.value.trim(), CAPTION_MAXIMUM),
  );
  let clientId = newClientId();

  function enter(): void {
    transport.halt();
    history.reset([]);
    chosen.value = null;
    caption.value = '';
    failure.value = null;
    clientId = newClientId();
    const its = clips.current.value;
    targetKey.value = (its?.target ? targets.choiceOf(its.target, its.targetLabel) : targets.usual.value)?.key ?? '';
    mode.value = 'still';
  }
  function leave(): void {
    mode.value = 'watch';
  }
  function put(index: number, shape: StillShape, key?: string): void {
    history.change(
      shapes.value.map((each, at) => (at === index ? shape : each)),
      key,
    );
  }
  function add(shape: StillShape): number {
    history.change([...shapes.value, shape]);
    chosen.value = shapes.value.length - 1;
    return chosen.value;
  }
  function dropChosen(): void {
    if (chosen.value === null) return;
    history.change(shapes.value.filter((_, at) => at !== chosen.value));
    chosen.value = null;
  }
  function undo(): void {
    history.undo();
    if (chosen.value !== null && chosen.value >= shapes.value.length) chosen.value = null;
  }
  function nudge(x: number, y: number, size: boolean): void {
    const shape = chosen.value === null ? undefined : shapes.value[chosen.value];
    if (!shape || chosen.value === null) return;
    const next = size ? resized(shape, x * NUDGE, y * NUDGE) : moved(shape, x * NUDGE, y * NUDGE);
    put(chosen.value, next, `nudge ${chosen.value}`);
  }

  async function save(): Promise<void> {
    const row = player.recording.value;
    if (tooLong.value !== null || !row) return;
    const choice = targets.choices.value.find(({ key }) => key === targetKey.value);
    await run(async () => {
      await call('clips.still', {
        clientId,
        recordingId: row.id,
        clipId: clips.current.value?.id ?? null,
        atMs: transport.main.frames.value.at(transport.atMs.value) ?? transport.atMs.value,
        shapes: shapes.value.filter(({ kind, text }) => kind !== 'text' || (text ?? '') !== ''),
        target: choice?.target ?? null,
        caption: caption.value.trim() || null,
      });
      notices.push({
        tone: 'done',
        title: translate('player.still.saved'),
        detail: choice?.target ? choice.label : null,
      });
      leave();
    });
  }

  return {
    shapes,
    tool,
    chosen,
    chosenShape: computed(() => (chosen.value === null ? null : (shapes.value[chosen.value] ?? null))),
    caption,
    targetKey,
    busy,
    failure,
    tooLong,
    canUndo: history.canUndo,
    toggle: () => (mode.value === 'still' ? leave() : enter()),
    leave,
    put,
    add,
    addInMiddle(index: number): void {
      const kind = stillKinds[index];
      if (!kind) return;
      tool.value = kind;
      add(newShape(kind, 0.42, 0.42, 0.16, 0.16));
    },
    dropChosen,
    undo,
    nudge,
    save,
  };
}
export type Still = ReturnType<typeof useStill>;
export const stillKey: InjectionKey<Still> = Symbol('still');

/** The still of the page a part stands in. */
export function useTheStill(): Still {
  const still = inject(stillKey);
  if (!still) throw new Error('a part of the player outside of its page');
  return still;
}
