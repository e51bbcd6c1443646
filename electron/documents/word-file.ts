import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  patchDetector,
  patchDocument,
  PatchType,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
  type FileChild,
  type ISectionOptions,
} from 'docx';
import { sheet, TEXT_WIDTH, type Column, type Paper } from './paper.js';
import { lookOf, type PaperLook } from './paper-look.js';
import { fontOf, numerals, type Font } from './word-fonts.js';

export { fontOf } from './word-fonts.js';

/**
 * The one place that knows the library Word files are written with: paragraphs, tables and pictures in millimetres and
 * points, in the fonts and measures of official papers. What stands in a document is `paper-docx`'s business.
 */
export type Piece = FileChild;

/** Millimetres -> twentieths of a point. */
const twips = (millimetres: number): number => Math.round(millimetres * (1440 / 25.4));
/** Millimetres -> the library's dots of pictures, 96 to the inch. */
const dots = (millimetres: number): number => Math.round(millimetres * (96 / 25.4));
/** Points -> half points. */
const half = (points: number): number => points * 2;

/** How a paragraph looks; what is not said is as the style of the document has it. Points, but for `tabs`. */
export interface LineLook {
  size?: number;
  font?: Font;
  /** Space above and below. */
  before?: number;
  after?: number;
  /** Distance of the lines: at least this, or exactly. */
  leading?: number;
  exactly?: number;
  align?: 'left' | 'right' | 'center' | 'both';
  /** On the page of what follows. */
  keepNext?: boolean;
  indent?: number;
  /** Free at the left of every line, millimetres. */
  left?: number;
  heading?: 'title' | 1 | 2;
  /** Between two lines. */
  ruled?: boolean;
  /** Places of left tab stops, millimetres; one each for the runs that begin with a tab. */
  tabs?: readonly number[];
}

const alignments = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  center: AlignmentType.CENTER,
  both: AlignmentType.BOTH,
} as const;
const headings = { title: HeadingLevel.TITLE, 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2 } as const;

export interface WordPicture {
  bytes: Uint8Array;
  type: 'jpg' | 'png';
  /** Millimetres. */
  width: number;
  height: number;
  alt: string;
}

/** A paragraph of one text, of several after tabs, or of a picture. */
export function line(content: string | readonly string[] | WordPicture, look: LineLook = {}): Paragraph {
  const { size, font, before, after, leading, exactly, align, keepNext, indent, heading, tabs, left, ruled } = look;
  const run = { ...(size ? { size: half(size) } : {}), ...(font ? { font } : {}) };
  const texts = typeof content === 'string' ? [content] : 'bytes' in content ? [] : content;
  const runs = texts.map((text) => new TextRun({ ...run, children: text.split(/(?<=\t)/) }));
  return new Paragraph({
    children: typeof content !== 'string' && 'bytes' in content ? [pictureOf(content)] : runs,
    spacing: {
      ...(before === undefined ? {} : { before: before * 20 }),
      ...(after === undefined ? {} : { after: after * 20 }),
      ...(leading === undefined ? {} : { line: leading * 20, lineRule: LineRuleType.AT_LEAST }),
      ...(exactly === undefined ? {} : { line: exactly * 20, lineRule: LineRuleType.EXACTLY }),
    },
    widowControl: true,
    ...(align ? { alignment: alignments[align] } : {}),
    ...(keepNext === undefined ? {} : { keepNext }),
    ...(indent === undefined && left === undefined
      ? {}
      : { indent: { firstLine: (indent ?? 0) * 20, left: twips(left ?? 0) } }),
    ...(heading === undefined ? {} : { heading: headings[heading] }),
    ...(ruled ? { border: { top: rule, bottom: rule } } : {}),
    ...(tabs ? { tabStops: tabs.map((place) => ({ type: TabStopType.LEFT, position: twips(place) })) } : {}),
  });
}

