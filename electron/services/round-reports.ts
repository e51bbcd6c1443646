import type { Reader } from '../../db/database.js';
import { hallsOfUnits, placeLabels } from '../../db/queries/measure-labels.js';
import {
  foundGroups,
  interviewsHeld,
  issuingName,
  reportPlan,
  visitGroups,
  type FoundGroup,
  type ReportPlan,
  type ReportScope,
} from '../../db/queries/round-report.js';
import { findingCategories, severities } from '../../domain/checklist/kinds.js';
import type { CommandOutput, ParsedInput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import { foundModes } from '../../domain/measures/dimensions.js';
import { monthPeriod } from '../../domain/measures/period.js';
import type { ReportFigures, ReportOf, ReportTables } from '../../domain/report/schema.js';
import type { CallContext } from '../ipc/context.js';
import { writePaper, type PaperDependencies } from './paper-file.js';

interface Counted {
  plan: ReportPlan | null;
  figures: ReportFigures;
  tables: ReportTables;
}

/** Reports of a plan or a month (检查情况报告): every number is counted from rows when it is asked for. */
export class RoundReports {
  constructor(private readonly deps: PaperDependencies) {}

  /** @throws AppError `notFound.record` for an unknown plan */
  async read(
    { of, language }: ParsedInput<'roundReports.read'>,
    context: CallContext,
  ): Promise<CommandOutput<'roundReports.read'>> {
    const { roundReportOf } = await import('../documents/round-report.js');
    const counted = await this.#counted(of, context);
    return roundReportOf(of, counted.plan, { figures: counted.figures, tables: counted.tables }, language);
  }

  /** @throws AppError `permission.denied` where somebody else than the office edited it; `file.token` */
  async make(input: ParsedInput<'roundReports.make'>, context: CallContext): Promise<{ jobId: number }> {
    const { of, language, texts } = input;
    if (Object.keys(texts).length > 0 && !context.roles.includes('office'))
      throw new AppError('permission.denied', { command: context.command });
    const { roundReportPaper } = await import('../documents/round-report.js');
    const report = await this.read({ of, language }, context);
    const issuer = await this.deps.database.read(context.command, issuingName);
    const paper = roundReportPaper(report, texts, { issuer, now: context.now, language });
    const ref = of.kind === 'plan' ? of.planId : of.month;
    return writePaper(this.deps, paper, { object: 'measure', ref, kind: `roundReport.${of.kind}` }, input, context);
  }

  #counted(of: ReportOf, { command, now }: CallContext): Promise<Counted> {
    return this.deps.database.read(
      command,
      async (reader) => {
        const plan = of.kind === 'plan' ? ((await reportPlan(reader, of.planId)) ?? null) : null;
        if (of.kind === 'plan' && !plan)
          throw new AppError('notFound.record', { entity: 'inspection_plan', id: of.planId });
        const scope = of.kind === 'plan' ? { planId: of.planId } : monthPeriod(of.month);
        return { plan, ...(await count(reader, scope, now)) };
      },
      { snapshot: true },
    );
  }
}

type Outcome = Pick<FoundGroup, 'findings' | 'issued' | 'closed' | 'overdue'>;
const sumOf = (groups: readonly FoundGroup[]): Outcome =>
  groups.reduce<Outcome>(
    (sum, { findings, issued, closed, overdue }) => ({
      findings: sum.findings + findings,
      issued: sum.issued + issued,
      closed: sum.closed + closed,
      overdue: sum.overdue + overdue,
    }),
    { findings: 0, issued: 0, closed: 0, overdue: 0 },
  );

async function count(reader: Reader, scope: ReportScope, now: number): Promise<Omit<Counted, 'plan'>> {
  const found = await foundGroups(reader, scope, now);
  const visits = await visitGroups(reader, scope);
  const unitIds = [...new Set(found.map(({ unitId }) => unitId))];
  const known = unitIds.filter((id) => id !== null);
  const names = await placeLabels(reader, 'unit', known);
  const said = Object.values(names);
  const alike = known.filter((id) => said.indexOf(names[id] ?? '') !== said.lastIndexOf(names[id] ?? ''));
  const halls = await hallsOfUnits(reader, alike);
  const bySeverity = severities.map((severity) => ({
    severity,
    ...sumOf(found.filter((group) => group.severity === severity)),
  }));
  const of = (wanted: FoundGroup['severity']): number =>
    bySeverity.find(({ severity }) => severity === wanted)?.findings ?? 0;
  return {
    figures: {
      ...sumOf(found),
      visits: visits.reduce((sum, group) => sum + group.visits, 0),
      windowVisits: visits.reduce((sum, group) => sum + group.windowVisits, 0),
      ...{ general: of('general'), serious: of('serious'), grave: of('grave'), unitsFound: known.length },
      ...(await interviewsHeld(reader, scope)),
    },
    tables: {
      units: unitIds
        .map((id) => ({
          label: id === null ? null : (names[id] ?? null),
          hallLabel: id === null ? null : (halls[id] ?? null),
          ...sumOf(found.filter(({ unitId }) => unitId === id)),
        }))
        .sort((a, b) => b.findings - a.findings),
      categories: findingCategories
        .map((category) => ({ category, ...sumOf(found.filter((group) => group.category === category)) }))
        .filter(({ findings }) => findings > 0)
        .sort((a, b) => b.findings - a.findings),
      modes: foundModes
        .map((mode) => ({
          mode,
          visits: visits.find((group) => group.mode === mode)?.visits ?? 0,
          ...sumOf(found.filter((group) => group.mode === mode)),
        }))
        .filter(({ findings, visits: made }) => findings > 0 || made > 0),
      severities: bySeverity,
    },
  };
}
