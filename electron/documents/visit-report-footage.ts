import type { Clip } from '../../domain/footage/clip.js';
import { localMinute } from '../../domain/time.js';
import { TEXT_WIDTH, type Block } from './paper.js';
import { clockOf } from './time-ruler.js';
import type { Say } from './visit-report-words.js';

/** One piece of footage of the record: a file that was made of a clip, or a clip of which nothing was made yet. */
export interface ReportFootage {
  label: string;
  cameraLabel: string | null;
  /** True wall clock, UTC ms; null while the recording's time is not known. */
  fromAt: number | null;
  untilAt: number | null;
  /** What it shows is covered; null where nothing was made. */
  redacted: boolean | null;
  sha256: string | null;
}

/** What was cut and redacted of these clips and is still there; stills stand among the pictures. */
export function footageOf(clips: readonly Clip[]): ReportFootage[] {
  return clips.flatMap(({ label, cameraLabel, fromAt, untilAt, derived }): ReportFootage[] => {
    const about = { label, cameraLabel, fromAt, untilAt };
    const files = derived.flatMap(({ kind, redacted, sha256, disposedAt }) =>
      kind === 'still' || disposedAt !== null ? [] : [{ ...about, redacted, sha256 }],
    );
    return files.length > 0 ? files : [{ ...about, redacted: null, sha256: null }];
  });
}

/** Widths of the columns, millimetres; the label takes the rest. */
const SPAN_MM = 34;
const CAMERA_MM = 30;
const STATE_MM = 18;
const HASH_MM = 42;

const seconds = (at: number): string => `${clockOf(at)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`;

/** A checksum in groups, so that it breaks within its column. */
const grouped = (sha256: string): string => sha256.match(/.{1,16}/g)?.join(' ') ?? '';

/** The annex of footage: names, spans and whole checksums. No picture of it stands here. */
export function footageBlocks(footage: readonly ReportFootage[], say: Say): Block[] {
  if (footage.length === 0) return [];
  const span = ({ fromAt, untilAt }: ReportFootage): string =>
    fromAt === null || untilAt === null
      ? say('dash')
      : `${localMinute(fromAt).slice(0, 10)} ${seconds(fromAt)}–${seconds(untilAt)}`;
  return [
    { kind: 'heading', level: 1, text: say('footage') },
    {
      kind: 'grid',
      columns: [
        { title: say('clip'), share: TEXT_WIDTH - SPAN_MM - CAMERA_MM - STATE_MM - HASH_MM },
        { title: say('camera'), share: CAMERA_MM },
        { title: say('span'), share: SPAN_MM },
        { title: say('redaction'), share: STATE_MM },
        { title: say('checksum'), share: HASH_MM },
      ],
      small: true,
      rows: footage.map((one) => [
        one.label,
        one.cameraLabel ?? say('dash'),
        span(one),
        say(one.redacted === null ? 'notCut' : one.redacted ? 'redactedYes' : 'redactedNo'),
        one.sha256 === null ? say('dash') : grouped(one.sha256),
      ]),
    },
  ];
}
