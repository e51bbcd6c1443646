import { describe, expect, it } from 'vitest';
import { readCell } from '../../../domain/hall/import-cells.js';
import { fieldSpec } from '../../../domain/hall/values.js';
import { parseIsoDay } from '../../../domain/time.js';

const spec = fieldSpec('hall', 'openedDay');
const read = (cell: Parameters<typeof readCell>[2]) => spec && readCell('hall', spec, cell);
const day = parseIsoDay('2019-07-01');

describe('the day a hall opened, in a file', () => {
  it.each(['2019-07-01', '2019-7-1', '2019/07/01', '2019.7.1', '２０１９年７月１日'])('is read: %s', (text) =>
    expect(read(text)).toEqual({ value: day }),
  );

  it('is read from a cell that a spreadsheet made a date of, and may be empty', () => {
    expect(read({ text: '2019-07-01', flaw: 'date' })).toEqual({ value: day });
    expect(read('')).toEqual({ value: null });
  });

  it.each(['2019-02-30', '01/07/2019', '去年七月', '2019-07', '=TODAY()'])('is refused: %s', (text) =>
    expect(read(text)).toEqual({ rule: 'day', params: { value: text } }),
  );

  it.each([
    ['1500-01-01', 'atLeast'],
    ['9999-12-31', 'atMost'],
  ])('is refused: %s', (text, rule) => expect(read(text)).toMatchObject({ rule }));

  it('is refused where the cell has another flaw', () =>
    expect(read({ text: '2019-07-01', flaw: 'formula' })).toMatchObject({ rule: 'formula' }));
});
