import type { FootageServices } from '../../services/footage/service.js';
import type { FeatureName, Handlers } from '../context.js';

type FootageName = FeatureName<'footage' | 'recordings' | 'namePatterns' | 'media'>;

export const footageHandlers = ({ footage }: { footage: FootageServices }): Handlers<FootageName> => {
  const { offered, taking, library, player, patterns, toolbox, frames, moments } = footage;
  return {
    'footage.lookAt': (input, context) => offered.lookAt(input, context),
    'footage.takeIn': (input, context) => taking.takeIn(input, context),
    'footage.resume': (input, context) => taking.resume(input.takingId, context),
    'footage.takings': (input, context) => taking.list(input.limit, context),
    'footage.room': () => taking.room(),
    'footage.takingFiles': (input, context) => taking.filesOf(input.takingId, context),
    'recordings.list': (input, context) => library.list(input, context),
    'recordings.rows': (input, context) => library.rows(input.ids, context),
    'recordings.get': (input, context) => library.get(input.id, context),
    'recordings.describe': (input, context) => library.describe(input, context),
    'recordings.open': (input, context) => player.open(input, context),
    'recordings.playback': (input, context) => player.playback(input.id, context),
    'recordings.convert': (input, context) => player.convert(input.id, context),
    'recordings.frames': (input, context) => frames.places(input, context),
    'recordings.sameTime': (input, context) => moments.sameTime(input.id, context),
    'footage.ofMoment': (input, context) => moments.ofMoment(input, context),
    'footage.viewings': (input, context) => player.viewings(input, context),
    'footage.setCameraClock': async (input, context) => {
      await library.setCameraClock(input, context);
      return {};
    },
    'namePatterns.list': () => patterns.list(),
    'namePatterns.save': (input, context) => patterns.save(input, context),
    'namePatterns.remove': async (input, context) => {
      await patterns.remove(input, context);
      return {};
    },
    'namePatterns.read': (input) => patterns.read(input),
    'media.tools': () => toolbox.state(),
    'media.choose': (input, context) => toolbox.choose(input.token, context),
  };
};
