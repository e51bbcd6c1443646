import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';
import { ffmpeg, recording } from '../support/footage.js';
import { ask, PASSWORD } from '../support/recording.js';

/** Takes these files in through the real dialog and answers with the ids of the recordings. */
async function takeIn(running: RunningApp, paths: string[]): Promise<number[]> {
  await running.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  }, paths);
  const { halls } = await ask(running, 'hall.tree', {});
  const tokens = (await ask(running, 'files.pickMany', { purpose: 'footage' })).map(({ token }) => token);
  const { takingId } = await ask(running, 'footage.takeIn', {
    clientId: crypto.randomUUID(),
    tokens,
    hallId: halls[0]?.id ?? 0,
    cameraId: null,
    retentionClass: 'footage',
    acquisition: { method: 'hall_recorder', takenBy: null, approvalNo: null, basis: null },
  });
  const files = () => ask(running, 'footage.takingFiles', { takingId });
  await expect
    .poll(async () => (await files()).every(({ state }) => state !== 'waiting'), { timeout: 60_000 })
    .toBe(true);
  return (await files()).map(({ recordingId }) => recordingId ?? 0);
}

test('a recording plays from the store, a copy plays while it is made, and nothing else is handed out', async () => {
  test.setTimeout(180_000);
  const running = await launch();
  const slow = join(tmpdir(), `mingcha-slow-${process.pid}.avi`);
  try {
    const { page } = running;
    await ask(running, 'session.setUp', {
      clientId: crypto.randomUUID(),
      hallName: '林溪区行政便民服务中心',
      administrator: { account: 'office', name: '何知远', password: PASSWORD },
    });
    await ffmpeg(['-stream_loop', '39', '-i', await recording('mjpegAvi'), '-c', 'copy', '-f', 'avi', slow]);
    const [asIs = 0, foreign = 0, unopened = 0] = await takeIn(running, [
      await recording('h264Mp4'),
      slow,
      await recording('h264NoB'),
    ]);

    await test.step('as it is, with seeking', async () => {
      const { source } = await ask(running, 'recordings.open', { id: asIs, reason: '核对' });
      if (source.kind !== 'file') throw new Error(source.kind);
      const seen = await page.evaluate(async (url) => {
        const video = document.createElement('video');
        video.muted = true;
        video.src = url;
        await new Promise((done, fail) => {
          video.onloadeddata = done;
          video.onerror = () => fail(new Error(video.error?.message ?? ''));
        });
        const frame = new Promise<number>((shown) =>
          video.requestVideoFrameCallback((_, { mediaTime }) => shown(mediaTime)),
        );
        video.currentTime = 5.001;
        return { duration: video.duration, width: video.videoWidth, at: await frame };
      }, source.url);
      expect(seen).toEqual({ duration: 8, width: 640, at: 5 });
    });

    await test.step('while its copy is made', async () => {
      await ask(running, 'recordings.open', { id: foreign, reason: '核对' });
      const source = async () => (await ask(running, 'recordings.playback', { id: foreign })).source;
      await expect.poll(async () => (await source()).kind, { timeout: 30_000 }).toBe('growing');
      const growing = await source();
      if (growing.kind !== 'growing') throw new Error(growing.kind);
      const seen = await page.evaluate(async ({ url, codecs }) => {
        const video = document.createElement('video');
        video.muted = true;
        const media = new MediaSource();
        video.src = URL.createObjectURL(media);
        await new Promise((opened) => (media.onsourceopen = opened));
        const buffer = media.addSourceBuffer(`video/mp4; codecs="${codecs}"`);
        const reader = (await fetch(url)).body?.getReader();
        for (let pieces = 0; pieces < 400 && video.readyState < 2; pieces += 1) {
          const piece = await reader?.read();
          if (!piece?.value) break;
          buffer.appendBuffer(piece.value);
          await new Promise((done) => (buffer.onupdateend = done));
        }
        await reader?.cancel();
        return { state: video.readyState, width: video.videoWidth, error: video.error?.message ?? null };
      }, growing);
      expect(seen).toMatchObject({ width: 640, error: null });
      expect(seen.state).toBeGreaterThanOrEqual(2);
      const state = (await ask(running, 'jobs.list', {})).find(({ id }) => id === growing.jobId)?.state;
      expect(state).toBe('running');
      await ask(running, 'jobs.cancel', { id: growing.jobId });
    });

    await test.step('and nothing that was not opened, nor bytes of pictures', async () => {
      const outcome = (url: string) =>
        page.evaluate(
          (address) =>
            fetch(address).then(
              ({ status }) => status,
              () => 'blocked',
            ),
          url,
        );
      expect(await outcome(`media://recording/${unopened}/play`)).toBe(403);
      expect(await outcome(`media://recording/999999/play`)).toBe(404);
      expect(await outcome('media://evidence/1/full')).toBe('blocked');
      expect(await outcome('media://derived/1/play')).toBe('blocked');
    });
  } finally {
    await running.close();
    await rm(slow, { force: true });
  }
});
