import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  countExchanges,
  flowName,
  largeFlowName,
  makeFlowWorkspace,
  orderRows,
  terminalFile,
  type FlowWorkspace,
} from '../commands/order-flow.ts';
import { runMeasured, type CommandRun, type CommandSpec } from '../commands/run-command.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { startOrderServer, type OrderServer } from '../peer/start-order-server.ts';
import { median, range } from '../statistics.ts';

const manyCount = 5_000;
const fewCount = 500;
const largeCount = 20;
const aimGrownMb = 60;
const aimPeakMb = 200;

/** What a long run takes: memory and connections over 5,000 requests, and memory over 20 answers of 10 MB beside undici alone. */
export const manyRequests: Measure = { name: 'many requests', run };

interface ManyTaken extends CommandRun {
  readonly fewBytes: number;
  readonly manyBytes: number;
  readonly connections: number;
}

interface LargeTaken {
  readonly ours: readonly CommandRun[];
  readonly undici: readonly CommandRun[];
}

async function run(bench: Bench): Promise<MeasureResult> {
  const server = await startOrderServer(0);
  const place = { folder: bench.makeFolder('many-workspace'), appData: bench.makeFolder('many-app') };
  const files = bench.makeFolder('many-files');
  try {
    await makeFlowWorkspace(place, server.atOnce);
    const rounds = bench.isQuick ? 1 : 3;
    const many: ManyTaken[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const taken = await runMany(place, files, server);
      many.push(taken);
      bench.say(
        `  round ${round} of ${rounds}: ${mb(taken.fewBytes)} after ${fewCount}, ${mb(taken.manyBytes)} after ${manyCount}, ${taken.connections} connection(s), ${seconds(taken.ms)}`,
      );
    }
    const large = await runLarge(bench, place, files, server, rounds);
    const kept = await countExchanges(place);
    const sent = rounds * (manyCount + largeCount);
    if (kept !== sent) throw new Error(`${sent} requests were sent and ${kept} are in the history`);
    return resultOf(many, large);
  } finally {
    server.stop();
  }
}

const terminalRun = ({ folder, appData }: FlowWorkspace, files: string, flow: string, rows: string): CommandSpec => ({
  name: 'quartermaster',
  words: [terminalFile, '--workspace', folder, 'flow', 'run', flow, '--data', rows],
  env: { QUARTERMASTER_APP_DATA: appData },
  cwd: files,
  scratch: files,
});

/** One run of 5,000 rows, weighed after a collection when the first 500 have come to the server and when the last is about to. */
async function runMany(place: FlowWorkspace, files: string, server: OrderServer): Promise<ManyTaken> {
  const rows = join(files, 'many.csv');
  writeFileSync(rows, orderRows(manyCount));
  await server.count();
  let [fewBytes, manyBytes, requests, connections] = [0, 0, 0, 0];
  let watching: Promise<void> = Promise.resolve();
  const watch = async (weigh: () => Promise<number>, isOver: () => boolean): Promise<void> => {
    while (!isOver() && manyBytes === 0) {
      const counted = await server.count();
      requests += counted.requests;
      connections += counted.connections;
      if (requests >= fewCount && fewBytes === 0) fewBytes = await weigh();
      if (requests >= manyCount * 0.98) manyBytes = await weigh();
      else await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const done = await runMeasured({
    ...terminalRun(place, files, flowName, rows),
    isWeighed: true,
    onStart: (weigh, child) => {
      watching = watch(weigh, () => child.exitCode !== null);
    },
  });
  await watching;
  const rest = await server.count();
  requests += rest.requests;
  connections += rest.connections;
  requireDone(done, requests, manyCount);
  if (fewBytes === 0 || manyBytes === 0) throw new Error('the run was over before it was weighed');
  return { ...done, fewBytes, manyBytes, connections };
}

async function runLarge(bench: Bench, place: FlowWorkspace, files: string, server: OrderServer, rounds: number): Promise<LargeTaken> {
  const rows = join(files, 'large.csv');
  writeFileSync(rows, orderRows(largeCount));
  const taken = { ours: [] as CommandRun[], undici: [] as CommandRun[] };
  for (let round = 1; round <= rounds; round += 1) {
    await server.count();
    const ours = await runMeasured(terminalRun(place, files, largeFlowName, rows));
    requireDone(ours, (await server.count()).requests, largeCount);
    const undici = await runMeasured({
      name: 'undici',
      words: [join(import.meta.dirname, '../commands/undici-to-disk.mjs'), `${server.atOnce}/large`, String(largeCount), files],
      cwd: files,
      scratch: files,
    });
    requireDone(undici, (await server.count()).requests, largeCount);
    taken.ours.push(ours);
    taken.undici.push(undici);
    bench.say(
      `  ${largeCount} answers of 10 MB, round ${round} of ${rounds}: ${mb(ours.peakBytes)}, ${seconds(ours.ms)}; undici ${mb(undici.peakBytes)}, ${seconds(undici.ms)}`,
    );
  }
  return taken;
}

function requireDone({ exitCode, output }: CommandRun, requests: number, wanted: number): void {
  if (exitCode !== 0 || requests !== wanted)
    throw new Error(`${requests} of ${wanted} requests came, and it ended with ${exitCode}:\n${output}`);
}

const mb = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const peakOf = (taken: readonly CommandRun[]): number => median(taken.map(({ peakBytes }) => peakBytes));

function resultOf(many: readonly ManyTaken[], { ours, undici }: LargeTaken): MeasureResult {
  const grown = median(many.map(({ fewBytes, manyBytes }) => manyBytes - fewBytes));
  const few = median(many.map(({ fewBytes }) => fewBytes));
  const connections = Math.max(...many.map(({ connections: count }) => count));
  const [our, theirs] = [peakOf(ours), peakOf(undici)];
  const findings: Finding[] = [
    {
      what: 'Memory over 5,000 requests of a flow',
      ours: `${mb(Math.max(0, grown))} more`,
      reference: `${mb(few)} (after the first ${fewCount})`,
      ratio: (few + grown) / few,
      aim: `at most ${aimGrownMb} MB more`,
      holds: grown <= aimGrownMb * 1024 ** 2,
    },
    {
      what: 'Connections to the host over 5,000 requests',
      ours: String(connections),
      reference: null,
      ratio: null,
      aim: 'one',
      holds: connections === 1,
    },
    {
      what: '20 answers of 10 MB, the most that the whole command takes',
      ours: mb(our),
      reference: `${mb(theirs)} (undici to files)`,
      ratio: our / theirs,
      aim: `under ${aimPeakMb} MB`,
      holds: our < aimPeakMb * 1024 ** 2,
    },
  ];
  return {
    findings,
    how:
      'The terminal command as shipped runs a flow with a row for each request, two checks each and full history, in one process; the resident memory is taken after a collection, once 500 requests have come to the server and once 98 of 100 have. ' +
      'The large answers are kept sealed; beside it undici writes them into files as they come, a fresh process too, in turns; the most that the process took, as the system says. Medians.',
    notes: [
      `5,000 requests took ${seconds(median(many.map(({ ms }) => ms)))} and at most ${mb(peakOf(many))}; growth ${mb(range(many.map(({ fewBytes, manyBytes }) => manyBytes - fewBytes)).least)} to ${mb(range(many.map(({ fewBytes, manyBytes }) => manyBytes - fewBytes)).most)}.`,
      `20 answers of 10 MB took ${seconds(median(ours.map(({ ms }) => ms)))}, undici ${seconds(median(undici.map(({ ms }) => ms)))}.`,
      'Afterwards the history is counted: every request is in it.',
    ],
  };
}
