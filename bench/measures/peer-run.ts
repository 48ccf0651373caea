import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMeasured, type CommandRun, type CommandSpec } from '../commands/run-command.ts';
import { countExchanges, flowName, makeFlowWorkspace, orderRows, terminalFile, type FlowWorkspace } from '../commands/order-flow.ts';
import { writeBrunoCollection, writeNewmanCollection } from '../commands/peer-collections.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { startOrderServer, type OrderServer } from '../peer/start-order-server.ts';
import { installPeers, type Peers } from '../peers/install-peers.ts';
import { median, range } from '../statistics.ts';

const requestCount = 500;
const aimTimes = 4;

/** 500 requests with two checks by our terminal command, by Newman and by Bruno's command: the same rows, the same server, each a process from start to end. */
export const peerRun: Measure = { name: 'peers', run };

const ways = ['quartermaster', 'newman', 'brunoAsserts', 'brunoTests', 'brunoSafeTests'] as const;
type Way = (typeof ways)[number];

const words: Readonly<Record<Way, string>> = {
  quartermaster: 'Quartermaster',
  newman: 'Newman',
  brunoAsserts: 'Bruno, declarative asserts',
  brunoTests: 'Bruno, two tests in its developer sandbox',
  brunoSafeTests: 'Bruno, two tests in its default sandbox',
};

interface Taken extends CommandRun {
  readonly connections: number;
}

async function run(bench: Bench): Promise<MeasureResult> {
  const installed = await installPeers((line) => bench.say(`  ${line}`));
  if (installed.kind === 'missing') {
    bench.say(`  Skipped: Newman and Bruno’s command cannot be installed. ${installed.reason}`);
    return skipped(installed.reason);
  }
  const { peers } = installed;
  const server = await startOrderServer(0);
  const place = { folder: bench.makeFolder('peers-workspace'), appData: bench.makeFolder('peers-app') };
  try {
    await makeFlowWorkspace(place, server.atOnce);
    const commands = prepareCommands(bench.makeFolder('peers-files'), peers, place, server.atOnce);
    const taken = await runAll(bench, commands, server);
    const runs = taken.quartermaster.length + 1;
    const kept = await countExchanges(place);
    if (kept !== runs * requestCount) throw new Error(`${runs * requestCount} requests were sent and ${kept} are in the history`);
    return resultOf(taken, peers);
  } finally {
    server.stop();
  }
}

function prepareCommands(folder: string, peers: Peers, place: FlowWorkspace, baseUrl: string): Readonly<Record<Way, CommandSpec>> {
  const rows = join(folder, 'rows.csv');
  writeFileSync(rows, orderRows(requestCount));
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const newman = writeNewmanCollection(folder, baseUrl);
  const bruno = (kind: 'asserts' | 'tests', more: readonly string[]): Pick<CommandSpec, 'cwd' | 'words'> => ({
    cwd: writeBrunoCollection(join(folder, `bruno-${kind}`), baseUrl, kind),
    words: [peers.bruno, 'run', '--csv-file-path', rows, ...more],
  });
  return {
    quartermaster: {
      name: 'quartermaster',
      words: [terminalFile, '--workspace', place.folder, 'flow', 'run', flowName, '--data', rows],
      env: { QUARTERMASTER_APP_DATA: place.appData },
      cwd: folder,
      scratch,
    },
    newman: { name: 'newman', words: [peers.newman, 'run', newman, '--iteration-data', rows, '--silent'], cwd: folder, scratch },
    brunoAsserts: { name: 'bruno-asserts', ...bruno('asserts', []), scratch },
    brunoTests: { name: 'bruno-tests', ...bruno('tests', ['--sandbox', 'developer']), scratch },
    brunoSafeTests: { name: 'bruno-safe', ...bruno('tests', []), scratch },
  };
}