function pictureOf({ bytes, type, width, height, alt }: WordPicture): ImageRun {
  return new ImageRun({
    type,
    data: bytes,
    transformation: { width: dots(width), height: dots(height) },
    altText: { name: alt, title: '', description: alt },
  });
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: '555555' };
const strong = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 3 };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const frames = {
  framed: { top: strong, bottom: strong, left: strong, right: strong, insideHorizontal: thin, insideVertical: thin },
  unframed: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
};

export interface Cell {
  lines: readonly Paragraph[];
  /** Columns it takes. */
  span?: number;
  shaded?: boolean;
  underlined?: boolean;
}

export interface Row {
  cells: readonly Cell[];
  /** Stands again at the head of every page. */
  head?: boolean;
  /** May be cut by a page. */
  splits?: boolean;
}

/** Distance of a cell's text from its edges, millimetres: above and below, left and right. */
export interface Padding {
  y: number;
  x: number;
}

/** A table over the width of its columns, in millimetres; no row is cut by a page unless it says that it may be. */
export function table(
  columns: readonly number[],
  rows: readonly Row[],
  frame: keyof typeof frames,
  padding: Padding,
): Table {
  const widths = columns.map((width) => Math.floor(twips(width)));
  const [y, x] = [twips(padding.y), twips(padding.x)];
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: frames[frame],
    rows: rows.map(({ cells, head, splits }) => {
      let column = 0;
      const children = cells.map(({ lines, span = 1, shaded, underlined }) => {
        const size = widths.slice(column, column + span).reduce((sum, width) => sum + width, 0);
        column += span;
        return new TableCell({
          width: { size, type: WidthType.DXA },
          margins: { top: y, bottom: y, left: x, right: x },
          children: lines.length > 0 ? [...lines] : [new Paragraph({})],
          ...(span > 1 ? { columnSpan: span } : {}),
          ...(shaded ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'F0F0F0' } } : {}),
          ...(underlined ? { borders: { bottom: thin } } : {}),
        });
      });
      return new TableRow({ cantSplit: splits !== true, tableHeader: head === true, children });
    }),
  });
}

export const alignOf = (align: Column['align']): 'left' | 'right' | 'center' => align ?? 'left';

/** The file: A4 with the margins of official papers; each paper a section of its own, its pages counted from one. */
export async function wordFile(papers: readonly { paper: Paper; pieces: readonly Piece[] }[]): Promise<Uint8Array> {
  const [first] = papers;
  if (first === undefined) throw new Error('a file holds a paper');
  const { paper } = first;
  const document = new Document({
    title: papers.length === 1 ? paper.subject : `${paper.subject} 等`,
    subject: papers.length === 1 ? paper.number : '',
    creator: paper.title[0] ?? '',
    lastModifiedBy: paper.title[0] ?? '',
    description: '',
    styles: { default: stylesOf(lookOf(paper)) },
    sections: papers.map((one) => sectionOf(one.paper, one.pieces)),
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function sectionOf(paper: Paper, children: readonly Piece[]): ISectionOptions {
  const { apart, pageNumber } = lookOf(paper);
  return {
    properties: {
      page: {
        size: { width: twips(sheet.width), height: twips(sheet.height) },
        margin: {
          top: twips(sheet.top),
          bottom: twips(sheet.bottom),
          left: twips(sheet.left),
          right: twips(sheet.right),
          header: twips(sheet.top - apart),
          // The foot stands on its own line: its distance is that of its lower edge.
          footer: Math.round(twips(sheet.bottom - apart) - (paper.footer === '' ? pageNumber.leading * 20 : 0)),
        },
        pageNumbers: { start: 1 },
      },
    },
    headers: {
      default: new Header({ children: [line(paper.running, { size: pageNumber.size, align: 'right' })] }),
    },
    footers: { default: new Footer({ children: [footOf(paper, pageNumber.size)] }) },
    children: [...children],
  };
}

/** What the paper is at the left and the page at the right; the page alone in the middle. */
function footOf({ footer, pageOf }: Paper, points: number): Paragraph {
  const fields = pageOf('{page}', '{pages}').map((part) => {
    if (part === '{page}') return PageNumber.CURRENT;
    return part === '{pages}' ? PageNumber.TOTAL_PAGES : part;
  });
  const size = half(points);
  if (footer === '')
    return new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ children: fields, size, font: numerals })],
    });
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: twips(TEXT_WIDTH) }],
    children: [new TextRun({ text: footer, size }), new TextRun({ children: ['\t', ...fields], size })],
  });
}

