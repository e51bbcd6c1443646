/** What is known of pictures without their schemas, so that screens can use it on the way to their first paint. */

/** Pictures that are taken in, by what their bytes say; nothing is believed of the name. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/bmp', 'image/gif'] as const;
export type PictureType = (typeof pictureTypes)[number];
export const PICTURE_MAXIMUM_MB = 50;
/** More than this is refused before anything decodes it: a small file can unfold to gigabytes. */
export const PICTURE_MAXIMUM_PIXELS = 100_000_000;

/** Addresses the page shows pictures by; who may see them is decided when they are asked for. */
export const MEDIA_SCHEME = 'media';
export const pictureSizes = ['thumb', 'full'] as const;
export type PictureSize = (typeof pictureSizes)[number];
export const pictureUrl = (attachmentId: number, size: PictureSize): string =>
  `${MEDIA_SCHEME}://evidence/${attachmentId}/${size}`;

/** Bits that two 64-bit picture hashes may differ in and still be called alike. */
export const ALIKE_BITS = 8;

/** Bits in which two hashes of 16 hex digits differ. */
export function hashDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < 16; at += 4) {
    let bits = Number.parseInt(a.slice(at, at + 4), 16) ^ Number.parseInt(b.slice(at, at + 4), 16);
    for (; bits > 0; bits >>>= 1) distance += bits & 1;
  }
  return distance;
}
