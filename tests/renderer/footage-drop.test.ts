// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import type { FileToken } from '../../domain/contract/commands/work.js';
import { useOfferedFiles } from '../../renderer/features/footage/store/takings-offer';
import { dropModal, pushModal } from '../../renderer/shared/dialogs/modal-stack';
import { setLocale } from '../../renderer/shared/i18n';
import { useNotices } from '../../renderer/shared/stores/notices';
import { fakeBridge } from './support/fake-bridge.js';

beforeAll(() => setLocale('zh-CN'));

const taken: FileToken[] = [];
let leave: (() => void) | null = null;
let open = 0;
let hovering: { value: boolean };
beforeEach(() => {
  setActivePinia(createPinia());
  taken.length = 0;
  open = 0;
  const { bridge } = fakeBridge({ 'files.pickMany': () => [{ token: 'folder', name: '第 3 周', bytes: null }] });
  // What lies nowhere, as a picture copied from a page, has no token.
  const tokenFor = (file: File) => (file.name.startsWith('nowhere') ? Promise.resolve(null) : bridge.tokenFor(file));
  window.mingcha = { ...bridge, tokenFor };
  const wrapper = mount(
    defineComponent({
      setup() {
        const offered = useOfferedFiles(
          (tokens) => taken.push(...tokens),
          () => open,
        );
        hovering = offered.hovering;
        return () => null;
      },
    }),
  );
  leave = () => wrapper.unmount();
});
afterEach(() => leave?.());

const files = (...names: string[]): File[] => names.map((name) => new File(['x'], name));
/** Fires it as the browser would. @returns whether the page kept it to itself */
function fire(type: string, given: File[], target: EventTarget = document.body): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true });
  const transfer = { files: given, types: given.length > 0 ? ['Files'] : ['text/plain'] };
  Object.assign(event, type === 'paste' ? { clipboardData: transfer } : { dataTransfer: transfer });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 10));

describe('files offered to be taken in', () => {
  it('are taken wherever they are dropped, and said to be welcome while they hover', async () => {
    fire('dragenter', files('a.mp4'));
    fire('dragenter', files('a.mp4'));
    fire('dragleave', files('a.mp4'));
    expect(hovering.value).toBe(true);
    expect(fire('dragover', files('a.mp4'))).toBe(true);
    expect(fire('drop', files('a.mp4', 'b.dav'))).toBe(true);
    expect(hovering.value).toBe(false);
    await settled();
    expect(taken.map(({ name }) => name)).toEqual(['a.mp4', 'b.dav']);
  });

  it('are taken when pasted, but text is left to the field it is pasted into', async () => {
    const input = document.body.appendChild(document.createElement('input'));
    expect(fire('paste', files('a.mp4'), input)).toBe(false);
    expect(fire('paste', [])).toBe(false);
    expect(fire('paste', files('a.mp4'))).toBe(true);
    await settled();
    expect(taken).toHaveLength(1);
    input.remove();
  });

  it('are named when they cannot be read, and the others come all the same', async () => {
    fire('drop', files('nowhere.png', 'a.mp4'));
    await settled();
    expect(taken.map(({ name }) => name)).toEqual(['a.mp4']);
    expect(useNotices().kept.map(({ title }) => title)).toEqual(['“nowhere.png”读不到，没有加入']);
  });

  it('come five hundred at a time, and what is left out is told', async () => {
    fire('drop', files(...Array.from({ length: 503 }, (_, at) => `${at}.mp4`)));
    await settled();
    expect(taken).toHaveLength(500);
    expect(useNotices().kept[0]?.title).toContain('另有 3 项');
  });

  it('are left alone while another question stands on the screen', async () => {
    const layer = pushModal();
    expect(fire('drop', files('a.mp4'))).toBe(false);
    fire('dragenter', files('a.mp4'));
    expect(hovering.value).toBe(false);
    open = 1;
    expect(fire('drop', files('a.mp4'))).toBe(true);
    dropModal(layer);
    await settled();
    expect(taken).toHaveLength(1);
  });

  it('are no longer heard once the page is left', async () => {
    leave?.();
    expect(fire('drop', files('a.mp4'))).toBe(false);
    await settled();
    expect(taken).toEqual([]);
  });
});
