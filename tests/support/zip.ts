import { crc32, deflateRawSync } from 'node:zlib';

/** A zip archive of these parts, made by hand so that its headers may lie. */
export function zipOf(parts: Record<string, string | Buffer>, lies: { size?: Record<string, number> } = {}): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data, { level: 9 });
    const title = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(lies.size?.[name] ?? data.length, 18);
    head.writeUInt16LE(title.length, 22);
    files.push(Buffer.from('504b0304', 'hex'), head, title, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('504b01021400', 'hex'), head, place, title);
    offset += 4 + 26 + title.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, directory, Buffer.from('504b0506', 'hex'), end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rels = (...targets: [type: string, target: string][]): string =>
  `<Relationships>${targets
    .map(([type, to], index) => `<Relationship Id="r${index + 1}" Type="${office}/${type}" Target="${to}"/>`)
    .join('')}</Relationships>`;

/** A workbook of one sheet, from the XML inside its `sheetData`. */
export function workbookOf(
  sheetData: string,
  more: Record<string, string | Buffer> = {},
): Record<string, string | Buffer> {
  return {
    '_rels/.rels': rels(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<?xml version="1.0"?><x:workbook xmlns:x="${main}" xmlns:r="${office}"><x:sheets><x:sheet name="一" sheetId="1" r:id="r1"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': rels(['worksheet', 'worksheets/sheet1.xml']),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  };
}

/** A row of inline texts. */
export const textRow = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
