// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { Attachment, AttachmentTarget } from '../../domain/evidence.js';
import { useAddPictures } from '../../renderer/features/evidence/store/add-pictures';
import { placeOf, usePendingPictures } from '../../renderer/features/evidence/store/pending-pictures';
import { setLocale } from '../../renderer/shared/i18n';
import { useNotices } from '../../renderer/shared/stores/notices';
import { useSession } from '../../renderer/shared/stores/session';
import { fakeBridge, Refusal } from './support/fake-bridge';

type Add = CommandInput<'evidence.add'>;
const item = (itemCode: string): AttachmentTarget => ({
  kind: 'item',
  visitId: 7,
  checklist: '11111111-1111-4111-8111-111111111111',
  itemCode,
});
const made = (input: Add, id: number): Attachment => ({
  id,
  evidenceId: id,
  target: input.target,
  kind: 'picture',
  mediaType: 'image/png',
  name: input.token,
  caption: null,
  origin: input.origin,
  bytes: 1,
  width: 1,
  height: 1,
  sha256: '0'.repeat(64),
  takenAt: null,
  addedAt: 0,
  known: false,
});

let bridge: ReturnType<typeof fakeBridge>;
let added: Add[];
let gate: Promise<void>;
beforeAll(() => setLocale('en'));
beforeEach(() => {
  setActivePinia(createPinia());
  added = [];
  gate = Promise.resolve();
  bridge = fakeBridge({
    'evidence.add': async (input) => {
      await gate;
      added.push(input);
      return made(input, added.length);
    },
    'files.paste': () => ({ token: 'clipboard', name: 'clipboard.png', bytes: 1 }),
  });
  window.mingcha = bridge.bridge;
});

const file = (name: string): File => new File(['x'], name, { type: 'image/png' });
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((later) => setTimeout(later));
};
function pasted(files: File[], text = '') {
  let stopped = false;
  const event = {
    clipboardData: { files, getData: () => text },
    preventDefault: () => (stopped = true),
  } as unknown as ClipboardEvent;
  return { event, stopped: () => stopped };
}

