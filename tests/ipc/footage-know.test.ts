import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import { dayOf } from '../../domain/time.js';
import type { RecordingFields } from '../../domain/footage/recording.js';
import { MediaToolbox } from '../../electron/services/footage/tools.js';
import { recordingListSql } from '../../db/queries/footage-list.js';
import { footageScene, type FootageScene } from '../support/footage-scene.js';
import { dav, DAV_START, mediaTools, recording, type RecordingShape } from '../support/footage.js';
import { disguised, program } from '../support/programs.js';
import { published } from '../support/visits.js';
import { make } from '../support/hall.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Row = CommandOutput<'recordings.get'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 09:00 in Shanghai on the day of these tests. */
const nine = Date.UTC(2026, 9, 14, 1);

let scene: FootageScene;
const rows: Record<string, Row> = {};

const get = (id: number): Promise<Row> => scene.target.call('recordings.get', { id });
const fieldsOf = (row: Row): RecordingFields => {
  const { hallId, cameraId, capturedAt, timeSource, ownOffsetMs, burnedInAt, retentionClass, acquisition, note } = row;
  return { hallId, cameraId, capturedAt, timeSource, ownOffsetMs, burnedInAt, retentionClass, acquisition, note };
};
async function describeAs(id: number, change: Partial<RecordingFields>): Promise<Row> {
  const row = await get(id);
  return scene.target.call('recordings.describe', {
    id,
    revision: row.revision,
    fields: { ...fieldsOf(row), ...change },
  });
}
const list = (input: CommandInput<'recordings.list'>): Promise<number[]> =>
  scene.target.call('recordings.list', input).then(({ ids }) => ids);

beforeAll(async () => {
  scene = await footageScene();
  const { target } = scene;
  const folder = join(target.folder, '来源');
  await mkdir(folder, { recursive: true });
  const shapes: [string, RecordingShape][] = [
    ['NVR_ch1_main_20261014090000_20261014090008.mp4', 'h264Mp4'],
    ['NVR_ch2_main_20261014090004_20261014090012.ts', 'h264Ts'],
    ['ch02_20261014100000.mkv', 'h264Mkv'],
    ['ch07_20261014110000 十 二.avi', 'mjpegAvi'],
    ['无名.flv', 'h264Flv'],
  ];
  for (const [name, shape] of shapes) await copyFile(await recording(shape), join(folder, name));
  await copyFile(await dav(), join(folder, 'x.dav'));
  const { files } = await scene.takeIn([folder]);
  const found = await target.call('recordings.rows', { ids: files.map(({ recordingId }) => recordingId ?? 0) });
  for (const row of found) rows[row.name.split('/').at(-1) ?? ''] = row;
});
afterAll(() => scene.target.close());
beforeEach(() => scene.sit(scene.people.inspector));

const named = (start: string): Row => {
  const found = Object.entries(rows).find(([name]) => name.startsWith(start))?.[1];
  if (!found) throw new Error(start);
  return found;
};

describe('what a recording says of itself', () => {
  it('is its camera by channel, where exactly one fits, and its time with where that is known from', async () => {
    const said = (start: string) => {
      const { cameraId, capturedAt, timeSource } = named(start);
      return [cameraId, capturedAt, timeSource];
    };
    expect(said('NVR_ch1')).toEqual([scene.cameras[0], nine, 'file_name']);
    expect(said('ch02')).toEqual([scene.cameras[1], nine + HOUR, 'file_name']);
    // No camera has that channel.
    expect(said('ch07')).toEqual([null, nine + 2 * HOUR, 'file_name']);
    expect(said('无名')).toEqual([null, null, null]);
    const [y, mo, d, h, mi, s] = DAV_START;
    expect(said('x.dav')).toEqual([null, Date.UTC(y, mo - 1, d, h - 8, mi, s), 'dav']);
  });

  it('is no camera where two recorders have that channel', async () => {
    await scene.sit(scene.people.office);
    const { target } = scene;
    const recorder = await make(target, 'recorder', { hallId: scene.hallId, name: '二号录像机', keepDays: 90 });
    const camera = await make(target, 'camera', { recorderId: recorder.id, channel: 2, name: '另一机位' });
    const path = join(target.folder, 'ch02_20261014120000.mp4');
    await copyFile(await recording('h264Silent'), path);
    const { files } = await scene.takeIn([path]);
    expect((await get(files[0]?.recordingId ?? 0)).cameraId).toBeNull();
    const { files: chosen } = await scene.takeIn([await recording('h264Vfr')], { cameraId: camera.id });
    expect((await get(chosen[0]?.recordingId ?? 0)).cameraId).toBe(camera.id);
  });
});

