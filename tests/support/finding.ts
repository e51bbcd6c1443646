import { randomUUID } from 'node:crypto';
import type { FindingFields } from '../../domain/finding.js';
import type { VisitChange } from '../../domain/visit-record.js';

type FreeFinding = Omit<FindingFields, 'checklist' | 'itemCode'>;

/** A finding that hangs on no item of a checklist, those fields replaced that are given. */
export const freeFinding = (fields: Partial<FreeFinding> = {}): FreeFinding => ({
  clientId: randomUUID(),
  title: '窗口无人值守',
  category: 'attendance',
  severity: 'general',
  basisClause: null,
  windowId: null,
  unitId: null,
  at: null,
  headCount: null,
  headTotal: null,
  durationSeconds: null,
  description: null,
  correctedOnSpot: false,
  deadlineType: 'fixed_term_fix',
  deadlineAmount: 5,
  ...fields,
});

/** A whole finding of a visit, those fields replaced that are given. */
export const finding = (fields: Partial<FindingFields> = {}): FindingFields => ({
  checklist: null,
  itemCode: null,
  ...freeFinding(),
  ...fields,
});

/** What a page sends when somebody writes a finding, changes one or takes one back. */
export const writing = (was: FindingFields | null, value: FindingFields | null): VisitChange => {
  return { kind: 'finding', clientId: (was ?? value)?.clientId ?? '', was, value };
};
