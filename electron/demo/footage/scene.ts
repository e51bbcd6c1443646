import { captionInput, captionOverlay, type Caption } from '../../../media/caption.js';
import type { Ffmpeg } from '../../../media/ffmpeg.js';
import { blank, clockSigns } from './digits.js';

export const SCENE_SECONDS = 20;
const WIDTH = 640;
const HEIGHT = 360;
const CLOCK_SCALE = 2;
/** A quarter of what most recorders write: drawn in half the time of half of it, and plain to see. */
const FPS = 6;

/** How a recorder writes: most do it as every player reads it, an old one in its own way. */
export const sceneKinds = {
  mp4: { ending: 'mp4', coded: ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30', '-g', '12', '-f', 'mp4'] },
  avi: { ending: 'avi', coded: ['-c:v', 'msmpeg4', '-q:v', '6', '-g', '12', '-f', 'avi'] },
} as const;
export type SceneKind = keyof typeof sceneKinds;

export interface SceneOrder {
  file: string;
  kind: SceneKind;
  /** What its burned-in clock shows at the first frame, UTC ms. */
  fromAt: number;
  /** Seconds after which somebody comes to the counter, and leaves it. */
  comes: number;
  leaves: number;
}

/** A wall, a counter with somebody behind it, and somebody who comes, stands there and leaves. */
function picture({ comes, leaves }: SceneOrder): string {
  const walk = 3;
  const stand = 300;
  const x = `if(lt(t,${comes}),-60+${(stand + 60) / walk}*max(0,t-${comes - walk}),if(lt(t,${leaves}),${stand},${stand}+${(WIDTH + 60 - stand) / walk}*(t-${leaves})))`;
  const boxes = [
    'drawbox=x=0:y=250:w=iw:h=110:c=0x8a8f88:t=fill',
    'drawbox=x=40:y=60:w=150:h=90:c=0xdfe6ea:t=fill',
    'drawbox=x=400:y=130:w=42:h=60:c=0x2f4858:t=fill',
    'drawbox=x=407:y=100:w=28:h=28:c=0xd8b99a:t=fill',
    'drawbox=x=330:y=185:w=260:h=75:c=0x9a7a54:t=fill',
  ];
  const person = [
    `color=c=0x6b4f7d:s=44x120:r=${FPS},drawbox=x=0:y=0:w=44:h=34:c=0xd8b99a:t=fill[p]`,
    `[w][p]overlay=x='${x}':y=200:shortest=1[v]`,
  ];
  return [`[0:v]${boxes.join(',')}[w]`, ...person].join(';');
}

/**
 * Draws a short recording of a counter with its clock burned in, as a recorder would write it.
 * @throws AppError as `Ffmpeg.run` does
 */
export async function drawScene(ffmpeg: Ffmpeg, order: SceneOrder): Promise<void> {
  const signs = clockSigns(CLOCK_SCALE);
  const strip = blank(signs.width * 2, signs.height);
  const caption: Caption = { strip, clock: { signs, x: 6, y: 0, fromAt: order.fromAt } };
  const { args, stdin } = captionInput(caption);
  const wall = `color=c=0xb9c0c4:s=${WIDTH}x${HEIGHT}:r=${FPS}:d=${SCENE_SECONDS}`;
  await ffmpeg.run(
    [
      ...['-f', 'lavfi', '-i', wall, ...args, '-filter_complex', `${picture(order)};${captionOverlay(caption)}`],
      ...['-map', '[o]', '-t', String(SCENE_SECONDS), '-pix_fmt', 'yuv420p', '-threads', '2', '-map_metadata', '-1'],
      ...[...sceneKinds[order.kind].coded, order.file],
    ],
    { name: order.file, sources: [], output: order.file, stdin },
  );
}
