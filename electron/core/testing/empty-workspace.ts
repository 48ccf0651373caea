// A new workspace that the app has made, made once for a whole run of tests: each of them gets a copy that is a workspace of its own. To make
// one takes all steps of the schema, 60 ms of the processor's time, and a thousand tests begin with one.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../db/commands.ts';
import { Sqlite } from '../db/sqlite.ts';
import { openLog } from '../log.ts';
import { createWorkspaceFile } from '../workspace/create-workspace.ts';
import { closeWorkspaceFile } from '../workspace/open-workspace.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';

/** Names the folder of the template to the processes that the tests run in. */
const named = 'QUARTERMASTER_EMPTY_WORKSPACE';

/** Run by vitest once, before any test; what it gives back is run after the last one. */
export default async function makeTemplate(): Promise<() => void> {
  const root = mkdtempSync(join(tmpdir(), 'quartermaster-template-'));
  const clock = { now: () => 0, newId: () => 'template' };
  const log = openLog(root, () => 0);
  closeWorkspaceFile(await createWorkspaceFile(join(root, 'workspace'), 'Template', false, { program: 'app', clock, log }), log);
  process.env[named] = join(root, 'workspace');
  return () => rmSync(root, { recursive: true, force: true });
}

/** Puts a new workspace into a folder that is not there yet. */
export function placeEmptyWorkspace(folder: string, name: string, clock: Clock): void {
  const template = process.env[named];
  if (template === undefined) throw new Error('vitest.config.ts names what makes the template: run the tests from the project’s folder.');
  mkdirSync(folder, { mode: 0o700 });
  copyFileSync(workspaceFile(template), workspaceFile(folder));
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  db.run('UPDATE workspace SET id = ?, name = ?, created_at = ?', clock.newId(), name, clock.now());
  db.close();
}
