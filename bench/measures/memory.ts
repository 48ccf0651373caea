import { memoryOf, type TakenMemory } from '../app/memory-of.ts';
import { openWindow } from '../app/open-window.ts';
import { prepareTwoApps, type AppUnderTest } from '../app/two-apps.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { median } from '../statistics.ts';

const aimTimes = 1.5;
const settleMs = 5_000;

/** What all processes of the app take together, a while after the first data, against the bare window. */
export const memory: Measure = { name: 'memory', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const { ours, bare } = await prepareTwoApps(bench, 'memory');
  const rounds = bench.isQuick ? 1 : 3;
  const taken = { ours: [] as TakenMemory[], bare: [] as TakenMemory[] };
  for (let round = 1; round <= rounds; round += 1) {
    taken.bare.push(await weigh(bench, bare));
    taken.ours.push(await weigh(bench, ours));
    bench.say(`  round ${round} of ${rounds}`);
  }
  const findings = [
    finding(
      'Memory',
      taken.ours.map(({ proportional }) => proportional),
      taken.bare.map(({ proportional }) => proportional),
    ),
    finding(
      'Memory, shared pages counted in every process',
      taken.ours.map(({ workingSet }) => workingSet),
      taken.bare.map(({ workingSet }) => workingSet),
    ),
  ];
  return {
    findings: findings.flatMap((one) => (one ? [one] : [])),
    how:
      `All processes of the app together, ${settleMs / 1000} s after the first data, both driven by the same tool; proportional set size where the system tells it, ` +
      `and the working set that Electron reports; ${rounds} starts each, interleaved, median. Needs a quiet machine: pages shared with other programs count less.`,
    notes: [`By kind of process: bare window ${kindsOf(taken.bare)}; Quartermaster ${kindsOf(taken.ours)}.`],
  };
}

async function weigh(bench: Bench, app: AppUnderTest): Promise<TakenMemory> {
  const { app: electron, page, close } = await openWindow(bench, app);
  try {
    // Time is what is waited for here: what the start leaves behind is let go of in the meantime.
    await page.waitForTimeout(settleMs);
    return await memoryOf(electron);
  } finally {
    await close();
  }
}

const known = (values: readonly (number | null)[]): number[] => values.flatMap((value) => (value === null ? [] : [value]));
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

function finding(what: string, ours: readonly (number | null)[], bare: readonly (number | null)[]): Finding | null {
  if (known(ours).length === 0 || known(bare).length === 0) return null;
  const [our, theirs] = [median(known(ours)), median(known(bare))];
  return {
    what,
    ours: megabytes(our),
    reference: `${megabytes(theirs)} (bare window)`,
    ratio: our / theirs,
    aim: `at most ${aimTimes} times`,
    holds: our / theirs <= aimTimes,
  };
}

function kindsOf(taken: readonly TakenMemory[]): string {
  const names = [...new Set(taken.flatMap(({ kinds }) => [...kinds.keys()]))];
  return names.map((name) => `${name} ${Math.round(median(taken.map(({ kinds }) => kinds.get(name) ?? 0)))} MB`).join(', ');
}
