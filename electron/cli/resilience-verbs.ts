import type { Command } from 'commander';
import type { ApiPolicy, HostBreaker, RateBudgetView } from '../../shared/contract/resilience.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { timeWords } from '../../shared/domain/resilience/time-words.ts';
import { withExamples } from './examples.ts';
import { findApi } from './find-record.ts';
import { showInstant } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';
import { timeSpan } from './time-span.ts';

interface SetOptions {
  readonly api: string;
  readonly attempts?: number;
  readonly firstWait?: number;
  readonly longestWait?: number;
  readonly putAndDelete?: boolean;
  readonly total?: number;
  readonly failures?: number;
  readonly pause?: number;
  readonly atOnce?: number;
  readonly hold?: boolean;
  readonly hedge?: boolean;
  readonly stale?: boolean;
  readonly staleFor?: number;
}

export function addResilienceVerbs(program: Command, run: Run): void {
  const noun = program.command('resilience').description('How calls to an API are repeated, limited and given up');
  withExamples(
    noun.command('show').description('Show the policy of an API, in words').requiredOption('--api <api>', 'its name or id'),
    'resilience show --api "Adyen Checkout"',
  ).action(({ api }: { api: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) =>
        shownPolicy(await client.resilience.policy({ apiId: (await findApi(client, api, 'part')).id }, terminal.call)),
      ),
    ),
  );
  withExamples(
    noun
      .command('set')
      .description('Change the policy of an API; what is not named stays')
      .requiredOption('--api <api>', 'its name or id')
      .option('--attempts <count>', 'attempts of one send; 1 repeats nothing', wholeNumber(1, 10))
      .option('--first-wait <time>', 'up to how long it waits before the second attempt', timeSpan)
      .option('--longest-wait <time>', 'up to how long before a later one', timeSpan)
      .option('--put-and-delete', 'repeat PUT and DELETE too')
      .option('--no-put-and-delete', 'do not')
      .option('--total <time>', 'how long a send may take in all', timeSpan)
      .option('--failures <count>', 'failures in a row after which a host is paused; 0 for never', wholeNumber(0, 100))
      .option('--pause <time>', 'how long it is paused', timeSpan)
      .option('--at-once <count>', 'calls to a host at the same time', wholeNumber(1, 64))
      .option('--hold', 'wait before going over a limit')
      .option('--no-hold', 'send without regard to limits')
      .option('--hedge', 'send a slow GET a second time')
      .option('--no-hedge', 'do not')
      .option('--stale', 'show the last good answer when a GET has none')
      .option('--no-stale', 'do not')
      .option('--stale-for <time>', 'how old it may be', timeSpan),
    'resilience set --api "Adyen Checkout" --attempts 5 --total 2min',
    'resilience set --api "Adyen Checkout" --stale --stale-for 1h',
  ).action((options: SetOptions) => run((terminal) => set(terminal, options)));
  withExamples(
    noun.command('reset').description('Go back to what is usual').requiredOption('--api <api>', 'its name or id'),
    'resilience reset --api "Adyen Checkout"',
  ).action(({ api }: { api: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) =>
        shownPolicy(await client.resilience.reset({ apiId: (await findApi(client, api)).id }, terminal.call)),
      ),
    ),
  );
  withExamples(
    noun
      .command('budget')
      .description('Show what is left of an API’s limits, who used it, who waits, and which hosts are paused')
      .requiredOption('--api <api>', 'its name or id'),
    'resilience budget --api "Adyen Checkout" --json',
  ).action(({ api }: { api: string }) => run((terminal) => budget(terminal, api)));
  withExamples(
    noun
      .command('try')
      .description('Let the next call to a paused host through')
      .argument('<host>', 'the host')
      .requiredOption('--api <api>', 'its name or id'),
    'resilience try checkout-test.adyen.com --api "Adyen Checkout"',
  ).action((host: string, { api }: { api: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        await client.resilience.tryNow({ apiId: (await findApi(client, api)).id, host }, terminal.call);
        return { json: { host, state: 'half_open' }, show: () => [`The next call to ${host} goes through; it decides.`] };
      }),
    ),
  );
}

