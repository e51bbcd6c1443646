import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMediaTools } from '../../media/binaries.js';
import { makeFilmstrip } from '../../media/filmstrip.js';
import { probeMedia } from '../../media/probe.js';
import { interleaved, rowOf, timeOf, type Bench } from './kit.js';
import { plainly, recordingOf } from './recording-data.js';

const MINUTES = 60;
const TILES = 100;
const ROUNDS = 3;
/** Decoding an hour takes minutes; so much of it is decoded, and the rest reckoned. */
const DECODED_MINUTES = 2;
/** Times faster than decoding the whole that the strip has to be. */
const AIM = 25;

export const bench: Bench = {
  name: 'filmstrip',
  async run({ scale = 1 }) {
    const { tools } = await findMediaTools();
    if (!tools) throw new Error('this bench needs ffmpeg and ffprobe');
    const minutes = Math.max(DECODED_MINUTES, Math.round(MINUTES * scale));
    const source = await recordingOf(tools, minutes);
    const probed = await probeMedia(tools, source);
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-filmstrip-'));
    try {
      const strip = (): Promise<number> =>
        timeOf(async () => {
          const order = { source, probed, target: join(folder, 'strip.jpg'), name: 'bench', tiles: TILES };
          const { timesMs } = await makeFilmstrip(tools, order);
          if (timesMs.length !== TILES) throw new Error(`${timesMs.length} tiles of ${TILES}`);
        });
      const decode = async (): Promise<number> => {
        const part = ['-i', source, '-t', String(DECODED_MINUTES * 60), '-an', '-f', 'null', '-'];
        return ((await timeOf(() => plainly(tools, part))) * minutes) / DECODED_MINUTES;
      };
      const { ours, baseline } = await interleaved(ROUNDS, strip, decode);
      const what = `${TILES} frames of ${minutes} minutes of 1080p25 H.264 as one strip with their times`;
      const against = `decoding the whole, reckoned from ${DECODED_MINUTES} minutes of it`;
      const note = `${what}, against ${against} (aim: a ratio of at most ${1 / AIM}, ${AIM} times faster)`;
      return [rowOf({ name: 'filmstrip', unit: 'ms', note }, ours, baseline)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
