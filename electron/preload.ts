import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, READY_CHANNEL, TOKEN_CHANNEL } from '../domain/contract/channels.js';
import type { EventName } from '../domain/contract/events.js';

/** Command names of the contract, set at build time. */
declare const __COMMAND_NAMES__: readonly string[];

const known = new Set(__COMMAND_NAMES__);

/**
 * The whole bridge. Only names of the contract pass; dropped files cross as one-use tokens, their paths never reach
 * the page.
 */
const bridge = {
  call(name: string, input: unknown): Promise<unknown> {
    if (!known.has(name)) return Promise.reject(new Error(`unknown command: ${String(name)}`));
    return ipcRenderer.invoke(CALL_CHANNEL, name, input);
  },
  on(listener: (event: EventName, payload: unknown) => void): () => void {
    const forward = (_: unknown, event: EventName, payload: unknown): void => listener(event, payload);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => ipcRenderer.removeListener(EVENT_CHANNEL, forward);
  },
  tokenFor(file: File): Promise<unknown> {
    const path = webUtils.getPathForFile(file);
    return path === '' ? Promise.resolve(null) : ipcRenderer.invoke(TOKEN_CHANNEL, path);
  },
  ready(): void {
    ipcRenderer.send(READY_CHANNEL);
  },
};

export type Bridge = typeof bridge;

contextBridge.exposeInMainWorld('mingcha', bridge);
