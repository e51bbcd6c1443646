import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// Fields say when a text is too long (`renderer/shared/form/over-limit`); the browser would cut it without a word.
it('no control of the browser cuts a text, but for words that are looked for', () => {
  const searches = ['CommandPalette.vue', 'ListSearch.vue', 'RefPicker.vue', 'RetentionPart.vue'];
  const cutting = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.vue') && !searches.some((name) => file.endsWith(name)))
    .filter((file) => /<(input|textarea)\b[^>]*\bmaxlength/.test(readFileSync(join('renderer', file), 'utf8')));
  expect(cutting).toEqual([]);
});
