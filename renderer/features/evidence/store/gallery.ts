/** A picture of the gallery: what it shows, and the piece it is where its record tells of it. */
export interface GalleryPicture {
  src: string;
  alt: string;
  /** Beside it. */
  words: string;
  piece: { name: string; bytes: number; sha256: string; addedAt: number; addedBy: string; known: boolean } | null;
}