describe('what a person puts right', () => {
  it('is checked, logged and kept; an older page is told', async () => {
    const { id } = named('无名');
    const before = await get(id);
    const told = await describeAs(id, {
      capturedAt: nine,
      timeSource: 'manual',
      burnedInAt: nine + 2 * MINUTE,
      note: '柜台',
    });
    expect(told).toMatchObject({ capturedAt: nine, timeSource: 'manual', burnedInGapMs: 2 * MINUTE, note: '柜台' });
    const refused = async (change: Partial<RecordingFields>, revision = told.revision) =>
      (await scene.target.refused('recordings.describe', { id, revision, fields: { ...fieldsOf(told), ...change } }))
        .code;
    expect(await refused({}, before.revision)).toBe('conflict.revision');
    expect(await refused({ timeSource: null })).toBe('validation.input');
    expect(await refused({ capturedAt: null })).toBe('validation.input');
    expect(await refused({ cameraId: 999 })).toBe('validation.reference');
    expect(await refused({ hallId: 999 })).toBe('validation.reference');
    expect(await refused({ ownOffsetMs: 400 * 24 * HOUR })).toBe('validation.input');
    await scene.sit(scene.people.office);
    const { ids } = await scene.target.call('audit.list', { filter: { action: 'recordings.describe' } });
    const [logged] = await scene.target.call('audit.rows', { ids });
    expect([JSON.parse(logged?.before ?? ''), JSON.parse(logged?.after ?? '')]).toMatchObject([
      { capturedAt: null },
      { capturedAt: nine },
    ]);
    await describeAs(id, { capturedAt: null, timeSource: null, burnedInAt: null });
  });

  it('is what a recorder’s clock was off by: the file’s own, else the camera’s at that time', async () => {
    const early = named('NVR_ch1');
    const offsets = async (id: number) => {
      const { offsetMs, offsetFrom } = await get(id);
      return [offsetMs, offsetFrom];
    };
    expect(await offsets(early.id)).toEqual([0, 'none']);
    const clock = (offsetMs: number, fromAt: number) =>
      scene.target.call('footage.setCameraClock', { cameraId: scene.cameras[0], offsetMs, fromAt, note: '对时' });
    // From nine on by the true clock the camera is 3 min 12 s slow: what it calls 9:00 was 9:03:12.
    await clock(192_000, nine);
    expect(await offsets(early.id)).toEqual([192_000, 'camera']);
    // Put right later; what was recorded before keeps what held for it.
    await clock(0, nine + HOUR);
    expect(await offsets(early.id)).toEqual([192_000, 'camera']);
    await describeAs(early.id, { ownOffsetMs: -5000 });
    expect(await offsets(early.id)).toEqual([-5000, 'file']);
    await describeAs(early.id, { ownOffsetMs: null, capturedAt: nine + HOUR, timeSource: 'manual' });
    expect(await offsets(early.id)).toEqual([0, 'camera']);
    await describeAs(early.id, { capturedAt: nine - 4 * MINUTE, timeSource: 'manual' });
    expect(await offsets(early.id)).toEqual([0, 'none']);
    await describeAs(early.id, { capturedAt: nine, timeSource: 'file_name' });
    expect(
      (await scene.target.refused('footage.setCameraClock', { cameraId: 999, offsetMs: 0, fromAt: 0, note: null }))
        .code,
    ).toBe('notFound.record');
    await clock(0, nine);
    expect(await offsets(early.id)).toEqual([0, 'camera']);
  });

  it('of a clock is never changed afterwards', async () => {
    const change = scene.target.workspace.database.write(
      'test.clock',
      (tx) => tx.run('UPDATE camera_clock SET offset_ms = 1'),
      { unaudited: true },
    );
    await expect(change).rejects.toMatchObject({ code: 'db.constraint' });
  });
});

