import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { HallEntity } from '../../domain/hall/entities.js';
import type {} from '../../renderer/api/client.js';
import type { RunningApp } from './app.js';
import { finding, writing } from './finding.js';
import { draft } from './hall.js';

const OFFICE = '杭州湾-tide-47';
const INSPECTOR = '杭州湾-tide-48';

/** The value of a call through the real bridge; a refusal fails the test with its code. */
export async function asked<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const given = await answer;
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  return given.value;
}

export interface PlayerDesk {
  hallId: number;
  windowId: number;
  visitId: number;
  findingId: string;
}

/** A hall with a recorder (channels 17, 21 and 22), a window, and an inspector at the desk with a visit begun. */
export async function playerDesk(running: RunningApp): Promise<PlayerDesk> {
  await asked(
    running.call('session.setUp', {
      clientId: randomUUID(),
      hallName: '林溪区行政便民服务中心',
      administrator: { account: 'office', name: '何知远', password: OFFICE },
    }),
  );
  const hallId = (await asked(running.call('hall.tree', {}))).halls[0]?.id ?? 0;
  const row = async (entity: HallEntity, fields: Parameters<typeof draft>[1]): Promise<number> =>
    (await asked(running.call('hall.create', { clientId: randomUUID(), draft: draft(entity, fields) }))).id;
  const zoneId = await row('zone', { hallId, name: '主中心 二楼B区', floor: '2层' });
  const unitId = await row('unit', { hallId, name: '市场监管局' });
  const windowId = await row('window', { number: 'B07', name: '企业开办', zoneId, unitId });
  const recorderId = await row('recorder', { hallId, name: '一号录像机', keepDays: 30 });
  for (const [channel, name] of [
    [17, '正面'],
    [21, '侧面'],
    [22, '等候区'],
  ] as const)
    await row('camera', { recorderId, channel, name, zoneId, windowIds: [windowId] });
  const fields = {
    account: 'lin',
    name: '林晚',
    code: 'A07',
    roles: ['inspector'] as ['inspector'],
    unitId: null,
    phone: null,
    note: null,
  };
  await asked(running.call('people.create', { clientId: randomUUID(), fields, password: OFFICE }));
  await asked(running.call('session.signOut', {}));
  await asked(running.call('session.signIn', { account: 'lin', password: OFFICE }));
  await asked(running.call('session.changePassword', { current: OFFICE, next: INSPECTOR }));
  const visit = await asked(
    running.call('visits.start', {
      clientId: randomUUID(),
      mode: 'simulated_transaction',
      roundObjectId: null,
      hallId,
      windowIds: [windowId],
      partnerIds: [],
    }),
  );
  const found = finding({ title: '未答复即推至 B09' });
  await asked(running.call('visits.change', { id: visit.id, seen: visit.revision, changes: [writing(null, found)] }));
  return { hallId, windowId, visitId: visit.id, findingId: found.clientId };
}

/** Takes recordings in as a drop would, and waits. @returns their ids, in the order of the files */
export async function takeIn(running: RunningApp, hallId: number, paths: readonly string[]): Promise<number[]> {
  const { page } = running;
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'dropped' });
    document.body.append(input);
  });
  await page.setInputFiles('#dropped', [...paths]);
  const tokens = await page.evaluate(async () => {
    const input = document.getElementById('dropped') as HTMLInputElement;
    const tokens: string[] = [];
    for (const file of input.files ?? []) tokens.push((await window.mingcha.tokenFor(file))?.token ?? '');
    input.remove();
    return tokens;
  });
  const { takingId } = await asked(
    running.call('footage.takeIn', {
      clientId: randomUUID(),
      tokens,
      hallId,
      cameraId: null,
      retentionClass: 'footage',
      acquisition: { method: 'hall_recorder', takenBy: '沈佳', approvalNo: '2026-58', basis: null },
    }),
  );
  let files: { recordingId: number | null; state: string }[] = [];
  await expect
    .poll(
      async () => {
        files = await asked(running.call('footage.takingFiles', { takingId }));
        return files.every(({ state }) => state !== 'waiting');
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  return files.map(({ recordingId }) => recordingId ?? 0);
}
