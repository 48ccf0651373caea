import { Fault } from '../../shared/contract/errors.ts';
import type { CheckResult } from '../../shared/contract/monitors.ts';
import { showInstant } from './instants.ts';
import { plural } from './standing-text.ts';
import type { Outcome, Terminal } from './terminal.ts';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Observes until Ctrl+C or for a time; every check is said as it comes, all of them are the outcome. */
export async function watch(terminal: Terminal, duration: string | undefined): Promise<Outcome> {
  const forMs = duration === undefined ? undefined : readDuration(duration);
  return terminal.inWorkspace(async (client, kind) => {
    const results: CheckResult[] = [];
    terminal.say(
      kind === 'in process' ? 'Observing from here. Ctrl+C ends it.' : 'The app is observing; its checks are told here. Ctrl+C ends it.',
    );
    try {
      for await (const result of await client.monitors.watch(forMs === undefined ? {} : { forMs }, terminal.call)) {
        results.push(result);
        terminal.say(`${showInstant(result.startedAt)}  ${result.outcome.padEnd(12)}  ${result.monitorName}: ${result.words}`);
      }
    } catch (error) {
      // Ctrl+C is how it is meant to end.
      if (!terminal.call.signal?.aborted) throw error;
    }
    const failed = results.filter(({ outcome }) => outcome === 'fail').length;
    return {
      json: results,
      exitCode: failed > 0 ? 1 : 0,
      show: () => [`${plural(results.length, 'check')}, ${failed} failed.`],
    };
  });
}

function readDuration(text: string): number {
  const match = /^(\d{1,5})([smh])$/.exec(text.trim());
  const ms = match ? Number(match[1]) * (units[match[2] ?? ''] ?? 0) : 0;
  if (ms >= 1000) return ms;
  throw new Fault('bad_input', { happened: `“${text}” is no length of time.`, remedy: 'Write it as 90s, 10m or 8h.' });
}
