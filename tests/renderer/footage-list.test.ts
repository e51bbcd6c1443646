// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordingRow } from '../../domain/footage/recording.js';
import { burnedInGap } from '../../domain/footage/capture-time.js';
import { amountOf, howOf, offsetOf, parseAmount } from '../../renderer/features/footage/model/clock-offset';
import { readWords } from '../../renderer/features/footage/store/patterns';
import { faultsOf, fieldsOf, valuesOf } from '../../renderer/features/footage/store/recordings-describe';
import { recordingInput } from '../../renderer/features/footage/store/recordings';
import {
  cameraWords,
  keepWords,
  kindWords,
  offsetWords,
  recordingState,
  sourceWords,
} from '../../renderer/features/footage/store/recordings-words';
import { keepHabit, readHabit } from '../../renderer/features/footage/store/takings-habit';
import { doneOf, isStopped, stateOf } from '../../renderer/features/footage/store/takings';
import { takingFault } from '../../renderer/features/footage/store/takings-words';
import { setLocale } from '../../renderer/shared/i18n';

beforeAll(() => setLocale('zh-CN'));

const at = (text: string): number => Date.parse(`${text}+08:00`);
const DAY = 86_400_000;
const row = (more: Partial<RecordingRow> = {}): RecordingRow => ({
  id: 1,
  revision: 1,
  evidenceId: 1,
  sha256: 'a'.repeat(64),
  bytes: 1000,
  name: 'a.mp4',
  hallId: 3,
  cameraId: 17,
  capturedAt: at('2026-10-12T10:06:41') + 250,
  timeSource: 'file_name',
  ownOffsetMs: null,
  burnedInAt: null,
  retentionClass: 'footage',
  acquisition: { method: 'hall_recorder', takenBy: null, approvalNo: '2026-58', basis: null },
  note: null,
  hallLabel: '中心',
  cameraLabel: '17 正面',
  channel: 17,
  kind: 'video',
  unparsedWhy: null,
  flaws: [],
  container: 'mov',
  videoCodec: 'h264',
  audioCodec: null,
  width: 1920,
  height: 1080,
  rotation: 0,
  fps: 25,
  durationMs: 8000,
  offsetMs: 0,
  offsetFrom: 'none',
  burnedInGapMs: null,
  playWay: 'as_is',
  clips: 0,
  keepUntilDay: 20_600,
  onHold: false,
  locked: false,
  disposedAt: null,
  importedAt: at('2026-10-13T09:00:00'),
  importedBy: 'A07',
  ...more,
});

describe('an offset of a clock', () => {
  it('is said as slow or fast and never as a sign', () => {
    expect(offsetWords(192_000)).toBe('慢 3 分 12 秒');
    expect(offsetWords(-3000)).toBe('快 3 秒');
    expect(offsetWords(0)).toBe('钟准');
  });

  it('is typed as minutes and seconds, as hours, or as bare seconds', () => {
    expect(['192', '3:12', '03:12', '３：１２', '1:03:12'].map(parseAmount)).toEqual([
      192_000, 192_000, 192_000, 192_000, 3_792_000,
    ]);
    expect(['', '0', '-3:12', '+3:12', '3 分', '3:1'].map(parseAmount)).toEqual(Array(6).fill(null));
  });

  it('goes there and back', () => {
    for (const ms of [null, 0, 192_000, -3000, 3_792_000, -366 * DAY])
      expect(offsetOf(howOf(ms), amountOf(ms))).toBe(ms);
    expect(offsetOf('slow', '')).toBeUndefined();
  });
});

