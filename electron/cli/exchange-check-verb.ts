import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ExchangeRow } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { AnswerCheck } from '../../shared/contract/findings.ts';
import type { CoreClient } from '../core/terminal.ts';
import { checkLines, contractText, statusText, violationLines } from './exchange-detail.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi } from './find-record.ts';
import { readInstant } from './instants.ts';
import { settled } from './settled-exchange.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

interface CheckOptions {
  readonly api?: string;
  readonly since: string;
  readonly against?: string;
}

type Find = (client: CoreClient, text: string) => Promise<ExchangeRow>;

/** Kept answers, checked once more: against the contract of now, another version, or a file that is not imported yet; or one of them. */
export function addExchangeCheckVerb(noun: Command, run: Run, find: Find): void {
  withExamples(
    noun
      .command('check')
      .description('Check kept answers against a contract: would it have accepted them? Ends with 1 when one breaks it')
      .argument('[exchange]', 'one answer, as it was judged: its contract, and the checks of its saved request')
      .option('--api <api>', 'whose answers')
      .option('--since <when>', 'only since then: -7d, -3h or 2026-01-31', '-7d')
      .option('--against <version>', 'another version that was imported, or a file; else the contract of now'),
    'exchange check 42',
    'exchange check --api "Adyen Checkout 71" --since -7d',
    'exchange check --api "Adyen Checkout 71" --against CheckoutService-v72.json --json',
  ).action((exchange: string | undefined, options: CheckOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        if (exchange !== undefined) return checkOne(client, terminal, exchange, options, find);
        if (options.api === undefined)
          throw new Fault('bad_input', {
            happened: 'It is not said which answers.',
            remedy: 'Name an exchange, or an API with --api. See quartermaster exchange check --help.',
          });
        const api = await findApi(client, options.api, 'part');
        const sinceAt = readInstant(options.since, terminal.now);
        const target = options.against === undefined ? {} : await contractOf(client, terminal, api.id, options.against);
        const result = await followed(client, terminal, () =>
          client.inventory.checkAnswers({ apiId: api.id, sinceAt, ...target }, terminal.call),
        );
        return {
          json: result,
          exitCode: result.breaks === 0 ? 0 : 1,
          show: ({ width }) => [{ text: apiWords(api), tone: 'title' }, result.words, ...layoutCheck(result, width)],
        };
      }),
    ),
  );
}

async function checkOne(client: CoreClient, terminal: Terminal, text: string, options: CheckOptions, find: Find): Promise<Outcome> {
  if (options.api !== undefined || options.against !== undefined)
    throw new Fault('bad_input', {
      happened: 'One exchange is shown as it was judged; --api and --against check many again.',
      remedy: 'Leave out the exchange, or the options.',
    });
  const { id, number } = await find(client, text);
  const all = await settled(client, terminal, await client.console.exchange({ id }, terminal.call));
  const { status, verdict, verdictReason, contractVersion, violations, moreViolations } = all.exchange;
  return {
    json: { exchange: number, status, verdict, verdictReason, contractVersion, violations, moreViolations, checks: all.checks },
    exitCode: verdict !== 'breaks' && all.checks.every(({ isHeld }) => isHeld) ? 0 : 1,
    show: () => [
      { text: `Exchange ${number}`, tone: 'title' },
      ...layoutFacts([
        ['Status', statusText(all.exchange)],
        ['Contract', contractText(all.exchange)],
      ]),
      ...violationLines(all.exchange),
      ...checkLines(all.checks),
    ],
  };
}

async function contractOf(
  client: CoreClient,
  terminal: Terminal,
  apiId: string,
  text: string,
): Promise<{ contractId: string } | { file: File }> {
  const { contracts } = await client.inventory.show({ id: apiId }, terminal.call);
  const known = contracts.find(({ id, version }) => id === text || version === text);
  if (known) return { contractId: known.id };
  try {
    return { file: new File([await readFile(resolve(terminal.io.cwd, text))], basename(text)) };
  } catch {
    throw new Fault('not_found', {
      happened: `“${text}” is neither a version of this API’s contract nor a file that can be read.`,
      remedy: `Write one of ${contracts.map(({ version }) => version).join(', ') || 'its versions'}, or the path of an OpenAPI file.`,
    });
  }
}

const askEachMs = 700;

/** Says how far the job is, for as long as it runs. */
async function followed<T>(client: CoreClient, terminal: Terminal, work: () => Promise<T>): Promise<T> {
  let told = '';
  const ask = setInterval(() => {
    client.jobs
      .list({})
      .then((jobs) => {
        const job = jobs.find(({ kind, state }) => kind === 'check answers' && state === 'running');
        if (!job || job.step === told) return;
        told = job.step;
        terminal.say(`${job.step}${job.fraction === null ? '' : `, ${Math.floor(job.fraction * 100)} %`}`);
      })
      // Only what is said along the way: the work itself says what went wrong.
      .catch(() => undefined);
  }, askEachMs);
  try {
    return await work();
  } finally {
    clearInterval(ask);
  }
}

function layoutCheck(result: AnswerCheck, width: number): Line[] {
  const unchecked = result.unchecked.map(({ reason, count }): Line => ({ text: `${count} not checked: ${reason}`, tone: 'quiet' }));
  if (result.differences.length === 0) return unchecked;
  return [
    '',
    ...layoutTable(
      [
        { title: 'Times', align: 'right' },
        { title: 'Endpoint', least: 20 },
        { title: 'Difference', least: 30 },
        { title: 'Last', align: 'right' },
      ],
      result.differences.map((one) => [String(one.count), one.endpoint, one.message, String(one.exchangeNumber)]),
      width,
    ),
    ...(result.moreDifferences > 0 ? [`And ${result.moreDifferences} more kinds of difference.`] : []),
    ...unchecked,
  ];
}
