import { AppError } from '../../../domain/errors.js';
import type { ClipServices } from '../../services/clips/service.js';
import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (_input: unknown, { command }: { command: string }): Promise<never> =>
  Promise.reject(new AppError('notFound.command', { command }));

type ClipName = FeatureName<'clips' | 'redactions' | 'derived' | 'packs' | 'exceptions' | 'custody'>;

export const clipHandlers = ({ clips: { clips, cutting } }: { clips: ClipServices }): Handlers<ClipName> => ({
  'clips.ofRecording': (input, context) => clips.ofRecording(input, context),
  'clips.ofRecord': (input, context) => clips.ofRecord(input, context),
  'clips.save': (input, context) => clips.save(input, context),
  'clips.remove': async (input, context) => {
    await clips.remove(input, context);
    return {};
  },
  'clips.restore': (input, context) => clips.restore(input, context),
  'clips.toSteps': (input, context) => clips.toSteps(input, context),
  'clips.cut': (input, context) => cutting.start(input, context),
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
