// What the system shows to everybody about the processes that a test started.
import { readdirSync, readFileSync } from 'node:fs';

/** The command line of every process on this machine that can be read; Linux only, elsewhere empty. */
export function commandLines(): readonly (readonly [where: string, text: Buffer])[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [[`command line of process ${pid}`, readFileSync(`/proc/${pid}/cmdline`)] as const];
      } catch {
        // It ended between the listing and the reading.
        return [];
      }
    });
}
