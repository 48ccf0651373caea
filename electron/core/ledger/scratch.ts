import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const dayMs = 86_400_000;

/** Where a run keeps its staging and a dropped file waits; nothing in it is needed after the run. */
export const scratchFolder = (workspaceFolder: string): string => join(workspaceFolder, 'scratch');

/** Removes what a run that died, or a file that was dropped and never compared, left behind. */
export function sweepScratch(workspaceFolder: string, now: number): void {
  const folder = scratchFolder(workspaceFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (at !== undefined && now - at > dayMs) rmSync(path, { recursive: true, force: true });
  }
}
