import { ISSUED_WIDTH, sheet, type Paper, type PaperLanguage } from './paper.js';
import { lookOf, type PaperLook } from './paper-look.js';

/** Fonts by family: what official papers ask for first, then what other systems bring. */
export const fonts: Record<PaperLanguage, Record<'title' | 'heading' | 'sub' | 'body' | 'table', string>> = {
  'zh-CN': {
    title: `"方正小标宋简体", "FZXiaoBiaoSong-B05S", STZhongsong, "华文中宋", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif`,
    heading: `SimHei, "黑体", STHeiti, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", sans-serif`,
    sub: `KaiTi, "楷体", STKaiti, "Kaiti SC", "Noto Serif CJK SC", "Source Han Serif SC", serif`,
    body: `FangSong, "仿宋", "仿宋_GB2312", STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", serif`,
    table: `FangSong, "仿宋", "仿宋_GB2312", STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", serif`,
  },
  en: {
    title: `"Times New Roman", "Liberation Serif", "Noto Serif", "Noto Serif CJK SC", serif`,
    heading: `Arial, "Liberation Sans", "Noto Sans", "Noto Sans CJK SC", sans-serif`,
    sub: `Arial, "Liberation Sans", "Noto Sans", "Noto Sans CJK SC", sans-serif`,
    body: `"Times New Roman", "Liberation Serif", "Noto Serif", "Noto Serif CJK SC", serif`,
    table: `"Times New Roman", "Liberation Serif", "Noto Serif", "Noto Serif CJK SC", serif`,
  },
};

type Line = PaperLook['body'];
const sized = ({ size, leading }: Line): string => `font-size: ${size}pt; line-height: ${leading}pt;`;
const spaced = ({ before, after }: Line): string => `margin: ${before}pt 0 ${after}pt;`;

