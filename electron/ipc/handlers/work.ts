import { AppError } from '../../../domain/errors.js';
import type { Desktop, FileFilter } from '../../app/desktop.js';
import type { JobManager, JobViewer } from '../../jobs/manager.js';
import type { AuditService } from '../../services/audit.js';
import type { FileTokens } from '../../services/files.js';
import type { OverviewService } from '../../services/overview.js';
import type { SearchService } from '../../services/search.js';
import type { ViewsService } from '../../services/views.js';
import type { CallContext, FeatureName, Handlers } from '../context.js';

interface Needs {
  audit: AuditService;
  desktop: Desktop;
  files: FileTokens;
  jobs: JobManager;
  overview: OverviewService;
  search: SearchService;
  views: ViewsService;
}

const tables: readonly FileFilter[] = [
  { name: 'Excel', extensions: ['xlsx'] },
  { name: 'CSV', extensions: ['csv'] },
];

/** What recorders write; the bytes decide, so anything else may be chosen too. */
const footage: readonly FileFilter[] = [
  {
    name: '录像 / Footage',
    extensions: [
      ...['mp4', 'dav', 'avi', 'mkv', 'mov', 'ts', 'mts', 'm2ts', 'mpg', 'mpeg', 'ps', 'flv', 'webm', 'wmv', 'asf'],
      ...['h264', '264', 'h265', '265', 'hevc', 'm4v', '3gp', 'mp3', 'm4a', 'wav', 'amr', 'aac', 'ogg', 'flac'],
    ],
  },
  { name: '*', extensions: ['*'] },
];

/** Which files a purpose takes. */
const filters = {
  hallImport: [{ name: 'Excel / CSV', extensions: ['xlsx', 'csv'] }],
  hallExport: tables,
  hallTemplate: [{ name: 'Excel', extensions: ['xlsx'] }],
  templateImport: [{ name: 'Excel / JSON', extensions: ['xlsx', 'json'] }],
  calendarImport: [{ name: 'JSON', extensions: ['json'] }],
  templateExport: [
    { name: 'Excel', extensions: ['xlsx'] },
    { name: 'JSON', extensions: ['json'] },
  ],
  picture: [{ name: 'JPEG / PNG / WebP / BMP', extensions: ['jpg', 'jpeg', 'png', 'webp', 'bmp', 'gif'] }],
  proof: [
    {
      name: 'JPEG / PNG / PDF / Word / Excel',
      extensions: ['jpg', 'jpeg', 'png', 'webp', 'bmp', 'gif', 'pdf', 'docx', 'xlsx'],
    },
  ],
  rankingEvidence: [{ name: 'JPEG / PNG / PDF', extensions: ['jpg', 'jpeg', 'png', 'webp', 'bmp', 'gif', 'pdf'] }],
  // A file of this name has no ending everywhere.
  mediaTool: [{ name: 'ffmpeg', extensions: ['*'] }],
  matterDocument: [
    { name: 'Word', extensions: ['docx'] },
    { name: 'PDF', extensions: ['pdf'] },
  ],
  documentTemplate: [{ name: 'Word', extensions: ['docx'] }],
  replySheet: [{ name: 'Excel', extensions: ['xlsx'] }],
  matterProof: [],
  ledgerExport: [{ name: 'Excel', extensions: ['xlsx'] }],
  evidencePack: [{ name: 'Zip', extensions: ['zip'] }],
  visitReport: [
    { name: 'Word', extensions: ['docx'] },
    { name: 'PDF', extensions: ['pdf'] },
  ],
  chart: [
    { name: 'PNG', extensions: ['png'] },
    { name: 'SVG', extensions: ['svg'] },
    { name: 'CSV', extensions: ['csv'] },
    { name: 'Excel', extensions: ['xlsx'] },
    { name: 'PDF', extensions: ['pdf'] },
  ],
  certificate: [{ name: 'PDF', extensions: ['pdf'] }],
} as const satisfies Record<string, readonly FileFilter[]>;

type WorkName = FeatureName<'search' | 'jobs' | 'audit' | 'views' | 'files' | 'home'>;

export const workHandlers = (needs: Needs): Handlers<WorkName> => ({
  'search.find': (input, context) => needs.search.find(input, context),
  'jobs.list': (_, context) => needs.jobs.list(viewerOf(context)),
  'jobs.cancel': (input, context) => needs.jobs.cancel(input.id, viewerOf(context)),
  'jobs.clear': async (_, context) => ({ cleared: await needs.jobs.clear(viewerOf(context)) }),
  'audit.list': (input) => needs.audit.list(input),
  'audit.rows': (input) => needs.audit.rows(input.ids),
  'audit.people': () => needs.audit.people(),
  'audit.verify': (_, context) => needs.audit.verify(context),
  'views.list': (input, context) => needs.views.list(input.list, context),
  'views.save': (input, context) => needs.views.save(input, context),
  'views.remove': async (input, context) => {
    await needs.views.remove(input.id, context);
    return {};
  },
  'files.pickOpen': async (input) => {
    const path = await needs.desktop.chooseFile(filters[input.purpose]);
    return path === null ? null : needs.files.offer(path, 'open');
  },
  'files.pickMany': async ({ purpose }) => {
    const paths = await needs.desktop.chooseMany(purpose === 'footage' ? 'files' : 'folder', footage);
    const offered = await Promise.all(paths.map((path) => needs.files.offer(path, 'open')));
    return offered.filter((token) => token !== null);
  },
  'files.pickSave': async (input) => {
    const path = await needs.desktop.chooseTarget(input.suggestedName, filters[input.purpose]);
    return path === null ? null : needs.files.offer(path, 'save');
  },
  'files.paste': async () => {
    const path = await needs.desktop.pastePicture();
    return path === null ? null : needs.files.offer(path, 'open', true);
  },
  'files.showSaved': async (input, context) => {
    const path = await needs.jobs.savedBy(input.jobId, viewerOf(context));
    if (path === null) throw new AppError('notFound.file', { name: '' });
    needs.desktop.showFile(path);
    return {};
  },
  'home.overview': (_, context) => needs.overview.overview(context),
});

const viewerOf = ({ actor, roles }: CallContext): JobViewer => ({
  personId: actor.personId,
  office: roles.includes('office'),
});
