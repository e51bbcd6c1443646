import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAppError } from '../../../domain/errors.js';
import type { ClipMark } from '../../../domain/footage/clip.js';
import { SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import { stepsOfWindow, stepTimes, type StepTimes } from '../../../domain/visit.js';
import type { VisitDetail } from '../../../domain/visit-record.js';
import { Ffmpeg } from '../../../media/ffmpeg.js';
import type { Actor } from '../../ipc/context.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../../services/files.js';
import type { MediaToolbox } from '../../services/footage/tools.js';
import type { Orders } from '../orders.js';
import type { Random } from '../random.js';
import type { Say } from '../words.js';
import { drawScene, SCENE_SECONDS, sceneKinds, type SceneKind } from './scene.js';

interface Needs {
  /** Nobody else's: footage is made beside other work. */
  orders: Orders;
  reviewer: Actor;
  office: Actor;
  say: Say;
  random: Random;
  files: FileTokens;
  jobs: Pick<JobManager, 'settled'>;
  toolbox: Pick<MediaToolbox, 'require'>;
}

/** What is drawn for the visits that are chosen, one each: the last as an old recorder writes. */
const kinds: readonly SceneKind[] = ['mp4', 'mp4', 'mp4', 'avi'];
/** A scene begins this long before somebody is called. */
const BEFORE_MS = 6000;
/** So many of the newest visits are looked through. */
const LOOKED_AT = 80;

/** A visit at a window that a camera covers, and when somebody was called there. */
interface Chosen {
  visit: VisitDetail;
  windowId: number;
  times: StepTimes & { called: number };
  cameraId: number;
}

/** A file that was drawn, of a visit. */
interface Scene {
  chosen: Chosen;
  file: string;
}

/** A few short recordings of newest visits: drawn in the background, then taken in. */
export class DemoFootage {
  readonly #folder = mkdtemp(join(tmpdir(), 'mingcha-demo-'));
  readonly #drawn: Promise<Scene[]>;

  /** Begins to draw. Without ffmpeg, or with one that lacks what is needed, there is nothing to draw. */
  constructor(private readonly needs: Needs) {
    this.#drawn = this.#draw();
    // Told where it is waited for.
    this.#drawn.catch(() => undefined);
  }

  /**
   * Takes what was drawn in like any other recording, and puts a clip to a finding of one.
   * @returns how many recordings there are
   */
  async takeIn(): Promise<number> {
    let made = 0;
    let isClipped = false;
    for (const { chosen, file } of await this.#drawn) {
      const recordingId = await takeScene(chosen, file, this.needs);
      if (recordingId === null) return made;
      made += 1;
      if (!isClipped) isClipped = await clipFinding(chosen, recordingId, this.needs);
    }
    return made;
  }

  /** Waits for what is under way and clears its files away. */
  async end(): Promise<void> {
    await this.#drawn.catch(() => undefined);
    await rm(await this.#folder, { recursive: true, force: true });
  }

  async #draw(): Promise<Scene[]> {
    const tools = await this.needs.toolbox.require().catch((error: unknown) => {
      if (isAppError(error)) return null;
      throw error;
    });
    if (!tools || tools.lacks.includes('libx264')) return [];
    const [ffmpeg, folder] = [new Ffmpeg(tools), await this.#folder];
    const scenes: Scene[] = [];
    for (const chosen of await chosenVisits(this.needs)) {
      const kind = kinds[scenes.length] ?? 'mp4';
      const file = await sceneOf(ffmpeg, chosen, { ...this.needs, kind, folder });
      if (file === null) break;
      scenes.push({ chosen, file });
    }
    return scenes;
  }
}

/** One with a finding first, then the newest, each at another camera. */
async function chosenVisits({ orders, reviewer }: Needs): Promise<Chosen[]> {
  orders.as(reviewer, ['reviewer']);
  const sort = { by: 'day', direction: 'desc' } as const;
  const { ids } = await orders.give('visits.list', { sort, filter: { state: 'confirmed' }, limit: LOOKED_AT });
  const found: Chosen[] = [];
  for (const id of ids) {
    const chosen = await chosenOf(orders, id);
    if (!chosen || found.some(({ cameraId }) => cameraId === chosen.cameraId)) continue;
    const hasFinding = chosen.visit.findings.length > 0;
    if (hasFinding && !found.some(({ visit }) => visit.findings.length > 0)) found.unshift(chosen);
    else if (found.length < kinds.length) found.push(chosen);
    if (found.length >= kinds.length && found.some(({ visit }) => visit.findings.length > 0)) break;
  }
  return found.slice(0, kinds.length);
}

async function chosenOf(orders: Orders, id: number): Promise<Chosen | null> {
  const visit = await orders.give('visits.get', { id });
  const windowId = visit.windows[0]?.id;
  if (windowId === undefined) return null;
  const times = stepTimes(stepsOfWindow(visit.steps, windowId));
  const { called } = times;
  if (called === undefined) return null;
  const { cameras } = await orders.give('footage.ofMoment', { visitId: id, windowId, at: called });
  const [camera] = cameras;
  return camera ? { visit, windowId, times: { ...times, called }, cameraId: camera.id } : null;
}

/** @returns the file; null when it could not be drawn */
async function sceneOf(
  ffmpeg: Ffmpeg,
  { times, cameraId }: Chosen,
  { kind, folder, orders, office }: Needs & { kind: SceneKind; folder: string },
): Promise<string | null> {
  orders.as(office);
  const [camera] = await orders.give('hall.rows', { entity: 'camera', ids: [cameraId] });
  const channel = String(channelOf(camera?.fields)).padStart(2, '0');
  const fromAt = Math.floor((times.called - BEFORE_MS) / 1000) * 1000;
  const name = `NVR_ch${channel}_main_${stamp(fromAt)}_${stamp(fromAt + SCENE_SECONDS * 1000)}.${sceneKinds[kind].ending}`;
  const file = join(folder, name);
  const at = (instant: number | undefined, usual: number): number =>
    Math.min(SCENE_SECONDS - 4, Math.max(4, instant === undefined ? usual : (instant - fromAt) / 1000));
  try {
    await drawScene(ffmpeg, { file, kind, fromAt, comes: at(times.called, 6), leaves: at(times.left, 16) });
    return file;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** @returns the recording's id; null when it was not taken in */
async function takeScene(
  { visit, cameraId }: Chosen,
  file: string,
  { orders, office, random, files, jobs, say }: Needs,
): Promise<number | null> {
  orders.as(office);
  const token = await files.offer(file, 'open');
  if (!token) return null;
  const { takingId, jobId } = await orders.give('footage.takeIn', {
    clientId: random.uuid(),
    tokens: [token.token],
    hallId: visit.fields.hallId,
    cameraId,
    retentionClass: 'footage',
    acquisition: { method: 'hall_recorder', takenBy: say(['演示数据', 'Demo data']), approvalNo: null, basis: null },
  });
  await jobs.settled(jobId);
  const [taken] = await orders.give('footage.takingFiles', { takingId });
  return taken?.recordingId ?? null;
}

const channelOf = (fields: object | undefined): number =>
  fields && 'channel' in fields && typeof fields.channel === 'number' ? fields.channel : 1;

/** `20261014093000` on the clock of Shanghai, as recorders name their files. */
const stamp = (instant: number): string =>
  new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace(/\D/g, '');

/** Puts a clip with its marks to the first finding of the visit. @returns whether there was one */
async function clipFinding(
  { visit, times }: Chosen,
  recordingId: number,
  { orders, reviewer, random }: Needs,
): Promise<boolean> {
  const [finding] = visit.findings;
  if (!finding) return false;
  orders.as(reviewer, ['reviewer']);
  const fromAt = Math.floor((times.called - BEFORE_MS) / 1000) * 1000;
  const place = (instant: number | undefined): number | null => {
    const ms = instant === undefined ? null : instant - fromAt;
    return ms !== null && ms >= 0 && ms < SCENE_SECONDS * 1000 ? ms : null;
  };
  const called = place(times.called) ?? BEFORE_MS;
  const greeted = place(times.greeted);
  const marks: ClipMark[] = [
    { moment: 'greeting', fromMs: called, untilMs: greeted !== null && greeted >= called ? greeted : null },
  ];
  await orders.give('clips.save', {
    clientId: random.uuid(),
    id: null,
    revision: null,
    recordingId,
    fields: {
      inMs: called - 2000,
      outMs: SCENE_SECONDS * 1000 - 2000,
      label: finding.title.slice(0, 60),
      note: null,
      target: { kind: 'finding', visitId: visit.id, finding: finding.clientId },
      marks,
    },
  });
  return true;
}
