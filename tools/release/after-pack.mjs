import { rmSync } from 'node:fs';
import path from 'node:path';

/** What a runtime folder prepared by set-up holds besides Electron itself. */
const LEFTOVERS = ['.complete', 'version', 'resources/default_app.asar', 'resources/default_app.stamp'];

/**
 * Called by electron-builder when a folder is packed and before archives are made of it.
 * @param {{appOutDir: string}} context
 */
export default function afterPack({ appOutDir }) {
  for (const name of LEFTOVERS) rmSync(path.join(appOutDir, name), { force: true });
}
