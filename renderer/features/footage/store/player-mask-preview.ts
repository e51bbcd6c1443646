import type { RedactionTrack } from '../../../../domain/footage/redaction.js';
import type { Box } from '../model/mask-keys';

/** Width the preview is drawn at, px; the copy itself is made at the size of the recording. */
const PREVIEW_WIDTH = 640;
/** Blocks over the width of the picture, as they are burned in: 24 px of 1920. */
const BLOCKS = 80;
/** The blurred picture keeps this many points over its width. */
const BLUR_POINTS = 40;

const small = typeof document === 'undefined' ? null : document.createElement('canvas');

interface Mask {
  shape: 'box' | 'ellipse';
  box: Box;
}

/** Draws what the masks leave of the picture over the video, as the copy will show it. */
export function drawMasks(
  canvas: HTMLCanvasElement,
  video: HTMLVideoElement,
  masks: readonly Mask[],
  method: RedactionTrack['method'],
): void {
  const height = Math.round((PREVIEW_WIDTH * video.videoHeight) / Math.max(1, video.videoWidth));
  if (canvas.width !== PREVIEW_WIDTH || canvas.height !== height) {
    canvas.width = PREVIEW_WIDTH;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (!context || !small || height === 0) return;
  context.clearRect(0, 0, PREVIEW_WIDTH, height);
  if (masks.length === 0) return;
  context.save();
  context.beginPath();
  for (const { shape, box } of masks) {
    const [x, y, w, h] = [box.x * PREVIEW_WIDTH, box.y * height, box.width * PREVIEW_WIDTH, box.height * height];
    context.moveTo(x + w, y + h / 2);
    if (shape === 'box') context.rect(x, y, w, h);
    else context.ellipse(x + w / 2, y + h / 2, w / 2, h / 2, 0, 0, 2 * Math.PI);
  }
  context.clip();
  if (method === 'black') {
    context.fillStyle = '#000';
    context.fillRect(0, 0, PREVIEW_WIDTH, height);
  } else {
    const points = method === 'blur' ? BLUR_POINTS : BLOCKS;
    small.width = points;
    small.height = Math.max(1, Math.round((points * height) / PREVIEW_WIDTH));
    const reduced = small.getContext('2d');
    if (reduced) {
      reduced.imageSmoothingQuality = 'high';
      reduced.drawImage(video, 0, 0, small.width, small.height);
      context.imageSmoothingEnabled = method === 'blur';
      context.drawImage(small, 0, 0, PREVIEW_WIDTH, height);
    }
  }
  context.restore();
}
