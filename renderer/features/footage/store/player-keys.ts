import type { Moment } from '../../../../domain/footage/clip.js';
import { useShortcuts, type Shortcut } from '../../../shared/commands/shortcuts';
import { translate } from '../../../shared/i18n';
import { wholeView, zoomView } from '../model/view-box';
import { clockFull, runningClock, startsAt } from '../model/wall-clock';
import type { Player } from './player';
import type { Redaction } from './player-redaction';
import type { Still } from './player-still';
import { momentKeys } from './player-words';

interface Acts {
  goTo: () => void;
  cut: (how: 'exact' | 'fast') => void;
  saveClip: () => void;
  redact: () => void;
}

const onButton = (): boolean => {
  const on = document.activeElement;
  return on instanceof HTMLButtonElement || on instanceof HTMLAnchorElement || on instanceof HTMLInputElement;
};
const onOwnKeys = (): boolean => (document.activeElement?.closest('[data-own-keys]') ?? null) !== null;

/** Presses a mark key at the frame on the screen and says what it did. */
export function markNow(player: Player, moment: Moment): void {
  const { main } = player.transport;
  const aim = main.aimMs();
  const did = player.clips.mark(moment, main.frames.value.at(aim) ?? aim);
  player.say(translate(`player.moments.${did}`, { moment: translate(`player.moments.${moment}.word`) }));
}

