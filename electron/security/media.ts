import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { MEDIA_SCHEME, pictureSizes, pictureTypes, type PictureSize } from '../../domain/picture.js';
import type { Shown } from '../services/evidence/service.js';
import type { Principal } from '../services/session/gate.js';

/** Where pictures come from: who is at the desk, and what that person is shown. */
export interface MediaSource {
  principal(): Principal | null;
  show(id: number, size: PictureSize, viewer: Principal): Promise<Shown | 'denied' | 'missing'>;
}

/** What of a request is looked at; nothing else of it is. */
export interface MediaRequest {
  method: string;
  url: string;
  headers: { get(name: string): string | null };
}

/** Nothing but a number and a size: no part of an address becomes a path. */
const ADDRESS = new RegExp(`^${MEDIA_SCHEME}://evidence/([1-9][0-9]{0,14})/(${pictureSizes.join('|')})$`);

const allowedTypes: readonly string[] = pictureTypes;

/** Sent with every answer: it is what it says it is, it runs nothing, and no copy of it is kept. */
const common = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
};

const refuse = (status: number, more: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...common, ...more } });

/**
 * Answers a request for evidence, for whoever is at the desk at that moment.
 * 404 for what is no address of ours or is not there, 403 for who may not see it, 405 for anything but reading,
 * 415 for a kind that is not shown, 416 for a stretch outside of it.
 */
export async function answerMedia(request: MediaRequest, source: MediaSource | null): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  const [, id, size] = ADDRESS.exec(request.url) ?? [];
  if (id === undefined || size === undefined) return refuse(404);
  const principal = source?.principal() ?? null;
  if (!source || principal?.state !== 'signedIn') return refuse(403);
  const shown = await source.show(Number(id), size as PictureSize, principal);
  if (typeof shown === 'string') return refuse(shown === 'denied' ? 403 : 404);
  if (!allowedTypes.includes(shown.mediaType)) return refuse(415);
  return 'bytes' in shown ? whole(shown) : piece(shown, request.headers.get('range'));
}

function whole({ mediaType, bytes }: { mediaType: string; bytes: Buffer }): Response {
  const headers = { ...common, 'Content-Type': mediaType, 'Content-Length': String(bytes.length) };
  return new Response(new Uint8Array(bytes), { headers });
}

/** The file, or the stretch of it that was asked for. */
function piece({ mediaType, file, length }: { mediaType: string; file: string; length: number }, asked: string | null) {
  const range = rangeOf(asked, length);
  if (range === 'outside') return refuse(416, { 'Content-Range': `bytes */${length}` });
  const { start, end } = range ?? { start: 0, end: length - 1 };
  const headers = {
    ...common,
    'Content-Type': mediaType,
    'Content-Length': String(end - start + 1),
    'Accept-Ranges': 'bytes',
    ...(range ? { 'Content-Range': `bytes ${start}-${end}/${length}` } : {}),
  };
  const body = Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream<Uint8Array>;
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** `bytes=100-199`, `bytes=100-`, `bytes=-100`. Anything else, several stretches among it, asks for the whole. */
export function rangeOf(asked: string | null, length: number): { start: number; end: number } | 'outside' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return start > end || start >= length ? 'outside' : { start, end };
}