describe('the form of a recording', () => {
  it('keeps what nobody changed to the millisecond', () => {
    const before = row({ ownOffsetMs: 1500 });
    const { capturedAt, ownOffsetMs, timeSource } = fieldsOf(valuesOf(before), before);
    expect({ capturedAt, ownOffsetMs, timeSource }).toEqual({
      capturedAt: before.capturedAt,
      ownOffsetMs: 1500,
      timeSource: 'file_name',
    });
  });

  it('takes a typed time to the second, a sign by its word, empty text as nothing', () => {
    const values = {
      ...valuesOf(row()),
      capturedAt: '2026-10-12 10:06:43',
      timeSource: 'manual' as const,
      how: 'fast' as const,
      amount: '0:03',
      note: '',
      approvalNo: '',
    };
    expect(fieldsOf(values, row())).toMatchObject({
      capturedAt: at('2026-10-12T10:06:43'),
      timeSource: 'manual',
      ownOffsetMs: -3000,
      note: null,
      acquisition: { approvalNo: null },
    });
  });

  it('is refused where a time is none, an amount is missing or nobody says where the time is known from', () => {
    const values = valuesOf(row());
    const day = 20_738;
    expect(faultsOf(values, day)).toEqual({});
    expect(Object.keys(faultsOf({ ...values, capturedAt: '昨天十点' }, day))).toEqual(['capturedAt']);
    expect(Object.keys(faultsOf({ ...values, timeSource: '' }, day))).toEqual(['timeSource']);
    expect(Object.keys(faultsOf({ ...values, how: 'slow', amount: '' }, day))).toEqual(['amount']);
    expect(Object.keys(faultsOf({ ...values, burnedInAt: '25:00' }, day))).toEqual(['burnedInAt']);
    expect(faultsOf({ ...values, capturedAt: '', timeSource: '' }, day)).toEqual({});
  });

  it('reckons the gap to the picture as the store does', () => {
    expect(burnedInGap(at('2026-10-12T10:06:41'), 192_000, at('2026-10-12T10:06:41'))).toBe(192_000);
  });
});

describe('a row of the list', () => {
  it('says where its time is known from, with the offset', () => {
    expect(sourceWords(row({ offsetMs: 192_000, offsetFrom: 'camera' }))).toBe('文件名 · 慢 3 分 12 秒');
    expect(sourceWords(row())).toBe('文件名');
    expect(sourceWords(row({ capturedAt: null, timeSource: null }))).toBe('');
  });

  it('names camera, or channel, or nothing', () => {
    expect(cameraWords(row())).toBe('17 正面');
    expect(cameraWords(row({ cameraLabel: null }))).toContain('通道 17');
    expect(cameraWords(row({ cameraLabel: null, channel: null }))).toBe('');
  });

  it('says its kind, or why it cannot be read', () => {
    expect(kindWords(row())).toBe('H.264 1920×1080');
    expect(kindWords(row({ videoCodec: 'msmpeg4v3' }))).toBe('MS-MPEG4 1920×1080');
    expect(kindWords(row({ kind: 'audio', audioCodec: 'pcm_alaw' }))).toBe('录音 G.711');
    expect(kindWords(row({ kind: 'unparsed', unparsedWhy: 'noMoov' }))).toContain('索引');
    expect(kindWords(row({ kind: 'unparsed', unparsedWhy: 'newer' }))).toBe('读不出');
    expect(recordingState(row({ flaws: ['truncated'] }))).toMatchObject({ colour: 'amber', word: '提前中断' });
  });

  it('shows the gravest state first, red for what is grave alone', () => {
    const colour = (more: Partial<RecordingRow>) => recordingState(row(more)).colour;
    expect(colour({ locked: true, kind: 'unparsed' })).toBe('red');
    expect(colour({ disposedAt: 1, locked: true })).toBe('grey');
    expect(colour({ kind: 'unparsed', playWay: 'none' })).toBe('amber');
    expect(colour({ capturedAt: null })).toBe('blue');
    expect(colour({ playWay: 'none' })).toBe('amber');
    expect(colour({ playWay: 'proxy' })).toBe('green');
  });

  it('tells when its keeping is nearly over, over, or held', () => {
    const day = 20_600;
    const now = day * DAY;
    expect(keepWords({ disposedAt: null, onHold: false, keepUntilDay: day + 30 }, now).tone).toBe('plain');
    expect(keepWords({ disposedAt: null, onHold: false, keepUntilDay: day + 7 }, now).tone).toBe('soon');
    expect(keepWords({ disposedAt: null, onHold: false, keepUntilDay: day }, now).tone).toBe('soon');
    expect(keepWords({ disposedAt: null, onHold: false, keepUntilDay: day - 1 }, now).tone).toBe('over');
    expect(keepWords({ disposedAt: null, onHold: true, keepUntilDay: null }, now).text).toBe('留存');
    expect(keepWords({ disposedAt: 1, onHold: false, keepUntilDay: day }, now).text).toBe('');
  });

  it('is asked for by what the address says, and by nothing else', () => {
    const filters = { hall: '3', camera: 'x', play: 'proxy', state: 'gone', days: '20000..' };
    expect(recordingInput({ text: 'B07', sort: { by: 'name', direction: 'asc' }, filters })).toEqual({
      text: 'B07',
      sort: { by: 'name', direction: 'asc' },
      filter: expect.objectContaining({ hallId: 3, playWay: 'proxy' }) as object,
    });
    expect(recordingInput({ text: '', sort: null, filters }).filter).not.toHaveProperty('cameraId');
    expect(recordingInput({ text: '', sort: null, filters }).filter).not.toHaveProperty('state');
  });
});

