import { describe, expect, it } from 'vitest';
import {
  findingChanges,
  findingFaults,
  findingFields,
  findingOfItem,
  type FindingFields,
} from '../../../domain/finding.js';
import { conformity, conforms, fails, number, section, template, value, worth } from '../checklist/fixtures.js';

const place = {
  clientId: '7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11',
  checklist: '0b7e3c1e-7c55-4a4e-9a53-0d6f2f0a1b11',
  windowId: 7,
  unitId: 3,
  at: Date.UTC(2026, 9, 14, 2, 1),
};
const badge = conformity('5.1.2', worth(1, { unit: 'per_person' }), {
  basisClause: 'GB/T 36112-2018, 5.1',
  findingCategory: 'appearance',
  severity: 'serious',
});
const wait = number('7.2');
const content = template([section('S', 100, [badge, wait, conformity('7.3')])]);

describe('a finding of a failed item', () => {
  it('has item, clause, severity, window and term filled in', () => {
    const made = findingOfItem(badge, { '5.1.2': { kind: 'fails', count: 2, note: 'two at the left desk' } }, place);
    expect(findingFields.parse(made)).toEqual(made);
    expect(made).toMatchObject({
      itemCode: '5.1.2',
      category: 'appearance',
      severity: 'serious',
      basisClause: 'GB/T 36112-2018, 5.1',
      windowId: 7,
      headCount: 2,
      description: 'two at the left desk',
      deadlineType: 'fixed_term_fix',
      deadlineAmount: 5,
    });
    expect(findingFaults(made)).toEqual([]);
  });

  it('is called as a failure reads, or like its item', () => {
    expect(findingOfItem(badge, {}, place).title).toBe(badge.title);
    expect(findingOfItem({ ...badge, findingTitle: 'No badge' }, {}, place).title).toBe('No badge');
  });

  it('counts heads only where the item counts persons', () => {
    expect(findingOfItem(wait, { '7.2': value(18.4) }, place).headCount).toBeNull();
  });
});

it('a finding has no more heads than there were, and an item only with its checklist', () => {
  const made = findingOfItem(badge, { '5.1.2': fails(3) }, place);
  const rulesOf = (rest: Partial<FindingFields>) => findingFaults({ ...made, ...rest }).map(({ rule }) => rule);
  expect(rulesOf({ headTotal: 10 })).toEqual([]);
  expect(rulesOf({ headTotal: 2 })).toEqual(['headAboveTotal']);
  expect(rulesOf({ headTotal: 2, headCount: null })).toEqual(['totalWithoutHead']);
  expect(rulesOf({ checklist: null })).toEqual(['itemWithoutChecklist']);
  expect(rulesOf({ checklist: null, itemCode: null })).toEqual([]);
});

it('changed answers open findings and show those that have become idle', () => {
  const findings = [
    { clientId: 'a', itemCode: '7.3' },
    { clientId: 'b', itemCode: null },
    { clientId: 'c', itemCode: '5.1.2' },
  ];
  const changes = findingChanges(content, { '5.1.2': fails(), '7.2': value(15.1), '7.3': conforms() }, {}, findings);
  expect(changes.toOpen.map(({ code }) => code)).toEqual(['7.2']);
  expect(changes.idle).toEqual(['a']);
});
