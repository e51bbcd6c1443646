// @vitest-environment happy-dom
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isAppError } from '../../domain/errors.js';
import { expandFiles, MOST_FILES } from '../../electron/services/footage/expand.js';
import { errorText } from '../../renderer/shared/i18n/error-text';
import { setLocale } from '../../renderer/shared/i18n';

it('an order holds so many files and not one more, and says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mingcha-许多-'));
  try {
    for (let from = 0; from < MOST_FILES; from += 500)
      await Promise.all(Array.from({ length: 500 }, (_, n) => writeFile(join(folder, `${from + n}.mp4`), '')));
    expect(await expandFiles([folder])).toHaveLength(MOST_FILES);
    await writeFile(join(folder, 'one more.mp4'), '');
    const refused: unknown = await expandFiles([folder]).catch((error: unknown) => error);
    if (!isAppError(refused, 'file.tooMany')) throw new Error(String(refused));
    await setLocale('zh-CN');
    expect(errorText(refused)).toBe('一次最多存 5000 个文件，请分几次存入。');
    await setLocale('en');
    expect(errorText(refused)).toContain('At most 5000 files');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
