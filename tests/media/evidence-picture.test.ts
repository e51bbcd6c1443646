import { copyFile, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ALIKE_BITS, hashDistance } from '../../domain/picture.js';
import { findFfmpeg } from '../../media/binaries.js';
import { readPictureHeader, type PictureHeader } from '../../media/picture-header.js';
import { differenceHash, PictureReader, takenInstant, THUMB_PIXELS, type PictureFacts } from '../../media/picture.js';
import { cameraNotes, draw, drawAll, ffmpeg, note, scenes, type Scene } from '../support/pictures.js';

// Real pictures through a real ffmpeg, on whatever computer this is.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
const reader = new PictureReader();
const look = (file: string): Promise<PictureFacts> => reader.inspect(file, '图.jpg');
const at = (name: string): string => join(folder, name);

async function header(file: string): Promise<PictureHeader | null> {
  const handle = await open(file, 'r');
  return readPictureHeader(handle).finally(() => handle.close());
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 图 '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what a picture is', () => {
  const kinds = {
    jpg: 'image/jpeg',
    png: 'image/png',
    webp: 'image/webp',
    bmp: 'image/bmp',
    gif: 'image/gif',
  } as const;

  it.each(Object.entries(kinds))('is read from the bytes of %s, whatever it is called', async (ending, mediaType) => {
    const drawn = await draw(folder, `a.${ending}`, 'chart', 'crop=320:180');
    const named = at(`${ending} 窗口 "B07" 100% %03d 😀.exe`);
    await copyFile(drawn, named);
    expect(await look(named)).toMatchObject({ mediaType, width: 320, height: 180, takenAt: null });
  });

  it('knows the three ways of WebP and a JPEG that is built up in passes', async () => {
    await ffmpeg(['-f', 'lavfi', '-i', scenes.chart, '-frames:v', '1', '-lossless', '1', at('l.webp')]);
    await ffmpeg([
      '-f',
      'lavfi',
      '-i',
      `${scenes.chart},format=yuva420p,colorchannelmixer=aa=0.5`,
      '-frames:v',
      '1',
      at('x.webp'),
    ]);
    for (const name of ['l.webp', 'x.webp']) {
      expect(await header(at(name))).toEqual({ type: 'image/webp', width: 480, height: 360 });
      expect(await look(at(name))).toMatchObject({ width: 480, height: 360 });
    }
  });

  it('takes the first picture of a moving GIF', async () => {
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc=s=320x240', '-t', '1', at('m.gif')]);
    expect(await look(at('m.gif'))).toMatchObject({ mediaType: 'image/gif', width: 320, height: 240 });
  });

  it('reads past what phones hang on behind, and past long notes before the size', async () => {
    const file = await draw(folder, 'motion.jpg', 'chart');
    for (let n = 0; n < 12; n += 1)
      await note(file, Buffer.concat([Buffer.from([0xff, 0xed, 0xff, 0xff]), Buffer.alloc(65533)]));
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.from('....ftypmp42'), Buffer.alloc(5000, 7)]));
    expect(await look(file)).toMatchObject({ width: 480, height: 360 });
  });
});

