import type { AuditRow } from '../../domain/contract/commands/work.js';
import type { Derived } from '../../domain/footage/clip.js';
import { SHANGHAI_OFFSET_MS } from '../../domain/time.js';
import { csvLine } from './csv-guard.js';

export type PackLanguage = 'zh-CN' | 'en';

/** A piece of evidence in a pack. */
export interface PackPiece {
  derived: Derived;
  /** Of its clip, or of its recording. */
  label: string;
  /** Of what it belongs to. */
  targetLabel: string | null;
  recordingName: string;
  channel: number | null;
  cameraLabel: string | null;
  hallName: string;
  /** True wall clock of its first frame, UTC ms. */
  takenAt: number | null;
}

export interface PackFile {
  /** Within the pack, with `/`. */
  file: string;
  sha256: string;
  bytes: number;
}

const endings: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/x-matroska': 'mkv',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Letters of a label that are kept: folders of a pack are opened under other folders. */
const LONGEST = 60;

/** Names of the pieces: number and label, each different, such as every system can write. */
export function pieceNames(pieces: readonly PackPiece[]): string[] {
  const digits = String(pieces.length).length;
  return pieces.map(({ label, derived }, index) => {
    const plain = label
      .normalize('NFC')
      .replace(/[<>:"/\\|?*\u0000-\u001f\u007f]/g, '_')
      .trim();
    // Windows drops blanks and dots at the end, and then looks for another name.
    const kept =
      Array.from(plain)
        .slice(0, LONGEST)
        .join('')
        .replace(/[. ]+$/, '') || '_';
    const number = String(index + 1).padStart(Math.max(2, digits), '0');
    return `clips/${number}_${kept}.${endings[derived.mediaType] ?? 'bin'}`;
  });
}

/** UTC ms -> `2026-10-14 13:00:01.040` on the clock of Shanghai. */
export const clockMs = (instant: number | null): string =>
  instant === null ? '' : new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 23).replace('T', ' ');

type Column = [zh: string, en: string, of: (piece: PackPiece, file: string) => string];

const seconds = (ms: number | undefined): string => (ms === undefined ? '' : (ms / 1000).toFixed(3));
const cutOf =
  (of: (cut: NonNullable<Derived['cut']>) => string) =>
  ({ derived }: PackPiece): string =>
    derived.cut ? of(derived.cut) : '';

const columns: readonly Column[] = [
  ['文件', 'file', (_, file) => file],
  ['SHA-256', 'sha256', ({ derived }) => derived.sha256],
  ['字节', 'bytes', ({ derived }) => String(derived.bytes)],
  ['种类', 'kind', ({ derived }) => derived.kind],
  ['名称', 'label', ({ label }) => label],
  ['所属记录', 'record', ({ targetLabel }) => targetLabel ?? ''],
  ['画面时间（北京时间）', 'capture time (UTC+8)', ({ takenAt }) => clockMs(takenAt)],
  ['大厅', 'hall', ({ hallName }) => hallName],
  ['点位', 'camera', ({ cameraLabel }) => cameraLabel ?? ''],
  ['通道', 'channel', ({ channel }) => String(channel ?? '')],
  ['来源录像', 'source recording', ({ recordingName }) => recordingName],
  ['上级 SHA-256', 'parent sha256', ({ derived }) => derived.parentSha256],
  ['已打码', 'redacted', ({ derived }) => (derived.redacted ? '1' : '0')],
  ['剪辑方式', 'cut', cutOf(({ mode, way }) => `${mode} ${way}`)],
  ['要求入点（秒）', 'asked in (s)', cutOf((cut) => seconds(cut.askedInMs))],
  ['要求出点（秒）', 'asked out (s)', cutOf((cut) => seconds(cut.askedOutMs))],
  ['实际入点（秒）', 'real in (s)', cutOf((cut) => seconds(cut.realInMs))],
  ['实际出点（秒）', 'real out (s)', cutOf((cut) => seconds(cut.realOutMs))],
  ['帧数', 'frames', cutOf(({ frames }) => String(frames))],
  ['画面位置（秒）', 'frame at (s)', ({ derived }) => seconds(derived.still?.atMs)],
  ['程序', 'tool', ({ derived }) => derived.tool],
  ['制作时间（北京时间）', 'made (UTC+8)', ({ derived }) => clockMs(derived.madeAt)],
  ['制作人', 'made by', ({ derived }) => derived.madeBy],
];

const BOM = '\ufeff';
const wordOf = ([zh, en]: Column, language: PackLanguage): string => (language === 'en' ? en : zh);

/** What is in the pack and where it is from, for spreadsheets. */
export function manifestCsv(pieces: readonly PackPiece[], files: readonly string[], language: PackLanguage): string {
  const rows = pieces.map((piece, index) => columns.map(([, , of]) => of(piece, files[index] ?? '')));
  return BOM + [columns.map((column) => wordOf(column, language)), ...rows].map(csvLine).join('');
}

const auditTitles: Record<PackLanguage, string[]> = {
  'zh-CN': ['序号', '时间（北京时间）', '人', '操作', '对象', '编号', '原因', '之前', '之后', '链值'],
  en: ['no', 'time (UTC+8)', 'who', 'action', 'object', 'id', 'reason', 'before', 'after', 'chain hash'],
};

/** Rows of the audit log as they stand in its chain; people who must not be known by code. */
export function auditCsv(rows: readonly Omit<AuditRow, 'label'>[], language: PackLanguage): string {
  const lines = rows.map(({ id, at, who, action, object, ref, reason, before, after, hash }) =>
    [id, clockMs(at), who, action, object, ref ?? '', reason ?? '', before ?? '', after ?? '', hash].map(String),
  );
  return BOM + [auditTitles[language], ...lines].map(csvLine).join('');
}

/** As `sha256sum -c` reads it. */
export const sumsFile = (files: readonly PackFile[]): string =>
  files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');

const verify = [
  '如何核对这个证据包 / How to check this pack',
  '',
  'SHA256SUMS 里写着每个文件的 SHA-256。先把整个压缩包解开，再在解开的文件夹里核对。',
  'SHA256SUMS holds the SHA-256 of every file. Unpack everything first, then check inside that folder.',
  '',
  'Linux, macOS:',
  '  sha256sum -c SHA256SUMS',
  '  (macOS: shasum -a 256 -c SHA256SUMS)',
  '',
  'Windows PowerShell:',
  '  Get-Content -Encoding UTF8 SHA256SUMS | ForEach-Object {',
  "    $sum, $file = $_ -split '  ', 2",
  '    if ((Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash -eq $sum) { "${file}: OK" } else { "${file}: FAILED" }',
  '  }',
  '',
  '每一行都应显示 OK。整个压缩包自身的 SHA-256 写在导出它的那台电脑的审计日志和证据包清单里。',
  'Every line must say OK. The SHA-256 of the pack itself stands in the audit log and the list of packs of the console that made it.',
  '',
  'manifest.csv  每份证据从哪里来、怎样做成、是否打码 / where each piece is from, how it was made, whether it is redacted',
  'audit.csv     与这些证据有关的审计日志 / the rows of the audit log about them',
  '',
];

/** Says in two languages how to check the pack with what every system has. */
export const verifyText = (): string => BOM + verify.join('\r\n');
