// The sample, built once for many tests: each of them gets a copy that is a workspace of its own.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { projectFolder } from './app.ts';
import { keepSecret, secretsOf } from './keychain.ts';

/** The sample's dates are counted from the minute it is built; an older one is left and built anew. */
const freshMs = 4 * 60_000;
const file = 'workspace.db';

/**
 * Puts a copy of the sample into a folder that is not there yet. The copy has an id of its own, and what the keychain holds
 * for the sample is there for this id too, so that no test sees the secrets of another.
 */
export async function copySample(folder: string): Promise<void> {
  const template = freshTemplate() ?? (await buildTemplate());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(join(template, file), join(folder, file));
  const db = new Database(join(folder, file));
  const id = v7();
  const { id: idBefore } = db.prepare('SELECT id FROM workspace').get() as { id: string };
  db.prepare('UPDATE workspace SET id = ?').run(id);
  db.close();
  for (const { account, secret } of await secretsOf(join(template, file)))
    await keepSecret({ account: account.replace(idBefore, id), secret });
}

/** A folder that is removed when the whole run has ended. */
function scratchFolder(): string {
  const folder = process.env['QUARTERMASTER_E2E_SCRATCH'];
  if (folder === undefined) throw new Error('Run the end-to-end tests with `npm run e2e`: it names a folder in QUARTERMASTER_E2E_SCRATCH.');
  return folder;
}

const named = 'sample-';

function freshTemplate(): string | null {
  const builtAt = readdirSync(scratchFolder())
    .filter((name) => name.startsWith(named))
    .map((name) => Number(name.slice(named.length)));
  const newest = Math.max(0, ...builtAt);
  return Date.now() - newest < freshMs ? join(scratchFolder(), `${named}${newest}`) : null;
}

/** Built by the built app's terminal command. It appears under its name when it is whole; two workers may each build one at the same time. */
async function buildTemplate(): Promise<string> {
  const root = mkdtempSync(join(scratchFolder(), 'building-'));
  const at = (name: string): string => {
    const path = join(root, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  };
  const env = { ...process.env, HOME: at('home'), TMPDIR: at('tmp'), QUARTERMASTER_APP_DATA: at('app-data') };
  const folder = join(root, 'workspace');
  const startedAt = Date.now();
  const command = [join(projectFolder, 'out', 'main', 'quartermaster.js'), 'workspace', 'sample', folder];
  const { code, words } = await new Promise<{ code: number | null; words: string }>((resolve, reject) => {
    const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (bytes: Buffer) => void (words += bytes.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, words }));
  });
  if (code !== 0) throw new Error(`The sample could not be built: ${words}`);
  const place = join(scratchFolder(), `${named}${startedAt}`);
  renameSync(folder, place);
  return place;
}
