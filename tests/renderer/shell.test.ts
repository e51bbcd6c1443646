// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../domain/jobs.js';
import {
  findCommands,
  matchScore,
  registerCommand,
  type PaletteCommand,
} from '../../renderer/shared/commands/registry';
import { keyLabels, matchesKeys } from '../../renderer/shared/commands/keys';
import { holdKeys, listenForShortcuts, shortcutGroups } from '../../renderer/shared/commands/shortcuts';
import { flattenTree } from '../../renderer/shared/components/tree';
import { diffOf } from '../../renderer/features/audit/store/diff';
import type { Role } from '../../domain/people.js';
import { roomsFor } from '../../renderer/shared/frame/rooms';
import {
  formatBytes,
  formatDuration,
  formatInstant,
  formatNumber,
  formatShort,
} from '../../renderer/shared/i18n/format';
import { setLocale } from '../../renderer/shared/i18n';
import { isNewer, useJobs } from '../../renderer/shared/stores/jobs';
import { useNotices } from '../../renderer/shared/stores/notices';
import { randomPassword } from '../../renderer/features/people/store/random-password';
import { fakeBridge } from './support/fake-bridge';

beforeAll(() => setLocale('en'));
beforeEach(() => setActivePinia(createPinia()));

const at = Date.UTC(2026, 10, 21, 6, 5, 9);

describe('formats', () => {
  it('writes dates, durations, numbers and bytes the one way', () => {
    expect(formatInstant(at, 'zh-CN')).toBe('2026-11-21 周六 14:05');
    expect(formatInstant(at, 'en', true)).toBe('2026-11-21 Sat 14:05:09');
    expect(formatShort(at, at + 1000)).toBe('14:05');
    expect(formatShort(at - 86_400_000, at)).toBe('11-20 14:05');
    expect(formatShort(at - 400 * 86_400_000, at)).toBe('2025-10-17');
    expect(formatDuration(125_000, 'zh-CN')).toBe('2 分 5 秒');
    expect(formatDuration(0, 'en')).toBe('0 s');
    expect(formatDuration(90_000_000, 'en')).toBe('1 d 1 h');
    expect(formatNumber(1813)).toBe('1,813');
    expect([formatBytes(900), formatBytes(38_200_000), formatBytes(212_000_000_000)]).toEqual([
      '900 B',
      '36.4 MB',
      '197 GB',
    ]);
  });
});

describe('palette', () => {
  const command = (id: string, rest: Partial<PaletteCommand> = {}): PaletteCommand => ({
    id,
    title: 'nav.people',
    icon: 'people',
    run: () => undefined,
    ...rest,
  });

  it('finds by title, by words of the other language, and by letters in order', () => {
    const some = [command('go.people', { words: '人员' }), command('theme.toggle', { title: 'keys.theme' })];
    expect(findCommands('peop', some).map((one) => one.id)).toEqual(['go.people']);
    expect(findCommands('人员', some).map((one) => one.id)).toEqual(['go.people']);
    expect(findCommands('', some)).toHaveLength(2);
    expect(findCommands('zzz', some)).toEqual([]);
    expect([
      matchScore('People', 'pe'),
      matchScore('People', 'op'),
      matchScore('People', 'ple'),
      matchScore('People', 'z'),
    ]).toEqual([3, 2, 2, 0]);
  });

  it('leaves out what may not run now and forgets what was removed', () => {
    const remove = registerCommand(command('only.office', { when: () => false }));
    expect(findCommands('').some((one) => one.id === 'only.office')).toBe(false);
    remove();
    const again = registerCommand(command('only.office'));
    expect(findCommands('').some((one) => one.id === 'only.office')).toBe(true);
    again();
  });
});

describe('shortcuts', () => {
  const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): void =>
    void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));

  it('matches keys and shows them as they are on the keyboard', () => {
    expect(matchesKeys(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }), 'Mod+K')).toBe(true);
    expect(matchesKeys(new KeyboardEvent('keydown', { key: 'k' }), 'Mod+K')).toBe(false);
    expect(matchesKeys(new KeyboardEvent('keydown', { key: '?', shiftKey: true }), '?')).toBe(true);
    expect(keyLabels('Mod+Enter')).toEqual(['Ctrl', '↵']);
    expect(keyLabels('Mod++')).toEqual(['Ctrl', '+']);
  });

  it('hears the page before the frame, a dialog alone, and no letters while typing', () => {
    const stop = listenForShortcuts();
    const heard: string[] = [];
    const group = (layer: 'frame' | 'page' | 'modal', name: string) => ({
      title: 'keys.page' as const,
      layer,
      shortcuts: [{ keys: 'N', label: 'keys.new' as const, run: () => void heard.push(name) }],
    });
    shortcutGroups.push(group('frame', 'frame'), group('page', 'page'));
    press('n');
    const field = document.body.appendChild(document.createElement('input'));
    press('n', {}, field);
    shortcutGroups.push(group('modal', 'modal'));
    press('n');
    expect(heard).toEqual(['page', 'modal']);
    shortcutGroups.splice(0);
    field.remove();
    stop();
  });

  it('hears no letters of the page while a panel with a field is open, wherever the focus is', () => {
    const stop = listenForShortcuts();
    const heard: string[] = [];
    const keys = ['N', 'Mod+K'].map((one) => ({
      keys: one,
      label: 'keys.new' as const,
      run: () => void heard.push(one),
    }));
    shortcutGroups.push({ title: 'keys.page', layer: 'page', shortcuts: keys });
    const [first, second] = [holdKeys(), holdKeys()];
    first();
    first();
    press('n');
    press('k', { ctrlKey: true });
    expect(heard).toEqual(['Mod+K']);
    second();
    press('n');
    expect(heard).toEqual(['Mod+K', 'N']);
    shortcutGroups.splice(0);
    stop();
  });
});

