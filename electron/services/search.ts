import type { Database } from '../../db/database.js';
import { find, normalise, snippet, type SearchHit as Found } from '../../db/search.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import type { SearchHit } from '../../domain/contract/commands/work.js';
import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import type { SearchKind } from '../../domain/search.js';
import type { CallContext } from '../ipc/context.js';
import { visibleEntities } from './hall/scope.js';
import type { HallService } from './hall/service.js';
import { shownKinds, type ShownHit } from './search-kinds.js';

const SHOWN_FIELDS = ['code', 'badgeNo', 'number', 'shortName', 'floor', 'leader', 'duty', 'phone', 'model', 'note'];

/** So many of the newest hits are looked at to put the nearest first. */
const POOL = 150;

/** Kinds people look for by name and number; what hangs on them comes after. */
const NEAR: readonly string[] = ['window', 'unit', 'staff', 'person', 'service_item', 'zone', 'hall'];

/** Smaller is nearer: how the title meets the words, then the kind. */
function rankOf(hit: Pick<SearchHit, 'kind' | 'title'>, words: string): number {
  const title = normalise(hit.title);
  const meets = title === words ? 0 : title.startsWith(words) ? 1 : title.includes(words) ? 2 : 3;
  const near = NEAR.indexOf(hit.kind);
  return meets * 100 + (near < 0 ? NEAR.length : near);
}

/** Jump to anything by number or word, within what the caller may see. */
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly hall: HallService,
  ) {}

  async find(input: ParsedInput<'search.find'>, context: CallContext): Promise<{ hits: SearchHit[]; more: boolean }> {
    const kinds: SearchKind[] = [
      ...visibleEntities(context),
      ...(Object.keys(shownKinds) as SearchKind[]).filter((kind) => shownKinds[kind]?.may(context)),
    ];
    const { hits, more } = await this.database.read('search.find', (reader) =>
      find(reader, {
        text: input.text,
        kinds,
        ...(context.unitId === null ? {} : { unitId: context.unitId }),
        limit: Math.max(POOL, input.limit),
      }),
    );
    const shown = await this.#show(hits, context);
    const found = hits.flatMap((hit) => {
      const row = shown.get(`${hit.kind}:${hit.ref}`);
      // Found but not the caller's to see, or gone meanwhile.
      if (!row) return [];
      const route = `${shownKinds[hit.kind]?.path ?? `/hall/${hit.kind}`}/${hit.ref}`;
      return [{ kind: hit.kind, ref: hit.ref, title: row.title, snippet: stretches(row.text, input.text), route }];
    });
    // Newest first within what is equally near.
    const ranked = found
      .map((hit) => ({ hit, rank: rankOf(hit, normalise(input.text).trim()) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ hit }) => hit);
    return { hits: ranked.slice(0, input.limit), more: more || ranked.length > input.limit };
  }

  /** Reads what stands on the page, kind by kind. */
  async #show(hits: readonly Found[], context: CallContext): Promise<Map<string, ShownHit>> {
    const shown = new Map<string, ShownHit>();
    for (const kind of new Set(hits.map((hit) => hit.kind))) {
      const ids = hits.filter((hit) => hit.kind === kind).map((hit) => hit.ref);
      const rows = isHallEntity(kind) ? await this.#hallRows(kind, ids, context) : await this.#rows(kind, ids, context);
      for (const row of rows) shown.set(`${kind}:${row.id}`, row);
    }
    return shown;
  }

  #rows(kind: SearchKind, ids: readonly number[], context: CallContext): Promise<ShownHit[]> {
    const known = shownKinds[kind];
    return known
      ? this.database.read(`search.${kind}`, (reader) => known.rows(reader, ids, context))
      : Promise.resolve([]);
  }

  async #hallRows(entity: HallEntity, ids: number[], context: CallContext): Promise<ShownHit[]> {
    const rows = await this.hall.rows({ entity, ids }, context);
    return rows.map((row) => {
      const fields = row.fields as Record<string, unknown>;
      const words = SHOWN_FIELDS.flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : []));
      const names = Object.values(row.names).filter((name) => name !== row.label);
      return {
        id: row.id,
        title: row.label,
        text: [...new Set([row.label, ...words, ...names, row.hallLabel])].join(' · '),
      };
    });
  }
}

const isHallEntity = (kind: SearchKind): kind is HallEntity => (hallEntities as readonly string[]).includes(kind);

/** The snippet as plain stretches, those that were searched for marked. */
function stretches(text: string, query: string): SearchHit['snippet'] {
  const { text: cut, marks } = snippet(text, query);
  const result: SearchHit['snippet'] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) result.push({ text: cut.slice(at, start), hit: false });
    result.push({ text: cut.slice(start, end), hit: true });
    at = end;
  }
  if (at < cut.length) result.push({ text: cut.slice(at), hit: false });
  return result;
}
