import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** Parts of a Word file and their unpacked size together; a template has some twenty parts. */
const MOST_PARTS = 500;
const MOST_UNPACKED = 64 * 1024 * 1024;

/**
 * The parts of a Word file by name, in their order.
 * @throws Error for what is no zip, is broken, or unpacks to more than any template does
 */
export async function partsOf(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  const parts = new Map<string, Buffer>();
  let unpacked = 0;
  await new Promise<void>((resolve, reject) => {
    const take = async (entry: yauzl.Entry): Promise<void> => {
      unpacked += entry.uncompressedSize;
      if (parts.size >= MOST_PARTS || unpacked > MOST_UNPACKED) throw new Error('more than a template holds');
      const stream = await new Promise<Readable>((give, refuse) =>
        zip.openReadStream(entry, (error, opened) => (error ? refuse(error) : give(opened))),
      );
      parts.set(entry.fileName, await buffer(stream));
      zip.readEntry();
    };
    zip.on('entry', (entry: yauzl.Entry) => void take(entry).catch(reject));
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.readEntry();
  });
  return parts;
}

/** A Word file of these parts. */
export async function packed(parts: ReadonlyMap<string, Buffer>): Promise<Uint8Array> {
  // Loaded when needed: most starts pack nothing.
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  for (const [name, bytes] of parts) zip.addBuffer(bytes, name);
  zip.end();
  return buffer(zip.outputStream);
}

const MAIN = 'word/document.xml';
/** Pages of each paper are counted from one, also where the template says nothing of it. */
const countedFromOne = (section: string): string =>
  section.includes('<w:pgNumType')
    ? section
    : section.replace(/<w:pgMar\b[^>]*\/>/, (margins) => `${margins}<w:pgNumType w:start="1"/>`);

/** A section ends here, in a line of no height; the next begins on a page of its own. */
const sectionEnd = (section: string): string =>
  `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${section}</w:pPr></w:p>`;

/** What stands between the tags of a body: its content, and the section it ends with. */
function bodyOf(xml: string): { head: string; content: string; section: string; tail: string } {
  const start = xml.indexOf('>', xml.indexOf('<w:body')) + 1;
  const end = xml.lastIndexOf('</w:body>');
  const body = xml.slice(start, end);
  const at = body.lastIndexOf('<w:sectPr');
  // The last section stands at the very end; one inside a paragraph is of an earlier one.
  const last = at >= 0 && body.indexOf('</w:p>', at) < 0;
  return {
    head: xml.slice(0, start),
    content: last ? body.slice(0, at) : body,
    section: last ? body.slice(at) : '',
    tail: xml.slice(end),
  };
}

/**
 * Several fillings of one template as one file, each on pages of its own. They share everything but their text, since all
 * were made of the same template.
 */
export async function joinedFiles(files: readonly [Uint8Array, ...Uint8Array[]]): Promise<Uint8Array> {
  if (files.length === 1) return files[0];
  const parts = await partsOf(files[0]);
  const bodies: ReturnType<typeof bodyOf>[] = [];
  for (const file of files) bodies.push(bodyOf((await partsOf(file)).get(MAIN)?.toString('utf8') ?? ''));
  const { head, tail } = bodies[0] as (typeof bodies)[number];
  const whole = bodies.map(({ content, section }, at) =>
    at < bodies.length - 1
      ? `${content}${sectionEnd(countedFromOne(section || '<w:sectPr/>'))}`
      : `${content}${countedFromOne(section)}`,
  );
  return packed(new Map([...parts, [MAIN, Buffer.from(`${head}${whole.join('')}${tail}`)]]));
}
