import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment, AttachmentTarget } from '../../domain/evidence.js';
import { pictureUrl } from '../../domain/picture.js';
import type { VisitState } from '../../domain/visit-record.js';
import { CONTENT_SECURITY_POLICY } from '../../electron/security/csp.js';
import { answerMedia, mediaOf, rangeOf, type MediaSource } from '../../electron/security/media.js';
import { leadScene, sit, type LeadScene } from '../support/leads.js';
import { draw } from '../support/pictures.js';
import { published } from '../support/visits.js';
import { addPerson } from '../support/workspace.js';

// Real pictures through a real ffmpeg, on whatever computer this is.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: LeadScene;
let folder: string;
let picture: string;
let source: MediaSource;
let people: Record<'lin' | 'qiao' | 'gu' | 'fu' | 'qin' | 'auditor' | 'contact', number>;
let visitId: number;
let onVisit: Attachment;

const ask = (url: string, method = 'GET', headers: Record<string, string> = {}): Promise<Response> =>
  answerMedia({ method, url, headers: new Headers(headers) }, source);
const status = async (url: string): Promise<number> => (await ask(url)).status;

async function hang(target: AttachmentTarget): Promise<Attachment> {
  const token = (await scene.target.files.offer(picture, 'open'))?.token ?? '';
  return scene.target.call('evidence.add', { clientId: randomUUID(), token, target, origin: 'pick', caption: null });
}
const move = (state: VisitState): Promise<unknown> =>
  scene.target.workspace.database.write(
    'test.move',
    (tx) => tx.run('UPDATE visit SET state = :state WHERE id = :visitId', { state, visitId }),
    { unaudited: true },
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 图 '));
  scene = await leadScene();
  const { target } = scene;
  const { workspace } = target;
  source = mediaOf(workspace, workspace.session);
  picture = await draw(folder, 'a.png', 'chart');
  await published(target, 'simulated_transaction');
  people = {
    lin: await addPerson(target, 'lin', ['inspector']),
    qiao: await addPerson(target, 'qiao', ['inspector']),
    gu: await addPerson(target, 'gu', ['inspector']),
    fu: await addPerson(target, 'fu', ['reviewer']),
    qin: await addPerson(target, 'qin', ['leader']),
    auditor: await addPerson(target, 'auditor', ['auditor']),
    contact: await addPerson(target, 'contact', ['unit_contact'], scene.hall.unit.id),
  };
  await sit(target, people.lin);
  const visit = await target.call('visits.start', {
    clientId: randomUUID(),
    mode: 'simulated_transaction',
    roundObjectId: null,
    hallId: scene.hall.hall.id,
    windowIds: [scene.hall.w2.id],
    partnerIds: [people.qiao],
  });
  visitId = visit.id;
  onVisit = await hang({ kind: 'visit', visitId });
});
afterAll(async () => {
  await scene.target.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => sit(scene.target, people.lin));

describe('a picture asked for', () => {
  it('is what was taken in, byte for byte, and says what it is', async () => {
    const answer = await ask(pictureUrl(onVisit.id, 'full'));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(await readFile(picture))).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(onVisit.bytes),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
    });
  });

  it('is small where a small one is asked for, made once however often it is asked for', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(pictureUrl(onVisit.id, 'thumb'))));
    const all = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(answers[0]?.headers.get('content-type')).toBe('image/jpeg');
    expect(all[0]?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(new Set(all.map((bytes) => bytes.toString('base64'))).size).toBe(1);
    expect(all[0]?.length).toBeLessThan(onVisit.bytes);
  });

  it('comes in stretches', async () => {
    const whole = await readFile(picture);
    const stretch = async (range: string): Promise<[number, string | null, Buffer]> => {
      const answer = await ask(pictureUrl(onVisit.id, 'full'), 'GET', { Range: range });
      return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer())];
    };
    const size = whole.length;
    expect(await stretch('bytes=0-9')).toEqual([206, `bytes 0-9/${size}`, whole.subarray(0, 10)]);
    expect(await stretch('bytes=100-')).toEqual([206, `bytes 100-${size - 1}/${size}`, whole.subarray(100)]);
    expect(await stretch('bytes=-7')).toEqual([206, `bytes ${size - 7}-${size - 1}/${size}`, whole.subarray(-7)]);
    expect((await stretch(`bytes=5-${size * 2}`))[1]).toBe(`bytes 5-${size - 1}/${size}`);
    expect((await stretch(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
    expect((await stretch('bytes=0-1,5-9'))[0]).toBe(200);
  });

  it('reads a stretch out of any header without losing its way', () => {
    for (const asked of [
      null,
      '',
      'bytes=',
      'bytes=-',
      'bytes=a-b',
      'items=0-1',
      'bytes=1-2-3',
      `bytes=${'9'.repeat(40)}-`,
    ])
      expect(rangeOf(asked, 100)).toBeNull();
    expect(rangeOf('bytes=5-4', 100)).toBe('outside');
    expect(rangeOf('bytes=-0', 100)).toBe('outside');
    expect(rangeOf('bytes=-1000', 100)).toEqual({ start: 0, end: 99 });
  });
});

