// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import RemindDialog from '../../renderer/features/rectifications/components/RemindDialog.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { fakeBridge } from './support/fake-bridge.js';
import { row } from './support/matter-facts.js';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => setActivePinia(createPinia()));
afterEach(() => vi.unstubAllGlobals());

const running = (id: number): RectificationRow => row({ id, no: `督整〔2026〕${id}号`, state: 'in_rectification' });
const handedIn = (id: number): RectificationRow => row({ id, no: `督整〔2026〕${id}号` });

async function open(rows: RectificationRow[]) {
  const fake = fakeBridge({
    'rectifications.rows': () => rows,
    'rectifications.remind': ({ matters }) => matters.map(({ id }) => running(id)),
  });
  vi.stubGlobal('mingcha', fake.bridge);
  const layers = document.body.appendChild(document.createElement('div'));
  layers.id = 'layers';
  const dialog = mount(RemindDialog, { props: { ids: rows.map(({ id }) => id) }, attachTo: document.body });
  await flushPromises();
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('#layers button')];
  const button = buttons.find(({ textContent }) => /催/.test(textContent ?? ''));
  const close = (): void => {
    dialog.unmount();
    layers.remove();
  };
  return { dialog, fake, button, close };
}
const sent = (fake: ReturnType<typeof fakeBridge>) =>
  fake.calls.filter(({ name }) => name === 'rectifications.remind').map(({ input }) => input);

describe('a reminder of many', () => {
  it('names those that are not with the unit and reminds of the rest in one press, on what was shown', async () => {
    const { dialog, fake, button, close } = await open([running(1), handedIn(2), running(3)]);
    expect(document.body.textContent).toContain('不催办：002');
    expect(button?.textContent).toContain('只催其中 2 件');
    button?.click();
    await flushPromises();
    expect(sent(fake)).toEqual([
      {
        matters: [
          { id: 1, revision: 4 },
          { id: 3, revision: 4 },
        ],
        note: null,
      },
    ]);
    expect(dialog.emitted('done')).toHaveLength(1);
    close();
  });

  it('of none that is with a unit is not to be had', async () => {
    const { fake, button, close } = await open([handedIn(1), handedIn(2)]);
    expect(button?.disabled).toBe(true);
    button?.click();
    await flushPromises();
    expect(sent(fake)).toEqual([]);
    close();
  });
});