/** Page, margins, and the look of every block. */
export function paperStyle(paper: Paper): string {
  const font = fonts[paper.language];
  const look = lookOf(paper);
  const { title, issuer, number, body, heading, note, table, tableTitle, small, smallTitle, copies } = look;
  const official = look.form === 'official';
  const weight = (heavy: boolean, light: number): number => (heavy ? 700 : light);
  return `
@page {
  size: ${sheet.width}mm ${sheet.height}mm;
  margin: ${sheet.top}mm ${sheet.right}mm ${sheet.bottom}mm ${sheet.left}mm;
}
* { box-sizing: border-box; }
html { color: #000; background: #fff; -webkit-print-color-adjust: exact; }
body { margin: 0; font-family: ${font.body}; ${sized(body)} overflow-wrap: anywhere; line-break: strict; }
header { text-align: center; margin-bottom: ${official ? `${number.after}pt` : '5mm'}; break-after: avoid; }
p.recipient { margin: 0; break-after: avoid; }
p.issued { width: fit-content; min-width: ${ISSUED_WIDTH}mm; max-width: 100%; margin: ${body.leading}pt 0 0 auto; text-align: center; break-inside: avoid; break-before: avoid; }
p.copies { margin: ${copies.leading}pt 0 0; padding: 1mm 0; ${sized(copies)} border-top: 0.6pt solid #000; border-bottom: 0.6pt solid #000; break-inside: avoid; }
p.cut { margin: 14pt 0 0; ${sized({ ...note, leading: body.leading })} text-align: center; break-after: avoid; }
h1 { margin: 0; font-family: ${font.title}; ${sized(title)} font-weight: ${official ? 500 : look.language === 'en' ? 700 : 600}; text-wrap: balance; }
h1 span { display: block; }
h1 span:first-child:not(:last-child) { ${sized(issuer)} }
.number { margin: ${official ? `${number.before}pt` : '3mm'} 0 0; }
.date { margin: 0; }
h2 { ${spaced(heading[1])} font-family: ${font.heading}; ${sized(heading[1])} font-weight: ${weight(heading[1].bold, 500)}; break-after: avoid; }
h3 { ${spaced(heading[2])} font-family: ${font.sub}; ${sized(heading[2])} font-weight: ${weight(heading[2].bold, 400)}; break-after: avoid; break-inside: avoid; }
${official ? 'h2, h3 { text-indent: 2em; }' : ''}
p.text { margin: 0 0 ${body.after}pt; ${look.indent > 0 ? 'text-indent: 2em; text-align: justify;' : ''} orphans: 2; widows: 2; }
p.note { margin: ${note.before}pt 0 0; ${sized(note)} }
.keep { break-after: avoid; }
tr.keep, .keep tr:last-child { break-after: avoid; }
table { width: 100%; border-collapse: collapse; font-family: ${font.table}; ${sized(table)} table-layout: fixed; }
th, td { border: 0.5pt solid #555; padding: 0.7mm 1.6mm; text-align: left; vertical-align: top; font-weight: 400; break-inside: avoid; }
tr { break-inside: avoid; }
tr.long, tr.long > * { break-inside: auto; }
thead { display: table-header-group; }
thead th, .facts th { font-family: ${font.heading}; ${sized(tableTitle)} background: #f0f0f0; }
.facts { border: 0.8pt solid #000; ${official ? '' : 'break-inside: avoid;'} }
.facts tr:first-child, .facts tr:nth-last-child(2) { break-after: avoid; }
.facts col.label { width: ${look.label}mm; }
.facts td { font-variant-numeric: tabular-nums; }
.grid { margin-top: 1.5mm; border: 0.8pt solid #000; font-variant-numeric: tabular-nums; }
h3 + table.facts { break-before: avoid; }
table.small { ${sized(small)} }
.small thead th { ${sized(smallTitle)} }
${official ? '' : '.small th, .small td { padding: 0.6mm 0.7mm; }'}
.right { text-align: right; }
.center { text-align: center; }
.ruler { margin: 3mm 0 0; break-inside: avoid; }
.ruler p { margin: 0 0 0.5mm; font-family: ${font.heading}; font-size: 9pt; line-height: 12pt; }
.ruler svg { display: block; overflow: visible; font-family: ${font.table}; font-size: 2.82px; }
.ruler .blank { fill: #fff; }
.ruler .waiting { fill: #d4d4d4; stroke: #000; stroke-width: 0.2; }
.ruler .handling { fill: #8c8c8c; stroke: #000; stroke-width: 0.2; }
.ruler .line { stroke: #000; stroke-width: 0.35; }
.ruler .tick { stroke: #000; stroke-width: 0.15; }
.ruler .mark { stroke: #000; stroke-width: 0.2; }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm 8mm; }
.drawing { margin: 2mm 0; break-inside: avoid; }
.pictures figure { margin: 0; break-inside: avoid; }
.pictures img { display: block; border: 0.4pt solid #999; }
figcaption { margin-top: 1mm; font-size: 9.5pt; line-height: 13pt; }
figcaption small { display: block; font-size: 8pt; line-height: 11pt; color: #333; font-variant-numeric: tabular-nums; }
.signatures { margin: 9mm 0 0; display: grid; gap: 3mm; break-inside: avoid; break-before: avoid; }
.signatures div { display: grid; grid-template-columns: auto 62mm; justify-content: end; align-items: end; column-gap: 3mm; }
.signatures dt { text-align: right; }
.signatures dd { margin: 0; border-bottom: 0.5pt solid #000; min-height: 8mm; padding: 0 2mm; display: flex; align-items: end; }
`;
}

/** The look of a line in the margin above or below the text; attribute text, so without double quotes. */
export function marginStyle(look: PaperLook, place: string, middle: boolean): string {
  const height = (place === 'top' ? sheet.top : sheet.bottom) - look.apart;
  const edge = place === 'top' ? 'align-items: flex-end' : 'align-items: flex-start';
  return (
    `box-sizing: border-box; width: 100%; height: ${height}mm; display: flex; justify-content: ${middle ? 'center' : 'space-between'}; ${edge}; ` +
    `padding: 0 ${sheet.right}mm 0 ${sheet.left}mm; font-size: ${look.pageNumber.size}pt; color: ${middle ? '#000' : '#333'}; font-family: ${fonts[look.language].body.replaceAll('"', "'")}`
  );
}
