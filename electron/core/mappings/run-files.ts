import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Engine } from '../engine.ts';

/** Rows that a run kept back lie beside its output. */
export const rejectedFileOf = (outFile: string): string => `${outFile}.rejected.ndjson`;

/** Where runs write unless a person names another place. */
export const runFilesFolder = (workspaceFolder: string): string => join(workspaceFolder, 'mapping-runs');

/** Removes what runs wrote into the workspace before a time; the runs stay, and what was written elsewhere is the person's own. */
export function sweepRunFiles({ db, evidence, workspace }: Pick<Engine, 'db' | 'evidence' | 'workspace'>, olderThan: number): number {
  const folder = runFilesFolder(workspace.folder);
  const due = db
    .all<{ id: string; output_file: string }>(
      "SELECT id, output_file FROM mapping_runs WHERE finished_at < ? AND output_file <> ''",
      olderThan,
    )
    // By the name, which is the run's own: the workspace may have been moved since.
    .filter(({ id, output_file }) => basename(output_file).startsWith(`${id}.`));
  if (due.length > 0)
    evidence.write(['mappings'], (writer) => {
      for (const { id } of due) writer.run("UPDATE mapping_runs SET output_file = '' WHERE id = ?", id);
    });
  // After the commit: a file without a row is waste, a row without its file would be damage.
  for (const { output_file } of due)
    for (const name of [basename(output_file), basename(rejectedFileOf(output_file))]) rmSync(join(folder, name), { force: true });
  removeOlder(folder, olderThan);
  return due.length;
}

/** What a mapping left that is gone, or a run that died. */
function removeOlder(folder: string, olderThan: number): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (at !== undefined && at < olderThan) rmSync(path, { force: true });
  }
}
