import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../db/database.js';
import type { Job } from '../../domain/jobs.js';
import type { DataEntity, EventPayload } from '../../domain/contract/events.js';
import type { Clock } from '../../domain/time.js';
import type { Handlers, WorkspaceName } from '../ipc/context.js';
import { calendarHandlers } from '../ipc/handlers/calendar.js';
import { chartHandlers } from '../ipc/handlers/charts.js';
import { clipHandlers } from '../ipc/handlers/clips.js';
import { commentHandlers } from '../ipc/handlers/comments.js';
import { documentHandlers } from '../ipc/handlers/documents.js';
import { escalationHandlers } from '../ipc/handlers/escalation.js';
import { evidenceHandlers } from '../ipc/handlers/evidence.js';
import { footageHandlers } from '../ipc/handlers/footage.js';
import { hallHandlers } from '../ipc/handlers/hall.js';
import { leadHandlers } from '../ipc/handlers/leads.js';
import { ledgerHandlers } from '../ipc/handlers/ledger.js';
import { measureHandlers } from '../ipc/handlers/measures.js';
import { peopleHandlers } from '../ipc/handlers/people.js';
import { planHandlers } from '../ipc/handlers/plans.js';
import { rankingHandlers } from '../ipc/handlers/ranking.js';
import { rectificationHandlers } from '../ipc/handlers/rectifications.js';
import { instructionHandlers } from '../ipc/handlers/instructions.js';
import { lookBackHandlers } from '../ipc/handlers/look-backs.js';
import { recurrenceHandlers } from '../ipc/handlers/recurrences.js';
import { reportHandlers } from '../ipc/handlers/reports.js';
import { reviewHandlers } from '../ipc/handlers/review.js';
import { roundReportHandlers } from '../ipc/handlers/round-reports.js';
import { sessionHandlers } from '../ipc/handlers/session.js';
import { tellingHandlers } from '../ipc/handlers/telling.js';
import { templateHandlers } from '../ipc/handlers/templates.js';
import { upkeepHandlers } from '../ipc/handlers/upkeep.js';
import { visitHandlers } from '../ipc/handlers/visits.js';
import { workHandlers } from '../ipc/handlers/work.js';
import { JobManager, maySeeJob } from '../jobs/manager.js';
import type { Desktop } from './desktop.js';
import { createCalendarServices, type CalendarServices } from '../services/calendar/service.js';
import { createCommentServices } from '../services/comments/service.js';
import { createEscalationServices, type EscalationServices } from '../services/escalation/service.js';
import { EvidenceService } from '../services/evidence/service.js';
import { createFootageServices, type FootageServices } from '../services/footage/service.js';
import { Turns } from '../services/footage/turns.js';
import type { ChosenTool } from '../services/footage/tools.js';
import type { FileTokens } from '../services/files.js';
import { createHallService } from '../services/hall/service.js';
import { LeadDesk } from '../services/leads/lead-desk.js';
import { OwnLeads } from '../services/leads/own-leads.js';
import { SupervisorService } from '../services/leads/supervisors.js';
import { MeasureCheck } from '../services/measure-check.js';
import { MeasureService } from '../services/measures.js';
import { OverviewService } from '../services/overview.js';
import { PeopleService } from '../services/people.js';
import { RedFlags } from '../services/ranking/flags.js';
import { RankingCirculars } from '../services/ranking/circular.js';
import { RankingEvidences } from '../services/ranking/evidence.js';
import { bottomMonths, Ranking } from '../services/ranking/ranking.js';
import { createRectificationServices, type RectificationServices } from '../services/rectifications/service.js';
import { ReportService } from '../services/reports.js';
import { RoundReports } from '../services/round-reports.js';
import { createPlanServices } from '../services/plans/service.js';
import { HonestyService } from '../services/review/honesty.js';
import { IdentityService } from '../services/review/identity.js';
import { RecordLists } from '../services/review/lists.js';
import { ReviewService } from '../services/review/review.js';
import { AtWork } from '../services/custody/at-work.js';
import { createCustodyServices, type CustodyServices } from '../services/custody/service.js';
import { ChartFiles } from '../services/charts.js';
import { createClipServices, type ClipServices } from '../services/clips/service.js';
import { SearchService } from '../services/search.js';
import { SessionService } from '../services/session/service.js';
import { UpkeepService } from '../services/upkeep.js';
import { AuditService } from '../services/audit.js';
import { Teller } from '../services/telling/teller.js';
import { seedReadyTemplates } from '../services/templates/seed.js';
import { TemplateService } from '../services/templates/service.js';
import { ViewsService } from '../services/views.js';
import { ClockWatch } from '../services/visits/clock.js';
import { VisitService } from '../services/visits/service.js';
import { WallService } from '../services/wall.js';
import { readIdleMinutes } from '../../db/queries/settings.js';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { EvidenceStore } from '../../media/evidence-store.js';
import type { Log } from './log.js';

