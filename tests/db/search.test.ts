import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.js';
import {
  COUNTED,
  countHits,
  find,
  indexDocs,
  normalise,
  removeDocs,
  type SearchDoc,
  type SearchQuery,
} from '../../db/search.js';
import { plan, tokens } from '../../db/search/grams.js';
import { searchKindOf, searchKinds, type SearchKind } from '../../domain/search.js';
import { openStore, randomFrom, tempFolder } from './support/store.js';

const index = (database: Database, docs: readonly SearchDoc[]): Promise<void> =>
  database.write('test.index', (tx) => indexDocs(tx, docs));

const search = (database: Database, query: SearchQuery & { before?: number; limit?: number }) =>
  database.read('test.find', (reader) => find(reader, { limit: 50, ...query }));

const doc = (ref: number, text: string, more: Partial<SearchDoc> = {}): SearchDoc => ({
  kind: 'staff',
  ref,
  unitId: null,
  day: 20_000,
  text,
  ...more,
});

const refs = async (database: Database, query: SearchQuery): Promise<number[]> =>
  (await search(database, query)).hits.map(({ ref }) => ref);

// Every fourth character is one that syntax, tokenizer or Unicode could trip over.
const PIECES = Array.from(
  `办理窗口营业执照不动产登记的一二了㐂𠮷ＡＢ１２ｶﾞ ABCabc01 \t'"\`%_*()[]{}^$+-=~|\\/<>.,:;!?@#&。，“”·é`,
);

function randomText(random: () => number, longest: number): string {
  const length = 1 + Math.floor(random() * longest);
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
}

describe('against a plain scan', () => {
  test('thousands of random queries find exactly the same', async () => {
    const random = randomFrom(7);
    const database = await openStore(tempFolder());
    const kinds = Object.keys(searchKinds) as SearchKind[];
    const docs = Array.from({ length: 3000 }, (_, n) =>
      doc(n + 1, randomText(random, 40), {
        kind: kinds[n % kinds.length] as SearchKind,
        unitId: n % 7 === 0 ? null : n % 7,
        day: 20_000 + (n % 50),
      }),
    );
    await index(database, docs);
    const norms = docs.map((one) => ({ ...one, norm: normalise(one.text) }));
    let found = 0;
    const queries = Array.from({ length: 3000 }, (_, n) => {
      const isPart = n % 3 > 0;
      const source = Array.from(docs[Math.floor(random() * docs.length)]?.text ?? '');
      const start = Math.floor(random() * source.length);
      const part = source.slice(start, start + 1 + Math.floor(random() * 7)).join('');
      const text = isPart ? part : randomText(random, 4);
      return {
        text,
        ...(n % 5 === 0 ? { unitId: 1 + (n % 6) } : {}),
        ...(n % 4 === 0 ? { fromDay: 20_010, toDay: 20_030 } : {}),
      };
    });
    await database.read('test.random', async (reader) => {
      for (const query of queries) {
        const terms = normalise(query.text).split(/\s+/u).filter(Boolean);
        const expected = norms
          .filter((one) => query.unitId === undefined || one.unitId === query.unitId)
          .filter((one) => query.fromDay === undefined || (one.day >= query.fromDay && one.day <= (query.toDay ?? 0)))
          .filter((one) => terms.length > 0 && terms.every((term) => one.norm.includes(term)));
        const { hits } = await find(reader, { ...query, limit: 5000 });
        expect(
          hits.map(({ ref }) => ref).sort((a, b) => a - b),
          JSON.stringify(query),
        ).toEqual(expected.map(({ ref }) => ref));
        expect(await countHits(reader, query)).toBe(Math.min(expected.length, COUNTED + 1));
        found += hits.length;
      }
    });
    expect(found).toBeGreaterThan(50_000);
  }, 60_000);

  test('edits and removals leave no word behind and lose none', async () => {
    const random = randomFrom(11);
    const database = await openStore(tempFolder());
    const texts = new Map<number, string>();
    for (let round = 0; round < 30; round += 1) {
      const docs = Array.from({ length: 20 }, () => doc(1 + Math.floor(random() * 60), randomText(random, 20)));
      for (const one of docs) texts.set(one.ref, one.text);
      await index(database, docs);
      const gone = 1 + Math.floor(random() * 60);
      texts.delete(gone);
      await database.write(
        'test.remove',
        (tx) =>
          removeDocs(tx, [
            { kind: 'staff', ref: gone },
            { kind: 'unit', ref: 1 },
          ]),
        {
          unaudited: true,
        },
      );
    }
    for (const piece of PIECES.filter((one) => normalise(one).trim() !== '')) {
      const expected = [...texts].filter(([, text]) => normalise(text).includes(normalise(piece))).map(([ref]) => ref);
      expect(
        (await refs(database, { text: piece })).sort((a, b) => a - b),
        piece,
      ).toEqual(expected.sort((a, b) => a - b));
    }
    const odd = await database.read('test.count', (reader) =>
      reader.get(
        'SELECT (SELECT count(*) FROM search_doc) AS docs, (SELECT count(*) FROM search_fts_docsize) AS indexed',
      ),
    );
    expect(odd).toEqual({ docs: texts.size, indexed: texts.size });
  });
});

