import { z } from 'zod';
import { hallDraft, hallEntity, hallRow } from '../../hall/entities.js';
import { clientId, id, instant, optionalLine, reason, revision } from '../../fields.js';
import { hallGap } from '../../hall/gaps.js';
import { importRule } from '../../hall/import-rules.js';
import { idList, rowsInput, sortDirection } from '../list.js';
import { command, query } from '../define.js';

const readers = ['office', 'inspector', 'reviewer', 'leader', 'unit_contact', 'social_supervisor'] as const;
const office = ['office'] as const;
/** Language of titles and words in a written file; Chinese when left out. */
const sheetLanguage = z.enum(['zh-CN', 'en']).optional();

/** Filters of the hall lists; all optional, all combinable. `hallId` includes the branches of a main hall. */
export const hallFilter = z.strictObject({
  hallId: id.optional(),
  zoneId: id.optional(),
  unitId: id.optional(),
  windowId: id.optional(),
  recorderId: id.optional(),
  /** Only rows with this still to be put in order; each kind belongs to one entity. */
  gap: hallGap.optional(),
  /** `retired` means out of use: retired or merged. Left out: active rows only. */
  state: z.enum(['active', 'retired', 'all']).optional(),
});
export type HallFilter = z.infer<typeof hallFilter>;

const listing = z.strictObject({
  entity: hallEntity,
  text: z.string().max(100).optional(),
  filter: hallFilter.optional(),
  /** A field name of the entity, `label`, `hallLabel` or `updatedAt`. */
  sort: z.strictObject({ by: z.string().max(40), direction: sortDirection }).optional(),
});

const treeWindow = z.strictObject({ id, number: z.string(), name: z.string(), unitId: id, zoneId: id });
export const hallTree = z.strictObject({
  halls: z.array(
    z.strictObject({
      id,
      name: z.string(),
      parentId: id.nullable(),
      zones: z.array(
        z.strictObject({ id, name: z.string(), floor: z.string().nullable(), windows: z.array(treeWindow) }),
      ),
      units: z.array(z.strictObject({ id, name: z.string(), windows: z.int(), staff: z.int(), items: z.int() })),
      /** Active rows by entity, branches not included. */
      counts: z.record(hallEntity, z.int()),
    }),
  ),
});
export type HallTree = z.infer<typeof hallTree>;

export const hallHistoryEntry = z.strictObject({
  at: instant,
  who: z.string(),
  change: z.enum(['created', 'edited', 'renamed', 'moved', 'merged', 'retired', 'restored', 'imported']),
  /** Field by field, as words: what it was and what it became. */
  fields: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  reason: z.string().nullable(),
});

