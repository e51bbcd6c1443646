import { computed, onActivated, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue';
import type { AttachmentTarget } from '../../../../domain/evidence.js';
import type { LeadRow } from '../../../../domain/lead.js';
import { LEAD_LIMITS, leadFaults } from '../../../../domain/lead-rules.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { dropDraft, readDraft, writeDraft } from '../../../shared/form/drafts';
import { placeErrors } from '../../../shared/form/field-errors';
import { overLimit } from '../../../shared/form/over-limit';
import { ruleText } from '../../../shared/i18n/error-text';
import { blankValues, fieldsOf, sameValues, valuesOf, type LeadValues } from '../model/lead-form';
import { beforeLeaving } from './leaving';
import { useSupervisor } from './supervisor';

/** From the first change on, so that what is typed is in the store within two seconds however long the typing goes on. */
const KEEP_MS = 1500;

/** Where the sentence about each field of a lead stands on the page. */
const places = {
  hallId: 'where',
  windowId: 'where',
  place: 'where',
  seenDay: 'when',
  dayPart: 'when',
  hour: 'when',
  saw: 'saw',
  aspects: 'aspects',
  wish: 'wish',
} as const satisfies Record<keyof LeadValues, string>;
export type LeadPlace = (typeof places)[keyof LeadValues];

/** Texts the store takes up to a length; a longer one waits on the page, and the rest is kept meanwhile. */
const limited = ['saw', 'wish', 'place'] as const;
const overlong = (values: LeadValues): (typeof limited)[number][] =>
  limited.filter((name) => overLimit(values[name], LEAD_LIMITS[name]) !== null);

const copy = (values: LeadValues): LeadValues => ({ ...values, aspects: [...values.aspects] });
const isField = (name: string): name is keyof LeadValues => Object.hasOwn(places, name);

/** The lead being written: kept in the store as it grows, handed in, or dropped. */
export function useLeadDraft() {
  const supervisor = useSupervisor();
  const values = reactive(blankValues([])) as LeadValues;
  const clientId = ref(newClientId());
  const stored = shallowRef<Pick<LeadRow, 'id' | 'revision' | 'updatedAt' | 'attachments'> | null>(null);
  const saving = ref(false);
  const busy = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  const at = ref<Partial<Record<LeadPlace, string>>>({});
  /** The same lead as it was written in another window, while it differs. */
  const conflict = shallowRef<LeadRow | null>(null);
  /** What the store holds, as far as we know. */
  let kept = blankValues([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const dirty = (): boolean => !sameValues(values, kept);
  const written = computed(() => stored.value !== null || dirty());

  function put(next: LeadValues): void {
    kept = copy(next);
    Object.assign(values, copy(next));
  }
  /** What was typed or chosen. */
  const change = (next: Partial<LeadValues>): void => void Object.assign(values, next);
  /** Goes on with a draft of the store, or begins a new one. */
  function begin(lead: LeadRow | null): void {
    clientId.value = lead?.clientId ?? newClientId();
    stored.value = lead;
    conflict.value = null;
    failure.value = null;
    at.value = {};
    put(lead ? valuesOf(lead) : blankValues(supervisor.entry?.fields.hallIds ?? []));
    const held = readDraft(`${supervisor.entry?.fields.personId ?? 0}.lead.${clientId.value}`);
    if (held) change(Object.fromEntries(limited.flatMap((name) => (name in held ? [[name, String(held[name])]] : []))));
  }
  function take(lead: LeadRow, sent: LeadValues): void {
    stored.value = lead;
    kept = copy(sent);
    failure.value = null;
  }

  /** Somebody wrote the same lead meanwhile: ourselves in another window, or a picture was hung on it. */
  async function meet(): Promise<'again' | 'differs'> {
    const theirs = (await call('leads.mine', {})).find((lead) => lead.clientId === clientId.value);
    if (!theirs || theirs.state !== 'draft') {
      // Handed in or dropped over there: what stands here goes on as a lead of its own.
      clientId.value = newClientId();
      stored.value = null;
      return 'again';
    }
    const same = sameValues(valuesOf(theirs), kept) || sameValues(valuesOf(theirs), values);
    stored.value = theirs;
    if (same) return 'again';
    conflict.value = theirs;
    return 'differs';
  }

  async function send(force: boolean): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    for (let tries = 0; tries < 3 && conflict.value === null && (force || dirty()); tries += 1) {
      const long = overlong(values);
      const sent = { ...copy(values), ...Object.fromEntries(long.map((name) => [name, kept[name]])) };
      hold(long);
      if (long.length > 0 && !force && sameValues(sent, kept)) return;
      saving.value = true;
      try {
        const fields = fieldsOf(sent);
        take(
          await call('leads.saveDraft', {
            clientId: clientId.value,
            revision: stored.value?.revision ?? null,
            fields,
          }),
          sent,
        );
        return;
      } catch (error) {
        const known = asClientError(error);
        const foreign = known.code === 'conflict.revision' || known.code === 'conflict.state';
        if (foreign && (await meet()) === 'again') continue;
        if (!foreign) refuse(known);
        return;
      } finally {
        saving.value = false;
      }
    }
  }
  /** What is too long for the store lives as long as the window. */
  function hold(long: readonly (typeof limited)[number][]): void {
    const key = `${supervisor.entry?.fields.personId ?? 0}.lead.${clientId.value}`;
    if (long.length === 0) dropDraft(key);
    else writeDraft(key, Object.fromEntries(long.map((name) => [name, values[name]])), []);
  }
  /** In the store when it answers, unless `failure`, an error at a field or `conflict` says why not. */
  function keep(force = false): Promise<void> {
    const done = queue.then(() => send(force)).catch((error: unknown) => refuse(asClientError(error)));
    queue = done;
    return done;
  }

  function refuse(error: ClientError): void {
    const { at: found, placed } = placeErrors(error, Object.keys(places));
    for (const [field, text] of Object.entries(found)) if (isField(field)) at.value[places[field]] ??= text;
    failure.value = placed ? null : error;
  }

  watch(
    () => copy(values),
    (now, before) => {
      for (const field of Object.keys(places).filter(isField))
        if (JSON.stringify(now[field]) !== JSON.stringify(before[field]))
          Reflect.deleteProperty(at.value, places[field]);
      if (dirty()) timer ??= setTimeout(() => void keep(), KEEP_MS);
    },
  );

  /** Checks and hands in. Null when something is missing or it was refused: then that is marked. */
  async function submit(): Promise<LeadRow | null> {
    if (busy.value) return null;
    at.value = {};
    for (const { path, ...fault } of leadFaults(fieldsOf(values), supervisor.entry?.fields ?? null, Date.now()))
      if (isField(path)) at.value[places[path]] ??= ruleText(fault);
    for (const name of overlong(values)) at.value[places[name]] = overLimit(values[name], LEAD_LIMITS[name]) ?? '';
    if (Object.keys(at.value).length > 0) return null;
    busy.value = true;
    try {
      await keep(stored.value === null);
      const revision = stored.value?.revision;
      if (failure.value || conflict.value || revision === undefined || dirty()) return null;
      const lead = await call('leads.submit', { clientId: clientId.value, revision });
      begin(null);
      return lead;
    } catch (error) {
      const known = asClientError(error);
      refuse(known);
      if (known.code === 'permission.term') void supervisor.load();
      return null;
    } finally {
      busy.value = false;
    }
  }

  /** Drops what was written, here and in the store. */
  async function discard(): Promise<void> {
    await queue;
    try {
      if (stored.value) await call('leads.discard', { clientId: clientId.value });
      begin(null);
    } catch (error) {
      failure.value = asClientError(error);
    }
  }

  /** After a conflict: what stands here, or what stands in the store. */
  function settle(mine: boolean): Promise<void> {
    const theirs = conflict.value;
    conflict.value = null;
    if (!theirs) return Promise.resolve();
    if (!mine) begin(theirs);
    return keep(mine);
  }

  /** What the list of own leads tells of this one: new pictures, and what another window did while nothing waits here. */
  function meetList(leads: readonly LeadRow[]): void {
    const now = stored.value && leads.find((lead) => lead.clientId === clientId.value);
    if (!stored.value || saving.value || conflict.value) return;
    if (!now || now.state !== 'draft') {
      if (!dirty() && !busy.value) begin(null);
    } else if (now.revision > stored.value.revision && !dirty()) begin(now);
    else if (now.revision === stored.value.revision) stored.value = now;
  }

  /** A place for pictures: the lead is in the store before the first one is taken in. */
  async function prepare(): Promise<AttachmentTarget> {
    if (!stored.value) await keep(true);
    if (!stored.value) throw failure.value ?? new Error('the lead is not kept');
    return { kind: 'lead', leadId: stored.value.id };
  }

  const release = beforeLeaving(() => keep());
  const flush = (): void => void keep();
  window.addEventListener('pagehide', flush);
  // Back from the lock: what was typed just before it was refused.
  onActivated(flush);
  onBeforeUnmount(() => {
    void keep();
    release();
    window.removeEventListener('pagehide', flush);
    clearTimeout(timer);
  });

  return reactive({
    clientId,
    values,
    stored,
    saving,
    busy,
    failure,
    at,
    conflict,
    written,
    change,
    begin,
    keep,
    submit,
    discard,
    settle,
    meetList,
    prepare,
  });
}
export type LeadDraft = ReturnType<typeof useLeadDraft>;
