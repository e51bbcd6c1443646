import type { CutMode, Derived, DerivedKind } from '../../domain/footage/clip.js';
import type { CutRecipe, Recipe, StillRecipe } from '../../domain/footage/recipe.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';
import { lockedSql } from './footage-recordings.js';

interface DerivedRecord {
  id: number;
  evidenceId: number;
  kind: DerivedKind;
  clipId: number | null;
  recordingId: number;
  sha256: string;
  bytes: number;
  mediaType: string;
  parentSha256: string;
  recipe: string;
  redacted: number;
  tool: string;
  madeAt: number;
  madeBy: string;
  exports: string;
  locked: number;
  disposedAt: number | null;
}

const select = `SELECT d.id, d.evidence_id AS evidenceId, d.kind, d.clip_id AS clipId, d.recording_id AS recordingId,
    e.sha256, e.bytes, e.media_type AS mediaType, pe.sha256 AS parentSha256, d.recipe, d.redacted, d.tool,
    d.made_at AS madeAt, ${tagSql('d.made_by')} AS madeBy,
    (SELECT json_group_array(json_object('at', k.at, 'by', ${tagSql('k.by')}, 'packName', k.name)
        ORDER BY k.id DESC)
      FROM evidence_pack_item i JOIN evidence_pack k ON k.id = i.pack_id
      WHERE i.derivation_id = d.id) AS exports,
    ${lockedSql('e.id')} AS locked,
    (SELECT at FROM disposal x WHERE x.evidence_id = e.id) AS disposedAt
  FROM derivation d JOIN evidence e ON e.id = d.evidence_id JOIN evidence pe ON pe.id = d.parent_id`;

function toDerived({ recipe, redacted, exports, locked, ...row }: DerivedRecord): Derived {
  const made = JSON.parse(recipe) as Recipe;
  const { atMs, annotated } = made as StillRecipe;
  return {
    ...row,
    cut: row.kind === 'still' ? null : (made as CutRecipe).cut,
    still: row.kind === 'still' ? { atMs, annotated } : null,
    redacted: redacted === 1,
    exports: JSON.parse(exports) as Derived['exports'],
    locked: locked === 1,
  };
}

/** What was made of these clips, the newest first. */
export async function derivedOfClips(reader: Reader, clipIds: readonly number[]): Promise<Derived[]> {
  const rows = await reader.all<DerivedRecord>(
    `${select} WHERE d.clip_id IN (SELECT value FROM json_each(:clipIds)) ORDER BY d.id DESC`,
    { clipIds: JSON.stringify(clipIds) },
  );
  return rows.map(toDerived);
}

/** In the order of `ids`; those that are not there are left out. */
export async function derivedByIds(reader: Reader, ids: readonly number[]): Promise<Derived[]> {
  const rows = await reader.all<DerivedRecord>(`${select} WHERE d.id IN (SELECT value FROM json_each(:ids))`, {
    ids: JSON.stringify(ids),
  });
  const byId = new Map(rows.map((row) => [row.id, toDerived(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What was made under this client id, and by whom. */
export async function derivedByClientId(
  reader: Reader,
  clientId: string,
): Promise<{ derived: Derived; personId: number } | null> {
  const found = await reader.get<{ id: number; made_by: number }>(
    `SELECT id, made_by FROM derivation WHERE client_id = :clientId`,
    { clientId },
  );
  const [derived] = found ? await derivedByIds(reader, [found.id]) : [];
  return found && derived ? { derived, personId: found.made_by } : null;
}

/** A cut of this clip with this span that is there and whole as far as is known; null when it has to be made. */
export async function sameCut(
  reader: Reader,
  clip: { id: number; inMs: number; outMs: number },
  { mode, captioned }: { mode: CutMode; captioned: boolean },
): Promise<Derived | null> {
  const all = await derivedOfClips(reader, [clip.id]);
  return (
    all.find(
      ({ kind, cut, locked, disposedAt }) =>
        kind === 'cut' &&
        cut?.mode === mode &&
        cut.captioned === captioned &&
        cut.askedInMs === clip.inMs &&
        cut.askedOutMs === clip.outMs &&
        !locked &&
        disposedAt === null,
    ) ?? null
  );
}

export interface NewDerivation {
  clientId: string | null;
  evidenceId: number;
  parentId: number;
  recordingId: number;
  clipId: number | null;
  kind: DerivedKind;
  recipe: Recipe;
  redacted: boolean;
  tool: string;
  now: number;
  personId: number;
}

/** @returns its id */
export async function insertDerivation(tx: Tx, row: NewDerivation): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO derivation(client_id, evidence_id, parent_id, recording_id, clip_id, kind, recipe, redacted, tool, made_at,
        made_by)
      VALUES(:clientId, :evidenceId, :parentId, :recordingId, :clipId, :kind, :recipe, :redacted, :tool, :now, :personId)`,
    { ...row, recipe: JSON.stringify(row.recipe), redacted: row.redacted ? 1 : 0 },
  );
  return lastId;
}

/** The recipe of what was made. */
export async function recipeOf(reader: Reader, id: number): Promise<Recipe | null> {
  const text = await reader.value<string>(`SELECT recipe FROM derivation WHERE id = :id`, { id });
  return text === undefined ? null : (JSON.parse(text) as Recipe);
}

/** Who made it, and the name of the recording it was made of. */
export async function makerOf(reader: Reader, id: number): Promise<{ personId: number; recordingName: string } | null> {
  const row = await reader.get<{ personId: number; recordingName: string }>(
    `SELECT d.made_by AS personId, r.name AS recordingName
      FROM derivation d JOIN recording r ON r.id = d.recording_id WHERE d.id = :id`,
    { id },
  );
  return row ?? null;
}

/** Whether this person has opened this piece of evidence between two instants, UTC ms. */
export async function viewedBetween(
  reader: Reader,
  params: { evidenceId: number; personId: number; from: number; until: number },
): Promise<boolean> {
  const found = await reader.value<number>(
    `SELECT 1 FROM viewing w WHERE w.evidence_id = :evidenceId AND w.person_id = :personId AND w.at >= :from
      AND w.at < :until LIMIT 1`,
    params,
  );
  return found !== undefined;
}
