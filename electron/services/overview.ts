import { listBackups } from '../../db/backup.js';
import type { Database } from '../../db/database.js';
import { storePaths } from '../../db/folder.js';
import { gapCounts, hallNumbers, neverSignedIn, recentChanges } from '../../db/queries/overview.js';
import type { CommandOutput } from '../../domain/contract/commands/index.js';
import { dayOf, type Clock } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import { hallScope } from './hall/scope.js';

type Overview = CommandOutput<'home.overview'>;

/** What the home pages show. */
export class OverviewService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  overview(context: CallContext): Promise<Overview> {
    const scope = hallScope(context);
    return this.database.read(
      'home.overview',
      async (reader) => ({
        halls: await hallNumbers(reader, scope),
        gaps: context.roles.includes('office') ? await this.#gaps() : [],
        recent: await recentChanges(reader, scope),
      }),
      { snapshot: true },
    );
  }

  /** What is not in order, the empty ones left out; each leads to the list that shows exactly those rows. */
  async #gaps(): Promise<Overview['gaps']> {
    // Inside the caller's read: it shares that connection.
    const { hall, people } = await this.database.read('home.gaps', async (reader) => ({
      hall: await gapCounts(reader),
      people: await neverSignedIn(reader),
    }));
    const backups = await listBackups(storePaths(this.database.folder).backups);
    const today = dayOf(this.clock());
    const noBackup = backups.some(({ at }) => dayOf(at) === today) ? 0 : 1;
    const gaps: Overview['gaps'] = [
      ...hall.map(({ kind, entity, count }) => ({ kind, count, route: `/hall/${entity}?gap=${kind}` })),
      { kind: 'peopleNeverSignedIn', count: people, route: '/people' },
      { kind: 'noBackupToday', count: noBackup, route: '/system' },
    ];
    return gaps.filter(({ count }) => count > 0);
  }
}
