import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { statfs } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import type { z } from 'zod';
import type { doctorFinding } from '../../../shared/contract/settings.ts';
import { systemProxyText } from '../../../shared/domain/system-proxy-text.ts';
import type { Core } from '../core.ts';
import { newestSchema } from '../db/migrate.ts';
import { Sqlite } from '../db/sqlite.ts';
import { readSettings } from './store.ts';
import { systemProxyNow } from './service.ts';
import type { SecretStore } from '../keychain/secret-store.ts';

export type DoctorFinding = z.infer<typeof doctorFinding>;

/** Tries what the app stands on, each with a verdict and a remedy. Sends nothing to anybody outside. */
export async function examine(core: Core): Promise<DoctorFinding[]> {
  const keychain = await core.keychain();
  return [
    versions(),
    database(),
    await keychainFinding(keychain),
    await disk(core),
    await network(),
    ...(await proxyFindings(core)),
    workspaceFinding(core),
  ];
}

function versions(): DoctorFinding {
  const { node, electron, napi } = process.versions;
  return {
    name: 'Versions',
    verdict: 'good',
    words: `${electron ? `Electron ${electron}, ` : ''}Node ${node}, Node-API ${napi}, schema ${newestSchema}, ${process.platform} ${process.arch}.`,
    remedy: '',
  };
}

/** A database of its own is made, written, searched and removed. */
function database(): DoctorFinding {
  const file = join(tmpdir(), `quartermaster-doctor-${randomBytes(6).toString('hex')}.db`);
  try {
    const db = new Sqlite(file);
    try {
      const { version } = db.get<{ version: string }>('SELECT sqlite_version() AS version') ?? { version: '' };
      db.script("CREATE VIRTUAL TABLE probe USING fts5 (text); INSERT INTO probe VALUES ('quartermaster')");
      const isFound = db.get("SELECT 1 FROM probe WHERE probe MATCH 'quarter*'") !== undefined;
      return isFound
        ? { name: 'Database', verdict: 'good', words: `SQLite ${version} writes and searches.`, remedy: '' }
        : {
            name: 'Database',
            verdict: 'bad',
            words: `SQLite ${version} does not find what it wrote.`,
            remedy: 'Install Quartermaster again.',
          };
    } finally {
      db.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    }
  } catch (error) {
    return {
      name: 'Database',
      verdict: 'bad',
      words: `SQLite does not work: ${messageOf(error)}.`,
      remedy: 'Check that the temporary folder can be written, or install Quartermaster again.',
    };
  }
}

/** A secret is put in, read back and taken out. */
async function keychainFinding(store: SecretStore): Promise<DoctorFinding> {
  if (store.kind === 'memory') {
    return {
      name: 'Keychain',
      verdict: 'warning',
      words: store.words,
      remedy:
        process.platform === 'linux'
          ? 'Install and unlock a desktop keyring such as gnome-keyring, then start Quartermaster again.'
          : 'Unlock the keychain, then start Quartermaster again.',
    };
  }
  const account = `doctor/${randomBytes(6).toString('hex')}`;
  const secret = randomBytes(12).toString('hex');
  try {
    await store.set(account, secret);
    const isSame = (await store.get(account)) === secret;
    await store.remove(account);
    return isSame
      ? { name: 'Keychain', verdict: 'good', words: `${store.words} A test secret came back as it was put in.`, remedy: '' }
      : {
          name: 'Keychain',
          verdict: 'bad',
          words: 'A test secret did not come back as it was put in.',
          remedy: 'Unlock the keychain and try again.',
        };
  } catch (error) {
    return {
      name: 'Keychain',
      verdict: 'bad',
      words: `The keychain refused: ${messageOf(error)}.`,
      remedy: 'Unlock the keychain and try again.',
    };
  }
}

async function disk(core: Core): Promise<DoctorFinding> {
  const folder = core.engine?.workspace.folder ?? tmpdir();
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const words = `${(free / 1e9).toFixed(1)} GB free where ${core.engine ? 'the workspace' : 'temporary files'} lie${core.engine ? 's' : ''}.`;
  if (free < 50e6) return { name: 'Disk', verdict: 'bad', words, remedy: 'Free some space before you go on.' };
  return free < 1e9
    ? { name: 'Disk', verdict: 'warning', words, remedy: 'Free some space soon.' }
    : { name: 'Disk', verdict: 'good', words, remedy: '' };
}

/** An adapter and the resolver of this computer; no host outside is asked. Everything but sending works offline. */
async function network(): Promise<DoctorFinding> {
  const outside = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address && !address.internal).length;
  const hasLoopback = await lookup('localhost').then(
    () => true,
    () => false,
  );
  if (!hasLoopback)
    return {
      name: 'Network',
      verdict: 'bad',
      words: 'The name localhost is not known on this computer.',
      remedy: 'Add it to the hosts file: the console and its peers need it.',
    };
  return outside > 0
    ? {
        name: 'Network',
        verdict: 'good',
        words: `${outside} network ${outside === 1 ? 'address' : 'addresses'}; names of this computer resolve. Nobody outside was asked.`,
        remedy: '',
      }
    : {
        name: 'Network',
        verdict: 'warning',
        words: 'This computer is on no network. Everything but sending works.',
        remedy: 'Connect to a network to send requests.',
      };
}

/** Which way the calls of the open workspace take when the system decides; what else is set is no question. */
async function proxyFindings({ engine }: Core): Promise<DoctorFinding[]> {
  if (!engine || readSettings(engine.db).proxy.mode !== 'system') return [];
  const found = await systemProxyNow(engine);
  const words = `As the system: ${systemProxyText(found)}.`;
  return found.problem === ''
    ? [{ name: 'Proxy', verdict: 'good', words, remedy: '' }]
    : [
        {
          name: 'Proxy',
          verdict: 'warning',
          words,
          remedy: 'Look at the proxy in this computer’s network settings, or name one in Settings.',
        },
      ];
}

function workspaceFinding(core: Core): DoctorFinding {
  const { engine } = core;
  if (!engine) return { name: 'Workspace', verdict: 'good', words: 'None is open.', remedy: '' };
  const check = engine.workspace.db.pragma<string>('quick_check');
  return check === 'ok'
    ? { name: 'Workspace', verdict: 'good', words: `${engine.workspace.folder} is whole.`, remedy: '' }
    : { name: 'Workspace', verdict: 'bad', words: `${engine.workspace.folder}: ${check}.`, remedy: 'Restore one of its backups.' };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
