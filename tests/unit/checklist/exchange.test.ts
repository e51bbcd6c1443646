import { describe, expect, it } from 'vitest';
import { EXCHANGE_FORMAT, EXCHANGE_VERSION, readExchange, writeExchange } from '../../../domain/checklist/exchange.js';
import { conformity, number, section, template, text, worth } from './fixtures.js';

const content = template([
  section('S', 40, [conformity('1'), text('2')]),
  section('T', 60, [number('3'), conformity('4', worth(0.1), { showWhen: { item: '1', is: 'fails' } })]),
]);
const file = () => JSON.parse(writeExchange(content)) as { version: number; format: string; content: typeof content };
const read = (value: unknown) => readExchange(JSON.stringify(value));

describe('a template file', () => {
  it('comes back as it was, with a byte order mark or without', () => {
    expect(readExchange(writeExchange(content))).toEqual({ ok: true, content });
    expect(readExchange(`\ufeff${writeExchange(content)}`)).toEqual({ ok: true, content });
    expect(writeExchange(content)).toBe(writeExchange(structuredClone(content)));
  });

  it.each<[string, unknown, string]>([
    ['text', 'hello', 'notTemplate'],
    ['null', null, 'notTemplate'],
    ['another format', { ...file(), format: 'other' }, 'notTemplate'],
    ['no version', { format: EXCHANGE_FORMAT, content }, 'notTemplate'],
    ['a version to come', { ...file(), version: EXCHANGE_VERSION + 1 }, 'versionNewer'],
  ])('%s is refused as a whole', (_name, value, rule) =>
    expect(read(value)).toMatchObject({ ok: false, faults: [{ path: '', rule }] }),
  );

  it('that is no JSON, or endless, is refused', () => {
    expect(readExchange('{')).toMatchObject({ ok: false, faults: [{ rule: 'notJson' }] });
    expect(readExchange(' '.repeat(4_000_001))).toMatchObject({ ok: false, faults: [{ rule: 'tooLarge' }] });
  });

  it('with an unknown kind of item is refused with the row of each', () => {
    const raw = JSON.parse(writeExchange(content).replace('"kind": "text"', '"kind": "drawing"')) as ReturnType<
      typeof file
    >;
    raw.content.sections[1]!.items[1] = null as never;
    expect(read(raw)).toEqual({
      ok: false,
      faults: [
        {
          path: 'sections.0.items.1.kind',
          rule: 'kindUnknown',
          params: { row: 2, section: 'S', item: '2', value: 'drawing' },
        },
        { path: 'sections.1.items.1.kind', rule: 'kindUnknown', params: { row: 4, section: 'T', item: '', value: '' } },
      ],
    });
  });

  it('with fields that are missing, strange or too long names them with their row', () => {
    const raw = file();
    raw.content.sections[1]!.items[0]!.title = 'x'.repeat(300);
    Object.assign(raw.content.sections[0]!.items[0]!, { colour: 'red' });
    const result = read(raw);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.faults.map(({ path, params }) => [path, params.row])).toEqual([
      ['sections.0.items.0', 1],
      ['sections.1.items.0.title', 3],
    ]);
    expect(read({ ...file(), content: undefined }).ok).toBe(false);
  });

  it('whose score does not add up is refused', () => {
    const raw = file();
    raw.content.sections[0]!.baseScore = 50;
    raw.content.sections[1]!.items[1]!.showWhen = { item: '77', is: 'fails' };
    expect(read(raw)).toEqual({
      ok: false,
      faults: [
        { path: 'baseScore', rule: 'baseSum', params: { sum: 110, base: 100 } },
        {
          path: 'sections.1.items.1.showWhen',
          rule: 'conditionUnknown',
          params: { row: 4, section: 'T', item: '4', value: '77' },
        },
      ],
    });
  });
});
