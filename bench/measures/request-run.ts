import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent } from 'undici';
import { coreOptions } from '../../electron/cli/core-options.ts';
import { connectInProcess, connectTerminal, type CoreClient } from '../../electron/core/terminal.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { startOrderServer } from '../peer/start-order-server.ts';
import { median, range } from '../statistics.ts';
import { sendBare, sendChecked, type Orders } from './request-senders.ts';

const requestCount = 500;
const delayedCount = 100;
const delayMs = 20;
const aimTimes = 3;

/** 500 requests with two checks and full history through the contract, against undici alone sending the same ones. */
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
    const ways = {
      undici: () => sendBare(agent, server.atOnce, requestCount),
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
    await checkHistory(local.client, requestCount * 2 * (rounds + 1) + delayedCount * ((bench.isQuick ? 1 : 3) + 1));
    await through.close();
    await local.close();
    bench.say(`  ${requestCount} requests, each way in a process of its own`);
    const fresh = await interleave(
      {
        undici: () => runFresh(appData, 'undici', server.atOnce, String(requestCount)),
        quartermaster: () =>
          runFresh(appData, 'quartermaster', appData, folder, atOnce.endpointId, atOnce.environmentId, String(requestCount)),
      },
      bench.isQuick ? 2 : 5,
      bench,
    );
    return resultOf(times, slow, fresh);
  } finally {
    await agent.close();
    await local.close();
    server.stop();
  }
}

/** The way peers are measured: from the start of the process to its end. */
async function runFresh(appData: string, ...words: string[]): Promise<void> {
  const env = { ...process.env, QUARTERMASTER_BENCH_CODE: join(appData, 'code-cache') };
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'fresh-run.ts'), ...words], { env });
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

/** Imports the document for the bench, so that the contract check has something to check, and points it at the server. */
async function addOrders(client: CoreClient, vendorName: string, baseUrl: string): Promise<Orders> {
  const file = new File([readFileSync(join(import.meta.dirname, '../peer/orders.json'))], 'orders.json', { type: 'application/json' });
  const { planId } = await client.inventory.planImport({ file });
  const { apiId } = await client.inventory.applyImport({ planId, vendorName });
  const { id: environmentId } = await client.inventory.saveEnvironment({ apiId, name: 'loopback', baseUrl, kind: 'other' });
  const [endpoint] = await client.inventory.endpoints({ apiId });
  if (!endpoint) throw new Error('the document of the bench has no endpoint');
  return { endpointId: endpoint.id, environmentId };
}

async function checkHistory(client: CoreClient, sent: number): Promise<void> {
  const { total } = await client.console.exchanges({ limit: 1 });
  if (total !== sent) throw new Error(`${sent} requests were sent and ${total} are in the history`);
}

function findingOf(what: string, ours: readonly number[], reference: readonly number[]): Finding {
  const ratio = median(ours) / median(reference);
  return {
    what,
    ours: ms(ours),
    reference: `${ms(reference)} (undici alone)`,
    ratio,
    aim: `at most ${aimTimes} times`,
    holds: ratio <= aimTimes,
  };
}

const ms = (values: readonly number[]): string => `${Math.round(median(values))} ms`;
const spread = (values: readonly number[]): string => `${Math.round(range(values).least)} to ${Math.round(range(values).most)} ms`;

function resultOf(
  times: Record<'undici' | 'inProcess' | 'overSocket', number[]>,
  slow: Record<'undici' | 'inProcess', number[]>,
  fresh: Record<'undici' | 'quartermaster', number[]>,
): MeasureResult {
  return {
    findings: [
      findingOf(
        `${requestCount} requests, two checks, full history, a fresh process each way (start to end)`,
        fresh.quartermaster,
        fresh.undici,
      ),
      findingOf(`${requestCount} requests, the same in a process that is warm`, times.inProcess, times.undici),
      findingOf(`${requestCount} requests, the same through a warm core that another program holds`, times.overSocket, times.undici),
      findingOf(`${delayedCount} requests to a server that takes ${delayMs} ms`, slow.inProcess, slow.undici),
    ],
    how:
      `One after the other over one kept connection to a node:http server in a process of its own; undici reads and parses the answer, ` +
      `we also redact, check status and contract, seal the body and keep the exchange before and after it is sent; ways interleaved, median.`,
    notes: [
      `Spread: undici ${spread(times.undici)}, in process ${spread(times.inProcess)}, over the local socket ${spread(times.overSocket)}.`,
      `What we add to a request: ${((median(times.inProcess) - median(times.undici)) / requestCount).toFixed(2)} ms in process, ${((median(times.overSocket) - median(times.undici)) / requestCount).toFixed(2)} ms over the socket.`,
      'Afterwards the history is counted: every request is in it.',
    ],
  };
}
