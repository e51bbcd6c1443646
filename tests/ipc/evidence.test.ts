import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { Attachment, AttachmentTarget } from '../../domain/evidence.js';
import { itemsOf } from '../../domain/checklist/schema.js';
import { readyTemplate } from '../../domain/templates/index.js';
import type { VisitDetail, VisitState } from '../../domain/visit-record.js';
import { leadScene, sit, type LeadScene } from '../support/leads.js';
import { cameraNotes, draw, note } from '../support/pictures.js';
import { finding, published } from '../support/visits.js';
import { addPerson, type TestConsole } from '../support/workspace.js';

// Real pictures through a real ffmpeg, on whatever computer this is.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: LeadScene;
let target: TestConsole;
let folder: string;
let picture: string;
let lin: number;
let qiao: number;
let gu: number;
let visit: VisitDetail;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 图 '));
  scene = await leadScene();
  target = scene.target;
  await published(target, 'simulated_transaction');
  lin = await addPerson(target, 'lin', ['inspector']);
  qiao = await addPerson(target, 'qiao', ['inspector']);
  gu = await addPerson(target, 'gu', ['inspector']);
  picture = await draw(folder, 'B07 窗口 “胸牌” 𠮷😀.jpg', 'chart');
  await note(picture, cameraNotes(6, '2026:10:14 09:41:12'));
});
afterAll(async () => {
  await target.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (): Promise<VisitDetail> =>
  target.call('visits.start', {
    clientId: randomUUID(),
    mode: 'simulated_transaction',
    roundObjectId: null,
    hallId: scene.hall.hall.id,
    windowIds: [scene.hall.w2.id],
    partnerIds: [qiao],
  });
beforeEach(async () => {
  await sit(target, lin);
  visit = await start();
});

async function input(
  where: AttachmentTarget,
  file = picture,
  more: Partial<CommandInput<'evidence.add'>> = {},
): Promise<CommandInput<'evidence.add'>> {
  const token = (await target.files.offer(file, 'open'))?.token ?? '';
  return { clientId: randomUUID(), token, target: where, origin: 'drop', caption: null, ...more };
}
const add = async (...given: Parameters<typeof input>): Promise<Attachment> =>
  target.call('evidence.add', await input(...given));
const refusal = async (...given: Parameters<typeof input>) => target.refused('evidence.add', await input(...given));
const onVisit = (): AttachmentTarget => ({ kind: 'visit', visitId: visit.id });
const count = (table: string): Promise<number | undefined> =>
  target.workspace.database.read('test.count', (reader) => reader.value<number>(`SELECT count(*) FROM ${table}`));
const move = (id: number, state: VisitState): Promise<unknown> =>
  target.workspace.database.write(
    'test.move',
    (tx) => tx.run('UPDATE visit SET state = :state WHERE id = :id', { id, state }),
    { unaudited: true },
  );
const stored = (): string => join(target.folder, 'data', 'evidence');
const incoming = (): Promise<string[]> => readdir(join(stored(), 'incoming'));
/** Another picture for each, so that none is known. */
let pictures = 0;
const fresh = (): Promise<string> =>
  draw(folder, `p${(pictures += 1)}.png`, 'test', `drawbox=x=${pictures * 7}:t=fill`);

describe('a picture', () => {
  it('hangs on a visit, an item and a finding, with all that is known of it', async () => {
    const [checklist] = visit.checklists;
    const itemCode = itemsOf(readyTemplate('simulated_transaction', 'zh-CN'))[0]?.item.code ?? '';
    const found = finding();
    await target.call('visits.change', {
      id: visit.id,
      seen: visit.revision,
      changes: [{ kind: 'finding', clientId: found.clientId, was: null, value: found }],
    });
    const places: AttachmentTarget[] = [
      onVisit(),
      { kind: 'item', visitId: visit.id, checklist: checklist?.clientId ?? '', itemCode },
      { kind: 'finding', visitId: visit.id, finding: found.clientId },
    ];
    target.changes.splice(0);
    const added: Attachment[] = [];
    for (const place of places) added.push(await add(place, picture, { caption: ' 胸牌\u200b未佩戴 ' }));
    for (const [index, one] of added.entries()) {
      expect(one).toMatchObject({
        target: places[index],
        kind: 'picture',
        mediaType: 'image/jpeg',
        name: 'B07 窗口 “胸牌” 𠮷😀.jpg',
        caption: '胸牌未佩戴',
        origin: 'drop',
        // Held upright: the sides change places.
        width: 360,
        height: 480,
        takenAt: Date.UTC(2026, 9, 14, 1, 41, 12),
        addedAt: target.time.now,
        known: index > 0,
      });
      expect(one.bytes).toBe((await stat(picture)).size);
    }
    expect(new Set(added.map(({ evidenceId }) => evidenceId)).size).toBe(1);
    expect((await target.call('visits.get', { id: visit.id })).attachments).toEqual(added);
    const told = target.changes.map(({ entity, ids }) => `${entity} ${ids.join()}`);
    expect(told).toEqual(expect.arrayContaining([`attachment ${added[0]?.id}`, `visit ${visit.id}`]));
    await sit(target, scene.office);
    expect((await scene.log('evidence.add')).slice(0, 3)).toMatchObject([
      { object: 'attachment', ref: added[2]?.id, who: `#${lin}` },
      { ref: added[1]?.id },
      { ref: added[0]?.id },
    ]);
  });

  it('lies in the store as it came, read-only, and the file it came from is left alone', async () => {
    const file = await fresh();
    const before = await stat(file);
    const { sha256 } = await add(onVisit(), file);
    const place = join(stored(), sha256.slice(0, 2), sha256);
    expect((await readFile(place)).equals(await readFile(file))).toBe(true);
    expect((await stat(place)).mode & 0o222).toBe(0);
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
    expect(await incoming()).toEqual([]);
  });

  it('sent again after a lost answer is there once, without its token', async () => {
    const order = await input(onVisit(), await fresh());
    const first = await target.call('evidence.add', order);
    expect(await target.call('evidence.add', order)).toEqual(first);
    const [one, two] = await Promise.all(
      [await input(onVisit(), picture), await input(onVisit(), picture)].map((each) =>
        target.call('evidence.add', { ...each, clientId: first.sha256.slice(0, 8) + order.clientId.slice(8) }),
      ),
    );
    expect(one).toEqual(two);
    expect((await target.call('visits.get', { id: visit.id })).attachments).toHaveLength(2);
  });

  it('is not hung twice on the same place', async () => {
    const first = await add(onVisit());
    expect(await add(onVisit())).toEqual(first);
    expect((await target.call('visits.get', { id: visit.id })).attachments).toEqual([first]);
  });

  it('of the clipboard is removed from where it passed through, taken in or not', async () => {
    const good = join(folder, 'clipboard-1.png');
    await copyFile(await fresh(), good);
    target.desktop.pasted = good;
    const token = await target.call('files.paste', {});
    const order = { ...(await input(onVisit())), token: token?.token ?? '', origin: 'paste' as const };
    expect(await target.call('evidence.add', order)).toMatchObject({ name: 'clipboard-1.png', origin: 'paste' });
    await expect(stat(good)).rejects.toMatchObject({ code: 'ENOENT' });
    const bad = join(folder, 'clipboard-2.png');
    await writeFile(bad, 'no picture');
    target.desktop.pasted = bad;
    const again = await target.call('files.paste', {});
    await target.refused('evidence.add', { ...(await input(onVisit())), token: again?.token ?? '' });
    await expect(stat(bad)).rejects.toMatchObject({ code: 'ENOENT' });
    // What was chosen or dropped is somebody's own file.
    expect((await stat(picture)).size).toBeGreaterThan(0);
  });
});

describe('what is refused, with nothing left behind', () => {
  let before: unknown;
  const state = async () => [await count('evidence'), await count('attachment'), await count('audit')];
  beforeEach(async () => {
    before = await state();
  });
  const unchanged = async (): Promise<void> => {
    expect(await state()).toEqual(before);
    expect(await incoming().catch(() => [])).toEqual([]);
  };

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>' + ' '.repeat(100)],
    ['a program', 'MZ' + '\0'.repeat(300)],
  ])('%s called a picture', async (_, text) => {
    const file = join(folder, '照片.png');
    await writeFile(file, text);
    expect(await refusal(onVisit(), file)).toMatchObject({ code: 'media.notPicture', params: { name: '照片.png' } });
    await unchanged();
  });

  it('an empty, a too large and a linked file, and a token that is none', async () => {
    await writeFile(join(folder, 'empty.png'), '');
    expect(await refusal(onVisit(), join(folder, 'empty.png'))).toMatchObject({ code: 'file.empty' });
    await writeFile(join(folder, 'large.png'), Buffer.alloc(51 * 1024 * 1024));
    expect(await refusal(onVisit(), join(folder, 'large.png'))).toMatchObject({
      code: 'file.tooLarge',
      params: { limitMb: 50 },
    });
    await symlink(picture, join(folder, 'link.jpg'));
    expect(await refusal(onVisit(), join(folder, 'link.jpg'))).toMatchObject({ code: 'file.unreadable' });
    expect(await refusal(onVisit(), picture, { token: '../../etc/passwd' })).toMatchObject({ code: 'file.token' });
    await unchanged();
  });

  it('words that are too long or control the page', async () => {
    expect(await refusal(onVisit(), picture, { caption: '字'.repeat(201) })).toMatchObject({
      code: 'validation.input',
      fields: [{ path: 'caption' }],
    });
    expect(await refusal(onVisit(), picture, { caption: 'a\u202eb' })).toMatchObject({ code: 'validation.input' });
    await unchanged();
  });

  it('a place that is not there: no such visit, item, checklist or finding', async () => {
    const checklist = visit.checklists[0]?.clientId ?? '';
    const places: AttachmentTarget[] = [
      { kind: 'item', visitId: visit.id, checklist, itemCode: 'X-99' },
      { kind: 'item', visitId: visit.id, checklist: randomUUID(), itemCode: '1.1' },
      { kind: 'finding', visitId: visit.id, finding: randomUUID() },
    ];
    for (const place of places) expect(await refusal(place)).toMatchObject({ code: 'notFound.record' });
    expect(await refusal({ kind: 'visit', visitId: 9999 })).toMatchObject({ code: 'permission.scope' });
    expect(await refusal({ kind: 'lead', leadId: 9999 })).toMatchObject({ code: 'permission.scope' });
    await unchanged();
  });

  it("a finding or an item of another visit, even of one's own", async () => {
    const other = await start();
    before = await state();
    const checklist = other.checklists[0]?.clientId ?? '';
    const itemCode = itemsOf(readyTemplate('simulated_transaction', 'zh-CN'))[0]?.item.code ?? '';
    expect(await refusal({ kind: 'item', visitId: visit.id, checklist, itemCode })).toMatchObject({
      code: 'notFound.record',
    });
    await unchanged();
  });

  it("somebody else's visit, and a visit that was handed in", async () => {
    await sit(target, gu);
    before = await state();
    expect(await refusal(onVisit())).toMatchObject({ code: 'permission.scope' });
    await unchanged();
    await sit(target, lin);
    await move(visit.id, 'submitted');
    before = await state();
    expect(await refusal(onVisit())).toMatchObject({ code: 'conflict.state', params: { state: 'submitted' } });
    await unchanged();
  });

  it('anybody who neither inspects nor supervises', async () => {
    await sit(target, scene.office);
    before = await state();
    expect(await refusal(onVisit())).toMatchObject({ code: 'permission.denied' });
    await unchanged();
  });

  it('a client id somebody else has used', async () => {
    const order = await input(onVisit(), await fresh());
    await target.call('evidence.add', order);
    await sit(target, gu);
    expect(await target.refused('evidence.add', order)).toMatchObject({ code: 'permission.scope' });
  });

  it('a visit that is handed in while the picture is being copied', async () => {
    const adding = input(onVisit(), await fresh()).then((order) => target.refused('evidence.add', order));
    await new Promise((later) => setTimeout(later, 30));
    await move(visit.id, 'submitted');
    expect(await adding).toMatchObject({ code: 'conflict.state' });
    expect((await target.call('visits.get', { id: visit.id })).attachments).toEqual([]);
  });
});

