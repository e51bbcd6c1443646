import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { DrawInput } from '../../../../domain/draw.js';
import { IN_ROUND, type DrawRequest, type DrawRow, type ObjectKind } from '../../../../domain/plan.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { useText } from '../../../shared/composables/use-text';
import { dayOf } from '../../../shared/i18n/format';
import { ruleText } from '../../../shared/i18n/error-text';
import { faultWords } from '../model/draw-words';
import { firstFaults, poolFigures, poolLines } from '../model/pool';

type Detail = CommandOutput<'plans.round'>;
type Pool = CommandOutput<'plans.drawPool'>;
type Recusal = DrawRequest['recusals'][number];
export interface DrawHall {
  id: number;
  name: string;
  branch: boolean;
}

/** Terms of a draw as the controls hold them; numbers are text while they are typed. */
export interface DrawTerms {
  objectKind: ObjectKind;
  hallIds: number[];
  by: 'count' | 'rate';
  count: string;
  percent: string;
  minimum: string;
  teamOf: 'object' | 'draw';
  teamSize: string;
  repeatMonths: string;
}
/** Least, most and step of the numbers. */
const bounds = {
  count: [1, 5000, 1],
  percent: [0.1, 100, 0.1],
  minimum: [1, 5000, 1],
  teamSize: [2, 10, 1],
  repeatMonths: [0, 60, 1],
} as const;
export type NumberTerm = keyof typeof bounds;

