import { describe, expect, it } from 'vitest';
import { joinedPdfs } from '../../../electron/documents/pdf-join.js';
import { printedBytes } from '../../support/pdf.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
/** What the table of a file says stands at its objects' places. */
function objectsOf(pdf: string): Map<number, string> {
  const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  expect(pdf.slice(start, start + 4)).toBe('xref');
  const rows = [...pdf.slice(start).matchAll(/(\d{10}) \d{5} ([nf]) \n/g)];
  expect(rows).toHaveLength(Number(/\/Size (\d+)/.exec(pdf)?.[1]));
  return new Map(
    rows.flatMap(([, at, use], number) => {
      if (use === 'f') return [];
      const body = pdf.slice(Number(at), pdf.indexOf('endobj', Number(at)));
      expect(body.startsWith(`${number} 0 obj`)).toBe(true);
      return [[number, body] as const];
    }),
  );
}
const pages = (objects: Map<number, string>, number: number): string[] => {
  const object = objects.get(number) ?? '';
  const kids = [...(/\/Kids \[([^\]]*)/.exec(object)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, kid]) => Number(kid));
  for (const kid of kids) expect(objects.get(kid)).toContain(`/Parent ${number} 0 R`);
  if (kids.length > 0) return kids.flatMap((kid) => pages(objects, kid));
  return [objects.get(Number(/\/Contents (\d+) 0 R/.exec(object)?.[1])) ?? ''];
};

describe('printed files joined', () => {
  it('hold all pages in their order, at the places their table says, with nothing else of the single files', () => {
    const said = ['第一份', '(5 0 R) endstream \\) >>', '第三份\nstream\n'];
    const [first = '', ...rest] = said;
    const file = (one: string) => ({ bytes: printedBytes(one), title: `督整〔2026〕${one.slice(0, 2)}` });
    const joined = text(joinedPdfs([file(first), ...rest.map(file)]));
    const objects = objectsOf(joined);
    expect(objects.get(2)).toContain('/Count 3');
    expect(pages(objects, 2).map((page) => Buffer.from(page, 'latin1').toString())).toEqual(
      said.map((one) => expect.stringContaining(`stream\n${one}\nendstream`) as string),
    );
    // Catalogue and tree, then page, content and tree of each, and the outline with an entry for each.
    expect(objects.size).toBe(2 + 3 * 3 + 1 + 3);
    const entries: [title: string, page: string][] = [];
    const outline = objects.get(Number(/\/Outlines (\d+) 0 R/.exec(objects.get(1) ?? '')?.[1])) ?? '';
    for (let at = /\/First (\d+) 0 R/.exec(outline)?.[1]; at !== undefined;) {
      const entry = objects.get(Number(at)) ?? '';
      const title = Buffer.from(/<feff([0-9a-f]+)>/.exec(entry)?.[1] ?? '', 'hex')
        .swap16()
        .toString('utf16le');
      entries.push([title, objects.get(Number(/\/Dest \[(\d+) 0 R/.exec(entry)?.[1])) ?? '']);
      at = /\/Next (\d+) 0 R/.exec(entry)?.[1];
    }
    expect(entries).toEqual(
      said.map((one) => [`督整〔2026〕${one.slice(0, 2)}`, expect.stringContaining('/Type /Page\n') as string]),
    );
    expect(joined).not.toMatch(/StructParents|7 0 R/);
  });

  it('are the file itself where there is one; what is of another make is refused', () => {
    const only = printedBytes('一份');
    expect(joinedPdfs([{ bytes: only, title: '' }])).toBe(only);
    for (const bad of ['', '%PDF-1.7\nstartxref\n9\n%%EOF', text(only).replace('/Pages 4 0 R', '')])
      expect(() =>
        joinedPdfs([only, Buffer.from(bad, 'latin1')].map((bytes) => ({ bytes, title: '' })) as never),
      ).toThrow('cannot be joined');
  });
});