describe('captions, taking off and putting back', () => {
  it('are for the inspectors of an open visit, each noted', async () => {
    const { id } = await add(onVisit(), await fresh());
    await sit(target, qiao);
    expect(await target.call('evidence.caption', { id, caption: '<b>三声</b> 㐂' })).toMatchObject({
      caption: '<b>三声</b> 㐂',
    });
    expect(await target.call('evidence.caption', { id, caption: '' })).toMatchObject({ caption: null });
    await target.call('evidence.remove', { id });
    await target.call('evidence.remove', { id });
    expect((await target.call('visits.get', { id: visit.id })).attachments).toEqual([]);
    expect(await target.refused('evidence.caption', { id, caption: 'x' })).toMatchObject({ code: 'notFound.record' });
    const back = await target.call('evidence.restore', { id });
    expect(await target.call('evidence.restore', { id })).toEqual(back);
    expect((await target.call('visits.get', { id: visit.id })).attachments).toEqual([back]);
    await sit(target, scene.office);
    for (const [action, rows] of [
      ['evidence.caption', 2],
      ['evidence.remove', 1],
      ['evidence.restore', 1],
    ] as const)
      expect((await scene.log(action)).filter(({ ref }) => ref === id)).toHaveLength(rows);
  });

  it('are refused to others, and once the visit was handed in', async () => {
    const { id } = await add(onVisit(), await fresh());
    const all = [
      ['evidence.caption', { id, caption: 'x' }],
      ['evidence.remove', { id }],
      ['evidence.restore', { id }],
    ] as const;
    await sit(target, gu);
    for (const [command, what] of all)
      expect(await target.refused(command, what)).toMatchObject({ code: 'permission.scope' });
    await sit(target, lin);
    await move(visit.id, 'submitted');
    for (const [command, what] of all)
      expect(await target.refused(command, what)).toMatchObject({ code: 'conflict.state' });
    for (const [command] of all)
      expect(await target.refused(command, { id: 9999, caption: null })).toMatchObject({
        code: command === 'evidence.caption' ? 'notFound.record' : 'validation.input',
      });
  });

  it('put nothing back on a finding that is gone', async () => {
    const found = finding();
    const change = (seen: number, was: typeof found | null, value: typeof found | null) =>
      target.call('visits.change', {
        id: visit.id,
        seen,
        changes: [{ kind: 'finding', clientId: found.clientId, was, value }],
      });
    await change(visit.revision, null, found);
    const { id } = await add({ kind: 'finding', visitId: visit.id, finding: found.clientId });
    await target.call('evidence.remove', { id });
    await change((await target.call('visits.get', { id: visit.id })).revision, found, null);
    expect(await target.refused('evidence.restore', { id })).toMatchObject({ code: 'notFound.record' });
  });

  it('answer the picture that came meanwhile instead of showing it twice', async () => {
    const first = await add(onVisit());
    await target.call('evidence.remove', { id: first.id });
    const second = await add(onVisit());
    expect(second.id).not.toBe(first.id);
    expect(await target.call('evidence.restore', { id: first.id })).toEqual(second);
    expect((await target.call('visits.get', { id: visit.id })).attachments).toHaveLength(1);
  });
});