describe('the list', () => {
  it('is narrowed and sorted', async () => {
    const all = await list({});
    expect(all.length).toBe(8);
    // Newest first; those without a time last, either way.
    expect(all.at(-1)).not.toBe(undefined);
    const times = (await scene.target.call('recordings.rows', { ids: all })).map(({ capturedAt }) => capturedAt);
    const known = times.filter((time) => time !== null);
    expect(times.slice(0, known.length)).toEqual([...known].sort((a, b) => b - a));
    const one = (start: string): number => named(start).id;
    expect(await list({ filter: { cameraId: scene.cameras[0] } })).toEqual([one('NVR_ch1')]);
    expect((await list({ filter: { windowId: scene.windowId } })).sort()).toEqual(
      [one('NVR_ch1'), one('NVR_ch2'), one('ch02')].sort(),
    );
    const day = dayOf(nine);
    expect(await list({ filter: { fromDay: day + 1 } })).toEqual([]);
    expect((await list({ filter: { fromDay: day, toDay: day } })).length).toBe(5);
    const untimed = await scene.target.call('recordings.rows', { ids: await list({ filter: { state: 'untimed' } }) });
    expect(untimed.map(({ id }) => id)).toContain(one('无名'));
    expect(await list({ filter: { playWay: 'proxy', hallId: scene.hallId } })).toContain(one('ch07'));
    expect(await list({ text: '十　二' })).toEqual([one('ch07')]);
    expect(await list({ text: 'NVR_CH2 main' })).toEqual([one('NVR_ch2')]);
    expect((await list({ sort: { by: 'name', direction: 'asc' } })).length).toBe(8);
    expect((await list({ sort: { by: 'camera', direction: 'desc' } })).slice(0, 1)).toEqual([expect.any(Number)]);
    for (const by of ['importedAt', 'durationMs', 'bytes'] as const)
      for (const direction of ['asc', 'desc'] as const)
        expect((await list({ sort: { by, direction } })).length).toBe(8);
    // What cannot be read has no time to be filled in.
    const path = join(scene.target.folder, '坏文件.mp4');
    await writeFile(path, Buffer.alloc(5000, 'x'));
    const [file] = (await scene.takeIn([path])).files;
    const [unread] = await scene.target.call('recordings.rows', { ids: [file?.recordingId ?? 0] });
    expect(unread).toMatchObject({ kind: 'unparsed', capturedAt: null });
    expect(await list({ filter: { state: 'untimed' } })).toEqual(untimed.map(({ id }) => id));
  });
});

describe('the same moment', () => {
  it('is shown by the other cameras of the hall', async () => {
    const ids = async (id: number) => (await scene.target.call('recordings.sameTime', { id })).map((row) => row.id);
    expect(await ids(named('NVR_ch1').id)).toEqual([named('NVR_ch2').id]);
    expect(await ids(named('NVR_ch2').id)).toEqual([named('NVR_ch1').id]);
    expect(await ids(named('无名').id)).toEqual([]);
    // By the true clock, not by what the recorders say.
    await describeAs(named('NVR_ch2').id, { ownOffsetMs: 10 * MINUTE });
    expect(await ids(named('NVR_ch1').id)).toEqual([]);
    await describeAs(named('NVR_ch2').id, { ownOffsetMs: null });
    expect((await scene.target.refused('recordings.sameTime', { id: 999 })).code).toBe('notFound.record');
  });

  it('of a visit is shown by the cameras that cover its window, to those who may see the visit', async () => {
    const { target } = scene;
    await scene.sit(scene.people.office);
    await published(target, 'simulated_transaction');
    await scene.sit(scene.people.inspector);
    const visit = await target.call('visits.start', {
      clientId: randomUUID(),
      mode: 'simulated_transaction',
      roundObjectId: null,
      hallId: scene.hallId,
      windowIds: [scene.windowId],
      partnerIds: [],
    });
    const ask = (at: number, windowId: number | null = null) =>
      target.call('footage.ofMoment', { visitId: visit.id, windowId, at });
    const both = await ask(nine + 5000);
    expect(both.recordings.map(({ id }) => id)).toEqual([named('NVR_ch1').id, named('NVR_ch2').id]);
    expect(both.cameras).toMatchObject([
      { id: scene.cameras[0], recorderLabel: '一号录像机', keepDays: 30, daysLeft: 30 },
      { id: scene.cameras[1] },
    ]);
    expect((await ask(nine + 1000, scene.windowId)).recordings.map(({ id }) => id)).toEqual([named('NVR_ch1').id]);
    const later = await ask(nine + 30_000);
    expect(later.recordings).toEqual([]);
    const { capturedAt, offsetMs, durationMs } = await target.call('recordings.get', { id: named('NVR_ch1').id });
    const ended = (capturedAt ?? 0) + offsetMs + (durationMs ?? 0);
    expect(later.cameras[0]?.holes).toEqual([{ from: ended, until: null }]);
    expect(both.cameras[0]?.holes).toEqual([]);
    expect((await ask(nine + 24 * HOUR)).cameras[0]?.holes).toEqual([]);
    expect((await ask(nine - 31 * 24 * HOUR)).cameras[0]?.daysLeft).toBe(-1);
    const refused = (personId: number) => async (input: CommandInput<'footage.ofMoment'>) => {
      await scene.sit(personId);
      return (await target.refused('footage.ofMoment', input)).code;
    };
    const input = { visitId: visit.id, windowId: null, at: nine };
    expect(await refused(scene.people.reviewer)(input)).toBe('permission.scope');
    expect(await refused(scene.people.leader)(input)).toBe('permission.denied');
    expect(await refused(scene.people.inspector)({ ...input, windowId: 999 })).toBe('permission.scope');
    expect(await refused(scene.people.inspector)({ ...input, visitId: 999 })).toBe('permission.scope');
  });
});

