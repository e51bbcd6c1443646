import { describe, expect, it } from 'vitest';
import {
  patternFault,
  readByPattern,
  readName,
  readyNamePatterns,
  type NameMatcher,
} from '../../../domain/footage/name-pattern.js';
import type { NamePatternFields } from '../../../domain/footage/recording.js';
import { matchName } from '../../../electron/services/footage/matcher.js';

const shipped = readyNamePatterns.map((fields, index) => ({ id: index + 1, ...fields }));
const read = (name: string) => readName(name, shipped, matchName);
/** Shanghai wall clock -> UTC ms. */
const at = (...parts: [number, number, number, number, number, number]): number => {
  const [y, mo, d, h, mi, s] = parts;
  return Date.UTC(y, mo - 1, d, h - 8, mi, s);
};

describe('the names recorders give', () => {
  it.each([
    [
      'D:\\out\\2000-01-09\\001\\dav\\11\\11.54.16-11.54.51[M][0@0][0].dav',
      1,
      at(2000, 1, 9, 11, 54, 16),
      at(2000, 1, 9, 11, 54, 51),
    ],
    ['NVR_ch1_main_20260105090000_20260105093000.dav', 1, at(2026, 1, 5, 9, 0, 0), at(2026, 1, 5, 9, 30, 0)],
    ['192.168.1.64_01_20260105090000123.mp4', 1, at(2026, 1, 5, 9, 0, 0), null],
    ['导出/ch33_20260105090000.mp4', 33, at(2026, 1, 5, 9, 0, 0), null],
    ['20140509-000500-001000_192.168.1.11-CH2', 2, at(2014, 5, 9, 0, 5, 0), at(2014, 5, 9, 0, 10, 0)],
    ['H20190808-095851P1N2P0', 2, at(2019, 8, 8, 9, 58, 51), null],
    ['H20190808-095851P1A12P0.264', 12, at(2019, 8, 8, 9, 58, 51), null],
    // Greenwich time.
    ['NVR_MEDIA_7_20260105_010000_20260105_013000.mp4', 7, at(2026, 1, 5, 9, 0, 0), at(2026, 1, 5, 9, 30, 0)],
  ])('%s', (name, channel, startAt, endAt) => {
    expect(read(name)).toMatchObject({ channel, startAt, endAt });
    expect(read(name).patternId).not.toBeNull();
  });

  it('are read by the pattern that shows them as its example', () => {
    for (const fields of shipped) {
      expect(patternFault(fields, matchName), fields.title).toBeNull();
      expect(read(fields.example).patternId, fields.title).toBe(fields.id);
    }
  });

  it('say nothing where nothing is said', () => {
    for (const name of [
      '',
      'video.mp4',
      '20260105.mp4',
      '窗口 A1.mp4',
      'ch1.mp4',
      'x'.repeat(5000),
      '2026-01-05/001/dav/',
    ])
      expect(read(name)).toEqual({ patternId: null, channel: null, startAt: null, endAt: null });
  });

  it('with a day or an hour that is none fit nothing', () => {
    for (const name of [
      'ch01_20261305090000.mp4',
      'ch01_20260230090000.mp4',
      'ch01_20260105250000.mp4',
      'ch01_20260105096000.mp4',
      'ch01_00000000000000.mp4',
      'NVR_ch1_main_20260105090000_20260105996000.dav',
    ])
      expect(read(name).patternId, name).toBeNull();
  });

  it('end on the next day where the end is before the start', () => {
    const name = '20140509-235500-000500_192.168.1.11-CH2';
    expect(read(name)).toMatchObject({ startAt: at(2014, 5, 9, 23, 55, 0), endAt: at(2014, 5, 10, 0, 5, 0) });
  });
});

describe('a pattern of somebody’s own', () => {
  const own = (fields: Partial<NamePatternFields>): NamePatternFields => ({
    title: '本厅',
    pattern: String.raw`通道(?<channel>\d+)_(?<y>\d\d)(?<mo>\d\d)(?<d>\d\d)_(?<h>\d\d)(?<mi>\d\d)`,
    zone: 'local',
    channelShift: 1,
    example: '通道03_260105_0900.mp4',
    enabled: true,
    ...fields,
  });

  it('may leave out seconds, write two digits of a year, and count from 0', () => {
    expect(patternFault(own({}), matchName)).toBeNull();
    expect(readByPattern('通道03_260105_0900.mp4', own({}), matchName)).toEqual({
      channel: 4,
      startAt: at(2026, 1, 5, 9, 0, 0),
      endAt: null,
    });
  });

  it('may name the channel alone', () => {
    const fields = own({ pattern: String.raw`_(?<channel>\d+)路`, example: 'x_7路.mp4', channelShift: 0 });
    expect(patternFault(fields, matchName)).toBeNull();
    expect(readByPattern('a_12路.avi', fields, matchName)).toEqual({ channel: 12, startAt: null, endAt: null });
  });

  it.each([
    [{ pattern: '(?<y>' }, { path: 'pattern', rule: 'regex' }],
    [{ pattern: String.raw`\d+` }, { path: 'pattern', rule: 'noGroups' }],
    [{ example: '别的.mp4' }, { path: 'example', rule: 'notRead' }],
    [{ example: '通道03_261305_0900.mp4' }, { path: 'example', rule: 'notRead' }],
    [
      { pattern: String.raw`(?<channel>(\d+)+)$`, example: 'a1' },
      { path: 'pattern', rule: 'slow' },
    ],
    [
      { pattern: String.raw`(?<channel>\d+)(a|a)*$`, example: '1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
      { path: 'pattern', rule: 'slow' },
    ],
  ])('%j is refused', (fields, fault) => {
    expect(patternFault(own(fields), matchName)).toEqual(fault);
  });

  it('that loses its way is stopped, and counts as one that does not fit', () => {
    const begun = performance.now();
    expect(matchName('(?<channel>(\\d+)+)$', `${'1'.repeat(200)}x`)).toBe('slow');
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(readByPattern(`${'1'.repeat(200)}x`, own({ pattern: '(?<channel>(\\d+)+)$' }), matchName)).toBeNull();
  });

  it('reaches nothing but the name', () => {
    for (const pattern of ['(?<channel>1)', "'); process.exit(1); ('"]) expect(matchName(pattern, '2')).toBeNull();
    expect(matchName('[', 'x')).toBeNull();
  });

  it('that is switched off is not tried', () => {
    const match: NameMatcher = () => ({ channel: '5' });
    expect(readName('x', [{ id: 9, ...own({ enabled: false }) }], match).patternId).toBeNull();
    expect(readName('x', [{ id: 9, ...own({}) }], match)).toMatchObject({ patternId: 9, channel: 6 });
  });
});
