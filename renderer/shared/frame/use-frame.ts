import { isNavigationFailure, NavigationFailureType } from 'vue-router';
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue';
import { router } from '../../router';
import { call, onPlace } from '../../api/client';
import { registerCommand, type PaletteCommand } from '../commands/registry';
import { listenForShortcuts, useShortcuts, type Shortcut } from '../commands/shortcuts';
import { dropDialogs } from '../dialogs/dialogs';
import { announceJob } from './announce';
import { useJobs } from '../stores/jobs';
import { useNotices } from '../stores/notices';
import { useSession } from '../stores/session';
import { useSystem } from '../stores/system';
import { reportError } from './report';
import { frameLayers } from './layers';
import { rooms, roomsFor } from './rooms';

export function toggleTheme(): void {
  const system = useSystem();
  void system.prefer({ theme: system.look.theme === 'dark' ? 'light' : 'dark' });
}
export function toggleText(): void {
  const system = useSystem();
  void system.prefer({ textSize: system.look.textSize === 'large' ? 'normal' : 'large' });
}
export function toggleLanguage(): void {
  const system = useSystem();
  void system.prefer({ language: system.look.locale === 'en' ? 'zh-CN' : 'en' });
}

/** Starts a backup; the tray shows the rest. */
export async function backUpNow(): Promise<void> {
  try {
    await call('system.backup', {});
  } catch (error) {
    reportError(error);
  }
}

/** Leaves the session; forms are asked first by the router's guard. */
export async function signOut(): Promise<void> {
  const failure = await router.push('/');
  // Standing on the home page already is no refusal.
  if (failure && !isNavigationFailure(failure, NavigationFailureType.duplicated)) return;
  dropDialogs();
  await useSession().signOut();
  // Whoever comes next begins at the own home.
  await router.replace('/');
}

