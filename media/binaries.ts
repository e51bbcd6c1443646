import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../domain/errors.js';
import type { toolRefusals, toolSources } from '../domain/footage/custody.js';
import { runToEnd } from './runner.js';

export interface Binary {
  path: string;
  /** As it says of itself, e.g. `6.1.1`. */
  version: string;
}

export type ToolSource = (typeof toolSources)[number];
/** Parts of ffmpeg that something of ours needs; builds come without some. */
export type Capability = 'dhav' | 'libx264' | 'libx265' | 'aac' | 'mpegts' | 'drawtext';

/** The ffmpeg and ffprobe of this computer, once they have shown that they start. */
export interface MediaTools {
  ffmpeg: string;
  ffprobe: string;
  /** As it says of itself, e.g. `5.1.9-0+deb12u1`. */
  version: string;
  major: number;
  source: ToolSource;
  lacks: Capability[];
}

/** One place that was looked at and not taken. */
export interface ToolRefusal {
  path: string;
  source: ToolSource;
  why: (typeof toolRefusals)[number];
}

export interface ToolSearch {
  tools: MediaTools | null;
  refused: ToolRefusal[];
}

const START_LIMIT_MS = 5000;
/** Below this, seeks miss frames and `.dav` is read without its length, without a word. */
export const NEEDED_MAJOR = 5;

/** Which list of ffmpeg names each capability, and whether there is a way round its lack. */
const capabilities: Readonly<Record<Capability, '-demuxers' | '-muxers' | '-encoders' | '-filters'>> = {
  dhav: '-demuxers',
  libx264: '-encoders',
  libx265: '-encoders',
  aac: '-encoders',
  mpegts: '-muxers',
  drawtext: '-filters',
};

interface Candidate {
  path: string;
  source: ToolSource;
}

/** What is shipped lies outside the archive. Its package installs without the file when scripts are blocked. */
async function shipped(): Promise<Candidate[]> {
  const path = await import('ffmpeg-static').then(
    (module) => module.default?.replace('app.asar', 'app.asar.unpacked') ?? null,
    () => null,
  );
  return path && existsSync(path) ? [{ path, source: 'shipped' }] : [];
}

/** The settings name a file, or the folder it lies in. */
function chosen(path: string): Candidate {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return {
    path: isFolder ? join(path, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg') : path,
    source: 'settings',
  };
}

/** Where ffmpeg may be, best first: what the settings name, what is shipped, the system's. */
async function candidates(settings: string | null): Promise<Candidate[]> {
  return [...(settings ? [chosen(settings)] : []), ...(await shipped()), { path: 'ffmpeg', source: 'system' }];
}

/** Builds from a repository carry no number of a release; their library does. */
function majorOf(banner: string, version: string): number {
  const release = /^n?(\d+)\.\d/.exec(version)?.[1];
  if (release !== undefined) return Number(release);
  const library = Number(/libavutil\s+(\d+)\./.exec(banner)?.[1] ?? 0);
  return library > 52 ? library - 52 : 0;
}

async function start(
  path: string,
  program: 'ffmpeg' | 'ffprobe',
  limitMs: number,
): Promise<Omit<ToolRefusal, 'source' | 'path'> | { version: string; major: number }> {
  const outcome = await runToEnd(path, ['-version'], limitMs, 'SIGKILL').catch(() => null);
  if (!outcome) return { why: 'missing' };
  if (outcome.code === null) return { why: 'hanging' };
  const version = new RegExp(`^${program} version (\\S+)`).exec(outcome.stdout)?.[1];
  return version === undefined || outcome.code !== 0
    ? { why: 'garbage' }
    : { version, major: majorOf(outcome.stdout, version) };
}

/** Finds an ffmpeg that really starts. @returns null when there is none on this computer */
export async function findFfmpeg(): Promise<Binary | null> {
  for (const { path } of await candidates(null)) {
    const started = await start(path, 'ffmpeg', START_LIMIT_MS);
    if ('version' in started) return { path, version: started.version };
  }
  return null;
}

/** The ffprobe beside this ffmpeg, else the system's. */
async function ffprobeFor(ffmpeg: string, limitMs: number): Promise<string | null> {
  const beside = join(dirname(ffmpeg), basename(ffmpeg).replace('ffmpeg', 'ffprobe'));
  const places = dirname(ffmpeg) === '.' ? ['ffprobe'] : [beside, 'ffprobe'];
  for (const path of places) if (path !== ffmpeg && 'version' in (await start(path, 'ffprobe', limitMs))) return path;
  return null;
}

async function lacksOf(ffmpeg: string): Promise<Capability[]> {
  const names = new Map<string, Set<string>>();
  for (const list of new Set(Object.values(capabilities))) {
    const outcome = await runToEnd(ffmpeg, ['-hide_banner', list], START_LIMIT_MS, 'SIGKILL').catch(() => null);
    const rows = (outcome?.stdout ?? '').split('\n').map((line) => /^\s*[A-Z.|]+\s+(\S+)/.exec(line)?.[1] ?? '');
    names.set(list, new Set(rows.flatMap((row) => row.split(','))));
  }
  return (Object.keys(capabilities) as Capability[]).filter((one) => !names.get(capabilities[one])?.has(one));
}

/**
 * Finds ffmpeg and ffprobe and asks them what they can do; costs six short processes, so the answer is kept.
 * An old one of the system is taken only when there is nothing else.
 * @param settings file or folder named in the settings
 * @param limitMs after which one that does not answer is passed over
 * @returns the tools, and what was looked at before them and why it was not taken
 */
export async function findMediaTools(settings: string | null = null, limitMs = START_LIMIT_MS): Promise<ToolSearch> {
  const refused: ToolRefusal[] = [];
  let old: MediaTools | null = null;
  for (const candidate of await candidates(settings)) {
    const { path, source } = candidate;
    const started = await start(path, 'ffmpeg', limitMs);
    const ffprobe = 'version' in started ? await ffprobeFor(path, limitMs) : null;
    if (!('version' in started)) refused.push({ ...candidate, ...started });
    else if (ffprobe === null) refused.push({ ...candidate, why: 'noFfprobe' });
    else {
      const tools = { ffmpeg: path, ffprobe, ...started, source, lacks: await lacksOf(path) };
      if (started.major >= NEEDED_MAJOR || source === 'settings') return { tools, refused };
      old ??= tools;
      refused.push({ ...candidate, why: 'old' });
    }
  }
  return { tools: old, refused };
}

/** @throws AppError `media.tooOld` when this build must not cut exactly nor read `.dav` */
export function requireNew({ major, version }: MediaTools): void {
  if (major < NEEDED_MAJOR) throw new AppError('media.tooOld', { version, needed: NEEDED_MAJOR });
}

/** @throws AppError `media.lacks` when this build came without that part */
export function requireCapability({ lacks }: MediaTools, capability: Capability): void {
  if (lacks.includes(capability)) throw new AppError('media.lacks', { capability });
}
