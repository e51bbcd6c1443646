import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthOf, monthPeriod } from '../../domain/measures/period.js';
import { typedFaults } from '../../domain/report/check.js';
import { dayOf } from '../../domain/time.js';
import { code, openMatterStage, type MatterStage } from '../support/matters.js';
import { unpack } from '../support/unpack.js';

let stage: MatterStage;
let month = 0;
const read = (language: 'zh-CN' | 'en' = 'zh-CN') =>
  stage.people.office.call('roundReports.read', { of: { kind: 'month', month }, language });

beforeAll(async () => {
  stage = await openMatterStage();
  await stage.issued();
  await stage.issued({}, { severity: 'grave' });
  await stage.confirmed({ severity: 'serious' });
  month = monthOf(dayOf(stage.console.time.now));
});
afterAll(() => stage.console.close());

describe('the report of a month', () => {
  it('counts what the measures count, and every number of its sentences holds', async () => {
    const report = await read();
    const { people } = stage;
    const parts = ['visits', 'windowVisits', 'findings'] as const;
    const asked = { parts: [...parts], period: monthPeriod(month), by: [], filter: {} };
    const { rows } = await people.office.call('measures.parts', asked);
    const { figures, tables } = report;
    expect([figures.visits, figures.windowVisits, figures.findings]).toEqual(rows[0]?.values);
    expect(figures).toMatchObject({ issued: 2, closed: 0, grave: 1, serious: 1, unitsFound: 1, interviews: 0 });
    for (const rowsOf of [tables.units, tables.categories, tables.modes, tables.severities])
      expect(rowsOf.reduce((sum, { findings }) => sum + findings, 0)).toBe(figures.findings);
    for (const language of ['zh-CN', 'en'] as const)
      for (const { text, figures: known, words } of (await read(language)).sentences) {
        expect(typedFaults(text, known, words), text).toEqual([]);
        expect(text).not.toMatch(/[{}]|undefined/);
      }
  });

  it('is edited by the office alone, and a number no row stands behind is noted below its sentence', async () => {
    const { people, console } = stage;
    const make = async (who: MatterStage['people']['office'], texts: Record<string, string>) => {
      const path = join(console.folder, `报告${Object.keys(texts).length}.docx`);
      const { token } = (await console.files.offer(path, 'save')) ?? { token: '' };
      const of = { kind: 'month' as const, month };
      const { jobId } = await who.call('roundReports.make', { of, language: 'zh-CN', texts, format: 'docx', token });
      await expect
        .poll(async () => (await console.call('jobs.list', {})).find(({ id }) => id === jobId)?.state, {
          timeout: 20_000,
        })
        .toBe('succeeded');
      const folder = `${path}.d`;
      await unpack(path, folder);
      return readFile(join(folder, 'word/document.xml'), 'utf8');
    };
    expect(await code(make(people.leader, { found: '认定问题 99 个。' }))).toBe('permission.denied');
    expect(await make(people.leader, {})).not.toContain('与记录不符');
    const document = await make(people.office, { rectified: '已下达整改 2 件，销号率 71%。' });
    expect(document.replace(/<[^>]+>/g, '')).toContain('“71%”与记录不符，记录为 0.0%');
  });

  it('of a plan that is not there is refused, and nobody else asks', async () => {
    const of = { kind: 'plan' as const, planId: 9999 };
    expect(await code(stage.people.office.call('roundReports.read', { of, language: 'en' }))).toBe('notFound.record');
    await expect(stage.people.unit.call('roundReports.read', { of, language: 'en' })).rejects.toThrow('is not for');
  });
});
