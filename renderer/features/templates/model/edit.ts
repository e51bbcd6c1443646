import { blankItem, blankSection, freeCode } from '../../../../domain/checklist/blank.js';
import type { ItemKind } from '../../../../domain/checklist/kinds.js';
import { itemsOf, type Condition, type Item, type TemplateContent } from '../../../../domain/checklist/schema.js';

/** Where one is in a template: the whole, a section, or an item of it; counted from 0. */
export type Place = { section: number; item: number | null } | null;

/** A change of the content and where one stands after it. */
export interface Edit {
  content: TemplateContent;
  place: Place;
}

export const pathOf = (place: Place): string =>
  place === null ? '' : `sections.${place.section}${place.item === null ? '' : `.items.${place.item}`}`;

/** The place a dotted path lies in, and the rest of the path. */
export function placeOf(path: string): { place: Place; field: string } {
  const found = /^sections\.(\d+)(?:\.items\.(\d+))?(?:\.(.*))?$/.exec(path);
  if (!found) return { place: null, field: path };
  const place = { section: Number(found[1]), item: found[2] === undefined ? null : Number(found[2]) };
  return { place, field: found[3] ?? '' };
}

export const samePlace = (a: Place, b: Place): boolean => pathOf(a) === pathOf(b);

/** The nearest place that is there. */
export function placeWithin(content: TemplateContent, place: Place): Place {
  if (place === null) return null;
  const section = Math.min(place.section, content.sections.length - 1);
  const last = (content.sections[section]?.items.length ?? 0) - 1;
  return section < 0 ? null : { section, item: place.item === null || last < 0 ? null : Math.min(place.item, last) };
}

const copyOf = (content: TemplateContent): TemplateContent => structuredClone(content);
const itemCodes = (content: TemplateContent): string[] => itemsOf(content).map(({ item }) => item.code);

/** `5.1.3` -> `5.1.`, `X-3` -> `X-`: what the codes of a section begin with. */
function beginOf(content: TemplateContent, section: number): string {
  const its = content.sections[section];
  const last = its?.items.at(-1)?.code ?? '';
  return /^(.*\D)\d+$/.exec(last)?.[1] ?? `${its?.code ?? 'A'}.`;
}

/** A new section after the one at this place, or at the end. */
export function addSection(content: TemplateContent, place: Place): Edit {
  const next = copyOf(content);
  const at = place === null ? next.sections.length : place.section + 1;
  const taken = new Set(next.sections.map(({ code }) => code));
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const code = letters.find((letter) => !taken.has(letter)) ?? freeCode('S', taken);
  const made = blankSection(code, 0, next.combine === 'weighted');
  const taking = itemCodes(next);
  next.sections.splice(at, 0, { ...made, items: [blankItem('conformity', freeCode(`${code}.`, taking))] });
  return { content: next, place: { section: at, item: null } };
}

/** A new item after the one at this place, or at the end of the section. */
export function addItem(content: TemplateContent, place: Place, kind: ItemKind = 'conformity'): Edit {
  const next = copyOf(content);
  const section = place?.section ?? next.sections.length - 1;
  const items = next.sections[section]?.items ?? [];
  const at = place === null || place.item === null ? items.length : place.item + 1;
  items.splice(at, 0, blankItem(kind, freeCode(beginOf(next, section), itemCodes(next))));
  return { content: next, place: { section, item: at } };
}

/** The section or item once more, right after itself, with codes of its own. */
export function duplicate(content: TemplateContent, place: Exclude<Place, null>): Edit {
  const next = copyOf(content);
  const section = next.sections[place.section];
  if (!section) return { content, place };
  if (place.item !== null) {
    const item = section.items[place.item];
    if (!item) return { content, place };
    const code = freeCode(beginOf(next, place.section), itemCodes(next));
    section.items.splice(place.item + 1, 0, { ...structuredClone(item), code });
    return { content: next, place: { section: place.section, item: place.item + 1 } };
  }
  const added = addSection(next, place);
  const made = added.content.sections[place.section + 1];
  if (!made) return { content, place };
  const taken = new Set(itemCodes(next));
  const codes = new Map<string, string>();
  for (const { code } of section.items) {
    const fresh = freeCode(`${made.code}.`, taken);
    taken.add(fresh);
    codes.set(code, fresh);
  }
  // Conditions inside the section go along; those on items outside stay as they are.
  const items = section.items.map((item): Item => {
    const showWhen =
      item.showWhen && mapLeaves(item.showWhen, (leaf) => ({ ...leaf, item: codes.get(leaf.item) ?? leaf.item }));
    return { ...structuredClone(item), code: codes.get(item.code) ?? item.code, showWhen };
  });
  Object.assign(made, { ...structuredClone(section), code: made.code, items });
  return added;
}