describe('a lead', () => {
  it("takes pictures while it is its supervisor's own draft", async () => {
    await sit(target, scene.li);
    const { id, clientId, revision } = await scene.write();
    const place: AttachmentTarget = { kind: 'lead', leadId: id };
    const hung = await add(place, await fresh());
    expect((await target.call('leads.mine', {})).find((lead) => lead.id === id)?.attachments).toEqual([hung]);
    await sit(target, scene.zhao);
    expect(await refusal(place)).toMatchObject({ code: 'permission.scope' });
    expect(await target.refused('evidence.remove', { id: hung.id })).toMatchObject({ code: 'permission.scope' });
    await sit(target, scene.li);
    await target.call('leads.submit', { clientId, revision });
    expect(await refusal(place)).toMatchObject({ code: 'conflict.state' });
    expect(await target.refused('evidence.remove', { id: hung.id })).toMatchObject({ code: 'conflict.state' });
  });

  it('thrown away with its picture gives its number to no other picture', async () => {
    await sit(target, scene.li);
    const { id, clientId } = await scene.write();
    const thrown = await add({ kind: 'lead', leadId: id });
    await target.call('leads.discard', { clientId });
    await sit(target, lin);
    expect((await add(onVisit())).id).toBeGreaterThan(thrown.id);
  });
});

describe('the store itself', () => {
  it('refuses to change evidence, and pictures of what was handed in, whoever asks', async () => {
    const { id, evidenceId } = await add(onVisit(), await fresh());
    await move(visit.id, 'submitted');
    const attempt = (sql: string): Promise<unknown> =>
      target.workspace.database.write('test.attack', (tx) => tx.run(sql), { unaudited: true });
    for (const sql of [
      `UPDATE evidence SET sha256 = hex(zeroblob(32)) WHERE id = ${evidenceId}`,
      `DELETE FROM evidence WHERE id = ${evidenceId}`,
      `UPDATE attachment SET caption = 'x' WHERE id = ${id}`,
      `DELETE FROM attachment WHERE id = ${id}`,
    ])
      await expect(attempt(sql)).rejects.toMatchObject({ code: 'db.constraint' });
  });
});