describe('an order of files', () => {
  const order = { id: 1, at: 0, by: '', hallLabel: '', files: 4, taken: 1, known: 1, failed: 1, waiting: 1, bytes: 0 };
  const working = { fileId: 9, name: 'a', bytes: 10, done: 5 };
  const file = { id: 9, name: 'a', bytes: 10, state: 'waiting' as const, recordingId: null, error: null };

  it('has stopped when files wait and nobody is at work', () => {
    expect(isStopped({ jobId: null, waiting: 1 })).toBe(true);
    expect(isStopped({ jobId: 3, waiting: 1 })).toBe(false);
    expect(isStopped({ jobId: null, waiting: 0 })).toBe(false);
    expect(doneOf(order)).toBe(3);
  });

  it('shows the file it is at', () => {
    expect(stateOf(file, { ...order, jobId: 3, working })).toBe('working');
    expect(stateOf({ ...file, id: 8 }, { ...order, jobId: 3, working })).toBe('waiting');
    expect(stateOf({ ...file, state: 'taken' }, { ...order, jobId: 3, working })).toBe('taken');
  });

  it('says in plain words why a file was not taken in', () => {
    expect(takingFault({ code: 'file.unreadable', params: { name: 'a', detail: 'notAFile' } })).toContain('链接');
    expect(takingFault({ code: 'file.unreadable', params: { name: 'a', detail: 'EMFILE' } })).toContain('读不出文件');
    expect(takingFault({ code: 'media.notFootage', params: { name: 'a.jpg' } })).toContain('a.jpg');
  });

  it('begins with what the same person filled in last, and with nothing for another', () => {
    const habit = {
      hallId: 3,
      retentionClass: 'call_recording' as const,
      method: 'covert_device' as const,
      takenBy: '沈佳',
      approvalNo: '2026-58',
      basis: null,
    };
    keepHabit(7, habit);
    expect(readHabit(7)).toEqual(habit);
    expect(readHabit(8)).toBeNull();
    localStorage.setItem('mingcha.taking.9', '{broken');
    expect(readHabit(9)).toBeNull();
  });
});

it('says what a name was read to be', () => {
  const startAt = at('2026-01-05T09:00:00');
  expect(readWords({ patternId: 1, channel: 0, startAt, endAt: startAt + 1_800_000 })).toBe(
    '通道 0 · 2026-01-05 周一 09:00:00 至 09:30:00',
  );
  expect(readWords({ patternId: null, channel: null, startAt: null, endAt: null })).toBe('');
});
