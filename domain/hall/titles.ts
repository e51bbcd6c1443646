import { withoutWidthless } from '../text.js';
import { hallSchema, type FieldSpec } from './schema.js';
import type { HallEntity } from './entities.js';

/** Words of the files that go in and out: column titles, choices, yes and no. Screens have their own in the locales. */
export type SheetLanguage = 'zh-CN' | 'en';
type Words = readonly [zh: string, en: string];

const pick = (words: Words, language: SheetLanguage): string => words[language === 'en' ? 1 : 0];

/** Names of the entities, for sheet and file names. */
export const entityWords: Record<HallEntity, Words> = {
  hall: ['大厅', 'Halls'],
  zone: ['分区', 'Zones'],
  unit: ['进驻单位', 'Units'],
  window: ['窗口', 'Windows'],
  post: ['岗位', 'Posts'],
  staff: ['人员', 'Staff'],
  service_item: ['事项', 'Service items'],
  target: ['目标', 'Targets'],
  recorder: ['录像机', 'Recorders'],
  camera: ['点位', 'Cameras'],
  contact: ['联络人', 'Contacts'],
};

const common: Record<string, Words> = {
  shortName: ['简称', 'Short name'],
  parentId: ['所属主厅', 'Main hall'],
  address: ['地址', 'Address'],
  phone: ['电话', 'Phone'],
  openHours: ['开放时间', 'Opening hours'],
  openedDay: ['启用日期', 'Open since'],
  note: ['备注', 'Note'],
  hallId: ['大厅', 'Hall'],
  floor: ['楼层', 'Floor'],
  leader: ['负责人', 'Head'],
  zoneId: ['分区', 'Zone'],
  unitId: ['进驻单位', 'Unit'],
  windowId: ['窗口', 'Window'],
  postId: ['岗位', 'Post'],
  postSide: ['AB岗', 'A/B post'],
  badgeNo: ['胸牌号', 'Badge number'],
  partyMember: ['党员', 'Party member'],
  code: ['事项编码', 'Item code'],
  category: ['事项类别', 'Category'],
  caseKind: ['办件类型', 'Case kind'],
  statutoryDays: ['法定时限(工作日)', 'Statutory limit (working days)'],
  promisedDays: ['承诺时限(工作日)', 'Promised limit (working days)'],
  fee: ['收费标准', 'Fee'],
  windowIds: ['窗口', 'Windows'],
  measure: ['指标', 'Measure'],
  value: ['目标值', 'Target value'],
  model: ['型号', 'Model'],
  keepDays: ['保存天数', 'Days kept'],
  recorderId: ['录像机', 'Recorder'],
  channel: ['通道号', 'Channel'],
  duty: ['职务', 'Duty'],
  number: ['窗口号', 'Window number'],
};

const names: Record<HallEntity, Words> = {
  hall: ['大厅名称', 'Hall name'],
  zone: ['分区名称', 'Zone name'],
  unit: ['单位名称', 'Unit name'],
  window: ['窗口名称', 'Window name'],
  post: ['岗位名称', 'Post name'],
  staff: ['姓名', 'Name'],
  service_item: ['事项名称', 'Item name'],
  target: ['名称', 'Name'],
  recorder: ['录像机名称', 'Recorder name'],
  camera: ['点位名称', 'Camera name'],
  contact: ['姓名', 'Name'],
};

/** Other titles people give these columns; recognised on import beside both languages' own. */
const aliases: Record<string, readonly string[]> = {
  name: ['名称', 'name'],
  badgeNo: ['工号', '胸牌', 'badge', 'badge no'],
  partyMember: ['是否党员', 'party'],
  number: ['窗口编号', '编号', 'number', 'no'],
  code: ['编码', 'code'],
  unitId: ['单位', '部门', '进驻部门', 'department'],
  windowIds: ['覆盖窗口', '办理窗口', 'windows'],
  windowId: ['窗口号'],
  statutoryDays: ['法定时限', 'statutory limit'],
  promisedDays: ['承诺时限', 'promised limit'],
  postSide: ['ab', 'a/b'],
  phone: ['联系电话', '手机', 'telephone', 'mobile'],
  keepDays: ['保存天数(天)', '录像保存天数'],
  channel: ['通道'],
  note: ['说明', 'remarks', 'remark'],
};