describe('find', () => {
  test.each([
    ['不动产 登记', [2, 1]],
    ['登记不动', []],
    ["o'brien", [3]],
    ['ＡＢ１２', [4]],
    ['ab12', [4]],
    ['𠮷', [5]],
    ['㐂', [5]],
    ['"登记" OR', []],
    ['*', [6]],
    ['100%', [6]],
    ['', []],
    [' \t\u0000 ', []],
    ['\ue000u0', []],
    ['\ud800', []],
    ['x'.repeat(5000), []],
  ])('%j finds %j', async (text, expected) => {
    const database = await openStore(tempFolder());
    await index(database, [
      doc(1, '不动产综合登记窗口'),
      doc(2, '登记 不动产'),
      doc(3, "O'Brien"),
      doc(4, 'AB12'),
      doc(5, '𠮷野家㐂'),
      doc(6, '满意 100% *'),
    ]);
    expect(await refs(database, { text })).toEqual(expected);
  });

  test('filters by kind, by unit and by days, and pages newest first', async () => {
    const database = await openStore(tempFolder());
    const docs = Array.from({ length: 120 }, (_, n) =>
      doc(n + 1, `窗口${n}`, { kind: n % 2 ? 'window' : 'post', unitId: n % 3, day: 20_000 + Math.floor(n / 10) }),
    );
    await index(database, docs);
    const seen: number[] = [];
    let before: number | undefined;
    for (let more = true; more;) {
      const page = await search(database, { text: '窗口', limit: 25, ...(before === undefined ? {} : { before }) });
      seen.push(...page.hits.map(({ ref }) => ref));
      before = page.hits.at(-1)?.id;
      more = page.more;
    }
    expect(seen).toEqual(docs.map(({ ref }) => ref).reverse());
    const some = await search(database, { text: '窗口', kinds: ['post'], unitId: 2, fromDay: 20_003, toDay: 20_004 });
    expect(some.hits.map(({ kind, ref }) => [kind, ref])).toEqual([
      ['post', 45],
      ['post', 39],
      ['post', 33],
    ]);
    expect(await refs(database, { text: '窗口', kinds: [] })).toEqual([]);
    expect(await refs(database, { text: '窗口', kinds: ['camera', 'hall'] })).toEqual([]);
  });

  test('an edit moves the document: old words, old unit and old day no longer find it', async () => {
    const database = await openStore(tempFolder());
    await index(database, [doc(1, '张三', { unitId: 3 })]);
    await index(database, [doc(1, '李四', { unitId: 4, day: 20_005 })]);
    expect(await refs(database, { text: '张三' })).toEqual([]);
    expect(await refs(database, { text: '李四', unitId: 3 })).toEqual([]);
    expect(await refs(database, { text: '李四', toDay: 20_004 })).toEqual([]);
    expect(await refs(database, { text: '李四', unitId: 4, fromDay: 20_005, toDay: 20_005 })).toEqual([1]);
  });

  test('indexing the same again changes nothing', async () => {
    const database = await openStore(tempFolder());
    await index(database, [doc(1, '张三'), doc(2, '李四')]);
    const before = (await search(database, { text: '张三' })).hits;
    await index(database, [doc(1, '张三'), doc(2, '李四')]);
    expect((await search(database, { text: '张三' })).hits).toEqual(before);
  });

  test('a rollback takes the words back', async () => {
    const database = await openStore(tempFolder());
    const undone = database.write('test.undone', async (tx) => {
      await indexDocs(tx, [doc(1, '张三')]);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await refs(database, { text: '张三' })).toEqual([]);
  });

  test('a document cannot be changed past the door', async () => {
    const database = await openStore(tempFolder());
    await index(database, [doc(1, '张三')]);
    const past = database.write('test.past', (tx) => tx.run("UPDATE search_doc SET norm = 'x'"), { unaudited: true });
    await expect(past).rejects.toMatchObject({ code: 'db.constraint', params: { detail: 'write through search_in' } });
  });
});

test('grams are of code points, and every word of a query up to three is exact by itself', () => {
  expect(tokens('𠮷野家', 5, 3).split(' ')).toEqual([
    '𠮷',
    '𠮷野',
    '𠮷野家',
    '野',
    '野家',
    '家',
    '\ue000u5',
    '\ue000k3',
  ]);
  expect(plan('  ')).toEqual({ match: '', verify: [] });
  expect(plan('a"b 三个字')).toEqual({ match: '"a""b" AND "三个字"', verify: [] });
  expect(plan('四个字词')).toEqual({ match: '"四个字" AND "个字词"', verify: ['四个字词'] });
});

test('the numbers of the kinds are those that stand in store files', () => {
  expect(searchKinds).toEqual({
    hall: 1,
    zone: 2,
    unit: 3,
    window: 4,
    post: 5,
    staff: 6,
    service_item: 7,
    target: 8,
    recorder: 9,
    camera: 10,
    contact: 11,
    person: 20,
    inspection_plan: 30,
    checklist_template: 31,
    visit: 40,
    finding: 41,
    lead: 50,
    supervisor: 51,
    rectification: 60,
  });
  expect(searchKindOf(6)).toBe('staff');
  expect(searchKindOf(999)).toBeNull();
});
