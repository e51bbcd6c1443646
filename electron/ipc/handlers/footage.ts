import { AppError } from '../../../domain/errors.js';
import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (_input: unknown, { command }: { command: string }): Promise<never> =>
  Promise.reject(new AppError('notFound.command', { command }));

export const footageHandlers = (): Handlers<FeatureName<'footage' | 'recordings' | 'namePatterns' | 'media'>> => ({
  'footage.takeIn': unbuilt,
  'footage.resume': unbuilt,
  'footage.takings': unbuilt,
  'footage.takingFiles': unbuilt,
  'recordings.list': unbuilt,
  'recordings.rows': unbuilt,
  'recordings.get': unbuilt,
  'recordings.describe': unbuilt,
  'recordings.open': unbuilt,
  'recordings.playback': unbuilt,
  'recordings.frames': unbuilt,
  'recordings.sameTime': unbuilt,
  'footage.ofMoment': unbuilt,
  'footage.viewings': unbuilt,
  'footage.setCameraClock': unbuilt,
  'namePatterns.list': unbuilt,
  'namePatterns.save': unbuilt,
  'namePatterns.remove': unbuilt,
  'namePatterns.read': unbuilt,
  'media.tools': unbuilt,
  'media.choose': unbuilt,
});
