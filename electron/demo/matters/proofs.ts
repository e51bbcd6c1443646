import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../../../domain/errors.js';
import type { RectificationDetail } from '../../../domain/rectification/schema.js';
import { proofWords } from '../data/matters.js';
import type { Orders } from '../orders.js';
import { counterPicture, plainDocx } from './drawn.js';
import { chosen, type Matter, type MatterNeeds } from './matter.js';

/** Draws and writes the files units prove by, and hands them in as a person would. */
export class ProofFiles {
  #count = 0;
  /** Pictures are only taken in where there is an ffmpeg to look at them. */
  #canShow = true;

  constructor(
    private readonly needs: Pick<MatterNeeds, 'files' | 'random' | 'say'>,
    private readonly folder: string,
  ) {}

  /** A pair of pictures, before and after; a report where there can be none. */
  async shoot(unit: Orders, matter: Matter): Promise<RectificationDetail> {
    let detail: RectificationDetail | null = null;
    for (const side of ['before', 'after'] as const) {
      const bytes = counterPicture(this.needs.random, side);
      detail = this.#canShow ? await this.#picture(unit, matter, side, bytes) : null;
    }
    return detail ?? this.report(unit, matter);
  }

  /** What was done, as a Word file. */
  async report(unit: Orders, matter: Matter): Promise<RectificationDetail> {
    const { say } = this.needs;
    const { row } = matter;
    const title = say(proofWords.report);
    const lines = [title, row?.no ?? '', row?.fields.problem ?? '', ...(row?.fields.measures ?? [])];
    return this.#add(unit, matter, `${title}.docx`, title, await plainDocx([...lines, String(this.#count)]));
  }

  async #picture(
    unit: Orders,
    matter: Matter,
    side: 'before' | 'after',
    bytes: Uint8Array,
  ): Promise<RectificationDetail | null> {
    const { say } = this.needs;
    const { id } = chosen(matter);
    const caption = say(proofWords[side]);
    try {
      const { proofs } = await this.#add(unit, matter, `${say(proofWords.picture)}.png`, caption, bytes);
      const last = Math.max(...proofs.map((proof) => proof.id));
      return await unit.give('proofs.change', { rectificationId: id, id: last, caption, pair: 1, side });
    } catch (error) {
      if (!isAppError(error, 'media.binaryMissing')) throw error;
      this.#canShow = false;
      return null;
    }
  }

  async #add(
    unit: Orders,
    matter: Matter,
    name: string,
    caption: string,
    bytes: Uint8Array,
  ): Promise<RectificationDetail> {
    const { files, random } = this.needs;
    this.#count += 1;
    const path = join(this.folder, name);
    await writeFile(path, bytes);
    const offered = await files.offer(path, 'open');
    return unit.give('proofs.add', {
      ...{ rectificationId: chosen(matter).id, clientId: random.uuid() },
      ...{ token: offered?.token ?? '', caption },
    });
  }
}
