import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDir } from '../../scripts/project-paths.mjs';
import { runCommand, withProgress } from '../../scripts/run-command.mjs';

export interface Peers {
  /** The JavaScript files behind the two commands. */
  readonly newman: string;
  readonly bruno: string;
  readonly newmanVersion: string;
  readonly brunoVersion: string;
}

export type PeersOrReason = { readonly kind: 'installed'; readonly peers: Peers } | { readonly kind: 'missing'; readonly reason: string };

const folder = join(cacheDir, 'bench-peers');
const stampFile = join(folder, '.installed');
const limitMs = 600_000;

/** Installs what is measured beside us, as its lock file says and without its scripts; once, and again only when the lock file changes. */
export async function installPeers(say: (line: string) => void): Promise<PeersOrReason> {
  const lock = await readFile(join(import.meta.dirname, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  const installed = await readFile(stampFile, 'utf8').catch(() => '');
  if (installed !== digest) {
    const problem = await install(say);
    if (problem !== null) return { kind: 'missing', reason: problem };
    await writeFile(stampFile, digest);
  }
  return {
    kind: 'installed',
    peers: {
      newman: await commandOf('newman', 'newman'),
      bruno: await commandOf('@usebruno/cli', 'bru'),
      newmanVersion: (await manifestOf('newman')).version,
      brunoVersion: (await manifestOf('@usebruno/cli')).version,
    },
  };
}

/** Null when it went well, else why not. */
async function install(say: (line: string) => void): Promise<string | null> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(import.meta.dirname, name), join(folder, name));
  const npm = npmFile();
  const { status, output } = await withProgress(
    'Installing Newman and Bruno’s command, to measure beside them',
    () =>
      npm === null
        ? runCommand('npm', words, { cwd: folder, limitMs })
        : runCommand(process.execPath, [npm, ...words], { cwd: folder, limitMs }),
    say,
  );
  if (status === 0) return null;
  return output.trim().split('\n').slice(-3).join(' ') || `npm ended with ${status}`;
}

const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The npm that started this run, which is there on Windows too, where `npm` is no program. */
function npmFile(): string | null {
  const file = process.env['npm_execpath'];
  return file?.endsWith('.js') ? file : null;
}

interface Manifest {
  readonly version: string;
  readonly bin: string | Readonly<Record<string, string>>;
}

const manifestFile = (name: string): string => join(folder, 'node_modules', name, 'package.json');

const manifestOf = async (name: string): Promise<Manifest> => JSON.parse(await readFile(manifestFile(name), 'utf8')) as Manifest;

async function commandOf(name: string, command: string): Promise<string> {
  const { bin } = await manifestOf(name);
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${name} has no command “${command}”`);
  return join(dirname(manifestFile(name)), file);
}
