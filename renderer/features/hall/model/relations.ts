import type { HallFilter } from '../../../../domain/contract/commands/hall.js';
import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import { translate } from '../../../shared/i18n';
import { choiceWord, fieldOf, listWord } from './words';

/** What hangs on a row: another list narrowed to it, or rows it names itself. */
export interface Relation {
  key: string;
  title: string;
  entity: HallEntity;
  filter: HallFilter | null;
  /** Rows named by the row itself. */
  ids: readonly number[] | null;
  /** A row that the filter finds but that does not belong here. */
  except: number | null;
}

const narrowed = (entity: HallEntity, filter: HallFilter, title = listWord(entity)): Relation => ({
  key: entity,
  title,
  entity,
  filter,
  ids: null,
  except: null,
});
const namedRows = (row: HallRow, title: string): Relation => ({
  key: 'windowIds',
  title,
  entity: 'window',
  filter: null,
  ids: (fieldOf(row, 'windowIds') as readonly number[] | null) ?? [],
  except: null,
});

/** The lists of a record page, in their order. Posts with their people are drawn apart. */
export function relationsOf(row: HallRow): Relation[] {
  const { id } = row;
  switch (row.entity) {
    case 'hall': {
      const branches = { ...narrowed('hall', { hallId: id }, translate('hall.record.branches')), except: id };
      const rest = (['zone', 'unit', 'recorder', 'target'] as const).map((entity) => narrowed(entity, { hallId: id }));
      return row.fields.parentId === null ? [branches, ...rest] : rest;
    }
    case 'zone':
      return (['window', 'camera', 'target'] as const).map((entity) => narrowed(entity, { zoneId: id }));
    case 'unit':
      return (['window', 'staff', 'service_item', 'contact'] as const).map((entity) =>
        narrowed(entity, { unitId: id }),
      );
    case 'window':
      return [
        narrowed('camera', { windowId: id }, translate('hall.record.covered')),
        narrowed('service_item', { windowId: id }),
      ];
    case 'recorder':
      return [narrowed('camera', { recorderId: id })];
    case 'camera':
      return [namedRows(row, translate('hall.record.covers'))];
    case 'service_item':
      return [namedRows(row, translate('hall.record.handled'))];
    default:
      return [];
  }
}

/** The window whose posts and people are shown with a row, and the one post, where it is one. */
export function postsOf(row: HallRow): { windowId: number | null; postId: number | null } | null {
  if (row.entity === 'window') return { windowId: row.id, postId: null };
  if (row.entity === 'post') return { windowId: row.fields.windowId, postId: row.id };
  if (row.entity === 'staff' && row.fields.postId !== null) return { windowId: null, postId: row.fields.postId };
  return null;
}

const present = (parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');

/** A few words beside a row in a short list; what the page is about itself is not repeated. */
export function besideWords(row: HallRow, about: HallEntity | null = null): string {
  switch (row.entity) {
    case 'zone':
      return row.fields.floor ?? '';
    case 'unit':
      return row.fields.leader ?? '';
    case 'window':
      return present([about !== 'zone' && row.names['zoneId'], about !== 'unit' && row.names['unitId']]);
    case 'staff':
      return present([row.names['postId'], row.fields.postSide && choiceWord('postSide', row.fields.postSide)]);
    case 'service_item':
      return present([row.fields.code, choiceWord('category', row.fields.category)]);
    case 'target':
      return choiceWord('measure', row.fields.measure);
    case 'recorder':
      return translate('hall.record.keepNow', { n: row.fields.keepDays });
    case 'camera':
      return present([about !== 'recorder' && row.names['recorderId'], about !== 'zone' && row.names['zoneId']]);
    case 'contact':
      return present([row.fields.duty, row.fields.phone]);
    default:
      return '';
  }
}