/** What may have to be told by the desktop when it changes. */
const told: readonly DataEntity[] = ['rectification', 'calendar', 'summons_interview', 'look_back'];

/** What stays while one data folder gives way to another. */
export interface Surroundings {
  clock: Clock;
  /** Milliseconds nobody can set, against which the clock is watched; the computer's own where none is given. */
  steady?: Clock;
  log: Log;
  files: FileTokens;
  desktop: Desktop;
  /** Which ffmpeg a person chose on this computer; forgotten at the end where nobody keeps it. */
  chosenTool?: ChosenTool;
  /** The language people read here; Chinese where nobody says. */
  language?(): 'zh-CN' | 'en';
  jobChanged(job: Job): void;
  dataChanged(change: EventPayload<'data.changed'>): void;
}

/** One open data folder with everything that works on it. */
export interface Workspace {
  demo: boolean;
  database: Database;
  session: SessionService;
  jobs: JobManager;
  upkeep: UpkeepService;
  evidence: EvidenceService;
  rankingEvidence: RankingEvidences;
  footage: FootageServices;
  clips: ClipServices;
  custody: CustodyServices;
  rectifications: RectificationServices;
  escalation: EscalationServices;
  calendar: CalendarServices;
  telling: Teller;
  measureCheck: MeasureCheck;
  handlers: Handlers<WorkspaceName>;
  close(): Promise<void>;
}

/**
 * Opens the store and builds the services on it, each given what it needs, in order.
 * @throws AppError `db.*` when the store cannot be opened as it is
 */
