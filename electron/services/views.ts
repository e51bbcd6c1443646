import type { Database } from '../../db/database.js';
import type { SavedView } from '../../domain/contract/commands/work.js';
import { AppError } from '../../domain/errors.js';
import type { CallContext } from '../ipc/context.js';

interface ViewRecord {
  id: number;
  list: string;
  name: string;
  query: string;
}

const toView = (record: ViewRecord): SavedView => ({ ...record, query: JSON.parse(record.query) as string });
const columns = 'id, list, name, query';

/** Saved views of lists: each person's own, and nobody else's. */
export class ViewsService {
  constructor(private readonly database: Database) {}

  async list(list: string, { actor }: CallContext): Promise<SavedView[]> {
    const records = await this.database.read('views.list', (reader) =>
      reader.all<ViewRecord>(
        `SELECT ${columns} FROM saved_view WHERE person_id = :personId AND list = :list ORDER BY created_at`,
        { personId: actor.personId, list },
      ),
    );
    return records.map(toView);
  }

  /** Saves under a name; a view of that name is replaced. */
  save(view: { list: string; name: string; query: string }, { actor, now }: CallContext): Promise<SavedView> {
    const key = { personId: actor.personId, list: view.list, name: view.name };
    return this.database.write(
      'views.save',
      async (tx) => {
        await tx.run(
          `INSERT INTO saved_view(person_id, list, name, query, created_at) VALUES(:personId, :list, :name, :query, :now)
             ON CONFLICT(person_id, list, name) DO UPDATE SET query = excluded.query`,
          { ...key, query: JSON.stringify(view.query), now },
        );
        const saved = await tx.get<ViewRecord>(
          `SELECT ${columns} FROM saved_view WHERE person_id = :personId AND list = :list AND name = :name`,
          key,
        );
        if (!saved) throw new Error('a saved view is gone inside its own transaction');
        tx.changed('view', saved.id);
        return toView(saved);
      },
      { unaudited: true },
    );
  }

  /** @throws AppError `notFound.record` for a view that is not the caller's */
  remove(id: number, { actor }: CallContext): Promise<void> {
    return this.database.write(
      'views.remove',
      async (tx) => {
        const { changes } = await tx.run(`DELETE FROM saved_view WHERE id = :id AND person_id = :personId`, {
          id,
          personId: actor.personId,
        });
        if (changes === 0) throw new AppError('notFound.record', { entity: 'view', id });
        tx.changed('view', id);
      },
      { unaudited: true },
    );
  }
}
