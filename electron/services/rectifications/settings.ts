import type { Database } from '../../../db/database.js';
import {
  readRectificationSettings,
  writeRectificationSettings,
  type StoredSettings,
} from '../../../db/queries/rectification-settings.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { CallContext } from '../../ipc/context.js';

/** How the office numbers and counts. */
export class Settings {
  constructor(private readonly database: Database) {}

  read(context: CallContext): Promise<StoredSettings> {
    return this.database.read(context.command, readRectificationSettings);
  }

  /** @throws AppError `conflict.revision` */
  set(
    { revision, settings }: ParsedInput<'rectifications.setSettings'>,
    context: CallContext,
  ): Promise<StoredSettings> {
    return this.database.write(context.command, async (tx) => {
      const before = await readRectificationSettings(tx);
      if (before.revision !== revision)
        throw new AppError('conflict.revision', {
          entity: 'settings',
          id: 0,
          theirs: before.revision,
          yours: revision,
        });
      await writeRectificationSettings(tx, settings, context.now);
      await tx.audit({
        action: context.command,
        object: 'settings',
        ref: null,
        actor: context.actor,
        before: before.settings,
        after: settings,
      });
      tx.changed('settings', 1);
      return readRectificationSettings(tx);
    });
  }
}
