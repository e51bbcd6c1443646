import { DAY_MS, SHANGHAI_OFFSET_MS } from '../time.js';
import type { NamePatternFields, ReadName } from './recording.js';

/** Named groups of a match; a group that took no part has no text. */
export type NameGroups = Readonly<Record<string, string | undefined>>;
/**
 * Tries one regular expression on one name.
 * @returns its groups; null when it does not match, `slow` when it took so long that it was stopped
 */
export type NameMatcher = (pattern: string, name: string) => NameGroups | null | 'slow';

/** Names are matched up to this many characters, the last ones: what tells them apart stands at the end. */
export const NAME_CHARACTERS = 1000;

/** What patterns may name: start, end on the same or the next day, channel. */
export const nameGroups = ['y', 'mo', 'd', 'h', 'mi', 's', 'eh', 'emi', 'es', 'channel'] as const;

const clock = (prefix: '' | 'e'): string => `(?<${prefix}h>\\d\\d)(?<${prefix}mi>\\d\\d)(?<${prefix}s>\\d\\d)`;
const DATE = '(?<y>\\d{4})(?<mo>\\d\\d)(?<d>\\d\\d)';
const ready = (
  title: string,
  pattern: string,
  example: string,
  zone: NamePatternFields['zone'] = 'local',
): NamePatternFields => ({ title, pattern, zone, channelShift: 0, example, enabled: true });

/** Names that recorders are known to give, the narrow ones first. Some count channels from 0: a pattern of one's own says so. */
export const readyNamePatterns: readonly NamePatternFields[] = [
  ready(
    'Dahua · …/001/dav/…',
    '(?<y>\\d{4})-(?<mo>\\d\\d)-(?<d>\\d\\d)/(?<channel>\\d{3})/dav/\\d\\d/(?<h>\\d\\d)\\.(?<mi>\\d\\d)\\.(?<s>\\d\\d)-(?<eh>\\d\\d)\\.(?<emi>\\d\\d)\\.(?<es>\\d\\d)\\[[A-Z]\\]',
    '2000-01-09/001/dav/11/11.54.16-11.54.51[M][0@0][0].dav',
  ),
  ready(
    'Dahua · NVR_ch1_main_…',
    `NVR_ch(?<channel>\\d{1,3})_(?:main|sub\\d?)_${DATE}${clock('')}_\\d{8}${clock('e')}`,
    'NVR_ch1_main_20260105090000_20260105093000.dav',
  ),
  ready(
    'Hikvision · 192.168.1.64_01_…',
    `(?:\\d{1,3}\\.){3}\\d{1,3}_(?<channel>\\d{1,3})_${DATE}${clock('')}`,
    '192.168.1.64_01_20260105090000000.mp4',
  ),
  ready('Hikvision · ch01_…', `(?:^|/)ch(?<channel>\\d{1,3})_${DATE}${clock('')}`, 'ch01_20260105090000000.mp4'),
  ready(
    'Brickcom · …-CH2',
    `${DATE}-${clock('')}-${clock('e')}_[\\d.]{7,15}-CH(?<channel>\\d{1,3})`,
    '20140509-000500-001000_192.168.1.11-CH2.avi',
  ),
  ready(
    'Icarvision · H20190808-095851P1N2P0',
    `(?:^|/)H${DATE}-${clock('')}P\\d[NA](?<channel>\\d{1,2})P\\d`,
    'H20190808-095851P1N2P0.264',
  ),
  ready(
    'Canon · NVR_MEDIA_…',
    `NVR_MEDIA_(?<channel>\\d{1,6})_${DATE}_${clock('')}_\\d{8}_${clock('e')}`,
    'NVR_MEDIA_1_20260105_010000_20260105_013000.mp4',
    'utc',
  ),
];

const EARLIEST_YEAR = 2000;

/** A wall clock as if it were UTC; null when it is no time of the calendar. */
function wallClock(parts: readonly (string | undefined)[]): number | null {
  const [y, mo, d, h, mi, s] = parts.map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const year = y < 100 ? 2000 + y : y;
  const instant = Date.UTC(year, mo - 1, d, h, mi, s);
  const made = new Date(instant);
  const same = made.getUTCMonth() === mo - 1 && made.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  return same && year >= EARLIEST_YEAR ? instant : null;
}

/**
 * What the groups of a match say; an end before its start lies on the next day.
 * @returns null when they name a day or an hour that is none: then the pattern did not fit after all
 */
export function readGroups(
  groups: NameGroups,
  { zone, channelShift }: Pick<NamePatternFields, 'zone' | 'channelShift'>,
): Omit<ReadName, 'patternId'> | null {
  const { y, mo, d, h, mi, s, eh, emi, es, channel: digits } = groups;
  const channel = digits === undefined || !/^\d{1,9}$/.test(digits) ? null : Number(digits) + channelShift;
  if (y === undefined || mo === undefined || d === undefined || h === undefined)
    return channel === null ? null : { channel, startAt: null, endAt: null };
  const shift = zone === 'local' ? SHANGHAI_OFFSET_MS : 0;
  const start = wallClock([y, mo, d, h, mi, s]);
  if (start === null) return null;
  const end = eh === undefined ? null : wallClock([y, mo, d, eh, emi, es]);
  if (eh !== undefined && end === null) return null;
  const endAt = end === null ? null : (end < start ? end + DAY_MS : end) - shift;
  return { channel, startAt: start - shift, endAt };
}

/** What a name says by this pattern; null when it does not fit. */
export function readByPattern(
  name: string,
  fields: Pick<NamePatternFields, 'pattern' | 'zone' | 'channelShift'>,
  match: NameMatcher,
): Omit<ReadName, 'patternId'> | null {
  const groups = match(fields.pattern, name.replaceAll('\\', '/').slice(-NAME_CHARACTERS));
  return groups === null || groups === 'slow' ? null : readGroups(groups, fields);
}

/** What a name says by the first enabled pattern that fits. */
export function readName(
  name: string,
  patterns: readonly (NamePatternFields & { id: number })[],
  match: NameMatcher,
): ReadName {
  for (const pattern of patterns) {
    const read = pattern.enabled ? readByPattern(name, pattern, match) : null;
    if (read) return { patternId: pattern.id, ...read };
  }
  return { patternId: null, channel: null, startAt: null, endAt: null };
}

/** Names on which a pattern that goes astray stays away for long. */
const hardNames = (example: string): string[] =>
  ['0', 'a', '0-', '/0', '_', example, example.slice(0, -1)].map(
    (piece) => `${(piece || 'x').repeat(NAME_CHARACTERS).slice(0, NAME_CHARACTERS - 1)}!`,
  );

/**
 * What is wrong with a pattern of somebody's own.
 * @returns the field and its rule: it does not compile, names nothing that is asked for, does not read its own example,
 *   or takes too long on names it does not fit; null when it may be used
 */
export function patternFault(
  fields: NamePatternFields,
  match: NameMatcher,
): { path: 'pattern' | 'example'; rule: string } | null {
  try {
    new RegExp(fields.pattern, 'u');
  } catch {
    return { path: 'pattern', rule: 'regex' };
  }
  if (!nameGroups.some((group) => fields.pattern.includes(`(?<${group}>`)))
    return { path: 'pattern', rule: 'noGroups' };
  if (hardNames(fields.example).some((name) => match(fields.pattern, name) === 'slow'))
    return { path: 'pattern', rule: 'slow' };
  if (readByPattern(fields.example, fields, match) === null) return { path: 'example', rule: 'notRead' };
  return null;
}
