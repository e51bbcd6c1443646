import { localMinute } from '../../domain/time.js';
import type { Block, PaperPicture } from './paper.js';
import type { ReportModel } from './visit-report-model.js';
import type { Say } from './visit-report-words.js';

/** The bytes of a picture of the report, made small enough to print. */
export interface LoadedPicture extends Pick<PaperPicture, 'bytes' | 'type' | 'width' | 'height'> {
  attachmentId: number;
}

/** Digits of the checksum that are printed: enough to tell files apart, short enough to read out. */
const HASH_DIGITS = 12;

/** The annex: every picture with its number, what it shows, when it was taken and its checksum. */
export function picturesOf(model: ReportModel, loaded: readonly LoadedPicture[], say: Say): Block[] {
  const known = new Map(loaded.map((picture) => [picture.attachmentId, picture]));
  const pictures = model.pictures.flatMap(({ attachment, number, about }): PaperPicture[] => {
    const its = known.get(attachment.id);
    if (!its) return [];
    const words = [attachment.caption, about].filter((part) => part !== null);
    const taken = attachment.takenAt === null ? '' : say('takenAt', { at: localMinute(attachment.takenAt) });
    return [
      {
        bytes: its.bytes,
        type: its.type,
        width: its.width,
        height: its.height,
        caption: say('picture', { number, text: words.join(' · ') }),
        note: say('pictureNote', { taken, hash: attachment.sha256.slice(0, HASH_DIGITS) }),
      },
    ];
  });
  const missing = model.pictures.length - pictures.length;
  const notes = [
    ...(missing > 0 ? [say('missingPictures', { count: missing })] : []),
    ...(model.otherFiles > 0 ? [say('otherFiles', { count: model.otherFiles })] : []),
  ];
  if (pictures.length === 0 && notes.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: say('pictures') },
    ...(pictures.length > 0 ? [{ kind: 'pictures' as const, pictures }] : []),
    ...(notes.length > 0 ? [{ kind: 'note' as const, text: notes.join('\n') }] : []),
  ];
}
