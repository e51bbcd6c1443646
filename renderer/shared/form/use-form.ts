import { computed, onBeforeUnmount, reactive, ref, shallowRef, toRaw, watch } from 'vue';
import { asClientError, type ClientError } from '../../api/client';
import { useSession } from '../stores/session';
import { dropDraft, readDraft, writeDraft } from './drafts';
import { placeErrors } from './field-errors';
import { guardForm } from './guards';

/** Values of a form: what inputs hold, one key per field. */
export type FormValues = Record<string, unknown>;

export interface FormOptions<T extends object, R> {
  /** Names the draft, e.g. `person.12` or `person.new`; null keeps none. */
  key: string | null;
  initial: () => T;
  /** Sends it. A thrown ClientError lands at its fields or in the banner. */
  submit: (values: T) => Promise<R>;
  done?: (result: R) => void | Promise<void>;
  /** Fields that are never kept as a draft. */
  secret?: readonly (keyof T & string)[];
  /** Checks before sending: field -> sentence. The main process checks everything again. */
  check?: (values: T) => Partial<Record<keyof T & string, string>>;
  /** Reads the stored values anew after a conflict, and makes the next `submit` use their revision. */
  theirs?: () => Promise<T>;
}

export type Form<T extends object = FormValues> = ReturnType<typeof useForm<T, unknown>>;

const copy = <V>(value: V): V => JSON.parse(JSON.stringify(toRaw(value))) as V;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The state of one form: `const form = useForm({ key: 'person.12', initial, submit, done, theirs })`, then
 * `<FormPanel :form="form">` or `<FormDialog :form="form">` with `v-model="form.values.name"` and
 * `:error="form.errorOf('name')"`. Typing is kept as a draft until saved; leaving asks; a conflict shows both sides.
 */
export function useForm<T extends object, R>(options: FormOptions<T, R>) {
  const who = useSession().person?.id ?? 0;
  const key = options.key === null ? null : `${who}.${options.key}`;
  const secret: readonly string[] = options.secret ?? [];

  const values = reactive(copy(options.initial())) as T;
  const base = shallowRef<T>(copy(options.initial()));
  const at = ref<Record<string, string>>({});
  const failure = shallowRef<ClientError | null>(null);
  const busy = ref(false);
  const restored = ref(false);
  const conflict = shallowRef<T | null>(null);

  const dirty = computed(() => !same(values, base.value));
  const names = (): string[] => Object.keys(base.value);
  const put = (next: object): void => void Object.assign(values, copy(next));

  if (key !== null) {
    const draft = readDraft(key);
    if (draft && !same({ ...base.value, ...draft }, base.value)) {
      put(Object.fromEntries(Object.entries(draft).filter(([name]) => names().includes(name))));
      restored.value = true;
    }
    watch(values, () => (dirty.value ? writeDraft(key, values, secret) : dropDraft(key)), { deep: true });
  }
  for (const name of names()) {
    watch(
      () => (values as FormValues)[name],
      () => {
        if (at.value[name] !== undefined) at.value = without(at.value, name);
      },
    );
  }

  /** Back to what is stored, or to new stored values. */
  function reset(next?: T): void {
    if (next) base.value = copy(next);
    put(base.value);
    at.value = {};
    failure.value = null;
    conflict.value = null;
    restored.value = false;
    if (key !== null) dropDraft(key);
  }

  async function refused(error: unknown): Promise<void> {
    const known = asClientError(error);
    if (known.code === 'conflict.revision' && options.theirs) {
      conflict.value = copy(await options.theirs());
      return;
    }
    const { at: placedAt, placed } = placeErrors(known, names());
    at.value = placedAt;
    failure.value = placed ? null : known;
    if (!(error instanceof Error && error.name === 'ClientError')) console.error(error);
  }

  /** Checks and sends. True when it was saved. */
  async function save(): Promise<boolean> {
    if (busy.value) return false;
    failure.value = null;
    const found = options.check?.(values) ?? {};
    at.value = Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined)) as Record<
      string,
      string
    >;
    if (Object.keys(at.value).length > 0) return false;
    busy.value = true;
    try {
      const result = await options.submit(copy(values));
      base.value = copy(values);
      restored.value = false;
      conflict.value = null;
      if (key !== null) dropDraft(key);
      await options.done?.(result);
      return true;
    } catch (error) {
      try {
        await refused(error);
      } catch (second) {
        failure.value = asClientError(second);
      }
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** After a conflict: takes the chosen values on top of what is stored now, and sends again. */
  async function resolve(chosen: Partial<T>): Promise<boolean> {
    const theirs = conflict.value;
    if (!theirs) return false;
    base.value = copy(theirs);
    put({ ...theirs, ...chosen });
    conflict.value = null;
    return save();
  }

  const release = guardForm({ dirty: () => dirty.value && !busy.value, drop: () => reset() });
  onBeforeUnmount(release);

  return reactive({
    values,
    dirty,
    busy,
    failure,
    restored,
    conflict,
    errorCount: computed(() => Object.keys(at.value).length),
    errorOf: (name: keyof T & string): string | null => at.value[name] ?? null,
    save,
    reset,
    resolve,
  });
}

function without(record: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
