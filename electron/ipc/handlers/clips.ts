import type { ClipServices } from '../../services/clips/service.js';
import type { CustodyServices } from '../../services/custody/service.js';
import type { FeatureName, Handlers } from '../context.js';

interface Needs {
  clips: ClipServices;
  custody: CustodyServices;
}

type ClipName = FeatureName<'clips' | 'redactions' | 'derived' | 'packs' | 'exceptions' | 'custody'>;

const done = (): Record<never, never> => ({});

export const clipHandlers = ({ clips: made, custody }: Needs): Handlers<ClipName> => {
  const { clips, cutting, stills, redacting, derived } = made;
  const { check, retention, exceptions, packs } = custody;
  return {
    'clips.ofRecording': (input, context) => clips.ofRecording(input, context),
    'clips.ofRecord': (input, context) => clips.ofRecord(input, context),
    'clips.save': (input, context) => clips.save(input, context),
    'clips.remove': (input, context) => clips.remove(input, context).then(done),
    'clips.restore': (input, context) => clips.restore(input, context),
    'clips.toSteps': (input, context) => clips.toSteps(input, context),
    'clips.cut': (input, context) => cutting.start(input, context),
    'clips.still': (input, context) => stills.make(input, context),
    'redactions.get': (input, context) => redacting.get(input, context),
    'redactions.save': (input, context) => redacting.save(input, context),
    'redactions.make': (input, context) => redacting.start(input, context),
    'derived.play': (input, context) => derived.play(input, context),
    'packs.make': (input, context) => packs.make(input, context),
    'packs.list': (input, context) => packs.list(input, context),
    'exceptions.list': (_, context) => exceptions.list(context),
    'exceptions.ask': (input, context) => exceptions.ask(input, context),
    'exceptions.decide': (input, context) => exceptions.decide(input, context),
    'custody.verifyAll': (_, context) => check.verifyAll(context),
    'custody.faults': (input, context) => check.faults(input, context),
    'custody.settleFault': (input, context) => check.settle(input, context),
    'custody.setClass': (input, context) => retention.setClass(input, context).then(done),
    'custody.hold': (input, context) => retention.hold(input, context).then(done),
    'custody.due': (_, context) => retention.due(context),
    'custody.dispose': (input, context) => retention.dispose(input, context),
    'custody.disposals': (_, context) => retention.disposals(context),
  };
};
