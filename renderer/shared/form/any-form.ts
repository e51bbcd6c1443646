import type { ClientError } from '../../api/client';

/** A form of whatever fields, as the panels see it. */
export interface AnyForm {
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly failure: ClientError | null;
  readonly restored: boolean;
  readonly conflict: object | null;
  readonly errorCount: number;
  readonly values: object;
  save: () => Promise<boolean>;
  reset: () => void;
  /** `never` because each form names its own fields; the comparison panel hands back values it got from the form. */
  resolve: (chosen: never) => Promise<boolean>;
}