describe('patterns of names', () => {
  const fields = {
    title: '本厅',
    pattern: String.raw`通道(?<channel>\d+)_(?<y>\d{4})(?<mo>\d\d)(?<d>\d\d)(?<h>\d\d)(?<mi>\d\d)`,
    zone: 'local' as const,
    channelShift: 0,
    example: '通道2_202610140900.mp4',
    enabled: true,
  };

  it('of one’s own are tried first; ready ones can only be switched', async () => {
    const { target } = scene;
    expect((await target.refused('namePatterns.save', { id: null, revision: null, fields })).code).toBe(
      'permission.denied',
    );
    await scene.sit(scene.people.office);
    const ready = await target.call('namePatterns.list', {});
    expect(ready.length).toBeGreaterThanOrEqual(7);
    expect(ready.every((pattern) => pattern.ready && pattern.enabled)).toBe(true);
    const own = await target.call('namePatterns.save', { id: null, revision: null, fields });
    expect((await target.call('namePatterns.list', {}))[0]?.id).toBe(own.id);
    expect(await target.call('namePatterns.read', { name: 'x/通道2_202610140900.mp4', fields: null })).toEqual({
      patternId: own.id,
      channel: 2,
      startAt: nine,
      endAt: null,
    });
    expect(await target.call('namePatterns.read', { name: '通道9_202610140900', fields })).toMatchObject({
      patternId: null,
      channel: 9,
    });
    const changed = await target.call('namePatterns.save', {
      id: own.id,
      revision: own.revision,
      fields: { ...fields, enabled: false },
    });
    expect((await target.refused('namePatterns.save', { id: own.id, revision: own.revision, fields })).code).toBe(
      'conflict.revision',
    );
    expect((await target.call('namePatterns.read', { name: '通道2_202610140900', fields: null })).patternId).toBeNull();
    const [first] = ready;
    const { id, revision, title, pattern, zone, channelShift, example, enabled } = first!;
    const shipped = { title, pattern, zone, channelShift, example, enabled };
    expect(
      (await target.refused('namePatterns.save', { id, revision, fields: { ...shipped, channelShift: 1 } })).code,
    ).toBe('conflict.state');
    expect((await target.refused('namePatterns.remove', { id, revision })).code).toBe('conflict.state');
    const off = await target.call('namePatterns.save', { id, revision, fields: { ...shipped, enabled: false } });
    expect(off).toMatchObject({ id, ready: true, enabled: false });
    await target.call('namePatterns.save', { id, revision: off.revision, fields: shipped });
    await target.call('namePatterns.remove', { id: own.id, revision: changed.revision });
    expect((await target.call('namePatterns.list', {})).length).toBe(ready.length);
  });

  it('that read nothing, not even their own example, or never end, are refused at the field', async () => {
    await scene.sit(scene.people.office);
    const issue = async (change: Partial<typeof fields>) =>
      (await scene.target.refused('namePatterns.save', { id: null, revision: null, fields: { ...fields, ...change } }))
        .fields[0];
    expect(await issue({ pattern: '(' })).toMatchObject({ path: 'fields.pattern', rule: 'regex' });
    expect(await issue({ example: '别的' })).toMatchObject({ path: 'fields.example', rule: 'notRead' });
    expect(await issue({ pattern: String.raw`(?<channel>(\d+)+)$` })).toMatchObject({
      path: 'fields.pattern',
      rule: 'slow',
    });
  });
});