function shownPolicy(shown: ApiPolicy): Outcome {
  return {
    json: shown,
    show: (): Line[] => [
      { text: `${shown.vendorName} ${shown.apiName}`, tone: 'title' },
      ...(shown.isUsual ? [{ text: 'As usual; nobody set anything for it.', tone: 'quiet' } as const] : []),
      ...shown.words,
    ],
  };
}

async function set(terminal: Terminal, options: SetOptions): Promise<Outcome> {
  const given = {
    maxAttempts: options.attempts,
    baseDelayMs: options.firstWait,
    maxDelayMs: options.longestWait,
    repeatsPutAndDelete: options.putAndDelete,
    totalMs: options.total,
    breakerFailures: options.failures,
    breakerPauseMs: options.pause,
    maxConcurrent: options.atOnce,
    holdsToLimits: options.hold,
    hedges: options.hedge,
    fallsBack: options.stale,
    fallbackMaxAgeMs: options.staleFor,
  };
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(named).length === 0) {
    throw new Fault('bad_input', {
      happened: 'Nothing to change was named.',
      remedy: 'Name it, for example --attempts 5. See quartermaster resilience set --help.',
    });
  }
  return terminal.inWorkspace(async (client) =>
    shownPolicy(await client.resilience.setPolicy({ apiId: (await findApi(client, options.api)).id, ...named }, terminal.call)),
  );
}

async function budget(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const api = await findApi(client, text, 'part');
    const state = await client.resilience.budget({ apiId: api.id }, terminal.call);
    return {
      json: state,
      show: ({ width }): Line[] => [
        ...state.breakers.map(({ words, state: standing }: HostBreaker): Line => ({
          text: words,
          tone: standing === 'closed' ? 'quiet' : 'broken',
        })),
        ...state.budgets.flatMap((one, index) => [...(index > 0 || state.breakers.length > 0 ? [''] : []), ...budgetText(one, width)]),
      ],
    };
  });
}

function budgetText(one: RateBudgetView, width: number): Line[] {
  const owner = one.credentialName === null ? 'Without a credential' : `“${one.credentialName}”`;
  return [
    { text: `${owner} (${one.environmentNames.join(', ')})`, tone: 'title' },
    ...(one.heldUntil === null ? [] : [{ text: `The vendor asked to wait until ${showInstant(one.heldUntil)}.`, tone: 'soon' } as const]),
    ...(one.windows.length === 0
      ? [{ text: 'No limit is known: none was written down, and no answer has named one that still holds.', tone: 'quiet' } as const]
      : one.windows.map(windowLine)),
    ...one.waiting.map(
      ({ method, path, source, words, untilAt }): Line =>
        `${method} ${path} (${source}) ${words.replace(/^Waits/, 'waits')} until ${showInstant(untilAt)}`,
    ),
    ...(one.usedBy.length === 0
      ? []
      : [
          {
            text: `${plural(
              one.usedBy.reduce((sum, { calls }) => sum + calls, 0),
              'call',
            )} since ${showInstant(one.usedSince)}`,
            tone: 'quiet',
          } as const,
          ...layoutTable(
            [{ title: 'Calls', align: 'right' }, { title: 'What', least: 16 }, { title: 'From' }, { title: 'By', least: 8 }],
            one.usedBy.map(({ calls, words, source, actor }) => [grouped(calls), words, source, actor]),
            width,
          ),
        ]),
  ];
}

function windowLine({ policy, source, limit, windowMs, left, freeAt }: RateBudgetView['windows'][number]): Line {
  const text = [
    `${policy}: ${grouped(left)}${limit === null ? '' : ` of ${grouped(limit)}`} left`,
    windowMs === null ? '' : ` in ${timeWords(windowMs)}`,
    freeAt === null ? '' : `, more at ${showInstant(freeAt)}`,
    source === 'vendor' ? ' (the vendor says so)' : '',
  ].join('');
  return left === 0 ? { text, tone: 'soon' } : text;
}
