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
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
  type FileChild,
  type IParagraphOptions,
} from 'docx';
import {
  fitted,
  paragraphsOf,
  pictureBox,
  sheet,
  TEXT_WIDTH,
  type Block,
  type Column,
  type Fact,
  type Paper,
  type PaperLanguage,
  type PaperPicture,
  type TimeRuler,
} from './paper.js';
import { RULER_BAR_MM, rulerPng } from './ruler-png.js';
import { layOut } from './time-ruler.js';

/** Millimetres -> twentieths of a point. */
const twips = (millimetres: number): number => Math.round(millimetres * (1440 / 25.4));
/** Millimetres -> the library's dots of pictures, 96 to the inch. */
const dots = (millimetres: number): number => Math.round(millimetres * (96 / 25.4));
/** Points -> half points. */
const half = (points: number): number => points * 2;
const exactly = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACTLY });
const atLeast = (points: number) => ({ line: points * 20, lineRule: LineRuleType.AT_LEAST });

const latin = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' };
const sans = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial' };
/** The fonts official papers ask for; a computer without them takes its nearest. */
const fonts: Record<
  PaperLanguage,
  Record<'title' | 'heading' | 'sub' | 'body', typeof latin & { eastAsia: string }>
> = {
  'zh-CN': {
    title: { ...latin, eastAsia: '华文中宋' },
    heading: { ...latin, eastAsia: '黑体' },
    sub: { ...latin, eastAsia: '楷体' },
    body: { ...latin, eastAsia: '仿宋' },
  },
  en: {
    title: { ...latin, eastAsia: '宋体' },
    heading: { ...sans, eastAsia: '黑体' },
    sub: { ...sans, eastAsia: '黑体' },
    body: { ...latin, eastAsia: '宋体' },
  },
};

/** A Word file of the document: real headings, tables whose heads repeat, page fields. */
export async function paperDocx(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: paper.subject,
    subject: paper.number,
    creator: paper.title[0] ?? '',
    lastModifiedBy: paper.title[0] ?? '',
    description: '',
    styles: { default: stylesOf(paper.language) },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(sheet.width), height: twips(sheet.height) },
            margin: {
              top: twips(sheet.top),
              bottom: twips(sheet.bottom),
              left: twips(sheet.left),
              right: twips(sheet.right),
              header: twips(sheet.top - 12),
              footer: twips(sheet.bottom - 12),
            },
          },
        },
        headers: {
          default: new Header({
            children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [small(paper.number)] })],
          }),
        },
        footers: { default: footerOf(paper) },
        children: [...titleOf(paper), ...paper.blocks.flatMap((block) => blockOf(block, paper.language))],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function stylesOf(language: PaperLanguage) {
  const font = fonts[language];
  const chinese = language === 'zh-CN';
  return {
    document: {
      run: {
        font: font.body,
        size: half(chinese ? 12 : 11),
        color: '000000',
        language: { value: 'en-US', eastAsia: 'zh-CN' },
      },
    },
    title: {
      run: { font: font.title, size: half(22), bold: true, color: '000000' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 0, after: 0, ...atLeast(32) } },
    },
    heading1: {
      run: { font: font.heading, size: half(chinese ? 14 : 13), bold: !chinese, color: '000000' },
      paragraph: { spacing: { before: 280, after: 80, ...atLeast(22) }, keepNext: true, keepLines: true },
    },
    heading2: {
      run: { font: font.sub, size: half(chinese ? 12 : 11), bold: true, color: '000000' },
      paragraph: { spacing: { before: 200, after: 60, ...atLeast(19) }, keepNext: true, keepLines: true },
    },
  };
}

const small = (text: string): TextRun => new TextRun({ text, size: half(9) });

function footerOf(paper: Paper): Footer {
  const fields = paper.pageOf('{page}', '{pages}').map((part) => {
    if (part === '{page}') return PageNumber.CURRENT;
    return part === '{pages}' ? PageNumber.TOTAL_PAGES : part;
  });
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: twips(TEXT_WIDTH) }],
        children: [small(paper.footer), new TextRun({ children: ['\t', ...fields], size: half(9) })],
      }),
    ],
  });
}

function titleOf(paper: Paper): Paragraph[] {
  const center = { alignment: AlignmentType.CENTER, keepNext: true };
  return [
    ...paper.title.map(
      (text, index) =>
        new Paragraph({
          heading: HeadingLevel.TITLE,
          keepNext: true,
          children: [new TextRun({ text, ...(index < paper.title.length - 1 ? { size: half(18) } : {}) })],
        }),
    ),
    new Paragraph({ ...center, spacing: { before: 170, ...exactly(20) }, children: [new TextRun(paper.number)] }),
    new Paragraph({ ...center, spacing: { after: 120, ...exactly(20) }, children: [new TextRun(paper.date)] }),
  ];
}

