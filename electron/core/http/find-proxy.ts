import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../../shared/contract/settings.ts';
import { readPacAnswer } from '../../../shared/domain/pac-answer.ts';
import { chooseProxy, isBypassed, withLogin, type Environment } from '../../../shared/domain/proxy-choice.ts';
import { PacFailed, type PacFile } from './pac.ts';
import type { AskSystemProxy } from './system-proxy.ts';

export interface ProxyTools {
  readonly settings: () => Settings['proxy'];
  readonly password: () => string | null;
  /** For a PAC file behind https. */
  readonly authorities: () => readonly string[];
  readonly env: Environment;
  /** The operating system's own settings, where they can be asked for; without it `system` means the environment. */
  readonly system?: AskSystemProxy | undefined;
}

/** A PAC file from an address is fetched again after this time. */
const freshMs = 10 * 60_000;
const mostBytes = 1_000_000;
const fetchMs = 10_000;

/** Makes what finds the proxy of an address: settings are read anew for every one, a PAC file is kept for ten minutes. */
export function createProxyFinder(tools: ProxyTools): (address: string) => Promise<string | null> {
  let kept: { readonly from: string; readonly until: number; readonly file: Promise<PacFile> } | null = null;
  const pacOf = (from: string): Promise<PacFile> => {
    const now = performance.now();
    if (kept?.from !== from || kept.until < now) {
      const file = readPac(from, tools.authorities()).then(async (text) => (await import('./pac.ts')).openPac(text));
      kept = { from, until: now + freshMs, file };
      // A file that cannot be had is asked for again with the next call.
      file.catch(() => {
        if (kept?.file === file) kept = null;
      });
    }
    return kept.file;
  };
  return async (address) => {
    const settings = tools.settings();
    if (settings.mode === 'system' && tools.system) return askSystem(address, tools.system, tools.env);
    if (settings.mode !== 'pac') return chooseProxy(address, settings, tools.password(), tools.env);
    if (!URL.canParse(address) || isBypassed(new URL(address), settings.bypass)) return null;
    const answer = await (await pacOf(settings.pac))(address);
    const first = firstOf(answer, 'its');
    return first === null ? null : withLogin(first, settings.username, tools.password());
  };
}

/** What the operating system says. It names no login: one that the environment has for the same proxy is taken. */
async function askSystem(address: string, ask: AskSystemProxy, env: Environment): Promise<string | null> {
  if (!URL.canParse(address)) return null;
  const first = firstOf(await ask(new URL(address).origin), 'the operating system’s');
  return first === null ? null : (sameProxyOf(first, address, env) ?? first);
}

function sameProxyOf(proxy: string, address: string, env: Environment): string | null {
  const named = chooseProxy(address, { mode: 'system', url: '', username: '', bypass: [] }, null, env);
  return named !== null && URL.canParse(named) && new URL(named).host === new URL(proxy).host ? named : null;
}

function firstOf(answer: string, whose: string): string | null {
  const [first] = readPacAnswer(answer);
  if (first === undefined) throw new PacFailed(`${whose} answer “${answer.slice(0, 80)}” names no proxy that is known here`);
  return first;
}

/** The text of a PAC file, from a path or an address. */
export async function readPac(from: string, ca: readonly string[]): Promise<string> {
  try {
    if (!/^https?:/i.test(from)) return await readFile(/^file:/i.test(from) ? fileURLToPath(from) : from, 'utf8');
    return await fetchText(from, ca);
  } catch (error) {
    throw error instanceof PacFailed ? error : new PacFailed((error as Error).message, { cause: error });
  }
}

async function fetchText(url: string, ca: readonly string[]): Promise<string> {
  const [{ createHttpEngine }, { createSpillSink }] = await Promise.all([import('./http-engine.ts'), import('./body-sink.ts')]);
  const engine = createHttpEngine({ ca });
  try {
    const openFile = (): never => {
      throw new PacFailed('it is too large');
    };
    const outcome = await engine.send(
      { method: 'GET', url, headers: [['User-Agent', 'Quartermaster']], body: null },
      { sink: createSpillSink({ thresholdBytes: mostBytes * 2, openFile }), limits: { totalMs: fetchMs, maxBodyBytes: mostBytes } },
    );
    if (outcome.kind === 'failure') throw new PacFailed(outcome.failure.happened);
    const { status, body } = outcome.answer;
    if (status !== 200 || body.where.kind !== 'memory') throw new PacFailed(`${new URL(url).host} answered ${status}`);
    return Buffer.from(body.where.bytes).toString('utf8');
  } finally {
    await engine.close();
  }
}
