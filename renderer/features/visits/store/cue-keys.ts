import { onBeforeUnmount, onMounted } from 'vue';

/** What keys of the page ask of the row that is open. */
export interface CueKeys {
  /** @returns why not; null when it was done */
  note(): Promise<string | null>;
  picture(): Promise<void>;
  /** Pictures that were dropped on the row. */
  add(files: readonly File[]): void;
  count(by: number): void;
  write(): void;
}

let present: CueKeys | null = null;

/** The open row says what its keys do. */
export function useCueKeys(keys: CueKeys): void {
  onMounted(() => (present = keys));
  onBeforeUnmount(() => {
    if (present === keys) present = null;
  });
}
/** Those of the row that is open now. */
export const cueKeys = (): CueKeys | null => present;
