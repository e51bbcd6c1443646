import { appendFile, copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { GRACE_MS, runMedia, runToEnd } from '../../media/runner.js';
import { frameNumbers, mediaTools, numbers, recording } from '../support/footage.js';
import { program } from '../support/programs.js';

let folder = '';
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha-runner-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const script = (text: string): Promise<string> => program(folder, `program-${(made += 1)}`, text);

describe('a short run', () => {
  it('hands arguments over as they are, without a shell', async () => {
    const nasty = ['$(touch /tmp/x)', '; echo no', '"quoted"', '中 文', '*', '--flag=\n'];
    const code = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const outcome = await runToEnd(process.execPath, ['-e', code, '--', ...nasty], 10_000);
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.stdout)).toEqual(nasty);
  });

  it('gives the exit code, and null for what it had to kill', async () => {
    expect((await runToEnd(process.execPath, ['-e', 'process.exit(7)'], 10_000)).code).toBe(7);
    expect((await runToEnd(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], 300)).code).toBeNull();
  });

  it('rejects for a program that is not there', async () => {
    await expect(runToEnd('/nowhere/ffmpeg', [], 1000)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(runMedia('/nowhere/ffmpeg', [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a long run', () => {
  it('gives its lines one by one, whole whatever the pieces, and how it ended', async () => {
    const lines: string[] = [];
    const path = await script(`printf 'one\\r\\ntwo 明'; sleep 0.1; printf '察\\n\\nlast'; echo why >&2; exit 3`);
    const outcome = await runMedia(path, [], { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['one', 'two 明察', '', 'last']);
    expect(outcome).toEqual({ code: 3, signal: null, stderr: 'why\n', ended: 'itself' });
  });

  it('a hundred thousand lines pass without being kept', async () => {
    let count = 0;
    const path = await script('i=0; while [ $i -lt 1000 ]; do i=$((i+1)); echo; done; seq 1 100000');
    await runMedia(path, [], { onLine: () => (count += 1) });
    expect(count).toBe(101_000);
  });

  it('garbage without an end of line does not fill the memory', async () => {
    let longest = 0;
    const path = await script(`head -c 20000000 /dev/zero | tr '\\0' x; head -c 50000 /dev/zero | tr '\\0' y >&2`);
    const outcome = await runMedia(path, [], { onLine: (line) => (longest = line.length), mostStderr: 1000 });
    expect(outcome.code).toBe(0);
    expect(longest).toBeLessThanOrEqual(1 << 20);
    expect(outcome.stderr).toHaveLength(1000);
  });

  it('called off, it is asked to end', async () => {
    const stop = new AbortController();
    const path = await script('echo begun; exec sleep 60');
    const outcome = await runMedia(path, [], { signal: stop.signal, onLine: () => stop.abort() });
    expect(outcome).toMatchObject({ ended: 'cancelled', code: null, signal: 'SIGTERM' });
    expect((await runMedia(path, [], { signal: stop.signal })).ended).toBe('cancelled');
  });

  it('who does not listen is killed after three seconds', async () => {
    const stop = new AbortController();
    const path = await script(`trap '' TERM; echo $$; while :; do sleep 0.05; done`);
    let pid = 0;
    const start = performance.now();
    const onLine = (line: string): void => {
      pid = Number(line);
      stop.abort();
    };
    const outcome = await runMedia(path, [], { signal: stop.signal, onLine });
    expect(outcome).toMatchObject({ ended: 'cancelled', signal: 'SIGKILL' });
    expect(performance.now() - start).toBeGreaterThan(GRACE_MS - 100);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('silence at the start and silence later are told from work', async () => {
    const silent = await script('exec sleep 60');
    expect(await runMedia(silent, [], { openMs: 200 })).toMatchObject({ ended: 'hanging' });
    const stuck = await script('echo one; exec sleep 60');
    expect(await runMedia(stuck, [], { openMs: 5000, hangMs: 200 })).toMatchObject({ ended: 'hanging' });
    const steady = await script('for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.1; done');
    expect(await runMedia(steady, [], { openMs: 5000, hangMs: 600 })).toMatchObject({ ended: 'itself', code: 0 });
    let looks = 0;
    const trace = (): Promise<string> => Promise.resolve(String((looks += 1)));
    const quiet = await script('sleep 0.7');
    expect(await runMedia(quiet, [], { openMs: 200, hangMs: 200, trace })).toMatchObject({ ended: 'itself' });
  });

  it('is not held up by what it left running', async () => {
    const path = await script('sleep 8 & echo done');
    const start = performance.now();
    expect((await runMedia(path, [])).code).toBe(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('what a reader throws ends it and is thrown on', async () => {
    const path = await script('echo one; exec sleep 60');
    const onLine = (): void => {
      throw new Error('not to be read');
    };
    await expect(runMedia(path, [], { onLine })).rejects.toThrow('not to be read');
  });

  it('is fed no faster than it eats, and learns when nobody eats any more', async () => {
    const piece = Buffer.alloc(1 << 20);
    const lines: string[] = [];
    const slow = await script('sleep 0.3; wc -c');
    await runMedia(slow, [], {
      onLine: (line) => lines.push(line.trim()),
      stdin: async (input) => {
        for (let count = 0; count < 8; count += 1) expect(await input.write(piece)).toBe(true);
      },
    });
    expect(lines).toEqual([String(8 << 20)]);
    let took = true;
    const sated = await script('head -c 10 >/dev/null; exit 4');
    const outcome = await runMedia(sated, [], {
      stdin: async (input) => {
        for (let count = 0; count < 8 && took; count += 1) took = await input.write(piece);
      },
    });
    expect([outcome.code, took]).toEqual([4, false]);
  });
});

describe('ffmpeg', () => {
  const order = { name: '一楼大厅.mp4', sources: [] as string[] };

  it('says how far it is and what it made', async () => {
    const source = await recording('h264Silent');
    const output = join(folder, "进度 “一” 'x'.mkv");
    const percents: number[] = [];
    const ran = await new Ffmpeg(await mediaTools()).run(['-i', source, '-c', 'copy', output], {
      ...{ name: order.name, sources: [source], output, plannedMs: 8000 },
      report: (percent) => percents.push(percent),
    });
    expect(ran.frames).toBe(200);
    expect(percents.at(-1)).toBeGreaterThan(95);
    expect(percents.every((percent) => percent >= 0 && percent <= 100)).toBe(true);
    expect(await frameNumbers(output)).toEqual(numbers(0, 200));
  });

  it('opens nothing but the files it was given', async () => {
    const tools = new Ffmpeg(await mediaTools());
    const source = await recording('h264Ts');
    const list = join(folder, 'list.m3u8');
    await writeFile(list, `#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n`);
    const nothing = ['-f', 'null', '-'];
    for (const input of [
      `concat:${source}|${source}`,
      list,
      'http://127.0.0.1:1/x.mp4',
      `subfile,,start,0,end,9,,:${source}`,
    ])
      await expect(tools.run(['-i', input, ...nothing], order), input).rejects.toMatchObject({ code: 'media.failed' });
    const joined = await tools.run(['-i', `concat:${source}|${source}`, '-c', 'copy', ...nothing], {
      ...order,
      joins: true,
    });
    expect(joined.frames).toBe(400);
  });

  it('a source that grows, vanishes or is no file is refused by name', async () => {
    const tools = new Ffmpeg(await mediaTools());
    const source = join(folder, 'growing.mp4');
    await copyFile(await recording('h264Silent'), source);
    const slowly = (): Promise<unknown> =>
      tools.run(['-re', '-t', '1', '-i', source, '-f', 'null', '-'], { ...order, sources: [source] });
    const reading = slowly();
    await wait(300);
    await appendFile(source, 'x');
    await expect(reading).rejects.toMatchObject({ code: 'media.sourceChanged' });
    const again = slowly();
    await wait(300);
    await rm(source);
    await expect(again).rejects.toMatchObject({ code: 'media.sourceChanged' });
    await expect(slowly()).rejects.toMatchObject({ code: 'file.unreadable' });
    await expect(tools.run(['-i', folder, '-f', 'null', '-'], { ...order, sources: [folder] })).rejects.toMatchObject({
      code: 'file.unreadable',
    });
  });

  it('called off, hanging and missing are told apart', async () => {
    const tools = await mediaTools();
    const source = await recording('h264Silent');
    const stop = new AbortController();
    const long = new Ffmpeg(tools).run(['-re', '-i', source, '-f', 'null', '-'], {
      ...{ ...order, sources: [source], plannedMs: 8000, signal: stop.signal },
      report: () => stop.abort(),
    });
    await expect(long).rejects.toMatchObject({ code: 'cancelled' });
    const hanging = new Ffmpeg({ ...tools, ffmpeg: await script(`trap '' TERM; exec sleep 60`) });
    await expect(hanging.run([], { ...order, openMs: 200 })).rejects.toMatchObject({ code: 'media.hanging' });
    const missing = new Ffmpeg({ ...tools, ffmpeg: join(folder, 'nowhere') });
    await expect(missing.run([], order)).rejects.toMatchObject({ code: 'media.binaryMissing' });
    const killed = new Ffmpeg({ ...tools, ffmpeg: await script('kill -9 $$') });
    await expect(killed.run([], order)).rejects.toMatchObject({ code: 'media.failed' });
  });

  it('a full disk is told from another failure', async (context) => {
    const place = join(folder, 'full');
    await runToEnd('mkdir', [place], 5000);
    const mounted = await runToEnd('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], 5000).catch(() => null);
    if (mounted?.code !== 0) context.skip('only a superuser can make a small disk');
    try {
      const source = await recording('mpeg4Avi');
      const output = join(place, 'copy.avi');
      const run = new Ffmpeg(await mediaTools()).run(['-i', source, '-c', 'copy', output], {
        ...order,
        sources: [source],
        output,
      });
      await expect(run).rejects.toMatchObject({ code: 'file.diskFull', params: { name: order.name } });
      expect(await readdir(place)).toEqual(['copy.avi']);
    } finally {
      await runToEnd('umount', [place], 5000);
    }
  });

  it('a list as long as a recording is read line by line', async () => {
    const places: number[] = [];
    const asked = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
    const tools = new Ffmpeg(await mediaTools());
    await tools.probeLines(
      [...asked, await recording('h264Silent')],
      (line) => places.push(Number.parseFloat(line)),
      order,
    );
    expect(places.filter((place) => !Number.isNaN(place))).toHaveLength(200);
  });
});
