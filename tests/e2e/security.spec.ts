import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type {} from '../../renderer/api/client.js';
import { launch, type RunningApp } from '../support/app.js';

/** Each hardening with the attack it is there for, against the real handlers with the shipped switches. */
test.describe('a page that was taken over', () => {
  let running: RunningApp;
  test.beforeAll(async () => {
    running = await launch();
  });
  test.afterAll(() => running.close());

  const address = () => running.page.evaluate(() => location.href);

  test('has no Node, no Electron, and only the four functions of the bridge', async () => {
    const found = await running.page.evaluate(() => ({
      require: typeof (globalThis as Record<string, unknown>)['require'],
      process: typeof (globalThis as Record<string, unknown>)['process'],
      module: typeof (globalThis as Record<string, unknown>)['module'],
      bridge: Object.keys(window.mingcha).sort(),
    }));
    expect(found).toEqual({
      require: 'undefined',
      process: 'undefined',
      module: 'undefined',
      bridge: ['call', 'on', 'ready', 'tokenFor'],
    });
  });

  test('runs isolated, sandboxed and with web security', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('cannot call what is not in the contract, nor reach the channel itself', async () => {
    const answer = await running.page.evaluate(() =>
      window.mingcha.call('shell.run', {}).then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    );
    expect(answer).toContain('unknown command');
  });

  test('cannot navigate away, by any way there is', async () => {
    const before = await address();
    const ways: Record<string, string> = {
      link: `const a = document.createElement('a'); a.href = 'https://example.com/'; document.body.append(a); a.click(); a.remove();`,
      location: `location.href = 'https://example.com/'`,
      file: `location.href = 'file:///etc/passwd'`,
      data: `location.href = 'data:text/html,<h1>x</h1>'`,
      otherHost: `location.href = 'app://elsewhere/index.html'`,
      form: `const f = document.createElement('form'); f.action = 'https://example.com/'; f.method = 'post'; document.body.append(f); f.submit(); f.remove();`,
      meta: `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://example.com/'; document.head.append(m); setTimeout(() => m.remove(), 200);`,
    };
    for (const [way, script] of Object.entries(ways)) {
      await running.page.evaluate(script);
      await running.page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 150)));
      expect(await address(), way).toBe(before);
    }
  });

  test('cannot open a window, a web view or a frame', async () => {
    const before = running.app.windows().length;
    const opened = await running.page.evaluate(() => [
      window.open('https://example.com/') === null,
      window.open('app://main/index.html') === null,
      window.open('javascript:alert(1)') === null,
    ]);
    expect(opened).toEqual([true, true, true]);
    await running.page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'https://example.com/');
      document.body.append(view);
      const frame = document.createElement('iframe');
      frame.src = 'app://main/index.html';
      document.body.append(frame);
    });
    await running.page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 300)));
    const inside = await running.page.evaluate(
      () => document.querySelector('iframe')?.contentDocument?.body?.children.length ?? 0,
    );
    expect(inside).toBe(0);
    expect(running.app.windows()).toHaveLength(before);
    const contents = await running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    expect(contents).toBe(before);
    await running.page.evaluate(() => document.querySelectorAll('webview, iframe').forEach((node) => node.remove()));
  });

  test('reaches no network and no file', async () => {
    const asked = [
      'https://example.com/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'app://main/../package.json',
      'app://elsewhere/x',
    ];
    const answers = await running.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              (response) => (response.ok ? 'read' : 'refused'),
              () => 'refused',
            ),
          ),
        ),
      asked,
    );
    expect(answers).toEqual(asked.map(() => 'refused'));
    const socket = await running.page.evaluate(
      () =>
        new Promise((resolve) => {
          try {
            const wire = new WebSocket('ws://127.0.0.1:1/');
            wire.onopen = () => resolve('open');
            wire.onerror = () => resolve('refused');
          } catch {
            resolve('refused');
          }
        }),
    );
    expect(socket).toBe('refused');
  });

  test('sends no packet to a peer either', async () => {
    const heard: string[] = [];
    const udp = createSocket('udp4').on('message', () => heard.push('udp'));
    const tcp = createServer((socket) => {
      heard.push('tcp');
      socket.destroy();
    });
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const ports = [udp.address().port, (tcp.address() as AddressInfo).port] as const;
    await running.page.evaluate(async ([udpPort, tcpPort]) => {
      const peer = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:127.0.0.1:${udpPort}` },
          { urls: `turn:127.0.0.1:${udpPort}?transport=udp`, username: 'a', credential: 'b' },
          { urls: `turn:127.0.0.1:${tcpPort}?transport=tcp`, username: 'a', credential: 'b' },
        ],
      });
      peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 2500));
      peer.close();
    }, ports);
    udp.close();
    tcp.close();
    expect(heard).toEqual([]);
  });

  test('cannot bring in script: inline, evaluated, from elsewhere', async () => {
    const ran = await running.page.evaluate(
      () =>
        new Promise<Record<string, boolean>>((resolve) => {
          const marks = window as unknown as Record<string, unknown>;
          const inline = document.createElement('script');
          inline.textContent = 'window.inlineRan = true';
          document.head.append(inline);
          const image = document.createElement('div');
          image.innerHTML = '<img src="x" onerror="window.handlerRan = true">';
          document.body.append(image);
          const remote = document.createElement('script');
          remote.src = 'data:text/javascript,window.remoteRan = true';
          document.head.append(remote);
          // Evaluation is judged apart from the test driver, which bypasses the policy itself.
          setTimeout(() => {
            let evaluated = false;
            try {
              evaluated = new Function('return true')() as boolean;
            } catch {
              evaluated = false;
            }
            setTimeout(() => {
              image.remove();
              resolve({
                inline: marks['inlineRan'] === true,
                handler: marks['handlerRan'] === true,
                remote: marks['remoteRan'] === true,
                evaluated,
              });
            }, 200);
          }, 0);
        }),
    );
    expect(ran).toEqual({ inline: false, handler: false, remote: false, evaluated: false });
  });

  test('gets no permission it was not given', async () => {
    const states = await running.page.evaluate(async () => {
      const names = [
        'camera',
        'microphone',
        'geolocation',
        'notifications',
        'clipboard-read',
        'midi',
      ] as PermissionName[];
      const found: Record<string, string> = {};
      for (const name of names)
        found[name] = await navigator.permissions.query({ name }).then(
          ({ state }) => state,
          () => 'denied',
        );
      found['media'] = await navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
        () => 'granted',
        () => 'denied',
      );
      return found;
    });
    expect(new Set(Object.values(states))).toEqual(new Set(['denied']));
  });

  test('cannot turn a path into a token by making up a file', async () => {
    const token = await running.page.evaluate(() => {
      const file = new File(['x'], '/etc/passwd');
      Object.defineProperty(file, 'path', { value: '/etc/passwd' });
      return window.mingcha.tokenFor(file);
    });
    expect(token).toBeNull();
  });

  test('downloads nothing by itself', async () => {
    const started = await running.app.evaluate(
      ({ session }) =>
        new Promise<boolean>((resolve) => {
          session.defaultSession.once('will-download', (event) => resolve(!event.defaultPrevented));
          setTimeout(() => resolve(false), 1500);
        }),
    );
    expect(started).toBe(false);
    const trigger = running.app.evaluate(
      ({ session }) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (event, item) => {
            setTimeout(() => resolve(event.defaultPrevented ? 'refused' : item.getState()), 200);
          });
          setTimeout(() => resolve('refused'), 1500);
        }),
    );
    await running.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.exe';
      document.body.append(link);
      link.click();
      link.remove();
    });
    expect(await trigger).toBe('refused');
  });
});

test('another window of the same process is not listened to', async () => {
  const running = await launch();
  const answer = await running.app.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    });
    await other.loadURL('data:text/html,<h1>not ours</h1>');
    return other.webContents.executeJavaScript(`window.mingcha.call('session.current', {})`) as Promise<unknown>;
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'permission.sender' } });
  await running.close();
});