describe('jobs', () => {
  const job = (rest: Partial<Job>): Job => ({
    id: 1,
    kind: 'backup',
    subject: '',
    state: 'running',
    percent: 40,
    startedAt: at,
    endedAt: null,
    cancellable: true,
    error: null,
    result: null,
    ...rest,
  });

  it('believes the newest news whatever the order of arrival', () => {
    const ended = job({ state: 'succeeded', percent: 100, endedAt: at + 9 });
    expect(isNewer(undefined, job({}))).toBe(true);
    expect(isNewer(job({ percent: 60 }), job({ percent: 40 }))).toBe(false);
    expect(isNewer(ended, job({ percent: 80 }))).toBe(false);
    expect(isNewer(job({}), ended)).toBe(true);
  });

  it('tells the end of a job once', async () => {
    const fake = fakeBridge({ 'jobs.list': () => [] });
    window.mingcha = fake.bridge;
    const jobs = useJobs();
    const ended = vi.fn();
    jobs.onEnd(ended);
    await jobs.start();
    fake.emit('jobs.changed', { job: job({}) });
    fake.emit('jobs.changed', { job: job({ state: 'succeeded', endedAt: at + 9 }) });
    fake.emit('jobs.changed', { job: job({ state: 'succeeded', endedAt: at + 9 }) });
    expect(ended).toHaveBeenCalledTimes(1);
    expect((await jobs.whenEnded(1)).state).toBe('succeeded');
  });
});

describe('notices', () => {
  it('runs an undo once and keeps the notice in the centre', async () => {
    const notices = useNotices();
    const undo = vi.fn();
    notices.push({ title: 'removed', action: { label: 'Undo', run: undo } });
    const [notice] = notices.floating;
    await notices.act(notice!);
    expect(undo).toHaveBeenCalledTimes(1);
    expect(notices.floating).toHaveLength(0);
    expect(notices.kept[0]?.action).toBeNull();
  });
});

describe('rooms, tree, differences, passwords', () => {
  it('shows each role only the rooms it has', () => {
    const ids = (role: Role): string[] => roomsFor([role]).map((room) => room.id);
    expect(ids('social_supervisor')).toEqual(['home', 'ownLeads']);
    expect(ids('auditor')).toEqual(['home', 'custody', 'audit', 'system']);
    for (const id of ['leads', 'hall', 'overview']) expect(ids('leader')).toContain(id);
    // Leaders come home to the wall, whoever is of the office too to the office's home.
    expect(ids('leader')[0]).toBe('wall');
    expect(ids('leader')).not.toContain('home');
    const both = roomsFor(['leader', 'office']).map((room) => room.id);
    expect([both[0], both.includes('overview')]).toEqual(['home', false]);
    for (const id of ['people', 'custody', 'audit', 'system', 'ownLeads']) expect(ids('leader')).not.toContain(id);
    for (const id of ['leads', 'hall', 'people', 'custody', 'audit', 'system']) expect(ids('office')).toContain(id);
    for (const id of ['leads', 'people', 'ownLeads']) expect(ids('unit_contact')).not.toContain(id);
  });

  it('flattens what is open, with its place for screen readers', () => {
    interface Plain {
      id: string;
      label: string;
      children?: Plain[];
    }
    const nodes: Plain[] = [
      {
        id: 'a',
        label: 'A',
        children: [
          { id: 'b', label: 'B' },
          { id: 'c', label: 'C' },
        ],
      },
    ];
    expect(flattenTree(nodes, new Set()).map((row) => row.node.id)).toEqual(['a']);
    expect(
      flattenTree(nodes, new Set(['a'])).map((row) => [row.node.id, row.level, row.position, row.size, row.parent]),
    ).toEqual([
      ['a', 1, 1, 1, -1],
      ['b', 2, 1, 2, 0],
      ['c', 2, 2, 2, 0],
    ]);
  });

  it('lists what a log row changed before what it did not', () => {
    const lines = diffOf(
      '{"name":"a","roles":["office"],"at":{"x":1}}',
      '{"name":"a","roles":["office","leader"],"at":{"x":2}}',
      (_, value) => String(value),
    );
    expect(lines.map((line) => [line.field, line.changed])).toEqual([
      ['roles', true],
      ['at.x', true],
      ['name', false],
    ]);
    expect(diffOf(null, 'not json', (_, value) => String(value))).toEqual([
      { field: 'value', before: null, after: 'not json', changed: true },
    ]);
  });

  it('makes first passwords that the rule accepts', () => {
    expect(randomPassword()).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  });
});
