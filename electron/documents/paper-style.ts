import { sheet, type Paper, type PaperLanguage } from './paper.js';

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

/** Page, margins, and the look of every block. */
export function paperStyle(paper: Paper): string {
  const font = fonts[paper.language];
  const chinese = paper.language === 'zh-CN';
  return `
@page {
  size: ${sheet.width}mm ${sheet.height}mm;
  margin: ${sheet.top}mm ${sheet.right}mm ${sheet.bottom}mm ${sheet.left}mm;
}
* { box-sizing: border-box; }
html { color: #000; background: #fff; -webkit-print-color-adjust: exact; }
body { margin: 0; font-family: ${font.body}; font-size: ${chinese ? '12pt' : '11pt'}; line-height: ${chinese ? '20pt' : '15pt'}; overflow-wrap: anywhere; line-break: strict; }
header { text-align: center; margin-bottom: 5mm; break-after: avoid; }
header.next { break-before: page; }
p.recipient { margin: 0; break-after: avoid; }
p.issued { margin: 10mm 0 0; text-align: right; break-inside: avoid; break-before: avoid; }
p.copies { margin: 8mm 0 0; padding: 1mm 0; border-top: 0.6pt solid #000; border-bottom: 0.6pt solid #000; break-inside: avoid; }
h1 { margin: 0; font-family: ${font.title}; font-size: 22pt; line-height: 32pt; font-weight: ${chinese ? '600' : '700'}; text-wrap: balance; }
h1 span { display: block; }
h1 span:first-child:not(:last-child) { font-size: ${chinese ? '18pt' : '16pt'}; line-height: 28pt; }
.number { margin: 3mm 0 0; }
.date { margin: 0; }
h2 { margin: 5mm 0 1.5mm; font-family: ${font.heading}; font-size: ${chinese ? '14pt' : '13pt'}; line-height: 22pt; font-weight: ${chinese ? '500' : '700'}; break-after: avoid; }
h3 { margin: 3.5mm 0 1mm; font-family: ${font.sub}; font-size: ${chinese ? '12pt' : '11pt'}; line-height: 19pt; font-weight: 700; break-after: avoid; break-inside: avoid; }
p.text { margin: 0; ${chinese ? 'text-indent: 2em; text-align: justify;' : 'margin-bottom: 2mm;'} orphans: 2; widows: 2; }
p.note { margin: 1mm 0 0; font-size: 9pt; line-height: 14pt; }
table { width: 100%; border-collapse: collapse; font-family: ${font.table}; font-size: ${chinese ? '10.5pt' : '10pt'}; line-height: ${chinese ? '15pt' : '13pt'}; table-layout: fixed; }
th, td { border: 0.5pt solid #555; padding: 0.7mm 1.6mm; text-align: left; vertical-align: top; font-weight: 400; break-inside: avoid; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
thead th, .facts th { font-family: ${font.heading}; font-size: 9.5pt; background: #f0f0f0; }
.facts { border: 0.8pt solid #000; break-inside: avoid; }
.facts col.label { width: ${chinese ? '22mm' : '26mm'}; }
.facts td { font-variant-numeric: tabular-nums; }
.grid { margin-top: 1.5mm; border: 0.8pt solid #000; font-variant-numeric: tabular-nums; }
h3 + table.facts { break-before: avoid; }
table.small { font-size: 9pt; line-height: 12.5pt; }
.small thead th { font-size: ${chinese ? '9pt' : '8pt'}; }
.small th, .small td { padding: 0.6mm 0.7mm; }
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
.pictures figure { margin: 0; break-inside: avoid; }
.pictures img { display: block; border: 0.4pt solid #999; }
figcaption { margin-top: 1mm; font-size: 9.5pt; line-height: 13pt; }
figcaption small { display: block; font-size: 8pt; line-height: 11pt; color: #333; font-variant-numeric: tabular-nums; }
.signatures { margin: 9mm 0 0; display: grid; gap: 3mm; break-inside: avoid; }
.signatures div { display: grid; grid-template-columns: auto 62mm; justify-content: end; align-items: end; column-gap: 3mm; }
.signatures dt { text-align: right; }
.signatures dd { margin: 0; border-bottom: 0.5pt solid #000; min-height: 8mm; padding: 0 2mm; display: flex; align-items: end; }
`;
}

/** Distance of head and foot from the text, millimetres. */
const APART = 12;

/** The look of a line in the margin above or below the text; attribute text, so without double quotes. */
export function marginStyle(language: PaperLanguage, place: string): string {
  const height = (place === 'top' ? sheet.top : sheet.bottom) - APART;
  const edge = place === 'top' ? 'align-items: flex-end' : 'align-items: flex-start';
  return (
    `box-sizing: border-box; width: 100%; height: ${height}mm; display: flex; justify-content: space-between; ${edge}; ` +
    `padding: 0 ${sheet.right}mm 0 ${sheet.left}mm; font-size: 9pt; color: #333; font-family: ${fonts[language].body.replaceAll('"', "'")}`
  );
}