/** Columns an export may carry that belong to no field. `hallLabel` is read on import where the row has no hall of its own. */
export const derivedTitles: Record<string, Words> = {
  label: ['全称', 'Full name'],
  hallLabel: ['大厅', 'Hall'],
  state: ['状态', 'State'],
  updatedAt: ['最后更改', 'Last changed'],
};

export const stateWords: Record<string, Words> = {
  active: ['在用', 'Active'],
  retired: ['停用', 'Retired'],
  merged: ['已合并', 'Merged'],
};

const choiceWords: Record<string, Record<string, Words>> = {
  postSide: { A: ['A', 'A'], B: ['B', 'B'] },
  category: { approval: ['行政审批', 'Approval'], public_service: ['便民服务', 'Public service'] },
  caseKind: { instant_case: ['即办件', 'On the spot'], promised_case: ['承诺件', 'Promised'] },
  measure: {
    waiting_minutes: ['等候时间(分钟)', 'Waiting time (minutes)'],
    handling_minutes: ['办理时间(分钟)', 'Handling time (minutes)'],
    phone_answer_seconds: ['电话接听(秒)', 'Phone answer (seconds)'],
    satisfaction_percent: ['满意率(%)', 'Satisfaction (%)'],
  },
};

const choiceAliases: Record<string, Record<string, readonly string[]>> = {
  postSide: { A: ['a岗', 'post a'], B: ['b岗', 'post b'] },
  category: {
    approval: ['行政审批事项', '审批'],
    public_service: ['便民服务事项', '公共服务', '公共服务事项', '便民'],
  },
  caseKind: { instant_case: ['即办', 'instant'], promised_case: ['承诺', '限办件'] },
  measure: {
    waiting_minutes: ['等候时间', '等候', 'waiting'],
    handling_minutes: ['办理时间', 'handling'],
    phone_answer_seconds: ['电话接听', 'phone'],
    satisfaction_percent: ['满意率', 'satisfaction'],
  },
};

export const yesNo: readonly [no: Words, yes: Words] = [
  ['否', 'No'],
  ['是', 'Yes'],
];
const truths: Record<string, boolean> = Object.fromEntries([
  ...['是', 'yes', 'y', 'true', '1', '√', '✓', '✔', '有', '对'].map((word) => [word, true]),
  ...['否', 'no', 'n', 'false', '0', '×', 'x', '✗', '无', '-'].map((word) => [word, false]),
]) as Record<string, boolean>;

/** What two spellings must share to be the same word: width, case, blanks and brackets do not count. */
export function fold(text: string): string {
  return withoutWidthless(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()*_:]+/g, '');
}

/** Title of a column in one language. `field` is a field of the entity or a key of `derivedTitles`. */
export function titleOf(entity: HallEntity, field: string, language: SheetLanguage): string {
  const words = field === 'name' ? names[entity] : (common[field] ?? derivedTitles[field] ?? [field, field]);
  return pick(words, language);
}

/** Word of a choice in one language. */
export function choiceWord(field: string, value: string, language: SheetLanguage): string {
  return pick(choiceWords[field]?.[value] ?? [value, value], language);
}

export const boolWord = (value: boolean, language: SheetLanguage): string => pick(yesNo[value ? 1 : 0], language);
export const entityWord = (entity: HallEntity, language: SheetLanguage): string => pick(entityWords[entity], language);
export const stateWord = (state: string, language: SheetLanguage): string =>
  pick(stateWords[state] ?? [state, state], language);

/** The value behind a word for a choice, in whichever language or as the identifier; undefined when it is none. */
export function choiceOf(spec: FieldSpec, word: string): string | undefined {
  const wanted = fold(word);
  return spec.choices?.find((value) => {
    const words = choiceWords[spec.name]?.[value] ?? [];
    return [value, ...words, ...(choiceAliases[spec.name]?.[value] ?? [])].some((known) => fold(known) === wanted);
  });
}