/** The keyboard of the player: single keys, at whatever has the focus but fields. */
export function usePlayerKeys(player: Player, redaction: Redaction, still: Still, acts: Acts): void {
  const { transport, clips, mode, view, playing } = player;
  const open = (): boolean => player.phase.value === 'open' && playing.value === null && !onOwnKeys();
  const watching = (): boolean => open() && mode.value === 'watch';
  const redacting = (): boolean => open() && mode.value === 'redact';
  const drawing = (): boolean => open() && mode.value === 'still';
  const clockOf = (ms: number): string => {
    const start = player.recording.value && startsAt(player.recording.value);
    return start === null ? runningClock(ms) : clockFull(start + ms);
  };

  /** In-points lie on the frame that is shown, out-points behind it: what is seen is in. */
  function setIn(): void {
    const aim = transport.main.aimMs();
    clips.setIn(transport.main.frames.value.at(aim) ?? aim);
    player.say(translate('player.select.inAt', { at: clockOf(clips.span.value.inMs ?? 0) }));
  }
  function setOut(): void {
    const table = transport.main.frames.value;
    const aim = transport.main.aimMs();
    const frame = table.at(aim) ?? aim;
    clips.setOut(Math.min(transport.lengthMs.value, table.step(frame, 1) ?? frame + transport.frameMs.value));
    player.say(translate('player.select.outAt', { at: clockOf(clips.span.value.outMs ?? 0) }));
  }
  function jump(ms: number | null): void {
    if (ms !== null) transport.showFrame(ms);
  }
  const both = (keys: readonly string[], label: Shortcut['label'], run: () => void, when = open): Shortcut[] =>
    keys.map((key) => ({ keys: key, label, when, run }));
  /** Moves (or, with Mod, sizes) what is chosen on the picture by the arrows. */
  const nudges = (['Shift', 'Mod'] as const).flatMap((held) =>
    (
      [
        ['ArrowLeft', -1, 0],
        ['ArrowRight', 1, 0],
        ['ArrowUp', 0, -1],
        ['ArrowDown', 0, 1],
      ] as const
    ).map(([key, x, y]): Shortcut => ({
      keys: `${held}+${key}`,
      label: held === 'Shift' ? 'player.keys.move' : 'player.keys.size',
      when: () => redacting() || drawing(),
      run: () => (mode.value === 'redact' ? redaction : still).nudge(x, y, held === 'Mod'),
    })),
  );
  const moments = Object.entries(momentKeys) as [Moment, string][];

  useShortcuts({
    title: 'player.keys.title',
    layer: 'page',
    shortcuts: [
      ...both(['ArrowLeft', ','], 'player.move.frameBack', () => transport.step(-1)),
      ...both(['ArrowRight', '.'], 'player.move.frameOn', () => transport.step(1)),
      { keys: ' ', label: 'player.move.toggle', when: () => open() && !onButton(), run: transport.toggle },
      { keys: 'K', label: 'player.move.pause', when: open, run: transport.halt },
      { keys: 'J', label: 'player.move.back', when: open, run: transport.back },
      { keys: 'L', label: 'player.move.forward', when: open, run: transport.forward },
      { keys: 'ArrowUp', label: 'player.move.faster', when: open, run: () => transport.nudgeSpeed(1) },
      { keys: 'ArrowDown', label: 'player.move.slower', when: open, run: () => transport.nudgeSpeed(-1) },
      { keys: 'Home', label: 'player.move.toStart', when: open, run: () => transport.showFrame(0) },
      { keys: 'End', label: 'player.move.toEnd', when: open, run: () => transport.showFrame(transport.lengthMs.value) },
      { keys: 'I', label: 'player.select.in', when: watching, run: setIn },
      { keys: 'O', label: 'player.select.out', when: watching, run: setOut },
      { keys: '[', label: 'player.keys.toIn', when: open, run: () => jump(clips.span.value.inMs) },
      { keys: ']', label: 'player.keys.toOut', when: open, run: () => jump(lastOf(clips.span.value.outMs)) },
      { keys: 'X', label: 'player.keys.clear', when: watching, run: clips.clear },
      {
        keys: 'R',
        label: 'player.move.loop',
        when: () => open() && clips.whole.value !== null,
        run: () => (transport.looping.value = !transport.looping.value),
      },
      { keys: 'G', label: 'player.move.goTo', when: open, run: acts.goTo },
      { keys: 'Z', label: 'player.keys.zoomLine', when: open, run: player.toggleZoom },
      ...both(['+', '='], 'player.keys.zoomIn', () => (view.value = zoomView(view.value, 1.25))),
      { keys: '-', label: 'player.keys.zoomOut', when: open, run: () => (view.value = zoomView(view.value, 0.8)) },
      { keys: '0', label: 'player.keys.zoomWhole', when: open, run: () => (view.value = wholeView) },
      ...moments.map(([moment, key]): Shortcut => ({
        keys: key,
        label: `player.moments.${moment}.key`,
        when: watching,
        run: () => markNow(player, moment),
      })),
      { keys: 'S', label: 'player.still.key', when: () => open() && mode.value !== 'redact', run: still.toggle },
      { keys: 'M', label: 'player.redact.key', when: () => open() && mode.value !== 'still', run: acts.redact },
      { keys: 'C', label: 'player.select.save', when: watching, run: acts.saveClip },
      {
        keys: 'Enter',
        label: 'player.select.cut',
        when: () => watching() && !onButton(),
        run: () => acts.cut('exact'),
      },
      {
        keys: 'Shift+Enter',
        label: 'player.select.fast',
        when: () => watching() && !onButton(),
        run: () => acts.cut('fast'),
      },
      // On the picture.
      { keys: 'B', label: 'player.keys.newBox', when: redacting, run: () => redaction.addInMiddle('box') },
      { keys: 'E', label: 'player.keys.newEllipse', when: redacting, run: () => redaction.addInMiddle('ellipse') },
      ...([1, 2, 3, 4] as const).map((key): Shortcut => ({
        keys: String(key),
        label: 'player.keys.draw',
        when: drawing,
        run: () => still.addInMiddle(key - 1),
      })),
      ...nudges,
      ...both(
        ['Delete', 'Backspace'],
        'player.keys.dropChosen',
        () => (mode.value === 'redact' ? redaction : still).dropChosen(),
        () => redacting() || drawing(),
      ),
      {
        keys: 'Mod+Z',
        label: 'verb.undo',
        when: () => redacting() || drawing(),
        run: () => void (mode.value === 'redact' ? redaction : still).undo(),
      },
      { keys: 'Enter', label: 'player.still.save', when: () => drawing() && !onButton(), run: () => void still.save() },
      {
        keys: 'Escape',
        label: 'player.keys.leave',
        when: () => open() && mode.value !== 'watch',
        run: () => (mode.value === 'redact' ? redaction : still).leave(),
      },
    ],
  });

  /** The last frame that belongs to the selection. */
  function lastOf(outMs: number | null): number | null {
    if (outMs === null) return null;
    const table = transport.main.frames.value;
    return table.step(outMs, -1) ?? outMs - transport.frameMs.value;
  }
}
