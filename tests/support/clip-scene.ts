import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { Clip, ClipFields } from '../../domain/footage/clip.js';
import type { FindingFields } from '../../domain/finding.js';
import type { VisitDetail } from '../../domain/visit-record.js';
import { footageScene, type FootageScene } from './footage-scene.js';
import { recording, type RecordingShape } from './footage.js';
import { callerOf, completeVisit, finding, published, writing, type Caller } from './visits.js';
import { addPerson } from './workspace.js';

/** When the recordings of a scene begin, by their names: 2026-10-14 13:00:00 in Shanghai. */
export const STARTED = Date.UTC(2026, 9, 14, 5, 0, 0);

export interface ClipScene extends FootageScene {
  /** The second inspector, a partner of the first on visits with two. */
  partner: number;
  /** Takes a recording of this shape in, by camera 1, from `STARTED` on. */
  recorded(shape: RecordingShape, name?: string): Promise<number>;
  clip(recordingId: number, fields?: Partial<ClipFields>): Promise<Clip>;
  /** Cuts and waits. */
  cut(clipIds: number[], wish?: Partial<CommandInput<'clips.cut'>>): ReturnType<FootageScene['target']['ended']>;
  /** This clip as the person at the desk sees it now. */
  again(clip: Clip): Promise<Clip>;
  /** An open visit of the inspector with one finding. */
  openVisit(): Promise<{ visit: VisitDetail; finding: string; fields: FindingFields; caller: Caller }>;
  /** Every file that is anywhere in the data folder but the store's database. */
  files(): Promise<string[]>;
  end(): Promise<void>;
}

export async function clipScene(options: Parameters<typeof footageScene>[0] = {}): Promise<ClipScene> {
  const scene = await footageScene(options);
  const { target, people } = scene;
  const partner = await addPerson(target, 'partner', ['inspector']);
  await published(target, 'simulated_transaction');
  const folder = await mkdtemp(join(tmpdir(), 'mingcha 选段 '));
  let count = 0;
  return {
    ...scene,
    partner,
    async recorded(shape, name = `NVR_ch1_main_20261014130000_20261014130008 ${(count += 1)}`) {
      const path = join(folder, name);
      await copyFile(await recording(shape), path);
      const { files } = await scene.takeIn([path]);
      if (!files[0]?.recordingId) throw new Error(JSON.stringify(files));
      return files[0].recordingId;
    },
    clip: (recordingId, fields = {}) =>
      target.call('clips.save', {
        clientId: randomUUID(),
        id: null,
        revision: null,
        recordingId,
        fields: { inMs: 1000, outMs: 3000, label: '窗口空岗', note: null, target: null, marks: [], ...fields },
      }),
    async cut(clipIds, wish = {}) {
      const { jobId } = await target.call('clips.cut', { clipIds, mode: 'exact', caption: false, ...wish });
      return target.ended(jobId);
    },
    async again({ id, recordingId }) {
      const clips = await target.call('clips.ofRecording', { recordingId });
      const found = clips.find((clip) => clip.id === id);
      if (!found) throw new Error(`no clip ${id}`);
      return found;
    },
    async openVisit() {
      const caller = callerOf(target, people.inspector);
      const one = finding({ windowId: scene.windowId });
      const visit = await completeVisit(target, caller, { windowIds: [scene.windowId], partnerIds: [partner] }, () => [
        writing(null, one),
      ]);
      return { visit, finding: one.clientId, fields: one, caller };
    },
    async files() {
      const data = join(target.folder, 'data');
      const entries = await readdir(data, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith('mingcha'))
        .map((entry) => join(entry.parentPath, entry.name).slice(data.length + 1))
        .sort();
    },
    async end() {
      await target.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
