// The sample, built once for many tests: each of them gets a copy that is a workspace of its own.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { projectFolder } from './app.ts';
import { keepSecret, secretsOf } from './keychain.ts';
import { scratchFolder } from './scratch-folder.ts';

/** The sample's dates are counted from the minute it is built; an older one is left and built anew. */
const freshMs = 4 * 60_000;
const file = 'workspace.db';

/**
 * Puts a copy of the sample into a folder that is not there yet. The copy has an id of its own, and what the keychain holds
 * for the sample is there for this id too, so that no test sees the secrets of another.
 */
export async function copySample(folder: string): Promise<void> {
  const template = await findTemplate();
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

const named = 'sample-';

function freshTemplate(): string | null {
  const builtAt = readdirSync(scratchFolder())
    .filter((name) => name.startsWith(named))
    .map((name) => Number(name.slice(named.length)));
  const newest = Math.max(0, ...builtAt);
  return Date.now() - newest < freshMs ? join(scratchFolder(), `${named}${newest}`) : null;
}

/** The fresh one; when there is none, the worker that makes this folder builds it and the others wait. */
async function findTemplate(): Promise<string> {
  const turn = join(scratchFolder(), 'building');
  for (;;) {
    const fresh = freshTemplate();
    if (fresh !== null) return fresh;
    try {
      mkdirSync(turn);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
      await setTimeout(100);
      continue;
    }
    try {
      return freshTemplate() ?? (await buildTemplate());
    } finally {
      rmSync(turn, { recursive: true });
    }
  }
}

/** Built by the built app's terminal command. It appears under its name when it is whole. */
async function buildTemplate(): Promise<string> {
  const root = mkdtempSync(join(scratchFolder(), 'parts-'));
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
