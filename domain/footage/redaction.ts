import { z } from 'zod';

/** How what is masked is made unreadable: 马赛克, 模糊, 涂黑. Black alone leaves nothing to be read back. */
export const maskMethods = ['pixelate', 'blur', 'black'] as const;
export type MaskMethod = (typeof maskMethods)[number];
/** What becomes of the sound. A changed voice is harder to recognise, not impossible; muting is the safe choice. */
export const soundTreatments = ['keep', 'mute', 'mute_spans', 'voice'] as const;
export type SoundTreatment = (typeof soundTreatments)[number];

const share = z.number().min(0).max(1);
const ms = z.int().min(0);

/** Where a mask is at an instant of the clip; sizes and places in shares of the shown picture. */
export const maskKey = z.strictObject({ atMs: ms, x: share, y: share, width: share, height: share });
export type MaskKey = z.infer<typeof maskKey>;

/** One region with the keys it moves between, in time order. It is there from its first instant to its last. */
export const maskRegion = z.strictObject({
  id: z.uuid(),
  shape: z.enum(['box', 'ellipse']),
  fromMs: ms,
  untilMs: ms,
  keys: z.array(maskKey).min(1).max(2000),
});
export type MaskRegion = z.infer<typeof maskRegion>;

/** What is masked in a clip. Milliseconds count from the clip's in-point. */
export const redactionTrack = z.strictObject({
  method: z.enum(maskMethods),
  regions: z.array(maskRegion).max(64),
  sound: z.enum(soundTreatments),
  mutedSpans: z.array(z.strictObject({ fromMs: ms, untilMs: ms })).max(200),
});
export type RedactionTrack = z.infer<typeof redactionTrack>;
