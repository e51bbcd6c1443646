import { liesBehind } from '../../domain/clock-watch.js';
import { commands, type CommandName } from '../../domain/contract/commands/index.js';
import type { AnySpec } from '../../domain/contract/define.js';
import { AppError } from '../../domain/errors.js';
import { localMinute } from '../../domain/time.js';

/**
 * What sets dates of matters is not written by a clock that cannot be right. All else is: nothing that was seen is lost.
 * @returns whole minutes by which the clock lies behind; 0 while it can be right
 * @throws AppError `rectification.clockBack`
 */
export function minutesBehind(command: CommandName, latest: number | null, now: number): number {
  if (latest === null || !liesBehind(latest, now)) return 0;
  const spec: AnySpec = commands[command];
  if (spec.kind === 'command' && spec.dates === true)
    throw new AppError('rectification.clockBack', { now: localMinute(now), last: localMinute(latest) });
  return Math.round((latest - now) / 60_000);
}
