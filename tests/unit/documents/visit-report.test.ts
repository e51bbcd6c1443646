import { describe, expect, it } from 'vitest';
import { paperDocx } from '../../../electron/documents/paper-docx.js';
import { printedPaper } from '../../../electron/documents/paper-html.js';
import { reportModel } from '../../../electron/documents/visit-report-model.js';
import { reportPaper } from '../../../electron/documents/visit-report-paper.js';
import { unzipped, wordText } from '../../support/office-file.js';
import { contents, handMadeVisit, SECRET } from '../../support/visit-report.js';
import type { VisitDetail } from '../../../domain/visit-record.js';

/** The smallest JPEG there is. */
const dot = new Uint8Array(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
    'base64',
  ),
);
const pictures = [1, 2, 3].map((attachmentId) => ({
  attachmentId,
  bytes: dot,
  type: 'jpg' as const,
  width: 400,
  height: 300,
}));

const modelOf = (change: Partial<VisitDetail> = {}) => reportModel(handMadeVisit(change), contents());
const paperOf = (change: Partial<VisitDetail> = {}, language: 'zh-CN' | 'en' = 'zh-CN') =>
  reportPaper(reportModel(handMadeVisit(change), contents(language)), pictures, language);
const wordOf = async (change: Partial<VisitDetail> = {}, language: 'zh-CN' | 'en' = 'zh-CN') => {
  const parts = await unzipped(await paperDocx(paperOf(change, language)));
  const xml = parts.get('word/document.xml')?.toString() ?? '';
  return { parts, xml, text: wordText(xml) };
};

describe('what a visit report reckons', () => {
  it('holds waiting and handling of each window against the limits frozen with its checklist', () => {
    const [first, second] = modelOf().timings;
    expect(first).toMatchObject({
      windowLabel: 'A05 社会保障综合窗口',
      waiting: { span: { minutes: 18.4 }, limit: { limitMinutes: 15, over: true } },
      handling: { span: { minutes: 12.6 }, limit: { limitMinutes: 20, over: false } },
    });
    expect(second).toMatchObject({
      waiting: { span: { minutes: 9.2 }, limit: { over: false } },
      handling: { span: { minutes: 22.8 }, limit: { over: true } },
    });
  });

  it('takes the limits of the whole visit where a window has no checklist of its own', () => {
    const visit = handMadeVisit({ checklists: [], targets: { waiting_minutes: 5, handling_minutes: null } });
    const [first] = reportModel(visit, contents()).timings;
    expect(first?.waiting?.limit).toMatchObject({ limitMinutes: 5, over: true });
    expect(first?.handling?.limit).toBeNull();
  });

  it('keeps the correction of a step beside what counts', () => {
    expect(modelOf().corrections).toMatchObject([
      { step: 'called', windowLabel: 'A05 社会保障综合窗口', note: '按叫号屏更正' },
    ]);
  });

  it('adds up the deductions to the frozen score', () => {
    const [first] = modelOf().checklists;
    const applied = first?.deductions.reduce((sum, deduction) => sum + deduction.applied, 0) ?? 0;
    expect(applied).toBe(800);
    expect(first).toMatchObject({
      base: '100.0',
      deducted: '8.0',
      given: '0.0',
      score: '92.0',
      failed: 4,
      notObserved: 1,
    });
    expect(first?.deductions.map(({ item, count, asked }) => `${item} ${count} ${asked}`)).toEqual([
      'A.4 1 100',
      'B.1 1 200',
      'B.4 2 400',
      'C.1 1 100',
    ]);
  });

  it('counts what was dismissed apart from what stands', () => {
    const { findings, dismissed, deadlines } = modelOf();
    expect(findings.map(({ number }) => number)).toEqual([1, 2, 3].map((place) => `访〔2026〕342号-${place}`));
    expect(dismissed.map(({ title }) => title)).toEqual(['未佩戴胸牌']);
    expect(deadlines).toEqual([
      { type: 'fixed_term_fix', amount: 5, count: 2 },
      { type: 'immediate_fix', amount: null, count: 1 },
    ]);
  });

  it('has no place for the cover story, for names, or for what citizens said', () => {
    const whole = JSON.stringify(modelOf());
    for (const secret of [SECRET.cover, SECRET.name, 'coverStory', 'inspectorIds', '等了半小时'])
      expect(whole).not.toContain(secret);
  });
});

