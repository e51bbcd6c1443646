import { describe, expect, it } from 'vitest';
import { paperDocx } from '../../../electron/documents/paper-docx.js';
import { reportModel } from '../../../electron/documents/visit-report-model.js';
import { reportPaper } from '../../../electron/documents/visit-report-paper.js';
import type { Clip, Derived } from '../../../domain/footage/clip.js';
import { unzipped, wordText } from '../../support/office-file.js';
import { contents, handMadeVisit } from '../../support/visit-report.js';

/** 10:06:42 in Shanghai on 2026-10-12. */
const FROM = Date.UTC(2026, 9, 12, 2, 6, 42);
const HASH = 'ab12'.repeat(16);
const made = (rest: Partial<Derived>): Derived => ({ kind: 'cut', sha256: HASH, disposedAt: null, ...rest }) as Derived;
const clip = (rest: Partial<Clip>): Clip =>
  ({ label: '叫号无人应', cameraLabel: '17 正面', fromAt: FROM, untilAt: FROM + 2000, derived: [], ...rest }) as Clip;

async function textOf(clips: readonly Clip[], language: 'zh-CN' | 'en' = 'zh-CN'): Promise<string> {
  const paper = reportPaper(reportModel(handMadeVisit(), contents(language), clips), [], language);
  return wordText((await unzipped(await paperDocx(paper))).get('word/document.xml')?.toString() ?? '');
}

describe('the annex of footage', () => {
  it('lists each file with its camera, span, whole checksum and whether it is redacted', async () => {
    const redacted = made({ kind: 'redacted', redacted: true, sha256: 'cd34'.repeat(16) });
    const text = await textOf([clip({ derived: [made({}), redacted, made({ kind: 'still' })] })]);
    expect(text).toContain('附：录像资料');
    expect(text).toContain('2026-10-12 10:06:42–10:06:44');
    for (const words of ['叫号无人应', '17 正面', '未打码', '已打码', 'ab12ab12ab12ab12 ab12ab12ab12ab12'])
      expect(text).toContain(words);
    expect(text.match(/叫号无人应/g)).toHaveLength(2);
  });

  it('says what was not cut, and names nothing that was disposed of', async () => {
    const text = await textOf([clip({ fromAt: null, untilAt: null, derived: [made({ disposedAt: 5 })] })], 'en');
    expect(text).toContain('Annex: footage');
    expect(text).toContain('Not cut');
    expect(text).not.toContain('ab12');
  });

  it('is left out where there is no footage', async () => {
    expect(await textOf([])).not.toContain('录像资料');
  });
});
