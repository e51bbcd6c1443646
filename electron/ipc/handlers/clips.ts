import { AppError } from '../../../domain/errors.js';
import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (_input: unknown, { command }: { command: string }): Promise<never> =>
  Promise.reject(new AppError('notFound.command', { command }));

export const clipHandlers = (): Handlers<
  FeatureName<'clips' | 'redactions' | 'derived' | 'packs' | 'exceptions' | 'custody'>
> => ({
  'clips.ofRecording': unbuilt,
  'clips.ofRecord': unbuilt,
  'clips.save': unbuilt,
  'clips.remove': unbuilt,
  'clips.restore': unbuilt,
  'clips.toSteps': unbuilt,
  'clips.cut': unbuilt,
  'clips.still': unbuilt,
  'redactions.get': unbuilt,
  'redactions.save': unbuilt,
  'redactions.make': unbuilt,
  'derived.play': unbuilt,
  'packs.make': unbuilt,
  'packs.list': unbuilt,
  'exceptions.list': unbuilt,
  'exceptions.ask': unbuilt,
  'exceptions.decide': unbuilt,
  'custody.verifyAll': unbuilt,
  'custody.faults': unbuilt,
  'custody.settleFault': unbuilt,
  'custody.setClass': unbuilt,
  'custody.hold': unbuilt,
  'custody.due': unbuilt,
  'custody.dispose': unbuilt,
  'custody.disposals': unbuilt,
});
