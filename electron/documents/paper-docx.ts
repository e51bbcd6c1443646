import {
  fitted,
  paragraphsOf,
  pictureBox,
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
import { alignOf, fontOf, line, table, wordFile, type Cell, type Piece, type Row } from './word-file.js';

/** A Word file of the document: real headings, tables whose heads repeat, page fields. */
export function paperDocx(paper: Paper): Promise<Uint8Array> {
  return wordFile(paper, [...titleOf(paper), ...paper.blocks.flatMap((block) => blockOf(block, paper.language))]);
}

function titleOf({ title, number, date }: Pick<Paper, 'title' | 'number' | 'date'>, newPage = false): Piece[] {
  const last = title.length - 1;
  const dated = date !== '';
  return [
    ...title.map((text, index) =>
      line(text, {
        heading: 'title',
        keepNext: true,
        newPage: newPage && index === 0,
        ...(index < last ? { size: 18 } : {}),
      }),
    ),
    line(number, { align: 'center', keepNext: true, before: 8.5, exactly: 20, ...(dated ? {} : { after: 6 }) }),
    ...(dated ? [line(date, { align: 'center', keepNext: true, after: 6, exactly: 20 })] : []),
  ];
}

/** A block as pieces of a Word file. */
export function blockOf(block: Block, language: PaperLanguage): Piece[] {
  switch (block.kind) {
    case 'heading':
      return [line(block.text, { heading: block.level })];
    case 'text':
      return paragraphsOf(block.text).map((text) => bodyLine(text, language, block.keepNext));
    case 'note':
      return paragraphsOf(block.text).map((text) => line(text, { size: 9, before: 3, leading: 14 }));
    case 'facts':
      return [factsTable(block.rows, language)];
    case 'grid':
      // Two tables that touch would become one.
      return [line('', { keepNext: true, exactly: 5 }), gridTable(block, language)];
    case 'ruler':
      return rulerOf(block.ruler, block.alt, language);
    case 'pictures':
      return [picturesTable(block.pictures)];
    case 'signatures':
      return signatureLines(block.lines);
    case 'recipient':
      return [line(block.text, { leading: 20, before: 4, keepNext: true })];
    case 'issued':
      return block.lines.map((text, index) =>
        line(text, {
          align: 'right',
          leading: 20,
          before: index === 0 ? 28 : 0,
          keepNext: index < block.lines.length - 1,
        }),
      );
    case 'copies':
      return [line('', { exactly: 20 }), line(block.text, { leading: 20, ruled: true })];
    case 'page':
      return titleOf({ ...block, date: '' }, true);
  }
}

/** Body text; a Chinese paragraph begins two letters in. */
const bodyLine = (text: string, language: PaperLanguage, keepNext = false): Piece =>
  line(text, {
    keepNext,
    ...(language === 'en' ? { after: 5, leading: 15 } : { leading: 20, indent: 24, align: 'both' }),
  });

const PADDING = { y: 0.7, x: 1.6 };
const TIGHT = { y: 0.6, x: 0.7 };

interface CellLook {
  title?: boolean;
  small?: boolean;
  align?: Column['align'];
  keepNext?: boolean;
}

function cellOf(
  text: string,
  { title = false, small = false, align, keepNext = false }: CellLook,
  language: PaperLanguage,
): Cell {
  const lines = paragraphsOf(text);
  const plain = language === 'en' ? 10 : 10.5;
  const look = {
    size: small ? (title && language === 'en' ? 8 : 9) : title ? 9.5 : plain,
    leading: small ? 12.5 : language === 'en' ? 13 : 15,
    font: fontOf(language, title ? 'heading' : 'body'),
    align: alignOf(align),
    keepNext,
  };
  return { lines: (lines.length > 0 ? lines : ['']).map((one) => line(one, look)), shaded: title };
}

function factsTable(rows: readonly (readonly Fact[])[], language: PaperLanguage): Piece {
  const label = language === 'en' ? 26 : 22;
  const value = TEXT_WIDTH / 2 - label;
  const made = rows.map((facts, index): Row => {
    // The rows keep together, and the heading above to them.
    const keepNext = index < rows.length - 1;
    return {
      cells: facts.flatMap((fact) => [
        cellOf(fact.label, { title: true, keepNext }, language),
        { ...cellOf(fact.value, { keepNext }, language), ...(facts.length === 1 ? { span: 3 } : {}) },
      ]),
    };
  });
  return table([label, value, label, value], made, 'framed', PADDING);
}

function gridTable({ columns, rows, small = false }: Extract<Block, { kind: 'grid' }>, language: PaperLanguage): Piece {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const rowOf = (cells: readonly string[], title: boolean): Row => ({
    head: title,
    cells: columns.map(({ align }, index) =>
      cellOf(cells[index] ?? '', { title, small, align, keepNext: title }, language),
    ),
  });
  const titles = columns.map(({ title }) => title);
  const widths = columns.map(({ share }) => (TEXT_WIDTH * share) / whole);
  const all = [rowOf(titles, true), ...rows.map((cells) => rowOf(cells, false))];
  return table(widths, all, 'framed', small ? TIGHT : PADDING);
}

/** The bar is a picture to scale; the labels are text at their places, so that they can be read out and copied. */
function rulerOf(ruler: TimeRuler, alt: string, language: PaperLanguage): Piece[] {
  const layout = layOut(ruler, language);
  const labels = (placed: readonly { x: number; text: string }[], keepNext: boolean): Piece =>
    line(
      placed.map(({ x, text }) => (x < 0.1 ? text : `\t${text}`)),
      { keepNext, size: 8, exactly: 11, tabs: placed.filter(({ x }) => x >= 0.1).map(({ x }) => x) },
    );
  const rows = Array.from({ length: layout.rows }, (_, row) => layout.labels.filter((label) => label.row === row));
  const heading = { keepNext: true, before: 6, size: 9, font: fontOf(language, 'heading') };
  const bar = { bytes: rulerPng(layout), type: 'png' as const, width: TEXT_WIDTH, height: RULER_BAR_MM, alt };
  return [
    line(ruler.title ?? '', { ...heading, ...(ruler.title === null ? { exactly: 2 } : { leading: 12 }) }),
    ...rows.map((placed) => labels(placed, true)),
    line(bar, { keepNext: true, leading: 11 }),
    labels(layout.under, false),
  ];
}

/** Two in a row. */
function picturesTable(pictures: readonly PaperPicture[]): Piece {
  const cell = (picture: PaperPicture | undefined): Cell => ({ lines: picture ? pictureLines(picture) : [] });
  const rows = pictures.flatMap((picture, index): Row[] =>
    index % 2 > 0 ? [] : [{ cells: [cell(picture), cell(pictures[index + 1])] }],
  );
  return table([TEXT_WIDTH / 2, TEXT_WIDTH / 2], rows, 'unframed', { y: 1.5, x: 2 });
}

function pictureLines(picture: PaperPicture): ReturnType<typeof line>[] {
  const { bytes, type, caption } = picture;
  return [
    line({ bytes, type, ...fitted(picture, pictureBox), alt: caption }, { keepNext: true }),
    line(caption, { keepNext: true, before: 2.5, leading: 13, size: 9.5 }),
    line(picture.note, { leading: 11, size: 8 }),
  ];
}

/** Length of a line to sign on, millimetres. */
const SIGN_MM = 62;

function signatureLines(lines: readonly Fact[]): Piece[] {
  const rows = lines.map(({ label, value }, index): Row => {
    const look = { before: 8, leading: 18, keepNext: index < lines.length - 1 };
    return {
      cells: [{ lines: [line(label, { ...look, align: 'right' })] }, { lines: [line(value, look)], underlined: true }],
    };
  });
  return [
    line('', { keepNext: true, before: 10, exactly: 10 }),
    table([TEXT_WIDTH - SIGN_MM, SIGN_MM], rows, 'unframed', PADDING),
  ];
}
