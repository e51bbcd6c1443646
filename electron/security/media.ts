import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { derivedParts, recordingParts, type DerivedPart, type RecordingPart } from '../../domain/footage/address.js';
import { MEDIA_SCHEME, pictureSizes, pictureTypes, type PictureSize } from '../../domain/picture.js';
import type { Shown } from '../services/evidence/service.js';
import type { FootageViewer } from '../services/footage/player.js';
import type { Principal } from '../services/session/gate.js';
import { APP_ORIGIN } from './origin.js';

type Answer = Shown | 'denied' | 'missing';

/** Where evidence comes from: who is at the desk, and what that person is shown. */
export interface MediaSource {
  principal(): Principal | null;
  show(id: number, size: PictureSize, viewer: Principal): Promise<Answer>;
  recording(id: number, part: RecordingPart, viewer: Principal): Promise<Answer>;
  derived(id: number, part: DerivedPart, viewer: Principal): Promise<Answer>;
  proof(id: number, part: ProofPart, viewer: Principal): Promise<Answer>;
  ranking(id: number, size: PictureSize, viewer: Principal): Promise<Answer>;
}

/** A picture in its sizes, a clip in its parts. */
const proofParts = [...pictureSizes, ...derivedParts] as const;
type ProofPart = (typeof proofParts)[number];

interface Shows {
  evidence: { show(id: number, size: PictureSize, viewer: Principal): Promise<Answer> };
  footage: { player: { show(id: number, part: RecordingPart, viewer: FootageViewer): Promise<Answer> } };
  clips: { derived: { show(id: number, part: DerivedPart, viewer: Principal): Promise<Answer> } };
  rectifications: {
    proofs: { show(id: number, size: PictureSize, viewer: Principal): Promise<Answer> };
    proofFootage: { show(id: number, part: DerivedPart, viewer: Principal): Promise<Answer> };
  };
  rankingEvidence: { show(id: number, size: PictureSize, viewer: Principal): Promise<Answer> };
}

const isDerivedPart = (part: ProofPart): part is DerivedPart => (derivedParts as readonly string[]).includes(part);

/** Evidence of an open data folder, for who is at the desk. */
export function mediaOf(
  { evidence, footage, clips, rectifications, rankingEvidence }: Shows,
  gate: Pick<MediaSource, 'principal'>,
): MediaSource {
  return {
    principal: () => gate.principal(),
    show: (id, size, viewer) => evidence.show(id, size, viewer),
    recording: (id, part, viewer) => footage.player.show(id, part, viewer),
    derived: (id, part, viewer) => clips.derived.show(id, part, viewer),
    proof: (id, part, viewer) =>
      isDerivedPart(part)
        ? rectifications.proofFootage.show(id, part, viewer)
        : rectifications.proofs.show(id, part, viewer),
    ranking: (id, size, viewer) => rankingEvidence.show(id, size, viewer),
  };
}

/** What of a request is looked at; nothing else of it is. */
export interface MediaRequest {
  method: string;
  url: string;
  headers: { get(name: string): string | null };
}

/** The rooms of an address, the words each knows, and who answers. */
const rooms = {
  evidence: { words: pictureSizes, show: (source, id, word, viewer) => source.show(id, word as PictureSize, viewer) },
  recording: {
    words: recordingParts,
    show: (source, id, word, viewer) => source.recording(id, word as RecordingPart, viewer),
  },
  derived: { words: derivedParts, show: (source, id, word, viewer) => source.derived(id, word as DerivedPart, viewer) },
  proof: { words: proofParts, show: (source, id, word, viewer) => source.proof(id, word as ProofPart, viewer) },
  ranking: { words: pictureSizes, show: (source, id, word, viewer) => source.ranking(id, word as PictureSize, viewer) },
} as const satisfies Record<
  string,
  {
    words: readonly string[];
    show: (source: MediaSource, id: number, word: string, viewer: Principal) => Promise<Answer>;
  }
>;
type Room = keyof typeof rooms;

/** Nothing but a room, a number and a word: no part of an address becomes a path. */
const ADDRESS = new RegExp(`^${MEDIA_SCHEME}://(${Object.keys(rooms).join('|')})/([1-9][0-9]{0,14})/([a-z]{1,10})$`);

/** Kinds that are shown. Each is played or painted, and none can run anything. */
const allowedTypes: readonly string[] = [
  ...pictureTypes,
  'video/mp4',
  'video/webm',
  'audio/mp4',
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
  'audio/flac',
];

/** Sent with every answer: it is what it says it is, it runs nothing, no copy of it is kept, and our page alone reads it. */
const common = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Access-Control-Allow-Origin': APP_ORIGIN,
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
  const [, name, id, word] = ADDRESS.exec(request.url) ?? [];
  const room = name === undefined ? null : rooms[name as Room];
  if (!room || word === undefined || !(room.words as readonly string[]).includes(word)) return refuse(404);
  const principal = source?.principal() ?? null;
  if (!source || principal?.state !== 'signedIn') return refuse(403);
  const shown = await room.show(source, Number(id), word, principal);
  if (typeof shown === 'string') return refuse(shown === 'denied' ? 403 : 404);
  if (!allowedTypes.includes(shown.mediaType)) return refuse(415);
  if ('stream' in shown) return flowing(shown);
  return 'bytes' in shown ? whole(shown) : piece(shown, request.headers.get('range'));
}

function whole({ mediaType, bytes }: { mediaType: string; bytes: Buffer }): Response {
  const headers = { ...common, 'Content-Type': mediaType, 'Content-Length': String(bytes.length) };
  return new Response(new Uint8Array(bytes), { headers });
}

/** What is still being made, from its beginning: of no known length, and without stretches. */
function flowing({ mediaType, stream }: Extract<Shown, { stream: unknown }>): Response {
  const gone = new AbortController();
  const body = Readable.from(stream(gone.signal), { objectMode: false });
  // Who asked has turned away: nothing is waited for any more. What broke off is told by the body itself.
  body.once('close', () => gone.abort()).on('error', () => undefined);
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: { ...common, 'Content-Type': mediaType, 'Accept-Ranges': 'none' },
  });
}

/** Read at a time: each piece crosses from process to process, and a recording is many of them. */
const PIECE_BYTES = 512 * 1024;

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
  const body = Readable.toWeb(
    createReadStream(file, { start, end, highWaterMark: PIECE_BYTES }),
  ) as ReadableStream<Uint8Array>;
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