/** Yes or no in any usual spelling; undefined when it is neither. */
export function booleanOf(word: string): boolean | undefined {
  const folded = word.normalize('NFKC').trim().toLowerCase();
  return Object.hasOwn(truths, folded) ? truths[folded] : undefined;
}

/** What a column of a file means. `ignored` are columns of our own exports that nothing is made of. */
export type ColumnMeaning = { kind: 'field'; spec: FieldSpec } | { kind: 'hall' } | { kind: 'ignored' };

const meanings = new Map<HallEntity, Map<string, ColumnMeaning>>();

/** The column titles of an entity in every spelling that is understood, folded. */
function titlesOf(entity: HallEntity): Map<string, ColumnMeaning> {
  const known = meanings.get(entity);
  if (known) return known;
  const made = new Map<string, ColumnMeaning>();
  const { fields } = hallSchema[entity];
  const add = (word: string, meaning: ColumnMeaning): void => {
    if (!made.has(fold(word))) made.set(fold(word), meaning);
  };
  const languages = ['zh-CN', 'en'] as const;
  for (const spec of fields)
    for (const language of languages) add(titleOf(entity, spec.name, language), { kind: 'field', spec });
  const ownHall = fields.some(({ name }) => name === 'hallId');
  for (const [key, words] of Object.entries(derivedTitles)) {
    const hall = key === 'hallLabel' && !ownHall && entity !== 'hall';
    for (const word of words) add(word, { kind: hall ? 'hall' : 'ignored' });
  }
  for (const spec of fields)
    for (const word of [spec.name, ...(aliases[spec.name] ?? [])]) add(word, { kind: 'field', spec });
  meanings.set(entity, made);
  return made;
}

/** What a column title means for an entity; null when nothing is known by that name. */
export function meaningOf(entity: HallEntity, title: string): ColumnMeaning | null {
  return titlesOf(entity).get(fold(title)) ?? null;
}

/** A plausible value of each field, as text, for the template. Names nobody has. */
const examples: Record<string, Words> = {
  shortName: ['示例局', 'Sample'],
  parentId: ['', ''],
  address: ['示例路1号', '1 Sample Road'],
  phone: ['0000-0000000', '0000-0000000'],
  openHours: ['周一至周五 9:00-17:00', 'Mon-Fri 9:00-17:00'],
  openedDay: ['2019-07-01', '2019-07-01'],
  hallId: ['示例政务服务中心', 'Sample Service Hall'],
  floor: ['1层', '1'],
  leader: ['示例负责人', 'Sample Head'],
  zoneId: ['示例分区', 'Sample zone'],
  unitId: ['示例局', 'Sample'],
  windowId: ['A01', 'A01'],
  postId: ['A01 示例岗位', 'A01 Sample post'],
  postSide: ['A', 'A'],
  badgeNo: ['001', '001'],
  partyMember: ['否', 'No'],
  code: ['SL-001', 'SL-001'],
  category: ['行政审批', 'Approval'],
  caseKind: ['承诺件', 'Promised'],
  statutoryDays: ['20', '20'],
  promisedDays: ['5', '5'],
  fee: ['不收费', 'Free'],
  windowIds: ['A01、A02', 'A01、A02'],
  measure: ['等候时间(分钟)', 'Waiting time (minutes)'],
  value: ['15', '15'],
  model: ['示例型号', 'Sample model'],
  keepDays: ['90', '90'],
  recorderId: ['示例录像机', 'Sample recorder'],
  channel: ['1', '1'],
  duty: ['示例职务', 'Sample duty'],
  number: ['A01', 'A01'],
  note: ['示例行,导入时跳过', 'Sample row, skipped on import'],
};

/** The example row of a template by field name; a file's row equal to it is passed over on import. */
export function exampleRow(entity: HallEntity, language: SheetLanguage): Record<string, string> {
  const fields = hallSchema[entity].fields.map(({ name }) => {
    const words =
      name === 'name'
        ? ([`示例${entityWords[entity][0]}`, `Sample ${entity.replace('_', ' ')}`] as const)
        : examples[name];
    return [name, words ? pick(words, language) : ''];
  });
  return Object.fromEntries(fields) as Record<string, string>;
}