function blockOf(block: Block, language: PaperLanguage): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          children: [new TextRun(block.text)],
        }),
      ];
    case 'text':
      return paragraphsOf(block.text).map((line) => bodyLine(line, language));
    case 'note':
      return paragraphsOf(block.text).map(
        (line) => new Paragraph({ spacing: { before: 60, ...atLeast(14) }, children: [small(line)] }),
      );
    case 'facts':
      return [factsTable(block.rows, language)];
    case 'grid':
      return [gap(), gridTable(block, language)];
    case 'ruler':
      return rulerOf(block.ruler, block.alt, language);
    case 'pictures':
      return [picturesTable(block.pictures)];
    case 'signatures':
      return signatureLines(block.lines);
  }
}

/** Body text; a Chinese paragraph begins two letters in. */
function bodyLine(text: string, language: PaperLanguage): Paragraph {
  const look: IParagraphOptions =
    language === 'en'
      ? { spacing: { after: 100, ...atLeast(15) } }
      : { spacing: atLeast(20), indent: { firstLine: 480 }, alignment: AlignmentType.BOTH };
  return new Paragraph({ ...look, widowControl: true, children: [new TextRun(text)] });
}

/** Two tables that touch would become one. */
const gap = (): Paragraph => new Paragraph({ keepNext: true, spacing: exactly(5), children: [] });

const thin = { style: BorderStyle.SINGLE, size: 4, color: '555555' };
const strong = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const framed = {
  top: strong,
  bottom: strong,
  left: strong,
  right: strong,
  insideHorizontal: thin,
  insideVertical: thin,
};
const unframed = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const padded = { top: twips(0.7), bottom: twips(0.7), left: twips(1.6), right: twips(1.6) };
const tight = { top: twips(0.6), bottom: twips(0.6), left: twips(0.7), right: twips(0.7) };
const grey = { type: ShadingType.CLEAR, color: 'auto', fill: 'F0F0F0' };

interface CellLook {
  width: number;
  span?: number;
  title?: boolean;
  small?: boolean;
  align?: Column['align'];
  keepNext?: boolean;
}

function cell(text: string, look: CellLook, language: PaperLanguage): TableCell {
  const lines = paragraphsOf(text);
  const font = look.title ? fonts[language].heading : fonts[language].body;
  const size = half(look.small ? 9 : look.title ? 9.5 : language === 'en' ? 10 : 10.5);
  return new TableCell({
    width: { size: look.width, type: WidthType.DXA },
    ...(look.span === undefined ? {} : { columnSpan: look.span }),
    ...(look.title ? { shading: grey } : {}),
    margins: look.small ? tight : padded,
    children: (lines.length > 0 ? lines : ['']).map(
      (line) =>
        new Paragraph({
          alignment: AlignmentType[look.align === 'right' ? 'RIGHT' : look.align === 'center' ? 'CENTER' : 'LEFT'],
          spacing: atLeast(look.small ? 12.5 : language === 'en' ? 13 : 15),
          keepNext: look.keepNext ?? false,
          children: [new TextRun({ text: line, font, size })],
        }),
    ),
  });
}

function tableOf(widths: readonly number[], rows: TableRow[], borders: typeof framed | typeof unframed): Table {
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders,
    rows,
  });
}

function factsTable(rows: readonly (readonly Fact[])[], language: PaperLanguage): Table {
  const label = twips(language === 'en' ? 26 : 22);
  const value = Math.floor(twips(TEXT_WIDTH) / 2) - label;
  const made = rows.map((facts, index) => {
    // The rows keep together, and the heading above to them.
    const keepNext = index < rows.length - 1;
    const cells = facts.flatMap((fact) => {
      const wide = facts.length === 1;
      const width = wide ? value * 2 + label : value;
      return [
        cell(fact.label, { width: label, title: true, keepNext }, language),
        cell(fact.value, { width, keepNext, ...(wide ? { span: 3 } : {}) }, language),
      ];
    });
    return new TableRow({ cantSplit: true, children: cells });
  });
  return tableOf([label, value, label, value], made, framed);
}

