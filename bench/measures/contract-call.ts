import { openWindow } from '../app/open-window.ts';
import { addPageClient, type WithPageClient } from '../app/page-client.ts';
import { prepareTwoApps } from '../app/two-apps.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { median, p95 } from '../statistics.ts';

/** One call from the window to the core and back, against Electron's own call from the window to the main process and back. */
export const contractCall: Measure = { name: 'call', run };

const kinds = ['shell', 'current', 'summary'] as const;
type Kind = (typeof kinds)[number];

async function run(bench: Bench): Promise<MeasureResult> {
  const calls = bench.isQuick ? 400 : 2_000;
  const blocks = 4;
  const { ours } = await prepareTwoApps(bench, 'call');
  const { page, close } = await openWindow(bench, ours);
  const times: Record<Kind, number[]> = { shell: [], current: [], summary: [] };
  try {
    await addPageClient(page, ours.firstData);
    const timeBlock = (kind: Kind, count: number): Promise<number[]> =>
      page.evaluate(([name, amount]) => (globalThis as unknown as WithPageClient).benchClient.timeCalls(name, amount), [
        kind,
        count,
      ] as const);
    for (const kind of kinds) await timeBlock(kind, 100);
    for (let block = 1; block <= blocks; block += 1) {
      for (const kind of kinds) times[kind].push(...(await timeBlock(kind, calls / blocks)));
      bench.say(`  ${(block * calls) / blocks} of ${calls} calls`);
    }
  } finally {
    await close();
  }
  const finding = (what: string, values: readonly number[]): Finding => ({
    what,
    ours: `median ${ms(median(values))}, p95 ${ms(p95(values))}`,
    reference: `median ${ms(median(times.shell))}, p95 ${ms(p95(times.shell))} (plain IPC)`,
    ratio: sum(values) / sum(times.shell),
    aim: null,
    holds: null,
  });
  return {
    findings: [
      finding('Contract call: the open workspace', times.current),
      finding('Contract call: the inventory in numbers', times.summary),
    ],
    how:
      `${calls.toLocaleString('en-GB')} calls each, one after the other, in the real window with the sample workspace, over a message port of the core that the shell handed out; ` +
      'the input is checked, the database is read, the answer is checked; plain IPC is a call to the main process that reads nothing. Interleaved in blocks.',
    notes: ['The clock of a page ticks in tenths of a millisecond, so the ratio is that of all calls together.'],
  };
}

const ms = (value: number): string => `${value.toFixed(2)} ms`;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
