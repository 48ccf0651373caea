import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Page } from 'playwright';
import { coreOptions } from '../../electron/cli/core-options.ts';
import { connectInProcess } from '../../electron/core/terminal.ts';
import { blockedTimes, watchBlocking } from '../app/blocking.ts';
import { openWindow } from '../app/open-window.ts';
import { addPageClient, type WithPageClient } from '../app/page-client.ts';
import { prepareTwoApps, type AppUnderTest } from '../app/two-apps.ts';
import type { Bench, Measure, MeasureResult } from '../measure.ts';
import { median, range } from '../statistics.ts';

const largeBytes = 100_000_000;
const aimPaintMs = 1_000;
const aimTaskMs = 100;
const aimBlockedMs = 50;
const tenMegabytes = 10_000_000;
const tens = 20;
const aimPeakMegabytes = 200;

/** An answer of 100 MB against one of 2 kB: until its first lines are painted, and what stands still meanwhile; and 20 answers of 10 MB. */
export const largeAnswer: Measure = { name: 'large answer', run };

interface Sent {
  readonly small: string;
  readonly large: string;
  /** Megabytes that the process grew by at most, over 20 answers of 10 MB. */
  readonly grownMegabytes: number;
}

async function run(bench: Bench): Promise<MeasureResult> {
  const { ours } = await prepareTwoApps(bench, 'large');
  const server = await startServer();
  const sent = await sendAll(bench, ours, server).finally(() => server.close());
  const rounds = bench.isQuick ? 2 : 7;
  const { page, close } = await openWindow(bench, ours);
  const times = { small: [] as number[], large: [] as number[] };
  const tasks: number[] = [];
  const answers: number[] = [];
  try {
    await addPageClient(page, ours.firstData);
    for (let round = 0; round <= rounds; round += 1) {
      await leave(page);
      const small = await paint(page, sent.small, '"first"');
      await leave(page);
      await page.evaluate(watchBlocking);
      const asked = page.evaluate(() => (globalThis as unknown as WithPageClient).benchClient.timeCalls('current', 400));
      const large = await paint(page, sent.large, '"sku": "SKU-0"');
      answers.push(...(await asked));
      const { longestTaskMs } = await page.evaluate(blockedTimes);
      // The first round loads what is loaded late.
      if (round === 0) continue;
      times.small.push(small);
      times.large.push(large);
      tasks.push(longestTaskMs ?? 0);
      bench.say(`  round ${round} of ${rounds}: ${Math.round(small)} ms and ${Math.round(large)} ms`);
    }
  } finally {
    await close();
  }
  const slowest = Math.max(...answers);
  const task = Math.max(...tasks);
  return {
    findings: [
      {
        what: 'An answer of 100 MB, until its first lines are painted',
        ours: ms(times.large),
        reference: `${ms(times.small)} (an answer of 2 kB)`,
        ratio: median(times.large) / median(times.small),
        aim: `under ${aimPaintMs} ms`,
        holds: Math.max(...times.large) < aimPaintMs,
      },
      {
        what: 'The longest task of the window meanwhile',
        ours: task === 0 ? 'none of 50 ms' : `${Math.round(task)} ms`,
        reference: null,
        ratio: null,
        aim: `at most ${aimTaskMs} ms`,
        holds: task <= aimTaskMs,
      },
      {
        what: 'The slowest of the calls to the core meanwhile',
        ours: `${slowest.toFixed(1)} ms`,
        reference: `${median(answers).toFixed(2)} ms (median)`,
        ratio: slowest / median(answers),
        aim: `at most ${aimBlockedMs} ms`,
        holds: slowest <= aimBlockedMs,
      },
      {
        what: 'Memory over 20 answers of 10 MB',
        ours: `${Math.round(sent.grownMegabytes)} MB more at most`,
        reference: '200 MB (all that came)',
        ratio: sent.grownMegabytes / aimPeakMegabytes,
        aim: `under ${aimPeakMegabytes} MB`,
        holds: sent.grownMegabytes < aimPeakMegabytes,
      },
    ],
    how:
      'JSON on one line from a loopback server, kept sealed; opened in the history of the real window by its address, until its first lines stand on the screen, in turn with a small one; ' +
      'while its lines are counted on a thread of its own the core is called all the time. The 20 answers are sent one after the other in one process.',
    notes: [],
  };
}