function gridTable({ columns, rows, small }: Extract<Block, { kind: 'grid' }>, language: PaperLanguage): Table {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((twips(TEXT_WIDTH) * share) / whole));
  const rowOf = (cells: readonly string[], title: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: title,
      children: columns.map(({ align }, index) =>
        cell(
          cells[index] ?? '',
          { width: widths[index] ?? 0, title, small: small ?? false, keepNext: title, ...(align ? { align } : {}) },
          language,
        ),
      ),
    });
  const titles = columns.map(({ title }) => title);
  return tableOf(widths, [rowOf(titles, true), ...rows.map((cells) => rowOf(cells, false))], framed);
}

/** The bar is a picture to scale; the labels are text at their places, so that they can be read out and copied. */
function rulerOf(ruler: TimeRuler, alt: string, language: PaperLanguage): Paragraph[] {
  const layout = layOut(ruler, language);
  const line = (labels: readonly { x: number; text: string }[], keepNext: boolean): Paragraph =>
    new Paragraph({
      keepNext,
      spacing: exactly(11),
      tabStops: labels.map(({ x }) => ({ type: TabStopType.LEFT, position: twips(x) })),
      children: labels.map(
        ({ x, text }) => new TextRun({ children: [...(x < 0.1 ? [] : ['\t']), text], size: half(8) }),
      ),
    });
  const rows = Array.from({ length: layout.rows }, (_, row) => layout.labels.filter((label) => label.row === row));
  const bar = new ImageRun({
    type: 'png',
    data: rulerPng(layout),
    transformation: { width: dots(TEXT_WIDTH), height: dots(RULER_BAR_MM) },
    altText: { name: alt, title: '', description: alt },
  });
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 120, ...(ruler.title === null ? exactly(2) : atLeast(12)) },
      children:
        ruler.title === null ? [] : [new TextRun({ text: ruler.title, font: fonts[language].heading, size: half(9) })],
    }),
    ...rows.map((labels) => line(labels, true)),
    new Paragraph({ keepNext: true, spacing: atLeast(11), children: [bar] }),
    line(layout.under, false),
  ];
}

function picturesTable(pictures: readonly PaperPicture[]): Table {
  const width = Math.floor(twips(TEXT_WIDTH) / 2);
  const cellOf = (picture: PaperPicture | undefined): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 0, bottom: twips(3), left: 0, right: twips(4) },
      children: picture ? pictureLines(picture) : [new Paragraph({})],
    });
  const rows = pictures.flatMap((picture, index) =>
    index % 2 > 0 ? [] : [new TableRow({ cantSplit: true, children: [cellOf(picture), cellOf(pictures[index + 1])] })],
  );
  return tableOf([width, width], rows, unframed);
}

function pictureLines(picture: PaperPicture): Paragraph[] {
  const { width, height } = fitted(picture, pictureBox);
  const image = new ImageRun({
    type: picture.type,
    data: picture.bytes,
    transformation: { width: dots(width), height: dots(height) },
    altText: { name: picture.caption, title: '', description: picture.caption },
  });
  return [
    new Paragraph({ keepNext: true, children: [image] }),
    new Paragraph({
      keepNext: true,
      spacing: { before: 50, ...atLeast(13) },
      children: [new TextRun({ text: picture.caption, size: half(9.5) })],
    }),
    new Paragraph({ spacing: atLeast(11), children: [new TextRun({ text: picture.note, size: half(8) })] }),
  ];
}

/** Width of a line to sign on and of the word before it, millimetres. */
const SIGN_MM = 62;

function signatureLines(lines: readonly Fact[]): FileChild[] {
  const [label, line] = [twips(TEXT_WIDTH - SIGN_MM), twips(SIGN_MM)];
  const plain = (text: string, align: 'RIGHT' | 'LEFT', last: boolean): Paragraph =>
    new Paragraph({
      alignment: AlignmentType[align],
      keepNext: !last,
      spacing: { before: 160, ...atLeast(18) },
      children: [new TextRun(text)],
    });
  const rows = lines.map((fact, index) => {
    const last = index === lines.length - 1;
    return new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: label, type: WidthType.DXA },
          margins: padded,
          children: [plain(fact.label, 'RIGHT', last)],
        }),
        new TableCell({
          width: { size: line, type: WidthType.DXA },
          margins: padded,
          borders: { bottom: thin },
          children: [plain(fact.value, 'LEFT', last)],
        }),
      ],
    });
  });
  return [
    new Paragraph({ keepNext: true, spacing: { before: 200, ...exactly(10) }, children: [] }),
    tableOf([label, line], rows, unframed),
  ];
}
