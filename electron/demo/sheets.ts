import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HallDraft, HallEntity } from '../../domain/hall/entities.js';
import { composeLabel, labelParts, LIST_MARK, type LabelPart } from '../../domain/hall/labels.js';
import { hallSchema, type FieldSpec } from '../../domain/hall/schema.js';
import { boolWord, choiceWord, entityWord, titleOf } from '../../domain/hall/titles.js';
import { fieldSpec, hallSource, type FieldValue, type FieldValues } from '../../domain/hall/values.js';
import type { Workspace } from '../app/container.js';
import { csvLine } from '../documents/csv-guard.js';
import type { FileTokens } from '../services/files.js';
import type { Orders } from './orders.js';
import type { Key, PlannedRow } from './plan/sketch.js';
import type { DemoLanguage } from './words.js';

/** What there is much of and nothing else needs by id: it comes in as an office would bring it, as one file each. */
export const SHEET_ENTITIES: ReadonlySet<HallEntity> = new Set(['post', 'staff', 'service_item', 'camera', 'contact']);

/** The planned rows as the words a file would have for them. A row's place in the plan stands for its id. */
export class SheetWriter {
  readonly #drafts: readonly HallDraft[];

  constructor(
    rows: readonly PlannedRow[],
    private readonly language: DemoLanguage,
  ) {
    const places = new Map<Key, number>(rows.map(({ key }, at) => [key, at]));
    this.#drafts = rows.map(({ draft }) => draft((key) => places.get(key) ?? -1));
  }

  /** A csv of all planned rows of an entity, the name of the hall in front. */
  csvOf(entity: HallEntity): string {
    const { fields } = hallSchema[entity];
    const { language } = this;
    const titles = [
      titleOf(entity, 'hallLabel', language),
      ...fields.map(({ name }) => titleOf(entity, name, language)),
    ];
    const lines = this.#drafts
      .filter((draft) => draft.entity === entity)
      .map((draft) => [this.#hallOf(draft), ...fields.map((spec) => this.#cell(spec, valueOf(draft, spec.name)))]);
    return [titles, ...lines].map(csvLine).join('');
  }

  #at(place: FieldValue): HallDraft {
    const draft = this.#drafts[Number(place)];
    if (!draft) throw new Error(`nothing is planned at ${String(place)}`);
    return draft;
  }

  #hallOf(draft: HallDraft): string {
    const source = hallSource[draft.entity];
    return source === null ? this.#label(draft) : this.#hallOf(this.#at(valueOf(draft, source)));
  }

  #label(draft: HallDraft): string {
    const read = (of: HallDraft, part: LabelPart): string | number | null => {
      if (part.via === undefined) {
        const value = valueOf(of, part.field);
        return typeof value === 'string' || typeof value === 'number' ? value : null;
      }
      const ref = valueOf(of, part.via);
      return ref === null || !fieldSpec(of.entity, part.via)?.to ? null : read(this.#at(ref), { field: part.field });
    };
    return composeLabel(labelParts[draft.entity], (part) => read(draft, part));
  }

  #cell(spec: FieldSpec, value: FieldValue): string {
    if (value === null) return '';
    if (Array.isArray(value)) return value.map((one: number) => this.#label(this.#at(one))).join(LIST_MARK);
    if (spec.to) return this.#label(this.#at(value));
    if (typeof value === 'boolean') return boolWord(value, this.language);
    return spec.kind === 'choice' ? choiceWord(spec.name, String(value), this.language) : String(value);
  }
}

const valueOf = (draft: HallDraft, field: string): FieldValue => (draft.fields as FieldValues)[field] ?? null;

/** Brings a file in by the commands of the import page: read, look at what it would do, apply. */
export async function importSheet(
  workspace: Pick<Workspace, 'jobs'>,
  orders: Orders,
  files: FileTokens,
  sheet: { entity: HallEntity; language: DemoLanguage; csv: string },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mingcha-demo-'));
  try {
    const path = join(folder, `${entityWord(sheet.entity, sheet.language)}.csv`);
    await writeFile(path, sheet.csv);
    const offered = await files.offer(path, 'open');
    const read = await orders.give('hall.importRead', {
      entity: sheet.entity,
      hallId: null,
      token: offered?.token ?? '',
    });
    await succeeded(workspace, read.jobId);
    const { counts, rows } = await orders.give('hall.importPreview', { jobId: read.jobId, status: 'bad' });
    if (counts.bad > 0) throw new Error(`demo ${sheet.entity}: ${JSON.stringify(rows.slice(0, 3))}`);
    const applied = await orders.give('hall.importApply', { jobId: read.jobId, skipBad: false });
    await succeeded(workspace, applied.jobId);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function succeeded({ jobs }: Pick<Workspace, 'jobs'>, id: number): Promise<void> {
  await jobs.settled(id);
  const job = (await jobs.list({ personId: 0, office: true })).find((one) => one.id === id);
  if (job?.state !== 'succeeded') throw new Error(`demo: job ${id} ${job?.state} ${job?.error?.code ?? ''}`);
}
