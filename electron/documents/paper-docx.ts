import {
  fitted,
  isLong,
  issuedWidth,
  paragraphsOf,
  pictureBox,
  TEXT_WIDTH,
  type Block,
  type Column,
  type Fact,
  type Paper,
  type PaperPicture,
  type TimeRuler,
} from './paper.js';
import { lookOf, type PaperLook } from './paper-look.js';
import { RULER_BAR_MM, rulerPng } from './ruler-png.js';
import { layOut } from './time-ruler.js';
import { alignOf, fontOf, line, table, wordFile, type Cell, type Piece, type Row } from './word-file.js';

/** A Word file of the document, or of several, each on pages of its own counted from one: real headings, tables whose heads repeat. */
export const paperDocx = (...papers: [Paper, ...Paper[]]): Promise<Uint8Array> =>
  wordFile(
    papers.map((paper) => {
      const look = lookOf(paper);
      return { paper, pieces: [...titleOf(paper, look), ...paper.blocks.flatMap((block) => blockOf(block, look))] };
    }),
  );

function titleOf({ title, number, date }: Paper, look: PaperLook): Piece[] {
  const last = title.length - 1;
  const { size, leading, before, after } = look.number;
  const under = (text: string, above: number, below: number): Piece =>
    line(text, { align: 'center', keepNext: true, size, before: above, after: below, exactly: leading });
  const dated = date !== '';
  return [
    ...title.map((text, index) =>
      line(text, { heading: 'title', keepNext: true, ...(index < last ? { size: look.issuer.size } : {}) }),
    ),
    under(number, before, dated ? 0 : after),
    ...(dated ? [under(date, 0, after)] : []),
  ];
}

/** A block as pieces of a Word file. */
export function blockOf(block: Block, look: PaperLook): Piece[] {
  const { note, body, copies } = look;
  switch (block.kind) {
    case 'heading':
      return [line(block.text, { heading: block.level })];
    case 'text':
      return paragraphsOf(block.text).map((text) => bodyLine(text, look, block.keepNext));
    case 'note':
      return paragraphsOf(block.text).map((text) =>
        line(text, { size: note.size, before: note.before, leading: note.leading, keepNext: block.keepNext ?? false }),
      );
    case 'facts':
      return [factsTable(block, look)];
    case 'grid':
      // Two tables that touch would become one.
      return [line('', { keepNext: true, exactly: 5 }), gridTable(block, look)];
    case 'ruler':
      return rulerOf(block.ruler, block.alt, look);
    case 'figure': {
      const size = fitted(block.picture, { width: TEXT_WIDTH, height: 110 });
      return [line({ ...block.picture, ...size, alt: block.alt }, { leading: 11, keepNext: true })];
    }
    case 'pictures':
      return [picturesTable(block.pictures)];
    case 'signatures':
      return signatureLines(block.lines, look);
    case 'recipient':
      return [line(block.text, { leading: body.leading, keepNext: true })];
    case 'issued':
      return block.lines.map((text, index) =>
        line(text, {
          align: 'center',
          leading: body.leading,
          left: TEXT_WIDTH - issuedWidth(block.lines, body.size),
          before: index === 0 ? body.leading : 0,
          keepNext: index < block.lines.length - 1,
        }),
      );
    case 'copies':
      return [
        line('', { exactly: copies.leading }),
        line(block.text, { size: copies.size, leading: copies.leading, ruled: true }),
      ];
    case 'cut':
      return [
        line(block.text, { size: note.size, leading: body.leading, before: 14, align: 'center', keepNext: true }),
      ];
  }
}

/** Body text; a Chinese paragraph begins two letters in. */
const bodyLine = (text: string, { language, body: { leading, after }, indent }: PaperLook, keepNext = false): Piece =>
  line(text, { keepNext, leading, ...(language === 'en' ? { after } : { indent, align: 'both' }) });

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
  look: PaperLook,
): Cell {
  const lines = paragraphsOf(text);
  const { size, leading } = small ? (title ? look.smallTitle : look.small) : title ? look.tableTitle : look.table;
  const font = fontOf(look, title ? 'heading' : 'body');
  const said = { size, leading, font, align: alignOf(align), keepNext };
  return { lines: (lines.length > 0 ? lines : ['']).map((one) => line(one, said)), shaded: title };
}

function factsTable({ rows, keepNext: last = false }: Extract<Block, { kind: 'facts' }>, look: PaperLook): Piece {
  const { label, form } = look;
  const value = TEXT_WIDTH / 2 - label;
  const made = rows.map((facts, index): Row => {
    // The rows of a report keep together. An official paper fills its pages: no row stands apart, at either end.
    const end = rows.length - 1;
    const within = form === 'report' || index === 0 || index === end - 1;
    const keepNext = index < end ? within : last;
    return {
      splits: isLong(facts),
      cells: facts.flatMap((fact) => [
        cellOf(fact.label, { title: true, keepNext }, look),
        { ...cellOf(fact.value, { keepNext }, look), ...(facts.length === 1 ? { span: 3 } : {}) },
      ]),
    };
  });
  return table([label, value, label, value], made, 'framed', PADDING);
}

function gridTable(
  { columns, rows, small = false, keepNext: last = false }: Extract<Block, { kind: 'grid' }>,
  look: PaperLook,
): Piece {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const rowOf = (cells: readonly string[], title: boolean, keepNext = title): Row => ({
    head: title,
    cells: columns.map(({ align }, index) => cellOf(cells[index] ?? '', { title, small, align, keepNext }, look)),
  });
  const titles = columns.map(({ title }) => title);
  const widths = columns.map(({ share }) => (TEXT_WIDTH * share) / whole);
  const all = [
    rowOf(titles, true),
    ...rows.map((cells, index) => rowOf(cells, false, last && index === rows.length - 1)),
  ];
  return table(widths, all, 'framed', small && look.form === 'report' ? TIGHT : PADDING);
}

/** The bar is a picture to scale; the labels are text at their places, so that they can be read out and copied. */
function rulerOf(ruler: TimeRuler, alt: string, look: PaperLook): Piece[] {
  const layout = layOut(ruler, look.language);
  const labels = (placed: readonly { x: number; text: string }[], keepNext: boolean): Piece =>
    line(
      placed.map(({ x, text }) => (x < 0.1 ? text : `\t${text}`)),
      { keepNext, size: 8, exactly: 11, tabs: placed.filter(({ x }) => x >= 0.1).map(({ x }) => x) },
    );
  const rows = Array.from({ length: layout.rows }, (_, row) => layout.labels.filter((label) => label.row === row));
  const heading = { keepNext: true, before: 6, size: 9, font: fontOf(look, 'heading') };
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

function signatureLines(lines: readonly Fact[], { form }: PaperLook): Piece[] {
  const rows = lines.map(({ label, value }, index): Row => {
    const look = { before: form === 'official' ? 4 : 8, leading: 18, keepNext: index < lines.length - 1 };
    return {
      cells: [{ lines: [line(label, { ...look, align: 'right' })] }, { lines: [line(value, look)], underlined: true }],
    };
  });
  return [
    line('', { keepNext: true, before: 10, exactly: 10 }),
    table([TEXT_WIDTH - SIGN_MM, SIGN_MM], rows, 'unframed', PADDING),
  ];
}
