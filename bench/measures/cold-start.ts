import { observeStart, type StartTimes } from '../app/observed-start.ts';
import { prepareTwoApps } from '../app/two-apps.ts';
import type { Bench, Measure, MeasureResult } from '../measure.ts';
import { median, range } from '../statistics.ts';

const aimTimes = 1.5;

/** From the start of the process to the first data in the window, against a window with a static page on the same runtime. */
export const coldStart: Measure = { name: 'start', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const { ours, bare } = await prepareTwoApps(bench, 'start');
  const rounds = bench.isQuick ? 3 : 11;
  const times = { ours: [] as StartTimes[], bare: [] as StartTimes[] };
  // The first round fills the disk cache and Chromium's own folders; it does not count.
  for (let round = 0; round <= rounds; round += 1) {
    const bareTimes = await observeStart(bench, bare);
    const ourTimes = await observeStart(bench, ours);
    bench.say(
      `  start ${round} of ${rounds}: bare window ${Math.round(bareTimes.dataMs)} ms, Quartermaster ${Math.round(ourTimes.dataMs)} ms${round === 0 ? ' (warm-up)' : ''}`,
    );
    if (round === 0) continue;
    times.bare.push(bareTimes);
    times.ours.push(ourTimes);
  }
  const [our, theirs] = [times.ours.map(({ dataMs }) => dataMs), times.bare.map(({ dataMs }) => dataMs)];
  const ratio = median(our) / median(theirs);
  return {
    findings: [
      {
        what: 'Cold start to first data',
        ours: `${Math.round(median(our))} ms`,
        reference: `${Math.round(median(theirs))} ms (bare window)`,
        ratio,
        aim: `at most ${aimTimes} times`,
        holds: ratio <= aimTimes,
      },
    ],
    how:
      'From spawning the process to the frame that shows the first row of Today with the sample workspace, against the frame that shows the row of a static page; ' +
      `same executable, flags and observer, ${rounds} starts each, interleaved, median; no process was left from the start before, the disk cache was warm.`,
    notes: [
      `Where the time goes: ${parts('bare window', times.bare)}; ${parts('Quartermaster', times.ours)}.`,
      `Spread: bare window ${spread(theirs)}, Quartermaster ${spread(our)}.`,
    ],
  };
}

const ms = (values: readonly number[]): string => `${Math.round(median(values))} ms`;

function parts(name: string, times: readonly StartTimes[]): string {
  const paints = times.flatMap(({ firstPaintMs }) => (firstPaintMs === null ? [] : [firstPaintMs]));
  const painted = paints.length > 0 ? `, first content is painted after ${ms(paints)}` : '';
  return `${name}: the page begins after ${ms(times.map(({ pageMs }) => pageMs))}${painted}, data after ${ms(times.map(({ dataMs }) => dataMs))}`;
}

const spread = (values: readonly number[]): string => `${Math.round(range(values).least)} to ${Math.round(range(values).most)} ms`;
