import type { ProxySource } from './proxies.js';
import type { Renditions } from './renditions.js';
import type { Playback } from '../../../domain/footage/recording.js';

type Strip = Omit<NonNullable<Playback['filmstrip']>, 'url'>;

/** The poster and the filmstrip of a recording, made in the background when it is first opened. */
export class Stills {
  constructor(private readonly deps: { renditions: Renditions; changed: (recordingId: number) => void }) {}

  begin(_source: ProxySource): void {
    // TODO poster and filmstrip
  }

  async stripOf(sha256: string): Promise<Strip | null> {
    return (await this.deps.renditions.jsonOf(sha256, 'tiles')) as Strip | null;
  }
}