describe('what is no picture', () => {
  const notPicture = { code: 'media.notPicture', params: { name: '图.jpg' } };

  it.each([
    ['svg.png', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'],
    ['page.jpg', '<!doctype html><html><script>alert(1)</script></html>' + ' '.repeat(100)],
    ['program.png', `MZ${'\0'.repeat(200)}`],
    ['elf.png', `\x7fELF${'\0'.repeat(200)}`],
    ['list.png', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['concat.jpg', "ffconcat version 1.0\nfile '/etc/passwd'\n" + ' '.repeat(50)],
    ['short.png', '\x89PNG\r\n\x1a\n'],
    ['gif.gif', 'GIF89a/*\x01\x00\x01\x00*/=1;alert(1)//' + ' '.repeat(50)],
    ['os2.bmp', `BM${'\0'.repeat(12)}\x0c\0\0\0${'\x01\0'.repeat(30)}`],
    ['riff.webp', `RIFF\x10\0\0\0WEBPVP9 ${'\0'.repeat(40)}`],
    ['endless.jpg', '\xff\xd8' + '\xff\xe0\x00\x02'.repeat(600)],
    ['sound.webp', `RIFF\x10\0\0\0WAVEfmt ${'\0'.repeat(40)}`],
  ])('refuses %s', async (name, text) => {
    await writeFile(at(name), Buffer.from(text, 'latin1'));
    await expect(look(at(name))).rejects.toMatchObject(notPicture);
  });

  it('refuses footage, even with a picture inside', async () => {
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc=s=320x240', '-t', '1', '-f', 'mp4', at('clip.png')]);
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc=s=320x240', '-t', '1', '-c:v', 'mjpeg', '-f', 'avi', at('clip.jpg')]);
    await expect(look(at('clip.png'))).rejects.toMatchObject(notPicture);
    await expect(look(at('clip.jpg'))).rejects.toMatchObject(notPicture);
  });

  it.each(['jpg', 'png', 'webp', 'bmp'])('refuses a %s that stops half way', async (ending) => {
    const bytes = await readFile(await draw(folder, `whole.${ending}`, 'chart'));
    const half = at(`half.${ending}`);
    await writeFile(half, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    await expect(look(half)).rejects.toMatchObject(notPicture);
  });

  it.each(['jpg', 'png'])('refuses a %s whose inside is not what its beginning says', async (ending) => {
    const bytes = await readFile(await draw(folder, `broken.${ending}`, 'chart'));
    const broken = Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(bytes.length - 60, 0xa5)]);
    await writeFile(at('broken'), broken);
    await expect(look(at('broken'))).rejects.toMatchObject(notPicture);
  });

  it('refuses a bomb before anything is decoded', async () => {
    const bomb = await readFile(await draw(folder, 'bomb.png', 'chart'));
    bomb.writeUInt32BE(100_000, 16);
    bomb.writeUInt32BE(100_000, 20);
    await writeFile(at('bomb.png'), bomb);
    const unable = new PictureReader(() => Promise.reject(new Error('a decoder was asked for')));
    await expect(unable.inspect(at('bomb.png'), '图.png')).rejects.toMatchObject({
      code: 'media.tooManyPixels',
      params: { name: '图.png', limitMillion: 100 },
    });
  });

  it('says so when this computer has no ffmpeg', async () => {
    const file = await draw(folder, 'fine.png', 'chart');
    const none = new PictureReader(() => Promise.resolve(null));
    await expect(none.inspect(file, 'x')).rejects.toMatchObject({ code: 'media.binaryMissing' });
    const gone = new PictureReader(() => Promise.resolve({ path: '/nowhere/ffmpeg', version: '1' }));
    await expect(gone.inspect(file, 'x')).rejects.toMatchObject({ code: 'media.binaryMissing' });
  });

  it('stops when it is called off', async () => {
    const file = await draw(folder, 'off.png', 'fractal');
    const ending = new AbortController();
    ending.abort();
    await expect(reader.inspect(file, 'x', ending.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what the camera noted', () => {
  it('is when it was taken, on the clock of Shanghai, and how it was held', async () => {
    const file = await draw(folder, 'held.jpg', 'chart', 'scale=600:400');
    await note(file, cameraNotes(6, '2026:10:14 09:41:12'));
    const facts = await look(file);
    expect(facts.takenAt).toBe(Date.UTC(2026, 9, 14, 1, 41, 12));
    expect(facts).toMatchObject({ width: 400, height: 600 });
    await writeFile(at('small.jpg'), await reader.small(file, 'x', THUMB_PIXELS));
    expect(await header(at('small.jpg'))).toEqual({ type: 'image/jpeg', width: 213, height: 320 });
  });

  it('turns the picture: held in any of eight ways it is alike', async () => {
    const upright = await draw(folder, 'upright.jpg', 'test');
    const { hash } = await look(upright);
    // How a camera stores what it sees, so that turning it back gives the upright picture.
    const stored = [
      'null',
      'hflip',
      'hflip,vflip',
      'vflip',
      'transpose=0',
      'transpose=2',
      'transpose=3',
      'transpose=1',
    ];
    const turned = stored.map((filter, index) => [`turned-${index}.jpg`, filter] as const);
    await drawAll(folder, 'test', Object.fromEntries(turned));
    for (const [index, [name, filter]] of turned.entries()) {
      const file = at(name);
      await note(file, cameraNotes(index + 1, '2026:10:14 09:41:12'));
      const facts = await look(file);
      expect(facts).toMatchObject({ width: 480, height: 360 });
      expect(hashDistance(hash!, facts.hash!), filter).toBeLessThanOrEqual(ALIKE_BITS);
    }
  });

  it('counts as nothing when it is no moment', () => {
    const nothing = [
      '',
      '0000:00:00 00:00:00',
      '2026:02:30 10:00:00',
      '2026:13:01 10:00:00',
      '2026:10:14 25:00:00',
      'x',
    ];
    for (const text of nothing) expect(takenInstant(text)).toBeNull();
    expect(takenInstant('2024:02:29 23:59:59')).toBe(Date.UTC(2024, 1, 29, 15, 59, 59));
  });

  it('is passed over when it is damaged', async () => {
    const file = await draw(folder, 'damaged.jpg', 'chart');
    const notes = cameraNotes(6, '2026:10:14 09:41:12');
    await note(file, Buffer.concat([notes.subarray(0, 14), Buffer.alloc(notes.length - 14, 0xff)]));
    expect(await look(file)).toMatchObject({ width: 480, height: 360, takenAt: null });
  });
});

describe('pictures that are alike', () => {
  const all = Object.keys(scenes) as Scene[];

  it.each(all)('%s: coded anew, smaller, darker, it is the same picture', async (scene) => {
    const variants = {
      coded: [`${scene}-a.jpg`, 'null'],
      smaller: [`${scene}-b.jpg`, 'scale=217:163'],
      larger: [`${scene}-c.webp`, 'scale=1200:900'],
      darker: [`${scene}-d.jpg`, 'eq=brightness=-0.08:contrast=0.9'],
      grey: [`${scene}-e.png`, 'format=gray'],
    } as const;
    await drawAll(folder, scene, { [`${scene}.png`]: 'null', ...Object.fromEntries(Object.values(variants)) });
    const { hash } = await look(at(`${scene}.png`));
    for (const [how, [name]] of Object.entries(variants)) {
      const other = await look(at(name));
      expect(hashDistance(hash!, other.hash!), how).toBeLessThanOrEqual(ALIKE_BITS);
    }
  });

  it('are not the others: every pair differs', async () => {
    const hashes = await Promise.all(
      all.map(async (scene) => (await look(await draw(folder, `${scene}-p.png`, scene))).hash!),
    );
    for (const [index, one] of hashes.entries())
      for (const [later, other] of hashes.slice(index + 1).entries())
        expect(hashDistance(one, other), `${all[index]} ${all[index + 1 + later]}`).toBeGreaterThan(ALIKE_BITS);
  });

  it('have no hash where there is nothing to compare', async () => {
    await ffmpeg(['-f', 'lavfi', '-i', 'color=c=white:s=300x200', '-frames:v', '1', at('white.png')]);
    expect((await look(at('white.png'))).hash).toBeNull();
    expect(differenceHash(new Uint8Array(72))).toBeNull();
    expect(differenceHash(Uint8Array.from({ length: 72 }, (_, cell) => (cell % 9) * 20))).toBe('ffffffffffffffff');
    expect(differenceHash(Uint8Array.from({ length: 72 }, (_, cell) => (cell === 71 ? 99 : 0)))).toBe(
      '0000000000000001',
    );
  });
});

describe('small pictures', () => {
  it('are JPEG of at most 320 pixels, in the shape of the picture, never blown up', async () => {
    const cases = [
      ['wide.png', 'scale=1600:400', 320, 80],
      ['tall.png', 'scale=300:1200', 80, 320],
      ['tiny.png', 'scale=40:30', 40, 30],
    ] as const;
    for (const [name, filter, width, height] of cases) {
      await writeFile(
        at('thumb.jpg'),
        await reader.small(await draw(folder, name, 'chart', filter), 'x', THUMB_PIXELS),
      );
      expect(await header(at('thumb.jpg'))).toEqual({ type: 'image/jpeg', width, height });
      expect(Math.max(width, height)).toBeLessThanOrEqual(THUMB_PIXELS);
    }
  });

  it('show what is transparent on white', async () => {
    await ffmpeg(['-f', 'lavfi', '-i', 'color=c=black@0.0:s=64x64,format=rgba', '-frames:v', '1', at('clear.png')]);
    await writeFile(at('clear.jpg'), await reader.small(at('clear.png'), 'x', THUMB_PIXELS));
    const found = await findFfmpeg();
    expect(found).not.toBeNull();
    await ffmpeg(['-i', at('clear.jpg'), '-vf', 'scale=1:1,format=gray', '-f', 'rawvideo', at('clear.raw')]);
    expect([...(await readFile(at('clear.raw')))][0]).toBeGreaterThan(250);
  });
});
