import { ZipFile } from 'yazl';
import { pngOf } from '../../documents/png.js';
import type { Random } from '../random.js';

const WIDTH = 480;
const HEIGHT = 320;

type Colour = readonly [red: number, green: number, blue: number];
const shirts: readonly [Colour, ...Colour[]] = [
  [47, 72, 88],
  [84, 96, 130],
  [60, 98, 84],
];
const face: Colour = [216, 185, 154];
const walls: readonly [Colour, ...Colour[]] = [
  [223, 230, 234],
  [232, 228, 218],
  [218, 226, 220],
];

/** A counter as somebody photographed it: before, nobody there and papers about; after, staffed, tidy, with its sign. */
export function counterPicture(random: Random, side: 'before' | 'after'): Uint8Array {
  const dots = Buffer.alloc(WIDTH * HEIGHT * 3);
  const box = (x: number, y: number, width: number, height: number, colour: Colour): void => {
    const line = Buffer.alloc(width * 3, Buffer.from(colour));
    for (let row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row += 1) line.copy(dots, (row * WIDTH + x) * 3);
  };
  const left = 120 + random.below(80);
  box(0, 0, WIDTH, HEIGHT, random.pick(walls));
  box(0, 250, WIDTH, 70, [150, 152, 146]);
  box(40, 180, 400, 90, [154, 122, 84]);
  box(40, 172, 400, 10, [120, 92, 60]);
  box(40, 40, 120, 44, [250, 250, 248]);
  if (side === 'after') {
    const shirt = random.pick(shirts);
    box(left + 30, 92, 36, 38, face);
    box(left + 14, 128, 68, 46, shirt);
    box(left + 60, 140, 14, 8, [250, 250, 250]);
    box(340, 146, 70, 28, [30, 90, 150]);
    box(346, 154, 58, 6, [255, 255, 255]);
  } else {
    box(left + 10, 118, 76, 56, [70, 70, 74]);
    for (let sheet = 0; sheet < 7; sheet += 1)
      box(60 + random.below(320), 160 + random.below(10), 44, 12, [245, 243, 236]);
  }
  return pngOf(dots, WIDTH, HEIGHT, 3);
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const around = {
  '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${DOCUMENT}"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}" Target="word/document.xml"/></Relationships>`,
};
/** Fixed, so that the same text gives the same file. */
const WRITTEN = new Date(2026, 0, 1);

/** A unit's report as it writes one itself: plain paragraphs in a Word file. */
export async function plainDocx(paragraphs: readonly string[]): Promise<Uint8Array> {
  const escaped = paragraphs.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  const body = escaped.map((text) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`).join('');
  const zip = new ZipFile();
  const parts = {
    ...around,
    'word/document.xml': `${head}<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
  };
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name, { mtime: WRITTEN });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