/** In turns, so that whatever else the machine does meets all of them. The first round fills what each keeps and does not count; Bruno's default sandbox is slow and runs once. */
async function runAll(bench: Bench, commands: Readonly<Record<Way, CommandSpec>>, server: OrderServer): Promise<Record<Way, Taken[]>> {
  const rounds = bench.isQuick ? 1 : 5;
  const taken: Record<Way, Taken[]> = { quartermaster: [], newman: [], brunoAsserts: [], brunoTests: [], brunoSafeTests: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of ways) {
      if (way === 'brunoSafeTests' && round !== rounds) continue;
      await server.count();
      const done = await runMeasured(commands[way]);
      const { requests, connections } = await server.count();
      // A quick run that did not do the work is no run: every request must have come, and every check must have held.
      if (done.exitCode !== 0 || requests !== requestCount)
        throw new Error(`${words[way]} sent ${requests} of ${requestCount} requests and ended with ${done.exitCode}:\n${done.output}`);
      if (round > 0) taken[way].push({ ...done, connections });
      bench.say(
        `  round ${round} of ${rounds}${round === 0 ? ' (warm-up)' : ''}: ${words[way]} ${seconds(done.ms)}, ${mb(done.peakBytes)}`,
      );
    }
  }
  return taken;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const mb = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
const times = (taken: readonly Taken[]): number[] => taken.map(({ ms }) => ms);
const peakOf = (taken: readonly Taken[]): number => median(taken.map(({ peakBytes }) => peakBytes));

function resultOf(taken: Record<Way, Taken[]>, { newmanVersion, brunoVersion }: Peers): MeasureResult {
  const peerWays = ways.filter((way) => way !== 'quartermaster');
  const ours = median(times(taken.quartermaster));
  const fastest = peerWays.reduce(
    (best, way) => (median(times(taken[way])) < median(times(taken[best])) ? way : best),
    peerWays[0] ?? 'newman',
  );
  const against = (way: Way): Finding => {
    const theirs = median(times(taken[way]));
    const isAimed = way === fastest;
    return {
      what: `500 requests with two checks from the terminal, beside ${words[way]}${isAimed ? ', the fastest of the peers' : ''}`,
      ours: seconds(ours),
      reference: seconds(theirs),
      ratio: ours / theirs,
      aim: isAimed ? `at least ${aimTimes} times faster` : null,
      holds: isAimed ? theirs >= aimTimes * ours : null,
    };
  };
  return {
    findings: peerWays.map(against),
    how:
      `One request for each of ${requestCount} rows of a CSV file against a node:http server on loopback, with a check of the status and one of a value in the body; each command a fresh process of the same Node, ` +
      `from its start to its end, with its compiled code kept; in turns, medians of ${taken.quartermaster.length} (Bruno’s default sandbox: once). Ours is the terminal command as shipped and keeps every exchange, redacted and sealed; the others keep nothing.`,
    notes: [
      `Newman ${newmanVersion} without a reporter (--silent) and with two pm.test; Bruno’s command ${brunoVersion} with its own output. None may miss a check, and the server counts that all ${requestCount} came.`,
      `${ways.map((way) => `${words[way]}: ${spreadOf(taken[way])}, at most ${mb(peakOf(taken[way]))}, ${connectionsOf(taken[way])}`).join('; ')}.`,
      'Afterwards our history is counted: every request is in it.',
    ],
  };
}

const spreadOf = (taken: readonly Taken[]): string => `${seconds(range(times(taken)).least)} to ${seconds(range(times(taken)).most)}`;
const connectionsOf = (taken: readonly Taken[]): string => {
  const count = median(taken.map(({ connections }) => connections));
  return count === 1 ? 'one connection' : `${count} connections`;
};

function skipped(reason: string): MeasureResult {
  return {
    findings: [
      {
        what: '500 requests with two checks, beside Newman and Bruno’s command',
        ours: 'skipped, the others could not be installed',
        reference: null,
        ratio: null,
        aim: `at least ${aimTimes} times faster`,
        holds: null,
      },
    ],
    how: 'Skipped: Newman and Bruno’s command could not be installed on this machine.',
    notes: [reason],
  };
}
