import { BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, READY_CHANNEL, TOKEN_CHANNEL } from '../../domain/contract/channels.js';
import { events, type EventName, type EventPayload } from '../../domain/contract/events.js';
import { AppError } from '../../domain/errors.js';
import { isOurs } from '../security/origin.js';
import type { FileTokens } from '../services/files.js';
import type { Dispatcher } from './dispatch.js';

interface Wires {
  dispatcher: Dispatcher;
  files: FileTokens;
  devUrl: string | null;
  /** Is this one of the windows we made? */
  knownWindow(webContentsId: number): boolean;
  ready(window: BrowserWindow): void;
  refused(channel: string, url: string): void;
}

/** The only place that listens to pages. A sender that is not our window's main frame gets a refusal, never nothing. */
export function registerIpc(wires: Wires): void {
  const trusted = (event: IpcMainInvokeEvent | IpcMainEvent, channel: string): boolean => {
    const frame = event.senderFrame;
    const ours =
      frame !== null &&
      frame === event.sender.mainFrame &&
      isOurs(frame.url, wires.devUrl) &&
      wires.knownWindow(event.sender.id);
    if (!ours) wires.refused(channel, frame?.url ?? '');
    return ours;
  };
  const refusal = { ok: false, error: new AppError('permission.sender').toWire(null) } as const;

  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
    trusted(event, CALL_CHANNEL) ? wires.dispatcher.call(String(name), input) : refusal,
  );
  ipcMain.handle(TOKEN_CHANNEL, (event, path: unknown) =>
    trusted(event, TOKEN_CHANNEL) && typeof path === 'string' ? wires.files.offer(path, 'open') : null,
  );
  ipcMain.on(READY_CHANNEL, (event) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (trusted(event, READY_CHANNEL) && window) wires.ready(window);
  });
}

/** Tells one window. */
export function tellWindow<N extends EventName>(window: BrowserWindow, name: N, payload: EventPayload<N>): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, events[name].parse(payload));
}

/** Tells every window. The payload is checked against the contract before it leaves. */
export function broadcast<N extends EventName>(name: N, payload: EventPayload<N>): void {
  const checked = events[name].parse(payload);
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, checked);
  }
}