describe('an address that is none', () => {
  it.each([
    'media://evidence/../../../etc/passwd',
    'media://evidence/..%2f..%2fetc%2fpasswd/full',
    'media://evidence/1/full/../../../../etc/passwd',
    'media://evidence/1/../../mingcha.sqlite',
    'media://evidence/%2e%2e/full',
    'media://evidence//etc/passwd/full',
    'media://evidence/C:%5CWindows/full',
    'media://evidence/1\0/full',
    'media://evidence/1e0/full',
    'media://evidence/01/full',
    'media://evidence/0/full',
    'media://evidence/-1/full',
    'media://evidence/1.0/full',
    `media://evidence/${'9'.repeat(30)}/full`,
    'media://evidence/1/FULL',
    'media://evidence/1/full?x=1',
    'media://evidence/1/full#x',
    'media://evidence/1/full/',
    'media://evidence/1/poster',
    'media://evidence/1',
    'media://evidence/',
    'media://evidence:80/1/full',
    'media://user@evidence/1/full',
    'media://other/1/full',
    'media:evidence/1/full',
    'file:///etc/passwd',
    'app://evidence/1/full',
    'http://evidence/1/full',
    'xmedia://evidence/1/full',
    '',
  ])('%s is answered with nothing', async (address) => {
    const answer = await ask(address.replace('/1/', `/${onVisit.id}/`));
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('and a number nobody has, as well', async () => {
    expect(await status(pictureUrl(999_999, 'full'))).toBe(404);
    expect(await status(pictureUrl(999_999, 'thumb'))).toBe(404);
  });

  it('is never anything but read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])
      expect((await ask(pictureUrl(onVisit.id, 'full'), method)).status).toBe(405);
  });
});

describe('who is shown it', () => {
  const seen = async (personId: number): Promise<number[]> => {
    await sit(scene.target, personId);
    return Promise.all((['thumb', 'full'] as const).map((size) => status(pictureUrl(onVisit.id, size))));
  };

  it('of an open visit: those who made it, nobody else', async () => {
    expect(await seen(people.lin)).toEqual([200, 200]);
    expect(await seen(people.qiao)).toEqual([200, 200]);
    for (const other of [people.gu, people.fu, people.qin, people.auditor, people.contact, scene.office, scene.li])
      expect(await seen(other)).toEqual([403, 403]);
  });

  it('of a visit that was handed in: those who may see the visit', async () => {
    await move('submitted');
    for (const reader of [people.lin, people.fu, people.qin, scene.office])
      expect(await seen(reader)).toEqual([200, 200]);
    for (const other of [people.gu, people.auditor, people.contact, scene.li])
      expect(await seen(other)).toEqual([403, 403]);
  });

  it('of a lead: its supervisor, and once it was handed in those who read leads', async () => {
    await sit(scene.target, scene.li);
    const { id, clientId, revision } = await scene.write();
    const onLead = await hang({ kind: 'lead', leadId: id });
    const shown = async (personId: number): Promise<number> => {
      await sit(scene.target, personId);
      return status(pictureUrl(onLead.id, 'full'));
    };
    expect(await shown(scene.li)).toBe(200);
    for (const other of [scene.zhao, scene.office, people.fu, people.qin, people.lin])
      expect(await shown(other)).toBe(403);
    await sit(scene.target, scene.li);
    await scene.target.call('leads.submit', { clientId, revision });
    for (const reader of [scene.li, scene.office, people.fu, people.qin]) expect(await shown(reader)).toBe(200);
    for (const other of [scene.zhao, people.lin, people.contact, people.auditor]) expect(await shown(other)).toBe(403);
  });

  it('nobody while the console is locked, nobody is there, or no data folder is open', async () => {
    await scene.target.call('session.lock', {});
    expect(await status(pictureUrl(onVisit.id, 'full'))).toBe(403);
    expect(await status(pictureUrl(onVisit.id, 'thumb'))).toBe(403);
    await scene.target.call('session.unlock', { password: 'x' });
    expect(await status(pictureUrl(onVisit.id, 'full'))).toBe(200);
    await scene.target.call('session.signOut', {});
    expect(await status(pictureUrl(onVisit.id, 'full'))).toBe(403);
    const url = pictureUrl(onVisit.id, 'full');
    expect((await answerMedia({ method: 'GET', url, headers: new Headers() }, null)).status).toBe(403);
  });

  it('nobody before the first password was changed', async () => {
    await sit(scene.target, people.lin);
    const principal = source.principal();
    const must: MediaSource = { ...source, principal: () => principal && { ...principal, state: 'mustChange' } };
    const url = pictureUrl(onVisit.id, 'full');
    expect((await answerMedia({ method: 'GET', url, headers: new Headers() }, must)).status).toBe(403);
  });
});

describe('what lies in the store', () => {
  it('is not shown when it is of a kind that is not shown', async () => {
    for (const mediaType of ['image/svg+xml', 'text/html', 'application/octet-stream', 'image/png; charset=x']) {
      const foreign: MediaSource = {
        ...source,
        show: () => Promise.resolve({ mediaType, file: picture, length: 10 }),
      };
      const url = pictureUrl(onVisit.id, 'full');
      const answer = await answerMedia({ method: 'GET', url, headers: new Headers() }, foreign);
      expect([answer.status, await answer.text()]).toEqual([415, '']);
    }
  });

  it('is not shown when it has another length than it had, or is gone', async () => {
    const file = join(scene.target.folder, 'data', 'evidence', onVisit.sha256.slice(0, 2), onVisit.sha256);
    const kept = await readFile(file);
    await chmod(file, 0o600);
    await writeFile(file, '<script>alert(1)</script>');
    expect(await status(pictureUrl(onVisit.id, 'full'))).toBe(404);
    await rm(file);
    expect(await status(pictureUrl(onVisit.id, 'full'))).toBe(404);
    expect(await status(pictureUrl(onVisit.id, 'thumb'))).toBe(404);
    await writeFile(file, kept);
    expect(await status(pictureUrl(onVisit.id, 'full'))).toBe(200);
  });
});

describe('the page', () => {
  it('may show pictures of ours, and frame or run none of them', () => {
    const directive = (name: string): string =>
      CONTENT_SECURITY_POLICY.split('; ').find((part) => part.startsWith(`${name} `)) ?? '';
    expect(directive('img-src')).toContain('media:');
    for (const name of ['default-src', 'script-src', 'object-src', 'style-src', 'font-src'])
      expect(directive(name)).not.toContain('media:');
    // The player alone reads bytes, of recordings and what was made of them.
    expect(directive('connect-src')).toBe("connect-src 'self' media://recording");
    expect(directive('media-src')).toBe('media-src blob: media://recording media://derived');
  });
});
