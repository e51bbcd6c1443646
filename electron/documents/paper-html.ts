import {
  fitted,
  isLong,
  paragraphsOf,
  pictureBox,
  TEXT_WIDTH,
  type Block,
  type Fact,
  type Paper,
  type PaperPicture,
  type TimeRuler,
} from './paper.js';
import { lookOf } from './paper-look.js';
import { marginStyle, paperStyle } from './paper-style.js';
import { layOut } from './time-ruler.js';

/** Text as text: nothing that was typed becomes markup. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0) ?? 0};`);

/** A document ready to print: no script, no address, pictures and style inside; head and foot of every page apart. */
export interface Printed {
  html: string;
  /** Null for a document that has neither. */
  header: string | null;
  footer: string | null;
}

export function printedPaper(paper: Paper): Printed {
  const look = lookOf(paper);
  const middle = paper.footer === '';
  const line = (parts: readonly string[], place: string): string =>
    `<div style="${marginStyle(look, place, middle)}">${parts.map((part) => `<span>${part}</span>`).join('')}</div>`;
  const pages = paper
    .pageOf('pageNumber', 'totalPages')
    .map((part) => (['pageNumber', 'totalPages'].includes(part) ? `<span class="${part}"></span>` : escaped(part)));
  return {
    html: paperHtml(paper),
    header: line(['', escaped(paper.running)], 'top'),
    footer: line(middle ? [pages.join('')] : [escaped(paper.footer), pages.join('')], 'bottom'),
  };
}

function paperHtml(paper: Paper): string {
  return `<!doctype html>
<html lang="${paper.language}">
<head><meta charset="utf-8"><title>${escaped(paper.subject)}</title><style>${paperStyle(paper)}</style></head>
<body>
${headHtml(paper)}
${paper.blocks.map((block) => blockHtml(block, paper)).join('\n')}
</body>
</html>`;
}

function headHtml({ title, number, date }: Paper): string {
  const lines = title.map((line) => `<span>${escaped(line)}</span>`).join('');
  const dated = date === '' ? '' : `<p class="date">${escaped(date)}</p>`;
  return `<header class="head"><h1>${lines}</h1><p class="number">${escaped(number)}</p>${dated}</header>`;
}

const kept = ({ keepNext }: { keepNext?: boolean }): string => (keepNext === true ? ' keep' : '');

function blockHtml(block: Block, paper: Paper): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${escaped(block.text)}</h${block.level + 1}>`;
    case 'text':
    case 'note':
      return paragraphsOf(block.text)
        .map((line) => `<p class="${block.kind}${kept(block)}">${escaped(line)}</p>`)
        .join('');
    case 'facts':
      return `<table class="facts${kept(block)}"><colgroup><col class="label"><col><col class="label"><col></colgroup>${block.rows.map(factRow).join('')}</table>`;
    case 'grid':
      return gridHtml(block);
    case 'ruler':
      return `<figure class="ruler" role="img" aria-label="${escaped(block.alt)}">${rulerTitle(block.ruler)}${rulerSvg(block.ruler, paper)}</figure>`;
    case 'figure':
      return `<figure class="drawing">${imageHtml(block.picture, block.alt, wideBox)}</figure>`;
    case 'pictures':
      return `<div class="pictures">${block.pictures.map(pictureHtml).join('')}</div>`;
    case 'signatures':
      return `<dl class="signatures">${block.lines.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
    case 'recipient':
    case 'copies':
    case 'cut':
      return `<p class="${block.kind}">${escaped(block.text)}</p>`;
    case 'issued':
      return `<p class="issued">${block.lines.map(escaped).join('<br>')}</p>`;
  }
}

function factRow(row: readonly Fact[]): string {
  const cells = row.map(({ label, value }, index) => {
    const wide = row.length === 1 && index === 0 ? ' colspan="3"' : '';
    const lines = paragraphsOf(value).map(escaped).join('<br>');
    return `<th scope="row">${escaped(label)}</th><td${wide}>${lines}</td>`;
  });
  return `<tr${isLong(row) ? ' class="long"' : ''}>${cells.join('')}</tr>`;
}

