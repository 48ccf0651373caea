import { readFileSync } from 'node:fs';

/** A proxy auto-configuration file, ready to be asked. */
export type PacFile = (url: string) => Promise<string>;

/** The file cannot be had, read or run; the message says why. */
export class PacFailed extends Error {}

const here = import.meta.url;
// The same distance up from out/main/ as from electron/core/http/, but for one folder.
const wasmFile = new URL(here.endsWith('.ts') ? '../../../resources/pac/quickjs.wasm' : '../../resources/pac/quickjs.wasm', here);

/** How long a file may think about one address, and how much memory it may take. */
const thinkMs = 2_000;
const memoryLimit = 32 * 1024 * 1024;

/**
 * Compiles a PAC file. It runs in a machine of its own (QuickJS in WebAssembly) with the functions of a PAC file and
 * nothing else: no files, no network but name lookups, no endless loop.
 *
 * @throws PacFailed
 */
export async function openPac(text: string): Promise<PacFile> {
  const [{ createPacResolver }, { QuickJS }] = await Promise.all([import('pac-resolver'), import('quickjs-wasi')]);
  const clock = { until: Number.POSITIVE_INFINITY };
  const machine = await QuickJS.create({
    wasm: readFileSync(wasmFile),
    memoryLimit,
    interruptHandler: () => performance.now() > clock.until,
  });
  const bounded = async <T>(work: () => T | Promise<T>): Promise<T> => {
    clock.until = performance.now() + thinkMs;
    try {
      return await work();
    } catch (error) {
      throw new PacFailed(/interrupted/.test(String(error)) ? 'it does not come to an end' : messageOf(error), { cause: error });
    } finally {
      clock.until = Number.POSITIVE_INFINITY;
    }
  };
  const find = await bounded(() => createPacResolver(machine, text, { sandbox: { alert: () => undefined } }));
  // One address after the other: the clock is one.
  let before: Promise<unknown> = Promise.resolve();
  return (url) => {
    const answer = before.then(() => bounded(() => find(withoutPath(url))));
    before = answer.catch(() => undefined);
    return answer;
  };
}

/** As browsers do: a file from the company's network is not told the paths and parameters of https addresses. */
function withoutPath(text: string): string {
  const url = new URL(text);
  return url.protocol === 'https:' ? `${url.origin}/` : text;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);
