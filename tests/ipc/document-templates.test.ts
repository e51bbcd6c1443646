import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf, fieldWord } from '../../domain/rectification/document-fields.js';
import { documentKinds, isMatterDocument, type DocumentKind } from '../../domain/rectification/documents.js';
import { dayOf } from '../../domain/time.js';
import { unzipped, wordText } from '../support/office-file.js';
import { code, openMatterStage, refusal, type MatterStage, type Person } from '../support/matters.js';
import { zipOf } from '../support/zip.js';

let stage: MatterStage;
/** Has been through everything there is a paper of. */
let whole = 0;
let pair: number[];
/** Held, after a leader's word. */
let interview = 0;
let circular = 0;
let written = 0;
const bad = '工作时间空岗 27 分钟 <b>&amp;\n{{责任人}} {{文号}} 照原样写出';

beforeAll(async () => {
  stage = await openMatterStage();
  const { office, unit, verifier, leader, reviewer } = stage.people;
  const today = dayOf(stage.console.time.now);
  const { id } = await stage.issued({ problem: bad, responsibleLeader: '李副局长', basisClause: 'AB岗工作制 第四条' });
  const at = async (who: Person = office) => ({ id, revision: (await stage.get(id, who)).row.revision });
  const said = {
    demands: '三日内排班到人\n每周报送',
    answerByDay: today + 1,
    copiedTo: '派驻纪检组',
    reason: '群众反映',
  };
  await unit.call('rectifications.acknowledge', { ...(await at()), note: null });
  await office.call('orders.issue', {
    ...{
      clientId: crypto.randomUUID(),
      rectificationId: id,
      revision: (await at()).revision,
      level: 'orange',
      ...said,
    },
  });
  const asked = { expectedDay: today + 30, reason: '新排班系统待验收', progress: null };
  await unit.call('rectifications.requestExtension', { ...(await at()), ...asked });
  const granted = { granted: true, newDueDay: today + 29, note: '同意' };
  await leader.call('rectifications.decideExtension', { ...(await at()), ...granted });
  const proof = { rectificationId: id, clientId: crypto.randomUUID(), caption: '值班表' };
  await unit.call('proofs.add', { ...proof, token: await stage.chosen() });
  await unit.call('rectifications.submit', { ...(await at()), note: '已增设 B 岗' });
  const named = { verifierId: verifier.personId, method: 'on_site' as const, note: null };
  await reviewer.call('rectifications.arrange', { ...(await at()), ...named });
  const result = { result: 'done' as const, day: today, note: '现场查看两次', visitId: null };
  await verifier.call('rectifications.verify', { ...(await at()), ...result });
  whole = id;
  pair = [id, (await stage.issued({ problem: '叫号屏花屏' })).id];
  const summoned = await office.call('interviews.create', {
    clientId: crypto.randomUUID(),
    fields: {
      ...{ unitId: stage.unitId, invited: '李局长', place: '三楼会议室', meetsAt: stage.console.time.now + 3_600_000 },
      agenda: [{ rectificationId: id, text: '空岗问题 {{文号}}' }],
    },
  });
  interview = summoned.id;
  const step = async () => ({
    id: interview,
    revision: (await office.call('interviews.get', { id: interview })).revision,
  });
  await leader.call('interviews.approve', { ...(await step()), reason: '群众反映强烈' });
  await office.call('interviews.notice', await step());
  await office.call('interviews.hold', {
    ...(await step()),
    record: {
      ...{ heldAt: stage.console.time.now, attendance: '李局长、张主任', minutes: '通报情况\n单位表态' },
      demands: [{ clientId: crypto.randomUUID(), text: '建立顶岗备案', aboutId: id }],
    },
  });
  const fields = { title: '关于窗口服务问题的通报', text: '近期检查发现以下问题。', sentTo: '各进驻单位' };
  const draft = await office.call('circulars.create', {
    clientId: crypto.randomUUID(),
    fields: { ...fields, copiedTo: '区纪委监委', cases: [id] },
  });
  circular = draft.id;
  await office.call('circulars.issue', { id: draft.id, revision: draft.revision });
});
afterAll(() => stage.console.close());

async function target(name: string): Promise<{ path: string; token: string }> {
  written += 1;
  const path = join(stage.console.folder, `${written}-${name}`);
  return { path, token: (await stage.console.files.offer(path, 'save'))?.token ?? '' };
}
const office = (): Person => stage.people.office;

async function exported(kind: DocumentKind, which: 'own' | 'shipped' = 'shipped'): Promise<Buffer> {
  const { path, token } = await target(`${kind}.docx`);
  await office().call('documents.template', { kind, which, token });
  return readFile(path);
}
async function put(kind: DocumentKind, bytes: Uint8Array, name = '自定.docx') {
  return office().call('documents.setTemplate', { kind, token: await stage.chosen(name, bytes) });
}
async function made(kind: DocumentKind, ids: number[], format: 'docx' | 'pdf' = 'docx'): Promise<Buffer> {
  const { path, token } = await target(`文书.${format}`);
  const { jobId } = await office().call('documents.make', { kind, ids, format, token });
  expect(await stage.console.ended(jobId)).toMatchObject({ state: 'succeeded', error: null });
  if (process.env['KEEP']) await copyFile(path, join(process.env['KEEP'], `t-${kind}-${written}.${format}`));
  return readFile(path);
}
const partOf = async (bytes: Buffer, part = 'word/document.xml'): Promise<string> =>
  (await unzipped(bytes)).get(part)?.toString() ?? '';
