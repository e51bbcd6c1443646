import type { Derived, Moment } from '../../../../domain/footage/clip.js';
import type { RedactionTrack } from '../../../../domain/footage/redaction.js';
import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { currentLocale, translate } from '../../../shared/i18n';
import { formatDuration } from '../../../shared/i18n/format';

/** A burned-in time further from the corrected one than this is worth a warning (`domain/footage/recording`), ms. */
export const GAP_WARNING_MS = 60_000;

/** Keys of the three moments. */
export const momentKeys: Record<Moment, string> = { greeting: '1', answer: '2', farewell: '3' };

/** `CH17 慢 3 秒，按登记的钟差校正` · where the time of a recording is known from and what was added to it. */
export function clockNote(row: RecordingRow): string {
  const camera = row.channel === null ? (row.cameraLabel ?? row.name) : `CH${row.channel}`;
  const source = row.timeSource === null ? '' : translate(`player.source.${row.timeSource}`);
  if (row.capturedAt === null) return translate('player.clock.noTime', { camera });
  if (row.offsetMs === 0) return translate('player.clock.exact', { camera, source });
  const amount = formatDuration(Math.abs(row.offsetMs), currentLocale());
  const how = translate(row.offsetMs > 0 ? 'player.clock.slow' : 'player.clock.fast', { amount });
  return translate(row.offsetFrom === 'camera' ? 'player.clock.byCamera' : 'player.clock.byFile', {
    camera,
    how,
    source,
  });
}

/** What a piece of evidence made of a recording is called. */
export function derivedWord({ kind, cut, redacted }: Pick<Derived, 'kind' | 'cut' | 'redacted'>): string {
  if (kind === 'redacted') return translate(redacted ? 'player.kind.redacted' : 'player.kind.soundOnly');
  if (kind === 'still') return translate('player.kind.still');
  return translate(cut?.mode === 'fast' ? 'player.kind.fast' : 'player.kind.exact');
}

/** Words of `domain/footage/redaction`, without its schemas. */
export const maskMethodNames: readonly RedactionTrack['method'][] = ['pixelate', 'blur', 'black'];
export const soundNames: readonly RedactionTrack['sound'][] = ['keep', 'mute', 'mute_spans', 'voice'];