/** The page's own names; Node's types do not know them. */
interface PageScope {
  readonly location: { hash: string };
  readonly document: { querySelector(selector: string): { readonly textContent: string } | null };
  requestAnimationFrame(callback: () => void): number;
}

/** Back to the history, until it is drawn and nothing more is asked: what it takes is not the answer's. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as unknown as PageScope).location.hash = '#/console/history';
  });
  await page.waitForFunction(() => (globalThis as unknown as PageScope).document.querySelector('.ans-body') === null);
  await page.waitForTimeout(1_500);
}

/** From the change of the address to the text on the screen, in the page's own time. */
async function paint(page: Page, exchangeId: string, text: string): Promise<number> {
  return page.evaluate(
    ([id, wanted]) =>
      new Promise<number>((resolve) => {
        const own = globalThis as unknown as PageScope;
        const begin = performance.now();
        const look = (): void => {
          const isThere = own.document.querySelector('.ans-body')?.textContent.includes(wanted) === true;
          // In the frame after, it has been painted.
          own.requestAnimationFrame(isThere ? () => resolve(performance.now() - begin) : look);
        };
        own.location.hash = `#/console/exchange/${id}`;
        look();
      }),
    [exchangeId, text] as const,
  );
}

async function startServer(): Promise<Server> {
  const row = (id: number): string =>
    `{"id":${id},"sku":"SKU-${id}","name":"Product ${id}","note":"${'x'.repeat(120)}","price":{"value":${id % 97},"currency":"EUR"}}`;
  const sizes: Readonly<Record<string, number>> = { '/large': largeBytes, '/ten': tenMegabytes };
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const size = sizes[request.url ?? ''];
    if (size === undefined) return void response.end(JSON.stringify({ first: 1, text: 'x'.repeat(2_000) }));
    return void write(response, size, row);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function write(response: NodeJS.WritableStream, size: number, row: (id: number) => string): Promise<void> {
  response.write('{"rows":[');
  for (let id = 0, written = 0; written < size;) {
    const rows: string[] = [];
    for (let each = 0; each < 1_000; each += 1) rows.push(`${id > 0 ? ',' : ''}${row(id++)}`);
    const piece = rows.join('');
    written += piece.length;
    if (!response.write(piece)) await once(response, 'drain');
  }
  response.end(']}');
}

async function sendAll(bench: Bench, { env, args }: AppUnderTest, server: Server): Promise<Sent> {
  const connection = connectInProcess(coreOptions(env['QUARTERMASTER_APP_DATA'] ?? ''));
  const { client } = connection;
  try {
    await client.workspace.open({ folder: args.at(-1) ?? '' });
    const [environment] = await environmentsOf(client, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    if (!environment) throw new Error('the sample has no API');
    const send = async (path: string): Promise<string> =>
      (await client.console.send({ environmentId: environment, method: 'GET', path, timeoutMs: 120_000 })).id;
    const small = await send('/small');
    await send('/ten');
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 10);
    for (let count = 0; count < tens; count += 1) await send('/ten');
    clearInterval(watch);
    bench.say('  sending 100 MB');
    return { small, large: await send('/large'), grownMegabytes: (most - before) / 1e6 };
  } finally {
    await connection.close();
  }
}

async function environmentsOf(client: ReturnType<typeof connectInProcess>['client'], baseUrl: string): Promise<string[]> {
  const [api] = await client.inventory.list({ text: '', view: 'all' });
  if (!api) return [];
  const { id } = await client.inventory.saveEnvironment({ apiId: api.id, name: 'large answers', baseUrl, kind: 'other' });
  return [id];
}

function ms(values: readonly number[]): string {
  const { least, most } = range(values);
  return `${Math.round(median(values))} ms (${Math.round(least)} to ${Math.round(most)})`;
}