describe('adding pictures', () => {
  it('goes one after the other, in the order they came, each under an id of its own', async () => {
    const heard: number[] = [];
    const adding = useAddPictures({ target: () => item('1'), changed: ({ id }) => heard.push(id) });
    adding.fromFiles(['a', 'b', 'c'].map(file), 'drop');
    expect(adding.pending.value.map(({ name, state }) => [name, state])).toEqual(
      ['a', 'b', 'c'].map((n) => [n, 'waiting']),
    );
    await settled();
    expect(added.map(({ token }) => token)).toEqual(['token-a', 'token-b', 'token-c']);
    expect(new Set(added.map(({ clientId }) => clientId)).size).toBe(3);
    expect(heard).toEqual([1, 2, 3]);
    expect(adding.pending.value).toEqual([]);
  });

  it('hangs a picture where it was dropped, wherever the page has gone since', async () => {
    let at = item('1');
    const adding = useAddPictures({ target: () => at, prepare: () => Promise.resolve(at), changed: () => undefined });
    adding.fromFiles([file('a')], 'drop');
    at = item('2');
    await settled();
    expect(added[0]?.target).toEqual(item('1'));
  });

  it('saves what is not there yet, and hangs it on that', async () => {
    const lead: AttachmentTarget = { kind: 'lead', leadId: 5 };
    const adding = useAddPictures({
      target: () => null,
      prepare: () => Promise.resolve(lead),
      changed: () => undefined,
    });
    adding.fromFiles([file('a'), file('b')], 'drop');
    await settled();
    expect(added.map(({ target }) => target)).toEqual([lead, lead]);
  });

  it('says why one was not taken, and tries again under the same id only where that can help', async () => {
    let refusals: Refusal[] = [
      new Refusal({ code: 'media.notPicture', params: { name: 'a' } }),
      new Refusal({ code: 'file.diskFull', params: { name: 'b' }, retryable: true }),
    ];
    const tried: string[] = [];
    bridge.answers['evidence.add'] = (input) => {
      tried.push(input.clientId);
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      return made(input, 1);
    };
    const adding = useAddPictures({ target: () => item('1'), changed: () => undefined });
    adding.fromFiles([file('a'), file('b')], 'drop');
    await settled();
    const [picture, full] = adding.pending.value;
    expect(picture).toMatchObject({ state: 'failed', again: null, reason: expect.stringContaining('Not a picture') });
    expect(full).toMatchObject({ state: 'failed', reason: expect.stringContaining('Not enough room') });
    expect(useNotices().kept.map(({ title }) => title)).toEqual(['“b” was not added', '“a” was not added']);
    refusals = [];
    full?.again?.();
    await settled();
    expect(tried[2]).toBe(tried[1]);
    expect(adding.pending.value.map(({ name }) => name)).toEqual(['a']);
    adding.dismiss(picture?.key ?? '');
    expect(adding.pending.value).toEqual([]);
  });

  it('tells a folder from a file', async () => {
    window.mingcha = { ...bridge.bridge, tokenFor: () => Promise.resolve(null) };
    const adding = useAddPictures({ target: () => item('1'), changed: () => undefined, quiet: () => true });
    adding.fromFiles([file('photos')], 'drop');
    await settled();
    expect(adding.pending.value[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('folder') });
    expect(useNotices().kept).toEqual([]);
    expect(added).toEqual([]);
  });

  it('shows each place its own, and forgets all when somebody else sits down', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const session = useSession();
    const one = useAddPictures({ target: () => item('1'), changed: () => undefined });
    const two = useAddPictures({ target: () => item('2'), changed: () => undefined });
    one.fromFiles([file('a')], 'drop');
    two.fromFiles([file('b')], 'drop');
    await settled();
    expect([one.pending.value.length, two.pending.value.length]).toEqual([1, 1]);
    const person = {
      id: 9,
      account: 'x',
      name: 'x',
      code: null,
      roles: ['inspector' as const],
      unitId: null,
      unitName: null,
      opensIdentity: false,
    };
    session.take({ state: 'signedIn', person, demo: false, idleMinutes: 0 });
    await nextTick();
    expect(usePendingPictures().all).toEqual([]);
    open();
    await settled();
    // What was under way had been sent; what waited is not sent for the next person.
    expect(added.map(({ token }) => token)).toEqual(['token-a']);
  });
});

describe('pasting', () => {
  it('takes copied files by their token and a bitmap through the main process', async () => {
    const adding = useAddPictures({ target: () => item('1'), changed: () => undefined });
    const copied = pasted([file('a')]);
    expect(adding.fromPaste(copied.event)).toBe(true);
    expect(copied.stopped()).toBe(true);
    await settled();
    window.mingcha = { ...bridge.bridge, tokenFor: () => Promise.resolve(null) };
    adding.fromPaste(pasted([file('image.png')]).event);
    await settled();
    expect(added.map(({ token, origin }) => [token, origin])).toEqual([
      ['token-a', 'paste'],
      ['clipboard', 'paste'],
    ]);
  });

  it('leaves text alone, also text that comes with a picture of itself', () => {
    const adding = useAddPictures({ target: () => item('1'), changed: () => undefined });
    for (const paste of [pasted([], 'words'), pasted([file('image.png')], 'words'), pasted([])]) {
      expect(adding.fromPaste(paste.event)).toBe(false);
      expect(paste.stopped()).toBe(false);
    }
  });

  it('says so when the clipboard holds no picture', async () => {
    bridge.answers['files.paste'] = () => null;
    const adding = useAddPictures({ target: () => item('1'), changed: () => undefined });
    await adding.fromClipboard();
    expect(useNotices().kept[0]?.title).toBe('There is no picture on the clipboard');
  });
});

it('places differ by where they are', () => {
  const places = [
    null,
    item('1'),
    item('2'),
    { kind: 'visit', visitId: 7 },
    { kind: 'finding', visitId: 7, finding: '22222222-2222-4222-8222-222222222222' },
    { kind: 'lead', leadId: 7 },
  ] as const;
  expect(new Set(places.map(placeOf)).size).toBe(places.length);
});
