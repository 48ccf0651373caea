import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { ledgerSpec, type LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { Sqlite } from '../db/sqlite.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { defineJob, type JobContext } from '../jobs/job-kind.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';
import { breakRows } from './break-rows.ts';
import { keepRun, type KeptRun } from './keep-run.ts';
import { readSide, type SideMapping } from './read-side.ts';
import { Reconciler } from './reconcile.ts';
import { scratchFolder } from './scratch.ts';

export interface RunLedgerInput {
  readonly ledgerId: string;
  readonly definitionId: string;
  readonly leftPath: string;
  readonly rightPath: string;
  readonly leftMapping: SideMapping | null;
  readonly rightMapping: SideMapping | null;
  /** A name of its own below the scratch folder. */
  readonly scratch: string;
}

/** A side that lost more than this share of its rows is taken for cut off. */
const mostLost = 0.3;

/** Compares two files: reads both into a scratch database, groups by key, and writes what came of it in one transaction at the end. */
export const runLedgerJob = defineJob<RunLedgerInput, KeptRun>(async (input, context) => {
  const { folder, signal } = context;
  const scratch = join(scratchFolder(folder), input.scratch);
  const begun = performance.now();
  mkdirSync(scratch, { recursive: true });
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  let reconciler: Reconciler | null = null;
  try {
    const spec = definitionOf(db, input.definitionId);
    reconciler = new Reconciler(spec, join(scratch, 'staging.db'), openKeys(db, input.ledgerId));
    const report = readProgress(input, context);
    const left = await readSide({ side: 'left', path: input.leftPath, mapping: input.leftMapping }, reconciler, report.left, signal);
    const right = await readSide({ side: 'right', path: input.rightPath, mapping: input.rightMapping }, reconciler, report.right, signal);
    const result = await reconciler.compare(async (fraction) => {
      context.progress(0.7 + fraction * 0.25, 'Comparing by key');
      await breathe();
      if (signal.aborted) throw new Fault('cancelled', { happened: 'The run was cancelled.', remedy: 'Nothing of it was kept.' });
    });
    context.progress(0.96, `Keeping ${grouped(result.observed.length)} breaks`);
    const read = reconciler;
    const now = context.clock.now();
    // The staging's memory goes to the pages of the workspace, which are written all over: with SQLite's usual 2 MB it took three times as long.
    reconciler.close();
    reconciler = null;
    db.pragma('cache_size = -64000');
    const rows = breakRows(result, input.ledgerId, spec);
    const kept = await context.alone(() =>
      db.transaction(() =>
        keepRun(
          db,
          context.clock,
          {
            ledgerId: input.ledgerId,
            definitionId: input.definitionId,
            spec,
            actor: context.actor.name,
            now,
            elapsedMs: () => performance.now() - begun,
            left,
            right,
            isPresent: (key) => read.isPresent(key),
            isUnread: (key) => read.isUnread(key),
            partialReason: partialReason(db, input.ledgerId, spec, result.rows),
          },
          result,
          rows,
        ),
      ),
    );
    context.changed(['ledger', 'today', 'scorecards', 'monitors']);
    return kept;
  } catch (error) {
    throw asStorageFault(error, folder);
  } finally {
    reconciler?.close();
    db.close();
    rmSync(scratch, { recursive: true, force: true });
  }
});

function definitionOf(db: Sqlite, id: string): LedgerSpec {
  const row = db.get<{ spec: string }>('SELECT spec FROM ledger_definitions WHERE id = ?', id);
  if (!row) throw new Fault('not_found', { happened: 'The ledger is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return ledgerSpec.parse(JSON.parse(row.spec));
}

const openKeys = (db: Sqlite, ledgerId: string): string[] =>
  db.all<{ k: string }>('SELECT match_key AS k FROM breaks WHERE ledger_id = ? AND resolved_at IS NULL', ledgerId).map(({ k }) => k);

/** Why the files do not look whole beside those of the last completed run; empty when they do. */
export function partialReason(
  db: Pick<Sqlite, 'get'>,
  ledgerId: string,
  spec: LedgerSpec,
  rows: { readonly left: number; readonly right: number },
): string {
  const before = db.get<{ left_rows: number; right_rows: number }>(
    "SELECT left_rows, right_rows FROM ledger_runs WHERE ledger_id = ? AND state = 'completed' ORDER BY number DESC LIMIT 1",
    ledgerId,
  );
  for (const [side, last] of [
    ['left', before?.left_rows],
    ['right', before?.right_rows],
  ] as const) {
    const now = rows[side];
    if (now === 0) return `${spec[side].name} has no rows`;
    if (last !== undefined && now < last * (1 - mostLost))
      return `${spec[side].name} has ${grouped(now)} rows, ${Math.round((1 - now / last) * 100)} % fewer than the run before`;
  }
  return '';
}

/** Reading is told by bytes, at most every hundredth of the whole: 0 to 0.7 of the run. */
function readProgress({ leftPath, rightPath }: RunLedgerInput, { progress }: JobContext) {
  const sizes = { left: sizeOf(leftPath), right: sizeOf(rightPath) };
  const all = Math.max(1, sizes.left + sizes.right);
  let told = -1;
  const tell = (done: number, words: string): void => {
    const hundredth = Math.floor((done / all) * 100);
    if (hundredth === told) return;
    told = hundredth;
    progress(Math.min(0.7, (done / all) * 0.7), words);
  };
  return {
    left: (bytes: number) => tell(bytes, 'Reading the left file'),
    right: (bytes: number) => tell(sizes.left + bytes, 'Reading the right file'),
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
