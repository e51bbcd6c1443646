import { listBackups } from '../../db/backup.js';
import type { Database, Reader } from '../../db/database.js';
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
        ...(await this.#hallsAndGaps(reader, context)),
        recent: await recentChanges(reader, scope),
      }),
      { snapshot: true },
    );
  }

  async #hallsAndGaps(reader: Reader, context: CallContext): Promise<Pick<Overview, 'halls' | 'gaps'>> {
    const halls = await hallNumbers(reader, hallScope(context));
    return { halls, gaps: context.roles.includes('office') ? await this.#gaps(halls) : [] };
  }

  /** What is not in order, the empty ones left out; each leads to the list that shows exactly those rows. */
  async #gaps(halls: Overview['halls']): Promise<Overview['gaps']> {
    // Inside the caller's read: it shares that connection.
    const { hall, people, accounts } = await this.database.read('home.gaps', async (reader) => ({
      hall: await gapCounts(reader),
      people: await neverSignedIn(reader),
      accounts: await reader.value<number>('SELECT count(*) FROM person'),
    }));
    const backups = await listBackups(storePaths(this.database.folder).backups);
    const today = dayOf(this.clock());
    const noBackup = backups.some(({ at }) => dayOf(at) === today) ? 0 : 1;
    const none = (pick: (hall: Overview['halls'][number]) => number): number =>
      halls.length > 0 && halls.every((one) => pick(one) === 0) ? 1 : 0;
    const gaps: Overview['gaps'] = [
      { kind: 'noZones', count: none((one) => one.zones), route: '/hall/zone' },
      { kind: 'noUnits', count: none((one) => one.units), route: '/hall/unit' },
      { kind: 'noWindows', count: none((one) => one.windows), route: '/hall/window' },
      { kind: 'onePersonOnly', count: accounts === 1 ? 1 : 0, route: '/people' },
      ...hall.map(({ kind, entity, count }) => ({ kind, count, route: `/hall/${entity}?gap=${kind}` })),
      { kind: 'peopleNeverSignedIn', count: people, route: '/people' },
      { kind: 'noBackupToday', count: noBackup, route: '/system' },
    ];
    return gaps.filter(({ count }) => count > 0);
  }
}