/** Everything the draw dialog holds: terms, pool, exclusions, recusals, what would come of it, and the draw itself. */
export function useDrawDesk(detail: () => Detail) {
  const { t } = useText();
  const clientId = newClientId();
  // Five percent, two at least, is what local rules ask for.
  const terms = reactive<DrawTerms>({
    objectKind: 'window',
    hallIds: [],
    by: 'rate',
    count: '6',
    percent: '5',
    minimum: '2',
    teamOf: 'object',
    teamSize: '2',
    repeatMonths: '3',
  });
  const halls = shallowRef<readonly DrawHall[] | null>(null);
  const pool = shallowRef<Pool | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const excludedObjects = reactive(new Map<number, string>());
  const excludedInspectors = reactive(new Map<number, string>());
  const recusals = ref<Recusal[]>([]);
  const carried = ref(false);
  /** Recusals were added or taken out by hand. */
  const recusedByHand = ref(false);
  const busy = ref(false);
  const refused = shallowRef<readonly string[]>([]);
  const drawn = shallowRef<DrawRow | null>(null);
  let asked = 0;

  async function loadHalls(): Promise<void> {
    try {
      const tree = await call('hall.tree', {});
      halls.value = tree.halls.map(({ id, name, parentId }) => ({ id, name, branch: parentId !== null }));
      terms.hallIds = halls.value.slice(0, 1).map(({ id }) => id);
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  async function loadPool(anew: boolean): Promise<void> {
    const mine = ++asked;
    const { objectKind, hallIds } = terms;
    if (hallIds.length === 0) {
      pool.value = null;
      return;
    }
    try {
      const found = await call('plans.drawPool', { roundId: detail().round.id, objectKind, hallIds });
      if (mine !== asked) return;
      pool.value = found;
      failure.value = null;
      const here = new Set(found.objects.map(({ id }) => id));
      const there = new Set(found.inspectors.map(({ id }) => id));
      for (const id of excludedObjects.keys()) if (!here.has(id)) excludedObjects.delete(id);
      for (const id of excludedInspectors.keys()) if (!there.has(id)) excludedInspectors.delete(id);
      if (anew) carried.value = found.recusals.length > 0;
      recusals.value = (anew ? found.recusals : recusals.value).filter(
        ({ objectId, inspectorId }) => here.has(objectId) && there.has(inspectorId),
      );
    } catch (error) {
      if (mine === asked) failure.value = asClientError(error);
    }
  }
  watch(
    () => terms.objectKind,
    () => {
      excludedObjects.clear();
      recusals.value = [];
      recusedByHand.value = false;
      void loadPool(true);
    },
  );
  let first = true;
  watch(
    () => [...terms.hallIds].sort().join(),
    () => {
      void loadPool(first);
      first = false;
    },
  );

  /** The number of a term, or the sentence that refuses it. */
  function numberOf(name: NumberTerm): { value: number; error: string | null } {
    const [least, most, step] = bounds[name];
    const text = terms[name].trim();
    const value = Math.round(Number(text) / step) * step;
    if (text === '' || Number.isNaN(value)) return { value: least, error: t('rule.number') };
    if (step === 1 && !Number.isInteger(Number(text))) return { value, error: t('rule.integer') };
    if (value < least) return { value: least, error: t('rule.tooSmall', { minimum: least }) };
    if (value > most) return { value: most, error: t('rule.tooBig', { maximum: most }) };
    return { value, error: null };
  }
  const used = computed<NumberTerm[]>(() => [
    ...(terms.by === 'count' ? (['count'] as const) : (['percent', 'minimum'] as const)),
    'teamSize',
    'repeatMonths',
  ]);
  const errorOf = (name: NumberTerm): string | null => (used.value.includes(name) ? numberOf(name).error : null);
  const termsRight = computed(() => used.value.every((name) => numberOf(name).error === null));

  const request = computed<DrawRequest>(() => {
    const list = (map: Map<number, string>) => [...map].map(([id, reason]) => ({ id, reason }));
    return {
      objectKind: terms.objectKind,
      hallIds: terms.hallIds,
      excludedObjects: list(excludedObjects),
      excludedInspectors: list(excludedInspectors),
      recusals: recusals.value,
      size:
        terms.by === 'count'
          ? { kind: 'count', count: numberOf('count').value }
          : {
              kind: 'rate',
              permille: Math.round(10 * numberOf('percent').value),
              minimum: numberOf('minimum').value,
            },
      team: { of: terms.teamOf, inspectors: numberOf('teamSize').value },
      repeatMonths: numberOf('repeatMonths').value,
    };
  });
  /** The draw as it would be made now, but for its seed. */
  const input = computed<DrawInput | null>(() => {
    if (!pool.value) return null;
    const held = new Set(
      detail()
        .objects.filter(({ kind }) => kind === terms.objectKind)
        .map(({ objectId }) => objectId),
    );
    const { objectKind, recusals: recused, size, team, repeatMonths } = request.value;
    return {
      objectKind,
      objects: pool.value.objects.map(({ id, lastVisitedDay }) => ({
        id,
        excluded: held.has(id) ? IN_ROUND : (excludedObjects.get(id) ?? null),
        lastVisitedDay,
      })),
      inspectors: pool.value.inspectors.map(({ id }) => ({ id, excluded: excludedInspectors.get(id) ?? null })),
      recusals: recused,
      size,
      team,
      repeatMonths,
      day: dayOf(Date.now()),
      seed: '-',
    };
  });
  const lines = computed(() => (input.value ? poolLines(input.value) : []));
  const figures = computed(() => (input.value ? poolFigures(input.value) : null));
  const objectOf = computed(() => new Map(pool.value?.objects.map((object) => [object.id, object])));
  const codeOf = computed(() => new Map(pool.value?.inspectors.map(({ id, code }) => [id, code])));
  const label = (id: number): string => objectOf.value.get(id)?.label ?? `#${id}`;
  const code = (id: number): string => codeOf.value.get(id) ?? `#${id}`;
  /** Why it cannot be drawn as it stands. */
  const faults = computed<readonly string[]>(() =>
    input.value && termsRight.value ? firstFaults(input.value).map((fault) => faultWords(fault, label, code)) : [],
  );
  const ready = computed(() => input.value !== null && termsRight.value && faults.value.length === 0);
  watch(request, () => (refused.value = []), { deep: true });

  async function run(): Promise<void> {
    if (busy.value || !ready.value) return;
    busy.value = true;
    refused.value = [];
    try {
      drawn.value = await call('plans.draw', { clientId, roundId: detail().round.id, request: request.value });
      failure.value = null;
    } catch (error) {
      const known = asClientError(error);
      if (known.fields.length > 0) refused.value = [...new Set(known.fields.map(ruleText))];
      else failure.value = known;
    } finally {
      busy.value = false;
    }
  }

  const without = (one: Pick<Recusal, 'inspectorId' | 'objectId'>): Recusal[] =>
    recusals.value.filter(({ inspectorId, objectId }) => inspectorId !== one.inspectorId || objectId !== one.objectId);
  /** The same pair again changes its reason. */
  function recuse(recusal: Recusal): void {
    recusals.value = [...without(recusal), recusal];
    recusedByHand.value = true;
  }
  function unrecuse(recusal: Recusal): void {
    recusals.value = without(recusal);
    recusedByHand.value = true;
  }
  /** Something was said by hand that closing would lose. */
  const begun = computed(
    () => drawn.value === null && (recusedByHand.value || excludedObjects.size + excludedInspectors.size > 0),
  );

  const off = onData(({ entity, ids }) => {
    const touched = ['window', 'unit', 'hall', 'person', 'visit'].includes(entity);
    const ours = entity === 'inspection_round' && ids.includes(detail().round.id);
    if (!drawn.value && (touched || ours)) void loadPool(false);
  });
  void loadHalls();

  return reactive({
    terms,
    halls,
    pool,
    failure,
    excludedObjects,
    excludedInspectors,
    recusals,
    carried,
    busy,
    refused,
    drawn,
    errorOf,
    termsRight,
    lines,
    figures,
    objectOf,
    label,
    code,
    faults,
    ready,
    begun,
    recuse,
    unrecuse,
    run,
    off,
  });
}
export type DrawDesk = ReturnType<typeof useDrawDesk>;
