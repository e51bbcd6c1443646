import { expect, test, type Page } from '@playwright/test';
import {
  ask,
  freshHall,
  idle,
  kept,
  mainThreadTasks,
  publishSixty,
  signIn,
  type MainThread,
} from '../support/recording.js';

// The tracing of the test itself takes pictures of the page between keys and would be what is measured.
test.use({ trace: 'off', screenshot: 'off' });

/** Answers sixty items by keys: words, numbers, failures with a finding and a typed note. */
async function answerSixty({ keyboard }: Page): Promise<void> {
  for (let item = 0; item < 60; item += 1) {
    if (item % 5 === 3) {
      await keyboard.type('15', { delay: 15 });
      await keyboard.press('Enter');
    } else if (item % 7 === 2) {
      await keyboard.press('2');
      await keyboard.press('n');
      await keyboard.type('说明写在这里，一直写，不停地写，写到存下去为止。', { delay: 25 });
      await keyboard.press('Escape');
      await keyboard.press('ArrowDown');
    } else await keyboard.press('1');
  }
}

/** Looks at one element alone: a search through the page would be measured with the typing. */
const saved = (page: Page) =>
  page.waitForFunction(() => document.querySelector('.saved')?.textContent?.startsWith('已存本机'));

test('typing and answering in a checklist of sixty items never holds the page up for 50 ms', async () => {
  test.setTimeout(240_000);
  const running = await freshHall({ size: { width: 1280, height: 800 } });
  const { page } = running;
  await signIn(running, 'office');
  const { versionId } = await publishSixty(running);
  await signIn(running, 'a07');

  async function pass(): Promise<MainThread> {
    const started = await ask(running, 'visits.start', {
      clientId: crypto.randomUUID(),
      mode: 'covert_visit',
      roundObjectId: null,
      hallId: null,
      windowIds: [],
      partnerIds: [],
    });
    const list = started.checklists[0]?.clientId ?? crypto.randomUUID();
    await ask(running, 'visits.change', {
      id: started.id,
      seen: started.revision,
      changes: [{ kind: 'checklist', clientId: list, windowId: null, versionId }],
    });
    await page.evaluate((id) => void (location.hash = `#/visits/${id}`), started.id);
    await expect(page.getByText(started.no)).toBeVisible();
    await expect(page.locator('[data-item]')).toHaveCount(60);
    await kept(page);
    await idle(page);
    const trace = await mainThreadTasks(running, async () => {
      await answerSixty(page);
      await saved(page);
      await idle(page);
    });
    const { checklists, findings } = await ask(running, 'visits.get', { id: started.id });
    expect(Object.keys(checklists[0]?.answers ?? {})).toHaveLength(60);
    expect(findings.length).toBeGreaterThan(5);
    expect(trace.count).toBeGreaterThan(200);
    console.log(
      `typing in 60 items: ${trace.count} tasks, longest ${trace.longest.toFixed(1)} ms on the main thread ` +
        `(${trace.longestWall.toFixed(1)} ms by the clock on the wall)`,
    );
    return trace;
  }

  // Time of the thread itself, not what else the computer does. What typing causes it causes every time: a pass in which
  // a virtual machine was held up is made again.
  let longest = Infinity;
  for (let tries = 0; tries < 3 && longest >= 50; tries += 1) longest = Math.min(longest, (await pass()).longest);
  expect(longest).toBeLessThan(50);
  await running.close();
});