export async function openWorkspace(folder: string, demo: boolean, around: Surroundings): Promise<Workspace> {
  const { clock, log, files, desktop } = around;
  const database = await openDatabase({ folder, clock, log: (slow) => log.info('slow statement', { ...slow }) });
  let idleMinutes = await database.read('settings.idleMinutes', readIdleMinutes);
  let counter = 0;
  const changed = (entity: EventPayload<'data.changed'>['entity'], ids: number[] = []): void =>
    around.dataChanged({ entity, ids, revision: (counter += 1) });

  const jobs = new JobManager(database, clock, log, (job, personId) => {
    const principal = session.principal();
    const viewer = principal && { personId: principal.actor.personId, office: principal.roles.includes('office') };
    if (maySeeJob(viewer, personId)) around.jobChanged(job);
  });
  const hall = createHallService({ database, jobs, files, clock });
  const session = new SessionService({
    database,
    clock,
    demo,
    firstHall: (tx, actor, first) => hall.createFirst(tx, actor, first),
    firstTemplates: (tx, actor) => seedReadyTemplates(tx, actor, around.language?.() ?? 'zh-CN', clock()),
    idleMinutes: () => idleMinutes,
    changed: () => {
      changed('session');
      telling.soon();
    },
  });
  const people = new PeopleService(database, demo);
  const upkeep = new UpkeepService({ database, jobs, clock, folder, demo });
  const store = new EvidenceStore(join(folder, 'evidence'));
  const evidence = new EvidenceService({ database, files, clock, log, folder, store });
  const atWork = new AtWork();
  const footage = createFootageServices({
    ...{ database, jobs, files, store, clock, log, folder, atWork },
    chosenTool: around.chosenTool ?? forgetful(),
    changed: (recordingId) => changed('recording', [recordingId]),
  });
  const { renditions } = footage;
  const watch = new ClockWatch(database, clock, around.steady ?? (() => performance.now()));
  const clips = createClipServices({
    ...{ database, jobs, store, desktop, clock, log, watch, atWork, footage },
    language: () => around.language?.() ?? 'zh-CN',
    turns: new Turns(1),
    workFolder: join(folder, 'making'),
    ffmpeg: async () => new Ffmpeg(await footage.toolbox.require()),
  });
  const reports = new ReportService({ database, jobs, files, desktop, evidence });
  const custody = createCustodyServices({
    ...{ database, jobs, files, store, reports, renditions, atWork, clock, log, folder },
  });
  const rectifications = createRectificationServices({
    ...{ database, jobs, files, desktop, evidence, store, clock, derived: clips.derived },
    // Demo halls are alike to the last row.
    newSeed: () => (demo ? 'demo' : randomBytes(16).toString('hex')),
  });
  const escalation = createEscalationServices({ database, rules: rectifications.ruleBook, bottomMonths });
  const rankingEvidence = new RankingEvidences({ database, evidence, store, clock, desktop });
  const calendar = createCalendarServices({ database, jobs, files, clock, rules: rectifications.ruleBook });
  const telling = new Teller({
    ...{ database, clock, log, desktop, rules: rectifications.ruleBook },
    principal: () => session.principal(),
    language: () => around.language?.() ?? 'zh-CN',
  });
  const measureCheck = new MeasureCheck({ database, jobs, log, demo });
  const audit = new AuditService(database, jobs);
  const services = {
    session,
    people,
    planning: createPlanServices(database),
    upkeep,
    evidence,
    footage,
    clips,
    custody,
    rectifications,
    escalation,
    calendar,
    telling,
    hall,
    audit,
    jobs,
    files,
    desktop,
    search: new SearchService(database, hall),
    templates: new TemplateService({ database, jobs, files }),
    supervisors: new SupervisorService(database),
    ownLeads: new OwnLeads(database),
    leadDesk: new LeadDesk(database),
    lists: new RecordLists(database),
    honesty: new HonestyService(database),
    reports,
    review: new ReviewService(database),
    identity: new IdentityService(database),
    views: new ViewsService(database),
    visits: new VisitService({ database, watch }),
    overview: new OverviewService(database, clock),
    roundReports: new RoundReports({ database, jobs, files, desktop }),
    commenting: createCommentServices({ database, jobs, files, desktop }),
    measures: new MeasureService(database, rectifications.ruleBook),
    ranking: new Ranking(database),
    rankingEvidence,
    redFlags: new RedFlags(database),
    rankingCirculars: new RankingCirculars({ database, jobs, files, desktop }),
    wall: new WallService({ database, rules: rectifications.ruleBook }),
    charts: new ChartFiles({ database, jobs, files, desktop }),
  };
  const unsubscribe = database.onCommit((changes) => {
    for (const change of changes) {
      around.dataChanged({ ...change, revision: (counter += 1) });
      if (told.includes(change.entity)) telling.soon();
      // Roles, unit or state of the person at the desk may have changed with it.
      if (change.entity === 'person') void session.refresh().catch((error: unknown) => log.error('refresh', error));
      if (change.entity === 'settings') {
        void database.read('settings.idleMinutes', readIdleMinutes).then((minutes) => (idleMinutes = minutes));
      }
    }
  });
  await jobs.boot();
  await evidence.boot();
  await footage.boot();
  await clips.boot();
  custody.check.boot();
  measureCheck.boot();
  await calendar.recalculation.boot();

  return {
    demo,
    database,
    session,
    jobs,
    upkeep,
    evidence,
    rankingEvidence,
    footage,
    clips,
    custody,
    rectifications,
    escalation,
    calendar,
    telling,
    measureCheck,
    handlers: {
      ...sessionHandlers(services),
      ...peopleHandlers(services),
      ...hallHandlers(services),
      ...planHandlers(services),
      ...templateHandlers(services),
      ...visitHandlers(services),
      ...reviewHandlers(services),
      ...reportHandlers(services),
      ...leadHandlers(services),
      ...evidenceHandlers(services),
      ...footageHandlers(services),
      ...clipHandlers(services),
      ...rectificationHandlers(services),
      ...escalationHandlers(services),
      ...ledgerHandlers(services),
      ...recurrenceHandlers(services),
      ...lookBackHandlers(services),
      ...instructionHandlers(services),
      ...rankingHandlers(services),
      ...measureHandlers(services),
      ...chartHandlers(services),
      ...commentHandlers(services),
      ...roundReportHandlers(services),
      ...documentHandlers(services),
      ...tellingHandlers(services),
      ...calendarHandlers(services),
      ...workHandlers(services),
      ...upkeepHandlers(services),
    },
    async close() {
      await telling.shutdown();
      upkeep.shutdown();
      await measureCheck.shutdown();
      await evidence.shutdown();
      await jobs.shutdown();
      await clips.shutdown();
      await custody.check.shutdown();
      await footage.shutdown();
      unsubscribe();
      await database.close();
    },
  };
}

function forgetful(): ChosenTool {
  let path: string | null = null;
  return { get: () => path, set: (next) => (path = next) };
}
