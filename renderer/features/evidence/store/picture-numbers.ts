import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import type { Attachment } from '../../../../domain/evidence.js';

type Numbers = ComputedRef<ReadonlyMap<number, number>>;
const key: InjectionKey<Numbers> = Symbol('picture numbers');

/** What is shown as a picture, in the order it is numbered. */
export const picturesOf = (attachments: readonly Attachment[]): Attachment[] =>
  attachments.filter(({ kind }) => kind === 'picture');

/**
 * A record numbers its pictures through, wherever they hang, as its report does: 图 1, 图 2. The page of the record calls
 * this once; every strip in it shows these numbers.
 */
export function providePictureNumbers(attachments: () => readonly Attachment[]): void {
  provide(
    key,
    computed(() => new Map(picturesOf(attachments()).map(({ id }, index) => [id, index + 1]))),
  );
}

/** Number of a picture; within its own strip where no page numbers them through. */
export function usePictureNumbers(own: () => readonly Attachment[]): (picture: Attachment) => number {
  const through = inject(key, null);
  return (picture) => through?.value.get(picture.id) ?? own().findIndex(({ id }) => id === picture.id) + 1;
}