/** Null where it is the last of its kind, which must stay. */
export function remove(content: TemplateContent, place: Exclude<Place, null>): Edit | null {
  const next = copyOf(content);
  const section = next.sections[place.section];
  if (!section) return null;
  if (place.item === null) {
    if (next.sections.length < 2) return null;
    next.sections.splice(place.section, 1);
    return { content: next, place: placeWithin(next, place) };
  }
  if (section.items.length < 2) return null;
  section.items.splice(place.item, 1);
  return { content: next, place: placeWithin(next, place) };
}

/** One place up or down; an item goes over into the neighbouring section. Null where there is no further. */
export function move(content: TemplateContent, place: Exclude<Place, null>, by: 1 | -1): Edit | null {
  const { section, item } = place;
  if (item === null) return moveTo(content, place, { section: section + by, item: null });
  const within = content.sections[section]?.items.length ?? 0;
  if (item + by >= 0 && item + by < within) return moveTo(content, place, { section, item: item + by });
  const neighbour = content.sections[section + by];
  if (!neighbour) return null;
  return moveTo(content, place, { section: section + by, item: by > 0 ? 0 : neighbour.items.length });
}

/** Takes what stands at one place and puts it where the other stands. Null where that cannot be. */
export function moveTo(content: TemplateContent, from: Exclude<Place, null>, to: Exclude<Place, null>): Edit | null {
  const next = copyOf(content);
  if (from.item === null) {
    const [section] = next.sections.splice(from.section, 1);
    if (!section || to.section < 0 || to.section > next.sections.length) return null;
    next.sections.splice(to.section, 0, section);
    return { content: next, place: { section: to.section, item: null } };
  }
  const source = next.sections[from.section];
  const target = next.sections[to.section];
  // A section is never left empty.
  if (!source || !target || (source !== target && source.items.length < 2)) return null;
  const [item] = source.items.splice(from.item, 1);
  if (!item) return null;
  const at = Math.min(to.item ?? target.items.length, target.items.length);
  target.items.splice(at, 0, item);
  return { content: next, place: { section: to.section, item: at } };
}

type Leaf = Extract<Condition, { item: string }>;
export function mapLeaves(condition: Condition, change: (leaf: Leaf) => Leaf): Condition {
  if ('item' in condition) return change(condition);
  if ('not' in condition) return { not: mapLeaves(condition.not, change) };
  if ('all' in condition) return { all: condition.all.map((part) => mapLeaves(part, change)) };
  return { any: condition.any.map((part) => mapLeaves(part, change)) };
}

/** Gives an item another code; the conditions that name it follow, unless another item has the old one too. */
export function renameItem(content: TemplateContent, place: Exclude<Place, null>, code: string): TemplateContent {
  const next = copyOf(content);
  const item = next.sections[place.section]?.items[place.item ?? -1];
  if (!item) return content;
  const before = item.code;
  item.code = code;
  if (before === '' || itemCodes(next).includes(before)) return next;
  return withLeaves(next, (leaf) => (leaf.item === before ? { ...leaf, item: code } : leaf));
}

/** Gives an option another code; conditions on it follow. */
export function renameOption(
  content: TemplateContent,
  place: Exclude<Place, null>,
  option: number,
  code: string,
): TemplateContent {
  const next = copyOf(content);
  const item = next.sections[place.section]?.items[place.item ?? -1];
  const own = item && 'options' in item ? item.options[option] : undefined;
  if (!item || !own) return content;
  const before = own.code;
  own.code = code;
  return withLeaves(next, (leaf) =>
    'chosen' in leaf && leaf.item === item.code && leaf.chosen === before ? { ...leaf, chosen: code } : leaf,
  );
}

function withLeaves(content: TemplateContent, change: (leaf: Leaf) => Leaf): TemplateContent {
  for (const { item } of itemsOf(content)) if (item.showWhen) item.showWhen = mapLeaves(item.showWhen, change);
  return content;
}

/** The value at a dotted path. */
export function valueAt(content: unknown, path: string): unknown {
  if (path === '') return content;
  return path
    .split('.')
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), content);
}

/** The content with another value at a dotted path. */
export function withValueAt(content: TemplateContent, path: string, value: unknown): TemplateContent {
  const next = copyOf(content);
  const keys = path.split('.');
  const holder = valueAt(next, keys.slice(0, -1).join('.'));
  if (typeof holder === 'object' && holder !== null) Reflect.set(holder, keys.at(-1) ?? '', value);
  return next;
}
