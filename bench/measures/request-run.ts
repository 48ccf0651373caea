import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent } from 'undici';
import { coreOptions } from '../../electron/cli/core-options.ts';
import { connectInProcess, connectTerminal, type CoreClient } from '../../electron/core/terminal.ts';
import { addOrders, flowName, makeFlow, orderRows, terminalFile } from '../commands/order-flow.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { startOrderServer } from '../peer/start-order-server.ts';
import { median, range } from '../statistics.ts';
import { runFlow, sendBare, sendChecked } from './request-senders.ts';

const requestCount = 500;
const delayedCount = 100;
const delayMs = 20;
const aimTimes = 3;

/** 500 requests with two checks and full history, as a flow and one by one, against undici alone sending the same ones. */
export const requestRun: Measure = { name: 'requests', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const server = await startOrderServer(delayMs);
  const appData = bench.makeFolder('requests-app');
  const folder = bench.makeFolder('requests-workspace');
  const options = coreOptions(appData);
  const local = connectInProcess(options);
  const agent = new Agent({ connections: 1, pipelining: 1 });
  try {
    await local.client.workspace.create({ folder, name: 'Bench' });
    const through = await connectTerminal(folder, options);
    const atOnce = await addOrders(local.client, 'At once', server.atOnce);
    const delayed = await addOrders(local.client, 'Delayed', server.delayed);
    const rounds = bench.isQuick ? 2 : 7;
    const { flowId } = await makeFlow(local.client, atOnce);
    const ways = {
      undici: () => sendBare(agent, server.atOnce, requestCount),
      flow: () => runFlow(local.client, flowId, requestCount),
      inProcess: () => sendChecked(local.client, atOnce, requestCount),
      overSocket: () => sendChecked(through.client, atOnce, requestCount),
    };
    const times = await interleave(ways, rounds, bench);
    bench.say(`  ${delayedCount} requests to a server that takes ${delayMs} ms`);
    const slow = await interleave(
      { undici: () => sendBare(agent, server.delayed, delayedCount), inProcess: () => sendChecked(local.client, delayed, delayedCount) },
      bench.isQuick ? 1 : 3,
      bench,
    );
    const sent = requestCount * 3 * (rounds + 1) + delayedCount * ((bench.isQuick ? 1 : 3) + 1);
    await checkHistory(local.client, sent);
    await through.close();
    await local.close();
    bench.say(`  ${requestCount} requests, each way in a process of its own`);
    const rows = join(appData, 'rows.csv');
    writeFileSync(rows, orderRows(requestCount));
    const freshRounds = bench.isQuick ? 2 : 9;
    const fresh = await interleave(
      {
        undici: () => runFresh(appData, [join(import.meta.dirname, 'fresh-undici.mjs'), server.atOnce, String(requestCount)]),
        quartermaster: () => runFresh(appData, [terminalFile, '--workspace', folder, 'flow', 'run', flowName, '--data', rows]),
      },
      freshRounds,
      bench,
    );
    const after = connectInProcess(options);
    await after.client.workspace.open({ folder });
    await checkHistory(after.client, sent + requestCount * (freshRounds + 1)).finally(() => after.close());
    return resultOf(times, slow, fresh);
  } finally {
    await agent.close();
    await local.close();
    server.stop();
  }
}

/** The way peers are measured: from the start of the process to its end, with its compiled code kept. */
async function runFresh(appData: string, words: readonly string[]): Promise<void> {
  const env = { ...process.env, QUARTERMASTER_APP_DATA: appData, NODE_COMPILE_CACHE: join(appData, 'code-cache') };
  await promisify(execFile)(process.execPath, words, { env });
}

/** Runs every way in turn, again and again (A B C A B C), so that whatever else the machine does meets all of them. The first round warms up and does not count. */
async function interleave<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<void>>>,
  rounds: number,
  bench: Bench,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(ways) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const startedAt = performance.now();
      await ways[name]();
      const ms = performance.now() - startedAt;
      if (round > 0) times[name].push(ms);
    }
    bench.say(
      `  round ${round} of ${rounds}${round === 0 ? ' (warm-up)' : `: ${names.map((name) => `${name} ${Math.round(times[name].at(-1) ?? 0)} ms`).join(', ')}`}`,
    );
  }
  return times;
}

async function checkHistory(client: CoreClient, sent: number): Promise<void> {
  const { total } = await client.console.exchanges({ limit: 1 });
  if (total !== sent) throw new Error(`${sent} requests were sent and ${total} are in the history`);
}

function findingOf(what: string, ours: readonly number[], reference: readonly number[], isAimed: boolean): Finding {
  const ratio = median(ours) / median(reference);
  const shared = { what, ours: ms(ours), reference: `${ms(reference)} (undici alone)`, ratio };
  return isAimed ? { ...shared, aim: `at most ${aimTimes} times`, holds: ratio <= aimTimes } : { ...shared, aim: null, holds: null };
}

const ms = (values: readonly number[]): string => `${Math.round(median(values))} ms`;
const spread = (values: readonly number[]): string => `${Math.round(range(values).least)} to ${Math.round(range(values).most)} ms`;

function resultOf(
  times: Record<'undici' | 'flow' | 'inProcess' | 'overSocket', number[]>,
  slow: Record<'undici' | 'inProcess', number[]>,
  fresh: Record<'undici' | 'quartermaster', number[]>,
): MeasureResult {
  return {
    findings: [
      findingOf(
        `${requestCount} requests, two checks, full history, a fresh process each way (start to end)`,
        fresh.quartermaster,
        fresh.undici,
        true,
      ),
      findingOf(`${requestCount} requests, the same in a process that is warm`, times.flow, times.undici, true),
      findingOf(
        `${requestCount} requests sent one by one, as a person does, in a process that is warm`,
        times.inProcess,
        times.undici,
        false,
      ),
      findingOf(
        `${requestCount} requests sent one by one through a core that another program holds`,
        times.overSocket,
        times.undici,
        false,
      ),
      findingOf(`${delayedCount} requests sent one by one to a server that takes ${delayMs} ms`, slow.inProcess, slow.undici, true),
    ],
    how:
      `One after the other over one kept connection to a node:http server in a process of its own; undici reads and parses the answer. A flow ` +
      `redacts each, checks its status and a value of its body, and the contract as well, seals the body and keeps the exchange, on the disk before the ` +
      `next leaves; the fresh process is the terminal command as shipped. One by one each is kept before it is sent and again with its answer. Ways ` +
      `interleaved, median.`,
    notes: [
      `Spread: undici ${spread(times.undici)}, a flow ${spread(times.flow)}, one by one ${spread(times.inProcess)}, over the local socket ${spread(times.overSocket)}.`,
      `What we add to a request: ${((median(times.flow) - median(times.undici)) / requestCount).toFixed(2)} ms in a flow, ${((median(times.inProcess) - median(times.undici)) / requestCount).toFixed(2)} ms one by one, ${((median(times.overSocket) - median(times.undici)) / requestCount).toFixed(2)} ms over the socket.`,
      'Afterwards the history is counted: every request is in it.',
    ],
  };
}
