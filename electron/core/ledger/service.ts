import { mkdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { LedgerCause, LedgerDetail, LedgerRow, LedgerRun, PeekedFile } from '../../../shared/contract/ledger.ts';
import { ledgerSpec, type LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import type { Bridge } from '../../../shared/domain/ledger/bridge.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { requireLedger } from './definitions.ts';
import type { KeptRun } from './keep-run.ts';
import { scratchFolder, sweepScratch } from './scratch.ts';
import { sideMapping } from './side-mapping.ts';
import { findRun, listCauses, listRuns, needsOwner, tallies } from './store.ts';

interface LedgerHead {
  readonly id: string;
  readonly name: string;
  readonly left_name: string;
  readonly right_name: string;
}

/** Every ledger with its last run and what is open, by name. */
export function listLedgers(db: Reader, now: number): LedgerRow[] {
  return db.all<LedgerHead>('SELECT * FROM ledgers ORDER BY name').map((row) => {
    const [last] = listRuns(db, row.id, 1);
    const counts = db.get<{ open: number; withoutOwner: number }>(
      `SELECT count(*) AS open, coalesce(sum(${needsOwner(now)}), 0) AS withoutOwner FROM breaks b INDEXED BY breaks_tally WHERE b.ledger_id = ? AND b.resolved_at IS NULL`,
      row.id,
    );
    const open = new Map(tallies(db, row.id, now, null).map((tally) => [tally.currency, tally.open]));
    return {
      id: row.id,
      name: row.name,
      leftName: row.left_name,
      rightName: row.right_name,
      lastRun: last ? withoutBridges(last) : null,
      open: counts?.open ?? 0,
      withoutOwner: counts?.withoutOwner ?? 0,
      currencies: (last?.bridges ?? []).map(({ currency, leftMinor, rightMinor, remainderMinor }) => ({
        currency,
        open: open.get(currency) ?? 0,
        differenceMinor: rightMinor - leftMinor,
        remainderMinor,
      })),
    };
  });
}

/** Open breaks of all ledgers that nobody has taken. Answered from an index alone. */
export function countWithoutOwner(db: Reader, now: number): number {
  const sql = `SELECT coalesce(sum(${needsOwner(now)}), 0) AS n FROM breaks b INDEXED BY breaks_tally WHERE b.resolved_at IS NULL`;
  return db.get<{ n: number }>(sql)?.n ?? 0;
}

const withoutBridges = ({ bridges: _, ...run }: LedgerRun & { bridges: Bridge[] }): LedgerRun => run;

/** One ledger: its definition, its runs, and of one of them the bridges; what is open and why. */
export function showLedger(db: Reader, now: number, id: string, runId?: string): LedgerDetail {
  const ledger = db.get<LedgerHead & { left_path: string; right_path: string; definition_id: string }>(
    'SELECT * FROM ledgers WHERE id = ?',
    id,
  );
  const definition = ledger
    ? db.get<{ id: string; number: number; spec: string; sha256: string; author: string; reason: string; created_at: number }>(
        'SELECT * FROM ledger_definitions WHERE id = ?',
        ledger.definition_id,
      )
    : undefined;
  if (!ledger || !definition)
    throw new Fault('not_found', { happened: 'The ledger is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  const spec = ledgerSpec.parse(JSON.parse(definition.spec));
  const runs = listRuns(db, id);
  const shown = runId === undefined ? runs[0] : (runs.find((run) => run.id === runId) ?? findRun(db, id, runId) ?? undefined);
  return {
    id,
    name: ledger.name,
    leftName: ledger.left_name,
    rightName: ledger.right_name,
    leftPath: ledger.left_path,
    rightPath: ledger.right_path,
    definition: {
      id: definition.id,
      number: definition.number,
      spec,
      sha256: definition.sha256,
      author: definition.author,
      reason: definition.reason,
      createdAt: definition.created_at,
    },
    runs: runs.map(withoutBridges),
    bridges: [...(shown?.bridges ?? [])],
    tallies: tallies(db, id, now, runs[0]?.id ?? null),
    causes: causesOf(db, id, now, spec),
  };
}

/** A cause that a unit makes leads to the mapping that reads the side, where there is one: the right one before the left. */
function causesOf(db: Reader, ledgerId: string, now: number, spec: LedgerSpec): LedgerCause[] {
  return listCauses(db, ledgerId, now).map(({ field, ...cause }) => {
    const mappingId = field === null ? null : (spec.right.mappingId ?? spec.left.mappingId);
    return { ...cause, mappingId, mappingName: mappingId === null ? null : (sideMapping(db, mappingId)?.words ?? null) };
  });
}

export interface RunRequest {
  readonly id: string;
  readonly leftPath: string;
  readonly rightPath: string;
}

/** Starts a run of a ledger on two files. */
export function startRun(
  engine: Engine,
  actor: Actor,
  request: RunRequest,
  signal?: AbortSignal,
): { jobId: string; finished: Promise<KeptRun> } {
  const { db, clock, workspace } = engine;
  const ledger = requireLedger(db, request.id);
  for (const path of [request.leftPath, request.rightPath]) requireFile(path);
  const spec = ledgerSpec.parse(
    JSON.parse(db.get<{ spec: string }>('SELECT spec FROM ledger_definitions WHERE id = ?', ledger.definition_id)?.spec ?? '{}'),
  );
  const mappings = { left: mappingOf(db, spec.left.mappingId), right: mappingOf(db, spec.right.mappingId) };
  sweepScratch(workspace.folder, clock.now());
  const scratch = clock.newId();
  const started = engine.jobs.start(
    'run ledger',
    {
      ledgerId: request.id,
      definitionId: ledger.definition_id,
      leftPath: request.leftPath,
      rightPath: request.rightPath,
      leftMapping: mappings.left,
      rightMapping: mappings.right,
      scratch,
    },
    { title: `Run ${ledger.name}`, actor, signal },
  );
  // A thread that had to be ended cleans nothing up.
  const clean = (): void => rmSync(join(scratchFolder(workspace.folder), scratch), { recursive: true, force: true });
  started.finished.then(clean, clean);
  // Which files were compared last is a convenience of this computer, not a change of the ledger.
  engine.evidence.write([], (writer) =>
    writer.run('UPDATE ledgers SET left_path = ?, right_path = ? WHERE id = ?', request.leftPath, request.rightPath, request.id),
  );
  return { jobId: started.id, finished: started.finished };
}

function mappingOf(db: Reader, id: string | null) {
  if (id === null) return null;
  const mapping = sideMapping(db, id);
  if (mapping === null)
    throw new Fault('not_found', {
      happened: 'The mapping of a side has no active revision.',
      remedy: 'Activate a revision of it, or define the side without a mapping.',
    });
  return mapping;
}

function requireFile(path: string): void {
  if (!isAbsolute(path))
    throw new Fault('bad_input', { happened: `“${path}” is not a whole path.`, remedy: 'Name the file from the root of the disk.' });
  const found = statSync(path, { throwIfNoEntry: false });
  // A pipe or a device has no end: reading it would hang the run.
  if (found && !found.isFile())
    throw new Fault('bad_input', {
      happened: `${basename(path)} is no file.`,
      remedy: 'Choose a CSV, JSON or NDJSON file.',
      place: { file: path },
    });
  if (!found)
    throw new Fault('not_found', {
      happened: `${basename(path)} is gone from where it was.`,
      remedy: 'Choose the file again, or the export that replaced it.',
      place: { file: path },
    });
}

/** The first rows of a file, as it is or through the active revision of a mapping. */
export async function peekAt(
  engine: Engine,
  actor: Actor,
  { path, mappingId }: { readonly path: string; readonly mappingId?: string },
  signal?: AbortSignal,
): Promise<PeekedFile> {
  requireFile(path);
  const mapping = mappingOf(engine.db, mappingId ?? null);
  return engine.jobs.start('peek file', { path, mapping }, { title: `Look into ${basename(path)}`, actor, signal }).finished;
}

/** A dropped file has no path for the page: its bytes wait in the scratch folder, for a day at most. */
export async function takeDroppedFile(engine: Engine, actor: Actor, file: File, signal?: AbortSignal): Promise<PeekedFile> {
  if (file.size > mostDroppedBytes)
    throw new Fault('document_too_large', {
      happened: `${file.name} is larger than 256 MB.`,
      remedy: 'Choose it with the button: then it is read from where it lies.',
    });
  const { folder } = engine.workspace;
  sweepScratch(folder, engine.clock.now());
  const into = join(scratchFolder(folder), engine.clock.newId());
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const path = join(into, basename(file.name) || 'dropped.csv');
  await writeFile(path, new Uint8Array(await file.arrayBuffer()), { mode: 0o600 });
  return peekAt(engine, actor, { path }, signal);
}

const mostDroppedBytes = 256 * 1024 * 1024;
