import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ImportPreview } from '../../domain/contract/commands/hall.js';
import type { HallEntity } from '../../domain/hall/entities.js';
import type { Job } from '../../domain/jobs.js';
import type { TestConsole } from './workspace.js';

type Content = string | Buffer;

/** The steps of an import through the whole contract, as the office. */
export function importing(now: () => { target: TestConsole; hallId: number }) {
  async function tokenOf(name: string, content: Content): Promise<string> {
    const { target } = now();
    const path = join(target.folder, name);
    await writeFile(path, content);
    return (await target.files.offer(path, 'open'))?.token ?? '';
  }

  async function read(entity: HallEntity, name: string, content: Content, hallId: number | null = null): Promise<Job> {
    const { target } = now();
    const { jobId } = await target.call('hall.importRead', { entity, hallId, token: await tokenOf(name, content) });
    return target.ended(jobId);
  }

  /** What a file would do. */
  async function preview(
    entity: HallEntity,
    name: string,
    content: Content,
    hallId: number | null = now().hallId,
  ): Promise<ImportPreview & { jobId: number }> {
    const job = await read(entity, name, content, hallId);
    expect(job).toMatchObject({ state: 'succeeded', error: null });
    const shown = await now().target.call('hall.importPreview', { jobId: job.id });
    return Object.assign(shown, { jobId: job.id });
  }

  async function apply(jobId: number, skipBad = false): Promise<Job> {
    const { target } = now();
    const answer = await target.call('hall.importApply', { jobId, skipBad });
    return target.ended(answer.jobId);
  }
  return { tokenOf, read, preview, apply };
}

export const faults = (shown: ImportPreview): [row: number, field: string, rule: string][] =>
  shown.rows.flatMap(({ row, faults: all }) =>
    all.map(({ field, rule }): [number, string, string] => [row, field, rule]),
  );
