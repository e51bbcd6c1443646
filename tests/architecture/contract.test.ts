import { describe, expect, it } from 'vitest';
import { commandNames, commands } from '../../domain/contract/commands/index.js';
import { committedPage, contractPage } from '../../tools/docs.js';

describe('the contract', () => {
  it('is documented as it is', async () => {
    expect(await committedPage(), 'run `npm run docs`').toBe(contractPage());
  });

  it('names commands feature.verb', () => {
    expect(commandNames.filter((name) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]+$/.test(name))).toEqual([]);
  });

  it('takes only strict objects, so that nothing unexpected passes', () => {
    const loose = commandNames.filter((name) => !commands[name].input.safeParse({ surprise: 1 }).error);
    expect(loose).toEqual([]);
  });

  it('gives no role a command that changes the store without an audit object', () => {
    const silent = commandNames.filter((name) => {
      const spec = commands[name];
      return spec.kind === 'command' && spec.audit === null;
    });
    // Session locks, files, jobs, preferences, also of notices, and saved views leave the store's records alone; what is half-written is
    // kept every few seconds, and logged when it is handed in. A copy for playing is a job. When
    // somebody looked is told to nobody else.
    const unlogged = [
      'visits.change',
      'leads.saveDraft',
      'comments.saveDraft',
      'recordings.convert',
      'measures.looked',
    ];
    expect(
      silent
        .filter((name) => !unlogged.includes(name))
        .map((name) => name.split('.')[0])
        .filter((word) => !['session', 'system', 'hall', 'jobs', 'views', 'files', 'telling'].includes(word ?? '')),
    ).toEqual([]);
  });
});
