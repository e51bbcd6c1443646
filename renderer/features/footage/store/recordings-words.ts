import { dayOf, isoDay } from '../../../../domain/time.js';
import type { RecordingRow, RetentionClass, TimeSource } from '../../../../domain/footage/recording.js';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { currentLocale, hasText, translate } from '../../../shared/i18n';
import { formatDuration } from '../../../shared/i18n/format';
import { startsAt } from '../model/wall-clock';

/** From so many days before the end of its keeping a recording is told to be due. */
const SOON_DAYS = 7;

/** The words of `domain/footage/recording`, without its schemas. */
export const timeSourceNames: readonly TimeSource[] = ['file_name', 'dav', 'container', 'burned_in', 'manual'];
export const retentionClassNames: readonly RetentionClass[] = ['footage', 'call_recording', 'case_file'];
export const methodNames: readonly RecordingRow['acquisition']['method'][] = [
  'hall_recorder',
  'own_device',
  'covert_device',
  'call_recording',
  'other',
];
export const playWayNames: readonly RecordingRow['playWay'][] = ['as_is', 'proxy', 'none'];
export const listStateNames = ['untimed', 'fault', 'disposed'] as const;

/** Containers and codecs as people call them; what stands not here is called as ffmpeg does. */
const mediaNames: Readonly<Record<string, string>> = {
  mov: 'MP4',
  matroska: 'MKV',
  avi: 'AVI',
  mpegts: 'TS',
  mpeg: 'PS',
  flv: 'FLV',
  dhav: 'DAV',
  h264: 'H.264',
  hevc: 'H.265',
  mpeg4: 'MPEG-4',
  msmpeg4v1: 'MS-MPEG4',
  msmpeg4v2: 'MS-MPEG4',
  msmpeg4v3: 'MS-MPEG4',
  mjpeg: 'MJPEG',
  mpeg1video: 'MPEG-1',
  mpeg2video: 'MPEG-2',
  aac: 'AAC',
  ac3: 'AC-3',
  mp2: 'MP2',
  mp3: 'MP3',
  pcm_alaw: 'G.711',
  pcm_mulaw: 'G.711',
};
/** As people call it; ffmpeg's word where there is no other. */
export const mediaName = (codec: string): string => mediaNames[codec] ?? codec;

/** An offset of a clock in words: `慢 3 分 12 秒`; `钟准` for none. */
export function offsetWords(offsetMs: number): string {
  if (offsetMs === 0) return translate('footage.clock.exact');
  const amount = formatDuration(Math.abs(offsetMs), currentLocale());
  return translate(offsetMs > 0 ? 'footage.clock.slow' : 'footage.clock.fast', { amount });
}

/** Where its time is known from and what was added to it: `文件名 · 慢 3 分 12 秒`; empty while the time is not known. */
export function sourceWords(row: RecordingRow): string {
  if (row.timeSource === null) return '';
  const source = translate(`footage.source.${row.timeSource}`);
  return row.offsetMs === 0 ? source : `${source} · ${offsetWords(row.offsetMs)}`;
}

/** `二楼 B 区 正面`; the channel where no camera could be named by it. */
export function cameraWords(row: Pick<RecordingRow, 'cameraLabel' | 'channel'>): string {
  if (row.cameraLabel !== null) return row.cameraLabel;
  return row.channel === null ? '' : translate('footage.channelOnly', { n: row.channel });
}

/** `H.264 1920×1080`, `录音 G.711`, or why it cannot be read. */
export function kindWords(row: RecordingRow): string {
  if (row.kind === 'unparsed') {
    const key = `player.none.${row.unparsedWhy}`;
    return hasText(key) ? translate(key) : translate('footage.kind.unparsed');
  }
  if (row.kind === 'audio') return [translate('footage.kind.audio'), mediaName(row.audioCodec ?? '')].join(' ').trim();
  const size = row.width !== null && row.height !== null ? `${row.width}×${row.height}` : '';
  return [mediaName(row.videoCodec ?? ''), size].filter(Boolean).join(' ');
}

export interface RecordingState {
  colour: LightColour;
  word: string;
  title: string | null;
}

/** What is most to be known of it now, the gravest first. */
export function recordingState(row: RecordingRow): RecordingState {
  if (row.disposedAt !== null) {
    const day = isoDay(dayOf(row.disposedAt));
    return say('grey', 'disposed', translate('footage.stateTitle.disposed', { day }));
  }
  if (row.locked) return say('red', 'fault', translate('footage.stateTitle.fault'));
  if (row.kind === 'unparsed') return say('amber', 'unparsed', kindWords(row));
  if (startsAt(row) === null) return say('blue', 'untimed');
  if (row.playWay === 'none') return say('amber', 'kept', translate('footage.play.none'));
  if (row.flaws.includes('truncated')) return say('amber', 'truncated', translate('player.flaw.truncated'));
  return say('green', 'ok', row.playWay === 'proxy' ? translate('footage.stateTitle.proxy') : null);
}

const say = (
  colour: LightColour,
  word: 'disposed' | 'fault' | 'unparsed' | 'untimed' | 'kept' | 'truncated' | 'ok',
  title: string | null = null,
): RecordingState => ({ colour, word: translate(`footage.state.${word}`), title });

export interface KeepState {
  text: string;
  /** Its days are nearly or wholly over. */
  tone: 'plain' | 'soon' | 'over';
  title: string;
}

/** Until when it is kept; empty once it is disposed of. */
export function keepWords(row: Pick<RecordingRow, 'disposedAt' | 'keepUntilDay' | 'onHold'>, now: number): KeepState {
  if (row.disposedAt !== null) return { text: '', tone: 'plain', title: '' };
  if (row.keepUntilDay === null)
    return { text: translate('footage.holdShort'), tone: 'plain', title: translate('footage.hold') };
  const left = row.keepUntilDay - dayOf(now);
  const text = isoDay(row.keepUntilDay);
  if (left < 0) return { text, tone: 'over', title: translate('footage.keepOver', { n: -left }) };
  return { text, tone: left <= SOON_DAYS ? 'soon' : 'plain', title: translate('footage.keepSoon', { n: left }) };
}
