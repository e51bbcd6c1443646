import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Acquisition } from '../../domain/footage/recording.js';
import type { HallEntity } from '../../domain/hall/entities.js';
import { answerMedia, mediaOf } from '../../electron/security/media.js';
import { make } from './hall.js';
import { sit } from './leads.js';
import { addPerson, openConsole, type TestConsole } from './workspace.js';

export const acquisition: Acquisition = { method: 'hall_recorder', takenBy: '何知远', approvalNo: null, basis: null };

/** A console with a hall, a recorder of two cameras over one window, and people who work with footage. */
export interface FootageScene {
  target: TestConsole;
  hallId: number;
  windowId: number;
  recorderId: number;
  /** Channels 1 and 2. */
  cameras: [number, number];
  people: Record<'office' | 'inspector' | 'reviewer' | 'leader' | 'auditor', number>;
  /** Takes these files in, waits for the end, and answers with what became of them. */
  takeIn(
    paths: readonly string[],
    more?: Partial<CommandInput<'footage.takeIn'>>,
  ): Promise<{ takingId: number; jobId: number; files: CommandOutput<'footage.takingFiles'> }>;
  token(path: string): Promise<string>;
  sit(personId: number): Promise<unknown>;
  /** As the page asks for it. */
  media(url: string, headers?: Record<string, string>, method?: string): Promise<Response>;
}

export async function footageScene(options: Parameters<typeof openConsole>[0] = {}): Promise<FootageScene> {
  const target = await openConsole({ demo: true, ...options });
  const { halls } = await target.call('hall.tree', {});
  const hallId = halls[0]?.id ?? 0;
  const row = (entity: HallEntity, fields: Parameters<typeof make>[2]): Promise<number> =>
    make(target, entity, fields).then(({ id }) => id);
  const zoneId = await row('zone', { hallId, name: '综合受理区', floor: '1层' });
  const unitId = await row('unit', { hallId, name: '税务局' });
  const windowId = await row('window', { number: 'A1', name: '办税', zoneId, unitId });
  const recorderId = await row('recorder', { hallId, name: '一号录像机', keepDays: 30 });
  const camera = (channel: number): Promise<number> =>
    row('camera', { recorderId, channel, name: `机位${channel}`, zoneId, windowIds: [windowId] });
  const cameras: [number, number] = [await camera(1), await camera(2)];
  const people = {
    office: (await target.call('session.current', {})).person?.id ?? 0,
    inspector: await addPerson(target, 'inspector', ['inspector']),
    reviewer: await addPerson(target, 'reviewer', ['reviewer']),
    leader: await addPerson(target, 'leader', ['leader']),
    auditor: await addPerson(target, 'auditor', ['auditor']),
  };
  const token = async (path: string): Promise<string> => (await target.files.offer(path, 'open'))?.token ?? '';
  const source = mediaOf(target.workspace, target.workspace.session);
  return {
    target,
    hallId,
    windowId,
    recorderId,
    cameras,
    people,
    token,
    async takeIn(paths, more = {}) {
      const { takingId, jobId } = await target.call('footage.takeIn', {
        clientId: randomUUID(),
        tokens: await Promise.all(paths.map(token)),
        hallId,
        cameraId: null,
        retentionClass: 'footage',
        acquisition,
        ...more,
      });
      await target.ended(jobId);
      return { takingId, jobId, files: await target.call('footage.takingFiles', { takingId }) };
    },
    sit: (personId) => sit(target, personId),
    media: (url, headers = {}, method = 'GET') => answerMedia({ method, url, headers: new Headers(headers) }, source),
  };
}