function stylesOf(look: PaperLook) {
  const { title, heading, body } = look;
  const spaced = ({ before, after, leading }: PaperLook['body']) => ({
    before: before * 20,
    after: after * 20,
    line: leading * 20,
    lineRule: LineRuleType.AT_LEAST,
  });
  const black = { color: '000000' };
  const headingStyle = (level: 1 | 2) => ({
    run: {
      ...black,
      font: fontOf(look, level === 1 ? 'heading' : 'sub'),
      size: half(heading[level].size),
      bold: heading[level].bold,
    },
    paragraph: {
      spacing: spaced(heading[level]),
      keepNext: true,
      keepLines: true,
      ...(look.form === 'official' ? { indent: { firstLine: look.indent * 20 } } : {}),
    },
  });
  return {
    document: {
      run: {
        ...black,
        font: fontOf(look, 'body'),
        size: half(body.size),
        language: { value: 'en-US', eastAsia: 'zh-CN' },
      },
    },
    title: {
      run: { ...black, font: fontOf(look, 'title'), size: half(title.size), bold: look.boldTitle },
      paragraph: { alignment: AlignmentType.CENTER, spacing: spaced(title) },
    },
    heading1: headingStyle(1),
    heading2: headingStyle(2),
  };
}

/** What stands in the places of a template: texts within their lines, pieces for whole paragraphs. */
export interface Filling {
  texts: ReadonlyMap<string, string>;
  pieces: ReadonlyMap<string, readonly Piece[]>;
  /** What the file says of itself. */
  about: { title: string; creator: string };
}

/** Words between `{{` and `}}` anywhere in a Word file, by the library that fills them. */
export const placesOf = (bytes: Uint8Array): Promise<readonly string[]> =>
  patchDetector({ data: bytes, trimPlaceholders: true });

/** Marks nobody types. What stands between them now cannot come out of a text that was filled in. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const unmarked = (text: string): string => text.replace(/[\uE000\uE001]/g, '');

/** The lines of a text one below the other, in the look of the place. */
const linesOf = (text: string): TextRun[] =>
  unmarked(text)
    .split('\n')
    .map((one, at) => new TextRun({ text: one, ...(at > 0 ? { break: 1 } : {}) }));

/** A template with its places filled; what is filled in is text, whatever braces stand in it. */
export async function filledTemplate(template: Uint8Array, { texts, pieces, about }: Filling): Promise<Uint8Array> {
  const words = [...texts.keys(), ...pieces.keys()];
  const type = PatchType.PARAGRAPH;
  const marks = words.map((word) => [word, { type, children: [new TextRun(`${OPEN}${word}${CLOSE}`)] }] as const);
  const outputType = 'uint8array';
  const marked = await patchDocument({
    outputType,
    data: template,
    patches: Object.fromEntries(marks),
    trimPlaceholders: true,
  });
  const within = [...texts].map(([word, text]) => [word, { type, children: linesOf(text) }] as const);
  const whole = [...pieces].map(([word, children]) => [word, { type: PatchType.DOCUMENT, children }] as const);
  return patchDocument({
    outputType,
    data: marked,
    patches: Object.fromEntries([...within, ...whole]),
    placeholderDelimiters: { start: OPEN, end: CLOSE },
    properties: { ...about, subject: '', lastModifiedBy: about.creator },
  });
}
