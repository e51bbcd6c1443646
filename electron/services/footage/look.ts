import type { Database, Reader } from '../../../db/database.js';
import { namePatterns } from '../../../db/queries/footage-patterns.js';
import { camerasOnChannel } from '../../../db/queries/footage-recordings.js';
import type { SourceFile } from '../../../db/queries/footage-takings.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import type { OfferedFile } from '../../../domain/footage/custody.js';
import type { NamePattern } from '../../../domain/footage/recording.js';
import type { CallContext } from '../../ipc/context.js';
import type { FileTokens } from '../files.js';
import { expandFiles } from './expand.js';
import { saidByName } from './take-file.js';

/** So many names are read: each may be tried by every pattern, each try costs a tenth of a millisecond. */
const READ_CLOSELY = 200;

/** Looks at what is about to be taken in. */
export class OfferedFiles {
  constructor(private readonly deps: { database: Database; files: FileTokens }) {}

  /** @throws AppError `file.token`, `file.tooMany` */
  async lookAt(
    { tokens, hallId }: ParsedInput<'footage.lookAt'>,
    { command }: CallContext,
  ): Promise<CommandOutput<'footage.lookAt'>> {
    const { database, files } = this.deps;
    const sources = await expandFiles(tokens.map((token) => files.look(token)));
    const first = await database.read(command, async (reader) => {
      const patterns = await namePatterns(reader);
      const read: OfferedFile[] = [];
      for (const source of sources.slice(0, READ_CLOSELY)) read.push(await offered(reader, source, hallId, patterns));
      return read;
    });
    const readable = sources.filter(({ error }) => error === null);
    return {
      files: sources.length,
      bytes: readable.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
      refused: sources.length - readable.length,
      first,
    };
  }
}

async function offered(
  reader: Reader,
  file: SourceFile,
  hallId: number | null,
  patterns: readonly NamePattern[],
): Promise<OfferedFile> {
  const { name, bytes, error } = file;
  const { startAt, channel } = saidByName({ file, patterns });
  const cameras = hallId === null || channel === null ? [] : await camerasOnChannel(reader, hallId, channel);
  const cameraLabel = cameras.length === 1 ? (cameras[0]?.label ?? null) : null;
  return { name, bytes, error, startAt, channel, cameraLabel, cameras: cameras.length };
}
