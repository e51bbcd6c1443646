/**
 * Several PDFs of the console's own printer as one. Each keeps its pages as they were printed; the numbers of their objects
 * are moved apart, one tree holds all pages, and an outline names the first page of each. Marks for reading aloud and outlines
 * of single files stay out.
 */

/** A file, and what it is called in the outline. */
export interface PrintedFile {
  bytes: Uint8Array;
  title: string;
}

interface PdfObject {
  /** Between `obj` and a stream, or `endobj`. */
  head: string;
  /** `stream` to `endstream`, byte for byte; empty where there is none. */
  stream: string;
}

const HEADER = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
/** Texts in brackets, which nothing is changed in, and references between them. */
const TEXT_OR_REFERENCE = /\((?:\\.|[^\\()])*\)|(\d+) 0 R\b/gs;

const broken = (what: string): Error => new Error(`the printed file cannot be joined: ${what}`);

function objectsOf(pdf: string): Map<number, PdfObject> {
  const start = /\d+/.exec(pdf.slice(pdf.lastIndexOf('startxref')))?.[0];
  const table = /^xref\s+0 (\d+)\s+/.exec(pdf.slice(Number(start)));
  if (start === undefined || table === null) throw broken('no table of objects');
  const rows = pdf.slice(Number(start) + table[0].length).matchAll(/(\d{10}) (\d{5}) ([nf])\s+/g);
  const objects = new Map<number, PdfObject>();
  let number = 0;
  for (const [, at, , use] of rows) {
    if (number >= Number(table[1])) break;
    if (use === 'n') objects.set(number, objectAt(pdf, Number(at)));
    number += 1;
  }
  return objects;
}

function objectAt(pdf: string, at: number): PdfObject {
  const from = pdf.indexOf('obj', at) + 'obj'.length;
  const end = pdf.indexOf('endobj', from);
  if (end < 0) throw broken('an object without an end');
  // The word may stand in a text; before a stream its dictionary is closed.
  const opening = />>\s*(stream\r?\n)/.exec(pdf.slice(from, end));
  if (opening === null) return { head: pdf.slice(from, end), stream: '' };
  const [whole, word = ''] = opening;
  const data = from + opening.index + whole.length;
  const head = pdf.slice(from, data - word.length);
  const length = /\/Length (\d+)\b(?! 0 R)/.exec(head)?.[1];
  if (length === undefined) throw broken('a stream without its length');
  return { head, stream: `${word}${pdf.slice(data, data + Number(length))}\nendstream\n` };
}

const entry = (head: string, key: string): number => {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1];
  if (found === undefined) throw broken(`no /${key}`);
  return Number(found);
};

/** What hangs on the tree of pages, and no more. */
function reached(objects: ReadonlyMap<number, PdfObject>, root: number): Set<number> {
  const seen = new Set<number>([root]);
  for (const number of seen)
    for (const [, reference] of (objects.get(number)?.head ?? '').matchAll(TEXT_OR_REFERENCE))
      if (reference !== undefined && objects.has(Number(reference))) seen.add(Number(reference));
  return seen;
}

/** The first leaf of a tree of pages. */
function firstPage(objects: ReadonlyMap<number, PdfObject>, root: number): number {
  const kid = /\/Kids\s*\[\s*(\d+) 0 R/.exec(objects.get(root)?.head ?? '')?.[1];
  return kid === undefined ? root : firstPage(objects, Number(kid));
}

/** A text as UTF-16 in hexadecimal digits, which needs no escapes. */
const hexText = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const moved = (head: string, by: number): string =>
  head
    .replace(/\/StructParents? \d+\s*/g, '')
    .replace(TEXT_OR_REFERENCE, (whole, reference?: string) =>
      reference === undefined ? whole : `${Number(reference) + by} 0 R`,
    );

/**
 * @param files as `printToPDF` writes them
 * @throws Error for a file of another make
 */
export function joinedPdfs(files: readonly [PrintedFile, ...PrintedFile[]]): Uint8Array {
  const [only, ...more] = files;
  if (more.length === 0) return only.bytes;
  const pieces: string[] = [];
  const places = new Map<number, number>();
  const kids: { root: number; pages: number; first: number; title: string }[] = [];
  let length = HEADER.length;
  const write = (number: number, { head, stream }: PdfObject): void => {
    const piece = `${number} 0 obj${head}${stream}endobj\n`;
    places.set(number, length);
    pieces.push(piece);
    length += piece.length;
  };
  // One is the catalogue, two the tree of all pages.
  let next = 2;
  for (const { bytes, title } of files) {
    const pdf = Buffer.from(bytes).toString('latin1');
    const objects = objectsOf(pdf);
    const catalogue = objects.get(entry(pdf.slice(pdf.lastIndexOf('trailer')), 'Root'));
    const root = entry(catalogue?.head ?? '', 'Pages');
    const pages = Number(/\/Count (\d+)/.exec(objects.get(root)?.head ?? '')?.[1] ?? 0);
    if (pages === 0) throw broken('no pages');
    for (const number of reached(objects, root)) {
      const { head, stream } = objects.get(number) as PdfObject;
      const held = number === root ? moved(head, next).replace('<<', '<</Parent 2 0 R\n') : moved(head, next);
      write(number + next, { head: held, stream });
    }
    kids.push({ root: root + next, pages, first: firstPage(objects, root) + next, title });
    next += Math.max(...objects.keys());
  }
  const count = kids.reduce((sum, { pages }) => sum + pages, 0);
  const tree = kids.map(({ root }) => `${root} 0 R`).join(' ');
  const outline = next + 1;
  const items = kids.map(({ first, title }, at) => {
    const beside = [
      at > 0 ? `/Prev ${outline + at} 0 R` : '',
      at + 1 < kids.length ? `/Next ${outline + at + 2} 0 R` : '',
    ];
    return `<</Title ${hexText(title)}\n/Parent ${outline} 0 R\n${beside.join('\n')}\n/Dest [${first} 0 R /Fit]>>`;
  });
  next += items.length + 1;
  const ends = `/First ${outline + 1} 0 R\n/Last ${outline + items.length} 0 R\n/Count ${items.length}`;
  write(outline, { head: `\n<</Type /Outlines\n${ends}>>\n`, stream: '' });
  items.forEach((item, at) => write(outline + at + 1, { head: `\n${item}\n`, stream: '' }));
  const shown = `/Outlines ${outline} 0 R\n/PageMode /UseOutlines`;
  write(1, { head: `\n<</Type /Catalog\n/Pages 2 0 R\n${shown}\n/Lang (zh-CN)>>\n`, stream: '' });
  write(2, { head: `\n<</Type /Pages\n/Count ${count}\n/Kids [${tree}]>>\n`, stream: '' });
  const rows = Array.from({ length: next + 1 }, (_, number) => {
    const at = places.get(number);
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const end = `xref\n0 ${rows.length}\n${rows.join('')}trailer\n<</Size ${rows.length}\n/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.from(`${HEADER}${pieces.join('')}${end}`, 'latin1');
}