export const importRowStatus = z.enum(['new', 'changed', 'same', 'bad']);
export const importPreview = z.strictObject({
  entity: hallEntity,
  file: z.string(),
  counts: z.strictObject({ new: z.int(), changed: z.int(), same: z.int(), bad: z.int() }),
  /** Field names in column order, and column titles of the file that nothing was made of. */
  columns: z.array(z.string()),
  unknownColumns: z.array(z.string()),
  rows: z.array(
    z.strictObject({
      /** Row number in the file as a spreadsheet shows it, the title row being 1. */
      row: z.int().min(1),
      status: importRowStatus,
      cells: z.array(z.string()),
      /** Of a changed row, for each cell what stood there; null where the cell changes nothing. */
      before: z.array(z.string().nullable()).nullable(),
      /** Which column is refused and why; `rule` has a sentence in every locale. */
      faults: z.array(
        z.strictObject({
          field: z.string(),
          rule: importRule,
          params: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
    }),
  ),
  /** Rows of the asked status in the file; `rows` holds at most 200 of them from `offset`. */
  total: z.int(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const hallCommands = {
  'hall.tree': query({
    access: readers,
    input: z.strictObject({}),
    output: hallTree,
    note: 'Halls, zones, windows and units for the tree and the pickers; a unit contact gets only its own unit.',
  }),
  'hall.list': query({
    access: readers,
    input: listing,
    output: idList,
    note: 'Ids of the rows that match, in the asked order, within what the caller may see.',
  }),
  'hall.rows': query({
    access: readers,
    input: rowsInput.extend({ entity: hallEntity }),
    output: z.array(hallRow),
    note: 'The rows of these ids, in their order; ids that are gone or not the caller’s to see are left out.',
  }),
  'hall.history': query({
    access: ['office', 'reviewer', 'leader'],
    input: z.strictObject({ entity: hallEntity, id }),
    output: z.array(hallHistoryEntry),
    note: 'What became of a row, newest first, from the audit log.',
  }),
  'hall.nameAt': query({
    access: readers,
    input: z.strictObject({ entity: hallEntity, id, at: instant }),
    output: z.strictObject({ then: z.string(), now: z.string(), mergedInto: z.string().nullable() }),
    note: 'How a row was called at an instant and how it is called now: old records keep the old name and know the new one.',
  }),
  'hall.create': command({
    access: office,
    input: z.strictObject({ clientId, draft: hallDraft }),
    output: hallRow,
    audit: { object: 'hall' },
    note: 'A new row. The same clientId again answers with the row made the first time.',
  }),
  'hall.update': command({
    access: office,
    input: z.strictObject({ id, revision, draft: hallDraft, reason: optionalLine(200).optional() }),
    output: hallRow,
    audit: { object: 'hall' },
    note: 'All fields of one row; a changed name or place becomes history.',
  }),
  'hall.move': command({
    access: office,
    input: z.strictObject({
      entity: hallEntity,
      ids: z.array(id).min(1).max(2000),
      field: z.string().max(40),
      toId: id,
      reason: optionalLine(200).optional(),
    }),
    output: z.strictObject({ moved: z.int() }),
    audit: { object: 'hall' },
    note: 'Gives rows another place (`field` is one of the entity’s parents); all or none.',
  }),
  'hall.merge': command({
    access: office,
    input: z.strictObject({ entity: hallEntity, ids: z.array(id).min(1).max(200), intoId: id, reason }),
    output: hallRow,
    audit: { object: 'hall' },
    note: 'Merges rows into one: what hung on them hangs on it; they stay, closed, pointing to it.',
  }),
  'hall.retire': command({
    access: office,
    input: z.strictObject({ entity: hallEntity, ids: z.array(id).min(1).max(2000), reason }),
    output: z.strictObject({ retired: z.int() }),
    audit: { object: 'hall' },
    note: 'Takes rows out of use; refused while active rows hang on them. Nothing is ever deleted.',
  }),
  'hall.restore': command({
    access: office,
    input: z.strictObject({ entity: hallEntity, ids: z.array(id).min(1).max(2000) }),
    output: z.strictObject({ restored: z.int() }),
    audit: { object: 'hall' },
    note: 'Brings retired rows back.',
  }),
  'hall.importRead': command({
    access: office,
    input: z.strictObject({ entity: hallEntity, hallId: id.nullable(), token: z.string().max(100) }),
    output: z.strictObject({ jobId: id }),
    audit: null,
    note: 'Reads an xlsx or csv behind a file token and compares it with the store; nothing is applied.',
  }),
  'hall.importPreview': query({
    access: office,
    input: z.strictObject({ jobId: id, status: importRowStatus.optional(), offset: z.int().min(0).optional() }),
    output: importPreview,
    note: 'What a read file would do, row by row.',
  }),
  'hall.importApply': command({
    access: office,
    input: z.strictObject({ jobId: id, skipBad: z.boolean() }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'hall' },
    note: 'Applies a read file in one transaction; with bad rows only when told to leave them out.',
  }),
  'hall.export': command({
    access: ['office', 'reviewer', 'leader'],
    input: listing.extend({
      /** Field names, `label`, `hallLabel`, `state` or `updatedAt`; all fields when left out. */
      columns: z.array(z.string().max(40)).max(40).optional(),
      language: sheetLanguage,
      token: z.string().max(100),
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'hall' },
    note: 'Writes exactly what the list shows to the chosen xlsx or csv file.',
  }),
  'hall.template': command({
    access: office,
    input: z.strictObject({ entity: hallEntity, language: sheetLanguage, token: z.string().max(100) }),
    output: z.strictObject({ file: z.string() }),
    audit: null,
    note: 'Writes an empty import template with one example row and a sheet that explains each column.',
  }),
} as const;
