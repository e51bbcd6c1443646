import { expect, test } from 'vitest';
import { ask, part, together } from '../../db/parts.js';
import { openStore, tempFolder } from './support/store.js';

const numbers = (upTo: number) =>
  part<number, number>(
    `SELECT json_group_array(value) FROM json_each('[1,2,3,4]') WHERE value <= :upTo`,
    { upTo },
    (rows) => rows.reduce((sum, value) => sum + value, 0),
  );
const text = (word: string) =>
  part<string, string[]>(`SELECT json_array(:word, '{"a":1}') WHERE :word <> ''`, { word }, (rows) => rows);

test('parts answer together what they answer alone, each in its own shape', async () => {
  const database = await openStore(tempFolder());
  await database.read('test.parts', async (reader) => {
    const alone = { sum: await ask(reader, numbers(3)), words: await ask(reader, text('㐂 "𠮷"')) };
    expect(alone).toEqual({ sum: 6, words: ['㐂 "𠮷"', '{"a":1}'] });
    expect(await together(reader, { sum: numbers(3), words: text('㐂 "𠮷"') })).toEqual(alone);
  });
});

test('a part without a row has no rows, and leaves the others theirs', async () => {
  const database = await openStore(tempFolder());
  const found = await database.read('test.parts', (reader) => together(reader, { sum: numbers(2), words: text('') }));
  expect(found).toEqual({ sum: 3, words: [] });
});

test('one parameter with two values is refused: one of them would be asked for by both', async () => {
  const database = await openStore(tempFolder());
  const asked = database.read('test.parts', (reader) => together(reader, { one: numbers(1), two: numbers(2) }));
  await expect(asked).rejects.toThrow(':upTo is given twice');
  const same = database.read('test.parts', (reader) => together(reader, { one: numbers(2), two: numbers(2) }));
  expect(await same).toEqual({ one: 3, two: 3 });
});
