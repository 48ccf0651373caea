import { Fault } from '../../../shared/contract/errors.ts';
import type { MappingRun, Revision, Sample } from '../../../shared/contract/mappings.ts';
import type { GoldenExpectation, GoldenSample } from '../../../shared/domain/mappings/golden-sample.ts';
import type { MappingSpec, SourceRow } from '../../../shared/domain/mappings/mapping-spec.ts';
import type { Reader } from '../db/sqlite.ts';

interface RevisionRow {
  readonly id: string;
  readonly mapping_id: string;
  readonly number: number;
  readonly state: Revision['state'];
  readonly spec: string;
  readonly reason: string;
  readonly author: string;
  readonly edited_at: number;
  readonly activated_by: string | null;
  readonly activated_at: number | null;
  readonly retired_at: number | null;
}

export interface StoredRevision {
  readonly revision: Revision;
  readonly spec: MappingSpec;
}

const asRevision = (row: RevisionRow): Revision => ({
  id: row.id,
  number: row.number,
  state: row.state,
  reason: row.reason,
  author: row.author,
  editedAt: row.edited_at,
  activatedBy: row.activated_by,
  activatedAt: row.activated_at,
  retiredAt: row.retired_at,
});

export interface StoredMapping {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly sampleId: string | null;
  readonly createdAt: number;
}

const selectMapping = 'SELECT id, name, notes, sample_id AS sampleId, created_at AS createdAt FROM mappings';

export const allMappings = (db: Reader): StoredMapping[] => db.all<StoredMapping>(`${selectMapping} ORDER BY lower(name)`);

/** The mapping, or a fault when somebody removed it. */
export function getMapping(db: Reader, id: string): StoredMapping {
  const mapping = db.get<StoredMapping>(`${selectMapping} WHERE id = ?`, id);
  if (!mapping)
    throw new Fault('not_found', { happened: 'The mapping is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return mapping;
}

/** Newest first, without their specs. */
export const revisionsOf = (db: Reader, mappingId: string): Revision[] =>
  db.all<RevisionRow>("SELECT *, '' AS spec FROM mapping_revisions WHERE mapping_id = ? ORDER BY number DESC", mappingId).map(asRevision);

/** The draft or the active revision, with its spec; null when there is none. */
export function revisionIn(db: Reader, mappingId: string, state: 'draft' | 'active'): StoredRevision | null {
  const row = db.get<RevisionRow>('SELECT * FROM mapping_revisions WHERE mapping_id = ? AND state = ?', mappingId, state);
  return row ? { revision: asRevision(row), spec: JSON.parse(row.spec) as MappingSpec } : null;
}

export const nextRevisionNumber = (db: Reader, mappingId: string): number =>
  (db.get<{ n: number | null }>('SELECT max(number) AS n FROM mapping_revisions WHERE mapping_id = ?', mappingId)?.n ?? 0) + 1;

export interface StoredGolden extends GoldenSample {
  readonly reasons: string[];
  readonly isPersonal: boolean;
  readonly note: string;
  readonly createdAt: number;
}

interface GoldenRow {
  readonly id: string;
  readonly number: number;
  readonly reasons: string;
  readonly input: string;
  readonly expected: string;
  readonly is_personal: number;
  readonly note: string;
  readonly created_at: number;
}

export const goldensOf = (db: Reader, mappingId: string): StoredGolden[] =>
  db.all<GoldenRow>('SELECT * FROM golden_samples WHERE mapping_id = ? ORDER BY number', mappingId).map((row) => ({
    id: row.id,
    number: row.number,
    reasons: JSON.parse(row.reasons) as string[],
    input: JSON.parse(row.input) as SourceRow,
    expected: JSON.parse(row.expected) as GoldenExpectation,
    isPersonal: row.is_personal === 1,
    note: row.note,
    createdAt: row.created_at,
  }));

interface SampleRow {
  readonly id: string;
  readonly file_name: string;
  readonly format: Sample['format'];
  readonly delimiter: string | null;
  readonly encoding: string;
  readonly bytes: number;
  readonly total_rows: number;
  readonly unreadable_rows: number;
  readonly rows: string;
  readonly read_at: number;
}

/** The sample with its rows; null when there is none. */
export function findSample(db: Reader, id: string | null): { sample: Sample; rows: SourceRow[] } | null {
  const row = id === null ? undefined : db.get<SampleRow>('SELECT * FROM mapping_samples WHERE id = ?', id);
  if (!row) return null;
  const rows = JSON.parse(row.rows) as SourceRow[];
  const sample: Sample = {
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    delimiter: row.delimiter,
    encoding: row.encoding,
    bytes: row.bytes,
    totalRows: row.total_rows,
    keptRows: rows.length,
    unreadableRows: row.unreadable_rows,
    readAt: row.read_at,
  };
  return { sample, rows };
}

interface RunRow {
  readonly id: string;
  readonly mapping_id: string;
  readonly number: number;
  readonly revision_id: string;
  readonly revision_number: number;
  readonly file_name: string;
  readonly input_sha256: string;
  readonly output_sha256: string;
  readonly output_format: MappingRun['outputFormat'];
  readonly output_file: string;
  readonly rows_in: number;
  readonly written: number;
  readonly rejected: number;
  readonly held: number;
  readonly flagged: number;
  readonly errors: string;
  readonly unreviewed: string;
  readonly actor: string;
  readonly started_at: number;
  readonly finished_at: number;
  readonly reviewed_at: number | null;
  readonly reviewed_by: string | null;
}

const asRun = (row: RunRow): MappingRun => ({
  id: row.id,
  mappingId: row.mapping_id,
  number: row.number,
  revisionId: row.revision_id,
  revisionNumber: row.revision_number,
  fileName: row.file_name,
  inputSha256: row.input_sha256,
  outputSha256: row.output_sha256,
  outputFormat: row.output_format,
  rowsIn: row.rows_in,
  written: row.written,
  rejected: row.rejected,
  held: row.held,
  flagged: row.flagged,
  errors: JSON.parse(row.errors) as MappingRun['errors'],
  unreviewed: JSON.parse(row.unreviewed) as string[],
  actor: row.actor,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  reviewedAt: row.reviewed_at,
  reviewedBy: row.reviewed_by,
  hasOutput: row.output_file !== '',
});

/** Newest first. */
export const runsOf = (db: Reader, mappingId: string): MappingRun[] =>
  db.all<RunRow>('SELECT * FROM mapping_runs WHERE mapping_id = ? ORDER BY number DESC LIMIT 50', mappingId).map(asRun);

/** The newest run, without what went wrong in it; null before the first. */
export const lastRunOf = (db: Reader, mappingId: string): MappingRun | null => {
  const row = db.get<RunRow>(
    "SELECT *, '[]' AS errors, '[]' AS unreviewed FROM mapping_runs WHERE mapping_id = ? ORDER BY number DESC LIMIT 1",
    mappingId,
  );
  return row ? asRun(row) : null;
};

/** The run and where its output is. */
export function getRun(db: Reader, runId: string): { run: MappingRun; outputFile: string } {
  const row = db.get<RunRow>('SELECT * FROM mapping_runs WHERE id = ?', runId);
  if (!row) throw new Fault('not_found', { happened: 'There is no such run.', remedy: 'Look at the list of runs.' });
  return { run: asRun(row), outputFile: row.output_file };
}
