import { onActivated, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue';
import { COMMENT_LIMIT, commentTexts, type CommentText } from '../../../../domain/comments/quarter.js';
import type { CommentFields, QuarterComment } from '../../../../domain/comments/schema.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { placeErrors } from '../../../shared/form/field-errors';
import { overLimit } from '../../../shared/form/over-limit';
import { ruleText } from '../../../shared/i18n/error-text';
import { sign, type Writing } from './comments';

/** From the first change on: what is typed is in the store within two seconds. */
const KEEP_MS = 1500;

type Values = Record<CommentText, string>;
const valuesOf = (fields: CommentFields | undefined): Values => ({
  achievements: fields?.achievements ?? '',
  problems: fields?.problems ?? '',
  suggestions: fields?.suggestions ?? '',
  direction: fields?.direction ?? '',
});
const same = (a: Values, b: Values): boolean => commentTexts.every((name) => a[name].trim() === b[name].trim());

/** The comment being written: kept in the store as it grows, signed in the end. */
export function useCommentDraft(writing: Writing) {
  const values = reactive(valuesOf(writing.stored?.fields));
  const stored = shallowRef<QuarterComment | null>(writing.stored);
  const clientId = writing.stored?.clientId ?? newClientId();
  const saving = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  const at = ref<Partial<Record<CommentText, string>>>({});
  /** The same draft as another window wrote it, while it differs. */
  const theirs = shallowRef<QuarterComment | null>(null);
  let kept = { ...values };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** What the store takes: a text that is too long waits here. */
  const sendable = (): Values => {
    const long = commentTexts.filter((name) => overLimit(values[name], COMMENT_LIMIT) !== null);
    return { ...values, ...Object.fromEntries(long.map((name) => [name, kept[name]])) };
  };

  async function meet(): Promise<void> {
    const { contactPointId, quarter } = writing;
    const all = await call('comments.list', { contactPointId });
    const found = all.find((one) => one.quarter === quarter && one.signedAt === null);
    if (!found) return;
    const [before, there] = [stored.value, valuesOf(found.fields)];
    stored.value = found;
    if (before !== null && !same(there, kept) && !same(there, values)) theirs.value = found;
  }
  async function send(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    for (let tries = 0; tries < 2 && theirs.value === null; tries += 1) {
      const sent = sendable();
      if (same(sent, kept)) return;
      saving.value = true;
      try {
        stored.value = await call('comments.saveDraft', {
          ...{ clientId: stored.value?.clientId ?? clientId, revision: stored.value?.revision ?? null },
          ...{ contactPointId: writing.contactPointId, quarter: writing.quarter },
          fields: Object.fromEntries(commentTexts.map((name) => [name, sent[name]])) as CommentFields,
        });
        kept = sent;
        failure.value = null;
        return;
      } catch (error) {
        const known = asClientError(error);
        if (known.code === 'conflict.revision' && tries === 0) await meet();
        else {
          refuse(known);
          return;
        }
      } finally {
        saving.value = false;
      }
    }
  }
  function refuse(error: ClientError): void {
    const { at: found, placed } = placeErrors(error, [...commentTexts]);
    for (const name of commentTexts) if (found[name] !== undefined) at.value[name] = found[name];
    failure.value = placed ? null : error;
  }
  /** In the store when it answers, unless `failure`, an error at a field or `theirs` says why not. */
  function keep(): Promise<void> {
    const done = queue.then(send).catch((error: unknown) => refuse(asClientError(error)));
    queue = done;
    return done;
  }

  watch(values, () => {
    for (const name of commentTexts)
      if (values[name].trim() !== kept[name].trim()) Reflect.deleteProperty(at.value, name);
    timer ??= setTimeout(() => void keep(), KEEP_MS);
  });

  /** Null when something is missing, it was refused, or the person stepped back. */
  async function signed(): Promise<QuarterComment | null> {
    at.value = {};
    for (const name of commentTexts)
      if (values[name].trim() === '') at.value[name] = ruleText({ rule: 'required' });
      else if (overLimit(values[name], COMMENT_LIMIT) !== null)
        at.value[name] = overLimit(values[name], COMMENT_LIMIT) ?? '';
    if (Object.keys(at.value).length > 0) return null;
    await keep();
    if (failure.value || theirs.value || !stored.value) return null;
    try {
      return await sign(stored.value);
    } catch (error) {
      refuse(asClientError(error));
      return null;
    }
  }
  /** After a conflict: what stands here, or what stands in the store. */
  function settle(mine: boolean): void {
    const found = theirs.value;
    theirs.value = null;
    if (!found) return;
    kept = valuesOf(found.fields);
    if (mine) void keep();
    else Object.assign(values, kept);
  }

  const flush = (): void => void keep();
  window.addEventListener('pagehide', flush);
  // Back from the lock: what was typed just before it was refused.
  onActivated(flush);
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', flush);
    clearTimeout(timer);
    void keep();
  });
  return reactive({ values, stored, saving, failure, at, theirs, keep, signed, settle });
}