describe('the programs for video', () => {
  it('are named with what they lack, and another is taken only once it has shown what it is', async () => {
    const { target } = scene;
    const own = await target.call('media.tools', {});
    expect(own).toMatchObject({ chosen: null, version: (await mediaTools()).version });
    expect((await target.refused('media.choose', { token: null })).code).toBe('permission.denied');
    await scene.sit(scene.people.office);
    const fake = join(target.folder, 'ffmpeg');
    await writeFile(fake, '#!/bin/sh\necho I am no such thing\n');
    await chmod(fake, 0o755);
    expect((await target.refused('media.choose', { token: await scene.token(fake) })).code).toBe('media.binaryMissing');
    expect(await target.call('media.tools', {})).toEqual(own);
    // One that says it is old is taken when a person asks for it, and says what it cannot do.
    for (const said of ['ffmpeg', 'ffprobe'] as const) await disguised(target.folder, said, 'exit 0');
    expect((await target.refused('media.choose', { token: await scene.token(fake) })).code).toBe('media.idle');
    for (const said of ['ffmpeg', 'ffprobe'] as const)
      await disguised(target.folder, said, `exec '${(await mediaTools())[said]}' "$@"`);
    const chosen = await target.call('media.choose', { token: await scene.token(fake) });
    expect(chosen).toMatchObject({ source: 'settings', version: '4.4', chosen: fake });
    expect(chosen.lacks).toContain('dhav');
    expect(await target.call('media.choose', { token: null })).toEqual(own);
    const { ids } = await target.call('audit.list', { filter: { action: 'media.choose' } });
    expect(ids.length).toBe(2);
  });
});

describe('without a whole program', () => {
  afterEach(() => vi.unstubAllEnvs());
  it('says which part of it is missing, and where it was looked for', async () => {
    const { workspace, files, folder: home } = scene.target;
    const place = join(home, 'lone');
    await mkdir(place);
    const lone = await program(place, 'ffmpeg', 'echo ffmpeg version 6.1 Copyright');
    vi.stubEnv('PATH', place);
    const box = (path: string | null): MediaToolbox =>
      new MediaToolbox({ database: workspace.database, files, chosen: { get: () => path, set: () => undefined } });
    const alone = await box(lone).state();
    expect(alone).toMatchObject({ source: null, version: null });
    expect(alone.refused).toEqual(expect.arrayContaining([{ source: 'settings', why: 'noFfprobe' }]));
    await expect(box(lone).require()).rejects.toMatchObject({
      code: 'media.binaryMissing',
      params: { name: 'ffprobe' },
    });
    vi.stubEnv('PATH', join(place, 'nowhere'));
    expect((await box(null).state()).refused).toContainEqual({ source: 'system', why: 'missing' });
    await expect(box(null).require()).rejects.toMatchObject({ params: { name: 'ffmpeg' } });
  });
});

// Last: a plan that was shown keeps its reader at what it saw.
describe('a long list', () => {
  it('is answered by indexes', async () => {
    const plan = (listing: Parameters<typeof recordingListSql>[0]): Promise<string> => {
      const { sql, params } = recordingListSql(listing);
      return scene.target.workspace.database.read('test.plan', async (reader) =>
        (await reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params))
          .map(({ detail }) => detail)
          .join('\n'),
      );
    };
    expect(await plan({})).toContain('USING COVERING INDEX recording_time');
    expect(await plan({ filter: { hallId: 1, fromDay: 1, toDay: 2, playWay: 'proxy' } })).toMatch(
      /r USING (COVERING )?INDEX/,
    );
    expect(await plan({ filter: { cameraId: 1 } })).toMatch(/r USING (COVERING )?INDEX/);
    expect(await plan({ sort: { by: 'importedAt', direction: 'desc' } })).toContain(
      'USING COVERING INDEX recording_imported',
    );
  });
});