function gridHtml(grid: Extract<Block, { kind: 'grid' }>): string {
  const { columns, rows, small } = grid;
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const col = columns.map(({ share }) => `<col style="width:${((share / whole) * 100).toFixed(2)}%">`).join('');
  const head = columns.map(({ title, align }) => `<th class="${align ?? 'left'}">${escaped(title)}</th>`).join('');
  const body = rows.map((cells) => {
    const row = cells.map((cell, index) => `<td class="${columns[index]?.align ?? 'left'}">${escaped(cell)}</td>`);
    return `<tr>${row.join('')}</tr>`;
  });
  return `<table class="grid${small ? ' small' : ''}${kept(grid)}"><colgroup>${col}</colgroup><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** Heights on a ruler, millimetres. */
const ROW_MM = 4.4;
const BAR_MM = 4;

const rulerTitle = ({ title }: TimeRuler): string => (title === null ? '' : `<p>${escaped(title)}</p>`);

function rulerSvg(ruler: TimeRuler, { language }: Paper): string {
  const { width, rows, labels, bars, under, ticks } = layOut(ruler, language);
  const top = rows * ROW_MM + 1;
  const round = (value: number): string => value.toFixed(2);
  const rise = (row: number): number => top - 1.2 - (rows - 1 - row) * ROW_MM;
  // Texts stand above every line that crosses them.
  const parts = [
    ...bars.map(
      ({ x, width: wide, tone }) =>
        `<rect class="${tone}" x="${round(x)}" y="${round(top)}" width="${round(wide)}" height="${BAR_MM}"/>`,
    ),
    `<path class="line" d="M0 ${round(top + BAR_MM)}H${width}"/>`,
    ...ticks.map((x) => `<path class="tick" d="M${round(x)} ${round(top + BAR_MM)}v-1"/>`),
    ...labels.map(
      ({ row, mark }) => `<path class="mark" d="M${round(mark)} ${round(rise(row) + 0.6)}V${round(top + BAR_MM)}"/>`,
    ),
    ...labels.map(({ x, width: wide, row, text }) => {
      const y = rise(row);
      const blank = `<rect class="blank" x="${round(x + 0.3)}" y="${round(y - 2.6)}" width="${round(wide)}" height="3.3"/>`;
      return `${blank}<text x="${round(x)}" y="${round(y)}">${escaped(text)}</text>`;
    }),
    ...under.map(({ x, text }) => `<text x="${round(x)}" y="${round(top + BAR_MM + 4)}">${escaped(text)}</text>`),
  ];
  const height = top + BAR_MM + 5;
  return `<svg viewBox="0 0 ${width} ${round(height)}" style="width:${TEXT_WIDTH}mm;height:${round(height)}mm">${parts.join('')}</svg>`;
}

/** As wide as the text, half a page high at most, millimetres. */
const wideBox = { width: TEXT_WIDTH, height: 110 } as const;

function imageHtml(
  picture: Omit<PaperPicture, 'caption' | 'note'>,
  alt: string,
  box: typeof wideBox | typeof pictureBox,
) {
  const { width, height } = fitted(picture, box);
  const media = picture.type === 'jpg' ? 'image/jpeg' : 'image/png';
  const data = Buffer.from(picture.bytes).toString('base64');
  return `<img alt="${escaped(alt)}" src="data:${media};base64,${data}" style="width:${width.toFixed(1)}mm;height:${height.toFixed(1)}mm">`;
}

function pictureHtml(picture: PaperPicture): string {
  return (
    `<figure>${imageHtml(picture, picture.caption, pictureBox)}` +
    `<figcaption>${escaped(picture.caption)}<small>${escaped(picture.note)}</small></figcaption></figure>`
  );
}
