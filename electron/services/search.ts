import type { Database } from '../../db/database.js';
import { find, normalise, snippet, type SearchHit as Found } from '../../db/search.js';
import { peopleByIds } from '../../db/queries/people.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import type { SearchHit } from '../../domain/contract/commands/work.js';
import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import type { SearchKind } from '../../domain/search.js';
import type { CallContext } from '../ipc/context.js';
import { visibleEntities } from './hall/scope.js';
import type { HallService } from './hall/service.js';

/** What the result list shows of a row. */
interface Shown {
  title: string;
  text: string;
}

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
      ...(context.roles.includes('office') ? (['person'] as const) : []),
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
      const route = hit.kind === 'person' ? `/people/${hit.ref}` : `/hall/${hit.kind}/${hit.ref}`;
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
  async #show(hits: readonly Found[], context: CallContext): Promise<Map<string, Shown>> {
    const shown = new Map<string, Shown>();
    for (const kind of new Set(hits.map((hit) => hit.kind))) {
      const ids = hits.filter((hit) => hit.kind === kind).map((hit) => hit.ref);
      if (isHallEntity(kind)) {
        for (const row of await this.hall.rows({ entity: kind, ids }, context)) {
          const fields = row.fields as Record<string, unknown>;
          const words = SHOWN_FIELDS.flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : []));
          const names = Object.values(row.names).filter((name) => name !== row.label);
          shown.set(`${kind}:${row.id}`, {
            title: row.label,
            text: [...new Set([row.label, ...words, ...names, row.hallLabel])].join(' · '),
          });
        }
      } else {
        const people = await this.database.read('search.people', (reader) => peopleByIds(reader, ids));
        for (const person of people) {
          const text = [person.name, person.account, person.code, person.unitName, person.phone];
          shown.set(`${kind}:${person.id}`, {
            title: person.name,
            text: text.filter((part) => part !== null).join(' · '),
          });
        }
      }
    }
    return shown;
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
