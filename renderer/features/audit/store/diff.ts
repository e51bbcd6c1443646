/** One line of a comparison: a field, what it was and what it became, as words. */
export interface DiffLine {
  field: string;
  before: string | null;
  after: string | null;
  changed: boolean;
}

type Plain = Record<string, unknown>;

/** Canonical JSON of a log row -> its fields; a list or a bare value stands under its own name. */
function fieldsOf(json: string | null): Plain {
  if (json === null) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return flat(value as Plain);
    return { value };
  } catch {
    return { value: json };
  }
}

/** Nested objects as dotted fields. */
function flat(value: Plain, prefix = ''): Plain {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.entries(flat(inner as Plain, `${prefix}${key}.`))
        : [[prefix + key, inner]],
    ),
  );
}

/**
 * What a log row changed, field by field, in the order of the newer side; fields that did not change come last.
 * @param word a value of a field as words; null stands for nothing
 */
export function diffOf(
  before: string | null,
  after: string | null,
  word: (field: string, value: unknown) => string | null,
): DiffLine[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const fields = [...Object.keys(now), ...Object.keys(old).filter((field) => !(field in now))];
  const lines = fields.map((field) => ({
    field,
    before: field in old ? word(field, old[field]) : null,
    after: field in now ? word(field, now[field]) : null,
    changed: JSON.stringify(old[field] ?? null) !== JSON.stringify(now[field] ?? null),
  }));
  return [...lines.filter((line) => line.changed), ...lines.filter((line) => !line.changed)];
}