/** Lines with anything in them, as a reader sees them. */
const linesOf = async (bytes: Buffer): Promise<string[]> =>
  wordText((await partOf(bytes)).replace(/<w:br\/>/g, '<w:t>\n</w:t>'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The file with some parts written anew. */
async function changed(bytes: Buffer, edit: (parts: Record<string, string | Buffer>) => void): Promise<Buffer> {
  const parts: Record<string, string | Buffer> = Object.fromEntries(await unzipped(bytes));
  edit(parts);
  return zipOf(parts);
}
const MAIN = 'word/document.xml';
const inMain = (bytes: Buffer, from: string, to: string): Promise<Buffer> =>
  changed(bytes, (parts) => {
    const before = String(parts[MAIN]);
    expect(before).toContain(from);
    parts[MAIN] = before.replace(from, to);
  });

describe('templates of papers', () => {
  it.each(documentKinds)('%s: the shipped one, put back, says what the shipped layout says', async (kind) => {
    const of = isMatterDocument(kind) ? whole : kind === 'circular' ? circular : interview;
    const shipped = await linesOf(await made(kind, [of]));
    const template = await exported(kind);
    const places = [...(await partOf(template)).matchAll(/\{\{([^}]+)\}\}/g)].map(([, word]) => word);
    for (const field of fieldsOf[kind].needed) expect(places).toContain(fieldWord(field));
    const all = await put(kind, template);
    expect(all.find((one) => one.kind === kind)?.own).toMatchObject({
      name: expect.stringMatching('自定.docx') as string,
    });
    const own = await made(kind, [of]);
    expect(await linesOf(own)).toEqual(shipped);
    expect(await partOf(own, 'docProps/core.xml')).not.toContain('{{');
    expect(Buffer.compare(await exported(kind, 'own'), template)).toBe(0);
    const back = await office().call('documents.resetTemplate', { kind });
    expect(back.find((one) => one.kind === kind)?.own).toBeNull();
    expect(await code(exported(kind, 'own').then())).toBe('notFound.record');
  });

  it('what the office wrote in Word stands on the paper, and braces somebody typed are text', async () => {
    const template = await exported('verification_record');
    const edited = await inMain(template, '原有问题', '本次复查的问题');
    // Word breaks a place into several runs.
    const broken = await inMain(
      edited,
      '{{复查结果}}',
      '{{复查</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">结果 }}',
    );
    await put('verification_record', broken);
    const lines = await linesOf(await made('verification_record', [whole]));
    expect(lines).toContain('本次复查的问题');
    expect(lines).toContain('已整改');
    expect(lines).toContain('{{责任人}} {{文号}} 照原样写出');
    await made('verification_record', [whole], 'pdf');
    // A PDF is made in the shipped layout, and says so where it is asked for.
    expect(stage.console.desktop.printed.at(-1)?.html).toContain('原有问题');
    await office().call('documents.resetTemplate', { kind: 'verification_record' });
  });

  it('several papers go into one file, each on a page of its own', async () => {
    await put('rectification_notice', await exported('rectification_notice'));
    const xml = await partOf(await made('rectification_notice', pair));
    const lines = wordText(xml).split('\n');
    expect(lines.filter((line) => line === '整改通知书')).toHaveLength(2);
    expect(xml.match(/<w:sectPr/g)).toHaveLength(2);
    expect(xml.match(/<w:body>/g)).toHaveLength(1);
    const numbers = await Promise.all(pair.map(async (id) => (await stage.get(id)).row.noticeNo));
    // Each at its head, and on the receipt at its end.
    expect(lines.filter((line) => numbers.includes(line))).toEqual(numbers.flatMap((no) => [no, no]));
    await office().call('documents.resetTemplate', { kind: 'rectification_notice' });
  });

  it('are for the office to change; others learn only which there are', async () => {
    const { unit, leader } = stage.people;
    for (const who of [unit, leader]) {
      const listed = await who.call('documents.templates', {});
      expect(listed.map(({ kind, sample }) => [kind, sample])).toEqual(documentKinds.map((kind) => [kind, null]));
      for (const call of [
        who.call('documents.setTemplate', { kind: 'follow_up_order', token: 'x' }),
        who.call('documents.resetTemplate', { kind: 'follow_up_order' }),
        who.call('documents.template', { kind: 'follow_up_order', which: 'shipped', token: 'x' }),
      ])
        await expect(call).rejects.toThrow('is not for');
    }
    const samples = await office().call('documents.templates', {});
    expect(samples.find(({ kind }) => kind === 'extension_approval')?.sample?.id).toBe(whole);
    const { ids } = await office().call('audit.list', { filter: { object: 'document_template' } });
    expect(ids.length).toBeGreaterThan(10);
  });
});

describe('a template that cannot be taken', () => {
  const kind = 'rectification_notice';
  let template: Buffer;
  beforeAll(async () => {
    template = await exported(kind);
  });
  const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body>`;
  const withText = (text: string): Promise<Buffer> =>
    changed(template, (parts) => {
      const main = String(parts[MAIN]);
      parts[MAIN] = main.replace(
        /(<w:sectPr.*)?<\/w:body>/s,
        (end) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>${end}`,
      );
    });
  const relation = (type: string, more: string): string =>
    `<Relationship Id="rIdx" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" ${more}/></Relationships>`;
  const RELS = 'word/_rels/document.xml.rels';
  const related = (type: string, more: string): Promise<Buffer> =>
    changed(template, (parts) => (parts[RELS] = String(parts[RELS]).replace('</Relationships>', relation(type, more))));

  const cases: [string, string, () => Promise<Uint8Array>, string?][] = [
    ['an unknown field', 'document.unknownFields', () => withText('{{薪酬}}'), '{{薪酬}}'],
    [
      'a field of another paper',
      'document.unknownFields',
      () => withText('{{延期理由}} {{存在问题}}'),
      '{{延期理由}}、{{存在问题}}',
    ],
    [
      'a field that is needed, missing',
      'document.missingFields',
      () => inMain(template, '{{问题清单}}', '问题如下'),
      '{{问题清单}}',
    ],
    [
      'a block beside other text',
      'document.blockAlone',
      () => inMain(template, '{{问题清单}}', '见 {{问题清单}}'),
      '{{问题清单}}',
    ],
    ['a brace too few', 'document.openField', () => withText('{{文号}')],
    ['a brace too many behind', 'document.openField', () => withText('文号}}')],
    ['a field in full-width braces', 'document.otherBraces', () => withText('｛｛成文日期｝｝')],
    ['a field in one full-width brace', 'document.otherBraces', () => withText('日期：｛ 成文日期 ｝')],
    ['a field in single braces', 'document.otherBraces', () => withText('{成文日期}')],
    [
      'a field in a footer',
      'document.fieldPlace',
      () =>
        changed(template, (parts) => {
          const foot = Object.keys(parts).find((part) => /word\/footer\d*\.xml/.test(part)) ?? '';
          parts[foot] = String(parts[foot]).replace('</w:p>', '<w:r><w:t>{{文号}}</w:t></w:r></w:p>');
        }),
      '{{文号}}',
    ],
    ['macros by a part', 'document.macros', () => changed(template, (parts) => (parts['word/vbaProject.bin'] = 'x'))],
    [
      'macros by its type',
      'document.macros',
      () =>
        changed(template, (parts) => {
          const types = '[Content_Types].xml';
          parts[types] = String(parts[types]).replace(
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
            'application/vnd.ms-word.document.macroEnabled.main+xml',
          );
        }),
    ],
    [
      'a picture from elsewhere',
      'document.outside',
      () => related('image', 'Target="http://x/y.png" TargetMode="External"'),
    ],
    [
      'a template from elsewhere',
      'document.outside',
      () => related('attachedTemplate', 'Target="file://x/y.dotm" TargetMode="External"'),
    ],
    [
      'an embedded object',
      'document.outside',
      () => changed(template, (parts) => (parts['word/embeddings/o.bin'] = 'x')),
    ],
    [
      'a field of Word that fetches',
      'document.outside',
      () =>
        inMain(
          template,
          '</w:body>',
          paragraph('x').replace('<w:t>x</w:t>', '<w:instrText>DDEAUTO c:\\\\x "y"</w:instrText>'),
        ),
    ],
    [
      'a document type',
      'file.format',
      () => inMain(template, '<w:document', '<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
    ],
    ['XML that stops', 'file.format', () => inMain(template, '</w:body>', '</w:body')],
    [
      'a workbook',
      'file.format',
      () => Promise.resolve(zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>' })),
    ],
    ['a broken zip', 'file.format', () => Promise.resolve(template.subarray(0, template.length - 200))],
    [
      'a zip whose sizes lie',
      'file.format',
      async () => {
        const parts = Object.fromEntries(await unzipped(template));
        return zipOf(parts, { size: { [MAIN]: 10 } });
      },
    ],
    [
      'a zip that unfolds',
      'file.format',
      () => changed(template, (parts) => (parts['word/x.bin'] = Buffer.alloc(65 * 1024 * 1024))),
    ],
    ['no zip at all', 'file.format', () => Promise.resolve(new TextEncoder().encode('整改通知书'))],
    ['nothing', 'file.empty', () => Promise.resolve(new Uint8Array())],
    ['too much', 'file.tooLarge', () => Promise.resolve(new Uint8Array(5 * 1024 * 1024 + 1))],
  ];

  it.each(cases)('%s: %s', async (_, expected, bytes, fields) => {
    const error = await refusal(put(kind, await bytes()));
    expect(error.code).toBe(expected);
    if (fields !== undefined) expect(error.params['fields']).toBe(fields);
    const listed = await office().call('documents.templates', {});
    expect(listed.every(({ own }) => own === null)).toBe(true);
  });
});
