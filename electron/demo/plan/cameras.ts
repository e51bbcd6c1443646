import { publicPoints, recorderModels } from '../data/counters.js';
import type { HallLayout, ZoneLayout } from '../data/halls.js';
import { share } from '../random.js';
import type { Words } from '../words.js';
import { hallKey, zoneKey, type UnitPlan } from './units.js';
import { sample } from './staff.js';
import type { Key, Sketch } from './sketch.js';

/** Channels of one recorder. */
const CHANNELS = 32;
/** Of a zone's cameras, how many look at windows; the others watch where people wait and walk. */
const AT_WINDOWS = 0.7;
const LEAST_PER_ZONE = 3;

interface Point {
  zone: ZoneLayout;
  name: Words;
  windows: readonly Key[];
}

/** Recorders of 32 channels and the camera points on them. A few windows stay without a camera on purpose. */
export function planCameras(
  sketch: Sketch,
  halls: readonly HallLayout[],
  units: readonly UnitPlan[],
  cameras: number,
): void {
  const zones = halls.flatMap((hall) => hall.zones);
  const windowsOf = (zone: ZoneLayout): Key[] =>
    units.filter((unit) => unit.zone === zone).flatMap(({ windows }) => windows);
  const counts = share(
    cameras,
    zones.map((zone) => windowsOf(zone).length),
    LEAST_PER_ZONE,
  );
  let recorders = 0;
  for (const hall of halls) {
    const uncovered = sample(sketch.random, hall.zones.flatMap(windowsOf), hall.gaps.windowsWithoutCamera);
    const points = hall.zones.flatMap((zone) =>
      pointsOf(
        zone,
        windowsOf(zone).filter((window) => !uncovered.has(window)),
        counts[zones.indexOf(zone)] ?? 0,
      ),
    );
    for (let from = 0; from < points.length; from += CHANNELS) {
      const recorder = planRecorder(sketch, hall, from / CHANNELS + 1, recorders);
      recorders += 1;
      points.slice(from, from + CHANNELS).forEach((point, at) => planCamera(sketch, hall, recorder, at + 1, point));
    }
  }
}

function pointsOf(zone: ZoneLayout, windows: readonly Key[], count: number): Point[] {
  const each = Math.max(1, Math.ceil(windows.length / Math.max(1, Math.floor(count * AT_WINDOWS))));
  const points: Point[] = [];
  for (let from = 0; from < windows.length && points.length < count; from += each) {
    const covered = windows.slice(from, from + each);
    const numbers = [covered[0], covered[covered.length - 1]].map((key) => key?.split('/').pop() ?? '');
    const range = covered.length > 1 ? numbers.join('–') : (numbers[0] ?? '');
    points.push({ zone, name: [`${range} 窗口`, `${range} counter`], windows: covered });
  }
  for (let nth = 0; points.length < count; nth += 1) {
    const place = publicPoints[nth % publicPoints.length] ?? ['', ''];
    const round = Math.floor(nth / publicPoints.length) + 1;
    const { letter } = zone;
    points.push({ zone, name: [`${letter}区${place[0]} ${round}`, `${letter} ${place[1]} ${round}`], windows: [] });
  }
  return points;
}

function planRecorder(sketch: Sketch, hall: HallLayout, number: number, inFamily: number): Key {
  const kind = recorderModels[inFamily % recorderModels.length];
  return sketch.add('recorder', `${hall.key}/${number}`, (idOf) => ({
    entity: 'recorder',
    fields: {
      hallId: idOf(hallKey(hall)),
      name: sketch.say([`${number} 号录像机`, `Recorder ${number}`]),
      model: kind?.model ?? null,
      keepDays: kind?.keepDays ?? 30,
      note: null,
    },
  }));
}

function planCamera(sketch: Sketch, hall: HallLayout, recorder: Key, channel: number, point: Point): void {
  sketch.add('camera', `${recorder}/${channel}`, (idOf) => ({
    entity: 'camera',
    fields: {
      recorderId: idOf(recorder),
      zoneId: idOf(zoneKey(hall, point.zone)),
      channel,
      name: sketch.say(point.name),
      windowIds: point.windows.map(idOf),
      note: null,
    },
  }));
}
