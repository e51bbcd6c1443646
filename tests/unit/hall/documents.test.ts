import { describe, expect, it } from 'vitest';
import { csvLine, guard, unguard } from '../../../electron/documents/csv-guard.js';
import { isDateFormat } from '../../../electron/documents/xlsx-parts.js';
import { attribute, XmlScanner } from '../../../electron/documents/xml-scan.js';

function events(chunks: readonly string[]): string[] {
  const seen: string[] = [];
  const scanner = new XmlScanner({
    open: (name, attributes) => seen.push(`<${name}${attributes.trim() === '' ? '' : ` ${attributes.trim()}`}>`),
    close: (name) => seen.push(`</${name}>`),
    text: (text) => seen.push(text),
  });
  for (const chunk of chunks) scanner.write(chunk);
  scanner.end();
  return seen;
}

describe('the XML scanner', () => {
  const text = `<?xml version="1.0"?><!-- <no> --><x:a b="1>2" c='"'><b/>甲&amp;&#x4e59;&lt;<![CDATA[<c>&amp;]]></x:a>`;
  const joined = '<a b="1>2" c=\'"\'><b></b>甲&乙<<c>&amp;</a>';

  it('tells elements and text', () => {
    expect(events([text]).join('')).toBe(joined);
  });

  it('does not care where the document is cut', () => {
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(events([text.slice(0, cut), text.slice(cut)]).join('')).toBe(joined);
    }
    expect(events(Array.from(text)).join('')).toBe(joined);
  });

  it.each(['<!DOCTYPE a><a/>', '<a', `<a b="${'x'.repeat(70_000)}`, '<!DOCTYPE a [<!ENTITY x "y">]>'])(
    'refuses %s',
    (bad) => {
      expect(() => events([bad])).toThrow();
    },
  );

  it('leaves unknown entities and impossible characters alone', () => {
    expect(events(['<a>&nbsp;&constructor;&#x110000;</a>'])).toEqual(['<a>', '&nbsp;&constructor;', '</a>']);
  });

  it('reads attributes by name', () => {
    expect(attribute(' ref="1" r="B2" r:id=\'x&amp;y\'', 'r')).toBe('B2');
    expect(attribute(" r:id='x&amp;y'", 'id')).toBe('x&y');
    expect(attribute('', 'r')).toBeNull();
  });
});

describe('a csv cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86', "'+86"],
    ['-', "'-"],
    ['@x', "'@x"],
    ["'=x", "''=x"],
    ["'quoted'", "'quoted'"],
    ['甲', '甲'],
    ['', ''],
  ])('%s is written %s and read back', (text, written) => {
    expect(guard(text)).toBe(written);
    expect(unguard(written)).toBe(text);
  });

  it('is quoted where it must be', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', ' h', '=x,y'])).toBe('a,"b,c","d""e","f\ng"," h","\'=x,y"\r\n');
  });
});

it.each([
  ['yyyy-mm-dd', true],
  ['m/d/yy h:mm', true],
  ['yyyy"年"m"月"', true],
  ['[$-804]aaaa;@', false],
  ['[h]:mm', true],
  ['0.00', false],
  ['General', false],
  ['"天"0', false],
  ['#,##0\\d', false],
  ['[Red]0', false],
])('the number format %s is a date: %s', (code, date) => {
  expect(isDateFormat(code)).toBe(date);
});
