// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordingRow } from '../../domain/footage/recording.js';
import { daysLeft } from '../../domain/footage/retention.js';
import type { Job } from '../../domain/jobs.js';
import { DAY_MS } from '../../domain/time.js';
import { keepOf } from '../../renderer/features/footage/store/player-keep';
import { announceJob } from '../../renderer/shared/frame/announce';
import { setLocale } from '../../renderer/shared/i18n';
import { useNotices } from '../../renderer/shared/stores/notices';

beforeAll(() => setLocale('en'));
beforeEach(() => setActivePinia(createPinia()));

describe('an intake that has ended', () => {
  it.each([
    [{ taken: 3, known: 1, failed: 0 }, 'done', 'done'],
    [{ taken: 3, known: 0, failed: 1 }, 'warn', 'done'],
    [{ taken: 0, known: 0, failed: 2 }, 'warn', 'not completed'],
  ])('%o is told as %s', (result, tone, words) => {
    const job = { kind: 'footage.takeIn', state: 'succeeded', subject: '', error: null, result } as unknown as Job;
    announceJob(job);
    const [notice] = useNotices().floating;
    expect(notice?.tone).toBe(tone);
    expect(notice?.title).toContain(words);
  });
});

describe('a warning', () => {
  it('does not pile up, and what the player says itself is said there alone', () => {
    const failed = { kind: 'footage.proxy', state: 'failed', subject: 'a.avi', error: null, result: null };
    announceJob(failed as unknown as Job);
    expect(useNotices().floating).toEqual([]);
    const notices = useNotices();
    for (let count = 0; count < 3; count += 1) notices.push({ tone: 'warn', title: 'a', detail: 'b' });
    notices.push({ tone: 'warn', title: 'a', detail: 'c' });
    expect(notices.floating.map(({ detail }) => detail)).toEqual(['b', 'c']);
    for (let count = 0; count < 2; count += 1)
      notices.push({ title: 'undo', action: { label: 'undo', run: () => undefined } });
    expect(notices.floating).toHaveLength(4);
  });
});

describe('the days a recorder keeps', () => {
  it('are the same in the player as in the list of a moment, the last day counted as there', () => {
    const at = Date.UTC(2026, 10, 20, 8, 8);
    const row = { capturedAt: at, offsetMs: 0, startAt: at } as unknown as RecordingRow;
    for (const now of [at + 1.94 * DAY_MS, at + 59.9 * DAY_MS, at + 60.2 * DAY_MS, at + 62 * DAY_MS])
      expect(keepOf(row, 60, now)?.left).toBe(daysLeft(at, 60, now));
    expect(keepOf(row, 60, at + 1.94 * DAY_MS)?.left).toBe(58);
  });
});
