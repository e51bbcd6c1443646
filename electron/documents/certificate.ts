import type { SupervisorFields } from '../../domain/lead.js';
import { constituencyWords, filled, listed, longDay, pick, type Words } from './field-words.js';
import { escaped, type Printed } from './paper-html.js';
import type { PaperLanguage } from './paper.js';
import { fonts } from './paper-style.js';

/** What stands on a social supervisor's certificate (社会监督员证). It is the one paper that bears the name. */
export interface Certificate extends Pick<SupervisorFields, 'constituency' | 'certificateNo' | 'fromDay' | 'toDay'> {
  name: string;
  /** The main hall, which seals it. */
  issuer: string;
  halls: readonly string[];
}

const words = {
  title: ['社会监督员证', 'Social Supervisor’s Certificate'],
  name: ['姓名', 'Name'],
  constituency: ['界别', 'Constituency'],
  number: ['证号', 'Number'],
  term: ['任期', 'Term'],
  termSpan: ['{from}至{to}', '{from} to {to}'],
  halls: ['监督大厅', 'Halls'],
  hallsMore: ['{list}等 {count} 个大厅', '{list} and others, {count} halls'],
  issuer: ['发证单位', 'Issued by'],
  date: ['发证日期', 'Date'],
  blankDate: ['　　　　年　　月　　日', ''],
  photo: ['照片', 'Photo'],
  seal: ['盖章', 'Seal'],
  purpose: [
    '持证人可对所列大厅的服务开展社会监督，查看公开场所，反映所见情况。',
    'The holder may supervise the service of the halls named here, see what is open to the public, and report what was seen.',
  ],
} as const satisfies Record<string, Words>;

/** So many halls are named; more are counted. */
const NAMED = 4;

/** One page of A5, lying. */
export function certificateHtml(certificate: Certificate, language: PaperLanguage): Printed {
  const say = (word: keyof typeof words, values: Record<string, string | number> = {}): string =>
    filled(pick(words[word], language), values);
  const { halls, issuer, fromDay, toDay } = certificate;
  const list = listed(halls.slice(0, NAMED), language);
  const rows: [label: string, value: string, look?: string][] = [
    [say('name'), certificate.name, 'name'],
    [say('constituency'), pick(constituencyWords[certificate.constituency], language)],
    [say('number'), certificate.certificateNo],
    [say('term'), say('termSpan', { from: longDay(fromDay, language), to: longDay(toDay, language) })],
    [say('halls'), halls.length > NAMED ? say('hallsMore', { list, count: halls.length }) : list],
  ];
  const facts = rows.map(
    ([label, value, look = '']) => `<dt>${escaped(label)}</dt><dd class="${look}">${escaped(value)}</dd>`,
  );
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(`${say('title')} ${certificate.certificateNo}`)}</title><style>${styleOf(language)}</style></head>
<body><main>
<header><p>${escaped(issuer)}</p><h1>${escaped(say('title'))}</h1></header>
<section><div class="photo">${escaped(say('photo'))}</div><dl>${facts.join('')}</dl></section>
<footer><p class="purpose">${escaped(say('purpose'))}</p>
<div class="issue"><p><span>${escaped(say('issuer'))}</span><span>${escaped(issuer)}</span></p>
<p><span>${escaped(say('date'))}</span><span class="blank">${escaped(say('blankDate'))}</span></p>
<div class="seal">${escaped(say('seal'))}</div></div></footer>
</main></body>
</html>`;
  return { html, header: null, footer: null };
}

function styleOf(language: PaperLanguage): string {
  const font = fonts[language];
  const chinese = language === 'zh-CN';
  return `
@page { size: 210mm 148mm; margin: 0; }
* { box-sizing: border-box; }
html, body { margin: 0; }
body { width: 210mm; height: 148mm; padding: 8mm; font-family: ${font.body}; font-size: 12pt; line-height: 18pt; color: #000; overflow-wrap: anywhere; -webkit-print-color-adjust: exact; }
main { height: 132mm; border: 1.4pt solid #9c1f1f; outline: 0.5pt solid #9c1f1f; outline-offset: 1.2mm; padding: 8mm 12mm 7mm; display: flex; flex-direction: column; overflow: hidden; }
header { text-align: center; }
header p { margin: 0; font-size: ${chinese ? '14pt' : '13pt'}; line-height: 20pt; text-wrap: balance; ${chinese ? 'letter-spacing: 0.12em;' : ''} }
h1 { margin: 1.5mm 0 0; font-family: ${font.title}; font-size: ${chinese ? '28pt' : '24pt'}; line-height: 38pt; font-weight: 700; color: #9c1f1f; ${chinese ? 'letter-spacing: 0.22em; text-indent: 0.22em;' : ''} }
section { display: grid; grid-template-columns: 35mm 1fr; column-gap: 11mm; margin-top: 6mm; align-items: start; }
.photo { width: 35mm; height: 45mm; border: 0.5pt dashed #777; display: grid; place-items: center; font-size: 10pt; color: #777; }
dl { margin: 0; display: grid; grid-template-columns: ${chinese ? '20mm' : '26mm'} 1fr; row-gap: 1.8mm; }
dt { font-family: ${font.heading}; font-size: 10.5pt; ${chinese ? 'text-align-last: justify; padding-right: 3mm;' : ''} }
dd { margin: 0; padding: 0 1mm 0.6mm; border-bottom: 0.4pt solid #999; font-variant-numeric: tabular-nums; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
dd.name { font-family: ${font.sub}; font-size: 15pt; }
footer { margin-top: auto; display: grid; grid-template-columns: 1fr 92mm; column-gap: 10mm; align-items: end; }
.purpose { margin: 0; font-size: 9.5pt; line-height: 14pt; color: #333; }
.issue { position: relative; min-height: 24mm; display: flex; flex-direction: column; justify-content: end; gap: 1.5mm; }
.issue p { margin: 0; max-height: 36pt; overflow: hidden; display: grid; grid-template-columns: ${chinese ? '19mm' : '22mm'} 1fr; font-size: 11pt; }
.issue p span:first-child { font-family: ${font.heading}; font-size: 10pt; color: #333; }
.issue .blank { border-bottom: ${chinese ? 'none' : '0.4pt solid #999'}; }
.seal { position: absolute; right: 2mm; bottom: 0; width: 24mm; height: 24mm; border: 0.5pt dashed #bbb; border-radius: 50%; display: grid; place-items: center; font-size: 9pt; color: #999; }
`;
}
