import { computed, type ComputedRef } from 'vue';
import { findingCategories, severities } from '../../../../domain/checklist/kinds.js';
import type { LedgerColumn } from '../../../../domain/rectification/columns.js';
import { rectificationStates } from '../../../../domain/rectification/life.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { dayOf } from '../../../../domain/time.js';
import { useText } from '../../../shared/composables/use-text';
import { isoDay, shortDay, thisYear } from '../../../shared/i18n/format';
import type { ListColumn } from '../../../shared/list/list-types';
import { fitting, LIGHT_REM } from '../../../shared/list/word-width';
import {
  leftOf,
  lightWord,
  placeText,
  progressText,
  shortNo,
  tagsOf,
  titleOf,
  waitingText,
} from '../model/ledger-words';

type Column = ListColumn<RectificationRow> & { key: LedgerColumn };

/** Of the seven ticks and their gap. */
const TICKS_REM = 4.8;
/** `2026-10-13` */
const DATE_REM = 6;

/** Every column of a rectification ledger (整改台账); those not shown at first are one press away. */
export function useLedgerColumns(): ComputedRef<readonly Column[]> {
  const { t, join } = useText();
  const date = (day: number | null): string => (day === null ? '' : isoDay(day));
  const dateOf = (at: number | null): string => (at === null ? '' : isoDay(dayOf(at)));
  const count = (n: number): string => (n === 0 ? '' : String(n));

  const due = ({ dueDay, originalDueDay, fields }: RectificationRow): string => {
    if (dueDay === null) return fields.deadline.type === 'standing_measure' ? t('ledger.left.standing') : '';
    const day = shortDay(dueDay, thisYear());
    if (originalDueDay === null || originalDueDay === dueDay) return day;
    return `${day} (${t('ledger.originalDue', { day: shortDay(originalDueDay, thisYear()) })})`;
  };
  const type = ({ fields: { deadline } }: RectificationRow): string =>
    t(`deadlineText.${deadline.type}`, { amount: deadline.amount ?? '' });
  const measures = ({ fields, measuresDone }: RectificationRow): string => {
    const n = fields.measures.length;
    if (n === 0) return '';
    const done = measuresDone > 0 ? `${t('ledger.measuresDone', { done: measuresDone, n })} · ` : '';
    return done + join(fields.measures);
  };
  const verified = ({ verificationResult, verificationNote }: RectificationRow): string =>
    [verificationResult === null ? '' : t(`verificationResult.${verificationResult}`), verificationNote ?? '']
      .filter((word) => word !== '')
      .join(' · ');

  const usual = (): Column[] => [
    {
      key: 'no',
      title: t('ledger.column.no'),
      width: 3.6,
      least: 3.4,
      sort: 'no',
      fixed: true,
      text: (row) => shortNo(row.no, thisYear()),
    },
    {
      key: 'problem',
      title: t('ledger.column.problem'),
      width: 18,
      least: 13,
      grow: true,
      fixed: true,
      text: (row) => [titleOf(row), ...tagsOf(row)].join(' · '),
    },
    { key: 'place', title: t('ledger.column.place'), width: 13, least: 8, sort: 'unit', text: placeText },
    {
      key: 'category',
      title: t('ledger.column.category'),
      width: 4.6,
      least: fitting(findingCategories.map((category) => t(`findingCategory.${category}`))) * 0.8,
      text: (row) => t(`findingCategory.${row.fields.category}`),
    },
    {
      key: 'severity',
      title: t('ledger.column.severity'),
      width: 3.6,
      least: fitting([...severities.map((severity) => t(`severity.${severity}`)), t('ledger.column.severity')]),
      sort: 'severity',
      text: (row) => t(`severity.${row.fields.severity}`),
    },
    { key: 'due', title: t('ledger.column.due'), width: 7.4, least: 7, sort: 'dueOn', align: 'end', text: due },
    {
      key: 'left',
      title: t('ledger.column.left'),
      width: 5.6,
      least: fitting([
        ...(['over', 'late'] as const).map((word) => t(`ledger.left.${word}`, { n: 88 })),
        ...(['inTime', 'suspended', 'unsigned'] as const).map((word) => t(`ledger.left.${word}`)),
      ]),
      align: 'end',
      text: (row) => leftOf(row, Date.now(), thisYear()).text,
    },
    {
      key: 'progress',
      title: t('ledger.column.progress'),
      width: 9,
      least: fitting([t('ledger.progress.rectifying'), t('ledger.progress.closing')], TICKS_REM),
      text: (row) => progressText(row),
    },
    { key: 'waiting', title: t('ledger.column.waiting'), width: 6.6, least: 4.4, text: waitingText },
    {
      key: 'proofs',
      title: t('ledger.column.proofs'),
      width: 2.8,
      least: fitting([t('ledger.column.proofs')]),
      align: 'end',
      text: (row) => String(row.proofs),
    },
  ];
  const whence = (): Column[] => [
    { key: 'round', title: t('ledger.column.round'), width: 9, text: (row) => row.roundLabel ?? '' },
    {
      key: 'found',
      title: t('ledger.column.found'),
      width: 6.2,
      least: DATE_REM,
      sort: 'foundOn',
      text: (row) => date(row.foundDay),
    },
    { key: 'hall', title: t('ledger.column.hall'), width: 7, text: (row) => row.hallLabel },
    { key: 'window', title: t('ledger.column.window'), width: 8, text: (row) => row.windowLabel ?? '' },
    { key: 'unit', title: t('ledger.column.unit'), width: 8, sort: 'unit', text: (row) => row.unitLabel ?? '' },
    { key: 'leadUnit', title: t('ledger.column.leadUnit'), width: 8, text: (row) => row.leadUnitLabel ?? '' },
    { key: 'basis', title: t('ledger.column.basis'), width: 10, text: (row) => row.fields.basisClause ?? '' },
    {
      key: 'evidence',
      title: t('ledger.column.evidence'),
      width: 3,
      align: 'end',
      text: (row) => count(row.evidence),
    },
  ];
  const terms = (): Column[] => [
    { key: 'goal', title: t('ledger.column.goal'), width: 12, text: (row) => row.fields.goal ?? '' },
    { key: 'type', title: t('ledger.column.type'), width: 8, text: type },
    { key: 'measures', title: t('ledger.column.measures'), width: 14, text: measures },
    {
      key: 'leader',
      title: t('ledger.column.leader'),
      width: 5,
      text: (row) => row.fields.responsibleLeader ?? '',
    },
    { key: 'person', title: t('ledger.column.person'), width: 5, text: (row) => row.fields.responsiblePerson ?? '' },
    {
      key: 'originalDue',
      title: t('ledger.column.originalDue'),
      width: 6.2,
      least: DATE_REM,
      text: (row) => date(row.originalDueDay),
    },
    { key: 'notice', title: t('ledger.column.notice'), width: 9, text: (row) => row.noticeNo ?? '' },
  ];
  const way = (): Column[] => [
    {
      key: 'state',
      title: t('ledger.column.state'),
      width: 6,
      least: fitting(rectificationStates.map((state) => t(`rectificationState.${state}`))),
      sort: 'state',
      text: (row) => t(`rectificationState.${row.state}`),
    },
    {
      key: 'light',
      title: t('ledger.column.light'),
      width: 5,
      least: fitting([t('rectificationLight.red'), t('rectificationLight.grey')], LIGHT_REM),
      text: lightWord,
    },
    {
      key: 'issued',
      title: t('ledger.column.issued'),
      width: 6.2,
      least: DATE_REM,
      sort: 'issuedAt',
      text: (row) => dateOf(row.issuedAt),
    },
    {
      key: 'received',
      title: t('ledger.column.received'),
      width: 6.2,
      least: DATE_REM,
      text: (row) => dateOf(row.receivedAt),
    },
    {
      key: 'submitted',
      title: t('ledger.column.submitted'),
      width: 6.2,
      least: DATE_REM,
      text: (row) => dateOf(row.submittedAt),
    },
    { key: 'verifier', title: t('ledger.column.verifier'), width: 5, text: (row) => row.verifierName ?? '' },
    { key: 'verified', title: t('ledger.column.verified'), width: 10, text: verified },
    {
      key: 'closed',
      title: t('ledger.column.closed'),
      width: 6.2,
      least: DATE_REM,
      text: (row) => dateOf(row.closedAt),
    },
    { key: 'closer', title: t('ledger.column.closer'), width: 5, text: (row) => row.closerName ?? '' },
    {
      key: 'extensions',
      title: t('ledger.column.extensions'),
      width: 4.5,
      align: 'end',
      text: (row) => count(row.extensions),
    },
    {
      key: 'reminders',
      title: t('ledger.column.reminders'),
      width: 4.5,
      align: 'end',
      text: (row) => count(row.reminders),
    },
    {
      key: 'escalation',
      title: t('ledger.column.escalation'),
      width: 5.5,
      text: (row) => (row.escalation === 'none' ? '' : t(`escalation.${row.escalation}`)),
    },
    { key: 'recurrence', title: t('ledger.column.recurrence'), width: 9, text: (row) => row.recurrenceOf?.no ?? '' },
    { key: 'remark', title: t('ledger.column.remark'), width: 10, text: (row) => row.fields.remark ?? '' },
  ];
  return computed(() => [
    ...usual(),
    ...[...whence(), ...terms(), ...way()].map((column) => ({ ...column, shown: false })),
  ]);
}