/** Everything the frame does beside showing: keys, palette commands, idle lock, jobs and their endings. */
export function useFrame(): void {
  const session = useSession();
  const system = useSystem();
  const jobs = useJobs();
  const notices = useNotices();
  const open = (layer: typeof frameLayers.open) => (): void => {
    frameLayers.open = layer;
  };
  const mayBackUp = (): boolean => session.holds('office');
  const mine = (id: string): boolean => roomsFor(session.roles).some((room) => room.id === id);

  const commands: PaletteCommand[] = [
    ...rooms.map<PaletteCommand>((room) => ({
      id: `go.${room.id}`,
      title: room.title,
      icon: room.icon,
      keys: room.keys,
      when: () => mine(room.id),
      run: async () => void (await router.push(room.to)),
    })),
    {
      id: 'rectifications.issue',
      title: 'issuing.go',
      icon: 'findings',
      words: 'issue rectification 整改 下达',
      when: () => session.holds('office'),
      run: async () => void (await router.push('/rectifications/new')),
    },
    {
      id: 'go.lookBack',
      title: 'lookBack.title',
      icon: 'ledger',
      words: 'look back recheck 回头看 抽查',
      when: () => session.holds('office', 'reviewer', 'leader'),
      run: async () => void (await router.push('/look-back')),
    },
    { id: 'backup.now', title: 'keys.backup', icon: 'restore', words: 'backup 备份', when: mayBackUp, run: backUpNow },
    { id: 'theme.toggle', title: 'keys.theme', icon: 'moon', words: 'dark light theme 深色 浅色', run: toggleTheme },
    { id: 'text.toggle', title: 'keys.text', icon: 'text', words: 'large text 大字', run: toggleText },
    {
      id: 'language.toggle',
      title: 'keys.language',
      icon: 'view',
      words: 'english 中文 language',
      run: toggleLanguage,
    },
    {
      id: 'keys.show',
      title: 'keys.overview',
      icon: 'keyboard',
      keys: '?',
      words: 'shortcut help 快捷键 帮助',
      run: open('keys'),
    },
    {
      id: 'window.open',
      title: 'keys.window',
      icon: 'window',
      keys: 'Mod+Shift+N',
      words: 'new window 新窗口',
      run: async () => void (await call('system.openWindow', {})),
    },
    {
      id: 'telling.preferences',
      title: 'telling.title',
      icon: 'bell',
      words: 'notification quiet hours digest 通知 免打扰 汇总 提醒',
      run: open('telling'),
    },
    {
      id: 'rectifications.settings',
      title: 'rectificationSettings.title',
      icon: 'findings',
      words: 'number pattern deadline settings 整改 编号 期限 设置',
      when: () => session.holds('office'),
      run: open('rectificationSettings'),
    },
    { id: 'password.change', title: 'top.changePassword', icon: 'key', words: 'password 密码', run: open('password') },
    {
      id: 'session.lock',
      title: 'top.lock',
      icon: 'lock',
      keys: 'Mod+L',
      words: 'lock 锁定',
      run: () => session.lock(),
    },
    { id: 'session.out', title: 'top.signOut', icon: 'out', words: 'sign out logout 退出', run: signOut },
    {
      id: 'about.show',
      title: 'about.title',
      icon: 'info',
      words: 'about version 关于 版本',
      run: async () => void (await router.push('/about')),
    },
  ];
  const removals = commands.map(registerCommand);

  const shortcuts: Shortcut[] = [
    { keys: 'Mod+K', label: 'keys.palette', run: open('palette') },
    { keys: '?', label: 'keys.overview', run: open('keys') },
    { keys: 'Mod+L', label: 'keys.lock', always: true, run: () => void session.lock() },
    ...rooms.map<Shortcut>((room) => ({
      keys: room.keys,
      label: room.title,
      when: () => mine(room.id),
      whileTyping: true,
      run: () => void router.push(room.to),
    })),
    {
      keys: 'Mod+B',
      label: 'keys.fold',
      run: () => void system.prefer({ railFolded: !system.preferences.railFolded }),
    },
    { keys: 'Mod++', label: 'keys.zoomIn' },
    { keys: 'Mod+-', label: 'keys.zoomOut' },
    { keys: 'Mod+0', label: 'keys.zoomReset' },
  ];
  useShortcuts({ title: 'keys.anywhere', layer: 'frame', shortcuts });

  // Locks itself when nobody touches the console for as long as the office has set.
  let touched = Date.now();
  const touch = (): void => void (touched = Date.now());
  let watch: ReturnType<typeof setInterval> | undefined;
  let unlisten: (() => void) | undefined;
  const gestures = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

  function begin(): void {
    unlisten ??= listenForShortcuts();
    touch();
    for (const gesture of gestures) window.addEventListener(gesture, touch, { passive: true });
    watch ??= setInterval(() => {
      const limit = session.view?.idleMinutes ?? 0;
      if (limit > 0 && Date.now() - touched >= limit * 60_000) void session.lock();
    }, 5000);
  }
  function end(): void {
    unlisten?.();
    unlisten = undefined;
    for (const gesture of gestures) window.removeEventListener(gesture, touch);
    clearInterval(watch);
    watch = undefined;
  }

  const offEnd = jobs.onEnd(announceJob);
  // Whoever pressed a notice while the console was locked is led there once it is open again.
  let asked: string | null = null;
  let active = true;
  const offPlace = onPlace((route) => {
    if (active) void router.push(route);
    else asked = route;
  });
  onDeactivated(() => (active = false));
  onActivated(() => {
    active = true;
    if (asked !== null) void router.push(asked);
    asked = null;
  });
  onMounted(() => {
    begin();
    jobs.start().catch(reportError);
  });
  onActivated(begin);
  onDeactivated(end);
  onBeforeUnmount(() => {
    end();
    offEnd();
    offPlace();
    removals.forEach((remove) => remove());
    jobs.reset();
    notices.clear();
  });
}
