import type { Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Envelope } from '../../domain/result.js';
import type {} from '../../renderer/api/client.js';

/** A command through the real bridge of a page. */
export async function ask<N extends CommandName>(
  page: Page,
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const answer = (await page.evaluate(([command, payload]) => window.mingcha.call(command, payload), [
    name,
    input,
  ] as const)) as Envelope<CommandOutput<N>>;
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}