describe('the report as a Word file', () => {
  it('has the four parts as real headings, in order', async () => {
    const { xml } = await wordOf();
    const headings = [...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*<w:pStyle w:val="Heading1"\/>.*?<\/w:p>/gs)].map(
      ([part]) => wordText(part),
    );
    expect(headings).toEqual([
      '基本情况',
      '过程计时',
      '检查经过',
      '评分情况',
      '一、主要做法',
      '二、存在问题',
      '三、整改措施',
      '四、意见建议',
      '附：影像资料',
    ]);
  });

  it('says everything the record says', async () => {
    const { text } = await wordOf();
    for (const part of [
      '访〔2026〕342号',
      '2026年10月14日',
      '模拟办事',
      'A07、A12',
      '区人力资源和社会保障局、区民政局',
      '方〔2026〕9号　2026 年第四季度窗口作风暗访方案　第 2 批',
      '老年优待证申领；承诺 5 个工作日',
      '胸牌 0213；岗位 A06；办事群众 1 人',
      '79.5 分钟',
      '09:22:24',
      '超 3.4 分钟',
      '09:24:24 改为 09:22:24',
      '本次检查共发现问题 3 个：较重 1 个，一般 2 个；现场已改正 1 个。',
      '3 人（共 10 人）',
      '已认定：与现场记录、照片一致。',
      '限期 5 个工作日 2 个，立行立改 1 个',
      '照片显示胸牌在外套内侧',
      '图 1　A05 窗口 · 访〔2026〕342号-1',
      'SHA-256 111111111111…',
      'F02',
    ])
      expect(text).toContain(part);
    for (const secret of [SECRET.cover, SECRET.name, '等了半小时']) expect(text).not.toContain(secret);
  });

  it('carries its pictures, tables whose heads repeat and rows that are not cut, and page fields', async () => {
    const { parts, xml } = await wordOf();
    const media = [...parts.keys()].filter((name) => name.startsWith('word/media/'));
    // One JPEG is kept once however often it is shown; each window has a drawn ruler.
    expect(media.filter((name) => name.endsWith('.jpg'))).toHaveLength(1);
    expect(media.filter((name) => name.endsWith('.png'))).toHaveLength(2);
    expect(xml.match(/<w:drawing>/g)).toHaveLength(5);
    expect(xml.match(/<w:tblHeader/g)?.length).toBeGreaterThanOrEqual(4);
    expect(xml.match(/<w:cantSplit/g)?.length).toBe(xml.match(/<w:tr>/g)?.length);
    const footer = [...parts].find(([name]) => /footer\d\.xml$/.test(name))?.[1].toString() ?? '';
    expect(footer).toContain('NUMPAGES');
    expect(wordText(footer)).toContain('内部资料');
    const header = [...parts].find(([name]) => /header\d\.xml$/.test(name))?.[1].toString() ?? '';
    expect(wordText(header)).toContain('访〔2026〕342号');
  });

  it('has the margins of official papers on A4', async () => {
    const { xml } = await wordOf();
    // 210 x 297, 37, 26, 35 and 28 mm in twentieths of a point.
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
  });

  it('names nobody in what the file says of itself', async () => {
    const { parts } = await wordOf();
    const core = parts.get('docProps/core.xml')?.toString() ?? '';
    expect(core).toContain('林溪区行政便民服务中心');
    expect(core).not.toContain(SECRET.name);
  });

  it('keeps what was pasted as text: markup, rare characters, emoji', async () => {
    const hostile = '<script>alert(1)</script> &amp; 㐂𠮷 🚧 "引号"';
    const { text } = await wordOf({ fields: { ...handMadeVisit().fields, practices: hostile } });
    expect(text).toContain(hostile);
  });
});

describe('the report on a printed page', () => {
  it('says the same as the Word file', async () => {
    const { html } = printedPaper(paperOf());
    const { text } = await wordOf();
    const plain = html
      .replace(/<style>.*?<\/style>|<svg.*?<\/svg>|<title>.*?<\/title>/gs, '')
      .replace(/<br>|<small>|<\/(p|td|th|h\d|span|figcaption|small|dd|dt)>/g, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    const lines = (all: string): Set<string> =>
      new Set(
        all
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
    const printed = lines(plain);
    // The labels of the rulers are drawn there and written here.
    const missing = [...lines(text)].filter((line) => !printed.has(line) && !/\d\d:\d\d|分钟/.test(line));
    expect(missing).toEqual([]);
  });

  it('runs nothing and reaches nothing, whatever was typed', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="https://example.invalid">网</a>';
    const { html, header } = printedPaper(
      paperOf({ no: hostile, fields: { ...handMadeVisit().fields, practices: hostile }, zoneLabel: hostile }),
    );
    for (const part of [html, header ?? '']) {
      expect(part).not.toMatch(/<script|<a |<img src=x/);
      expect(part).toContain('&#60;script&#62;');
    }
    expect(
      [...html.matchAll(/src="([^"]{0,30})/g)].every(([, from]) => from?.startsWith('data:image/jpeg;base64,')),
    ).toBe(true);
  });

  it('is complete in English', async () => {
    const { text } = await wordOf({}, 'en');
    expect(text).toContain('2. Problems found');
    expect(text).toContain('3 problems were found: 1 serious, 2 general; 1 corrected on the spot.');
    expect(text).toContain('14 October 2026');
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}|检查方式|整改时限/);
  });
});

describe('a report of little', () => {
  const bare = (): Partial<VisitDetail> => ({
    state: 'submitted',
    fields: {
      ...handMadeVisit().fields,
      mode: 'symposium',
      spokenTo: [],
      narrative: null,
      practices: null,
      measures: null,
      suggestions: null,
    },
    windows: [],
    zoneLabel: null,
    planNo: null,
    planTitle: null,
    roundNumber: null,
    serviceItemLabel: null,
    checklists: [],
    steps: handMadeVisit().steps.filter(({ step }) => step === 'arrive' || step === 'left'),
    findings: [],
    attachments: [],
    events: [],
    score: null,
  });

  it('says what is not there, and that nobody reviewed it yet', async () => {
    const { text, xml } = await wordOf(bare());
    expect(text).toContain('（尚未复核）');
    expect(text).toContain('本次检查未发现问题。');
    expect(text).not.toContain('评分情况');
    expect(text).not.toContain('过程计时');
    expect(text).not.toContain('影像资料');
    expect(text.match(/^无。$/gm)).toHaveLength(3);
    expect(xml).not.toContain('<w:drawing>');
  });

  it('says so when review left nothing of what was raised', async () => {
    const findings = handMadeVisit().findings.filter(({ state }) => state === 'dismissed');
    const { text } = await wordOf({ findings });
    expect(text).toContain('本次提出的问题经复核均不予认定。');
    expect(text).toContain('复核不予认定的问题');
  });

  it('counts the pictures whose files are gone', async () => {
    const paper = reportPaper(modelOf(), pictures.slice(0, 1), 'zh-CN');
    expect(wordText((await unzipped(await paperDocx(paper))).get('word/document.xml')?.toString() ?? '')).toContain(
      '有 2 张图片的原件未能读出',
    );
  });
});
