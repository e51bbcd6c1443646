import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipboard } from 'electron';
import { localMinute } from '../../domain/time.js';

/** The clipboard of Electron up to 44. */
interface ImageBoard {
  readImage(): { isEmpty(): boolean; toPNG(): Uint8Array };
}
/** That of 45, which answers items as pages know them. */
interface ItemBoard {
  read(): Promise<{ types: readonly string[]; getType(type: string): Promise<unknown> }[]>;
}
const holdsImage = (board: object): board is ImageBoard => 'readImage' in board;
const holdsItems = (board: object): board is ItemBoard => !holdsImage(board) && 'read' in board;

async function pictureBytes(board: object): Promise<Uint8Array | null> {
  if (holdsImage(board)) {
    const picture = board.readImage();
    return picture.isEmpty() ? null : picture.toPNG();
  }
  if (!holdsItems(board)) return null;
  for (const item of await board.read()) {
    const type = item.types.find((its) => its === 'image/png') ?? item.types.find((its) => its.startsWith('image/'));
    const held = type === undefined ? null : await item.getType(type);
    if (held instanceof Blob) return new Uint8Array(await held.arrayBuffer());
  }
  return null;
}

/**
 * Writes the picture on the clipboard to a passing file.
 * @param folder where passing files lie; made when it is not there
 * @param now UTC milliseconds, for the name it is shown by: a picture on the clipboard has none of its own
 * @returns its path, or null when the clipboard holds no picture
 */
export async function pastedPicture(folder: string, now: number): Promise<string | null> {
  const bytes = await pictureBytes(clipboard);
  if (bytes === null) return null;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stamp = localMinute(now).replace(/[-:]/g, '').replace(' ', '-');
  const file = join(folder, `clipboard-${stamp}-${randomBytes(3).toString('hex')}.png`);
  await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
  return file;
}
