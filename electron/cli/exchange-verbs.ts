import { Option, type Command } from 'commander';
import { endings, exchangeSources, type ExchangeRow } from '../../shared/contract/console.ts';
import { historyFieldNames, historyFields } from '../../shared/domain/console/history-fields.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { addExchangeAnswerVerbs } from './exchange-answer-verbs.ts';
import { addExchangeCheckVerb } from './exchange-check-verb.ts';
import { addExchangeEvidenceVerbs } from './exchange-evidence-verbs.ts';
import { exchangeOutcome, statusText, verdictText } from './exchange-detail.ts';
import { findApi, findCredential, findEnvironmentPath, findVendor } from './find-record.ts';
import { readInstant, showInstant, zoneName } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { countText, plural } from './standing-text.ts';
import { findSavedRequest } from './saved-request-verbs.ts';
import { isGood, settled } from './settled-exchange.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

interface ListOptions {
  readonly failed?: boolean;
  readonly since?: string;
  readonly text?: string;
  readonly api?: string;
  readonly vendor?: string;
  readonly environment?: string;
  readonly credential?: string;
  readonly request?: string;
  readonly source?: ExchangeRow['source'];
  readonly status?: (typeof endings)[number];
  readonly limit: number;
}

export function addExchangeVerbs(program: Command, run: Run): void {
  const noun = program.command('exchange').description('Every request that was sent, with its answer');

  withExamples(
    noun
      .command('list')
      .description('List exchanges, the newest first')
      .option('--failed', 'only those that failed')
      .option('--since <when>', 'only since then: -2d, -3h or 2026-01-31')
      .option('--text <search>', 'only those that a search finds, as in exchange find')
      .option('--api <api>', 'only those of an API')
      .option('--vendor <vendor>', 'only those of a vendor')
      .option('--environment <kind>', 'only those to sandbox, production or other environments; or API/environment')
      .option('--credential <credential>', 'only those that a credential authenticated')
      .option('--request <request>', 'only those sent from a saved request')
      .addOption(new Option('--source <source>', 'only those sent from there').choices(exchangeSources))
      .addOption(new Option('--status <class>', 'only those that ended so').choices(endings))
      .option('--limit <count>', 'how many', wholeNumber(1, 500), 50),
    'exchange list --failed --since -2d',
    'exchange list --api "Adyen Checkout" --json',
  ).action((options: ListOptions) => run((terminal) => list(terminal, options)));

  withExamples(
    noun
      .command('show')
      .description('Show an exchange whole: headers, bodies, timings, verdict')
      .argument('<exchange>', 'its number, or any of its ids'),
    'exchange show 42',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id } = await findExchange(client, text);
        return exchangeOutcome(await settled(client, terminal, await client.console.exchange({ id }, terminal.call)), 'whole');
      }),
    ),
  );

  withExamples(
    noun
      .command('replay')
      .description('Send an exchange’s request again, with the same values; ends with 1 when the answer is an error')
      .argument('<exchange>', 'its number, or any of its ids')
      .option('--dry-run', 'only show what would be sent')
      .option('--yes-production <name>', 'the environment’s name, to confirm a change in production'),
    'exchange replay 42',
    'exchange replay 42 --dry-run --json',
  ).action((text: string, options: { dryRun?: boolean; yesProduction?: string }) =>
    run((terminal) => terminal.inWorkspace((client) => replay(client, terminal, text, options))),
  );

  withExamples(
    noun
      .command('find')
      .description('Find exchanges as the history does: by any id, by words, by fields such as status:5xx vendor:adyen since:-2d')
      .argument('<search...>', 'any id, words, and field:value; see "exchange fields"')
      // What begins with a minus is left out: -vendor:adyen.
      .allowUnknownOption()
      .option('--limit <count>', 'how many', wholeNumber(1, 500), 50),
    'exchange find 01985f2e-9a4c-7d11-8a53-2f6f1d0c9b7e',
    "exchange find 'status:5xx vendor:adyen since:-2d'",
    `exchange find 'refund -env-kind:sandbox took:>1s' --json`,
  ).action((parts: string[], { limit }: { limit: number }) => run((terminal) => search(terminal, parts.join(' '), limit)));

  withExamples(noun.command('fields').description('List the fields that exchange find knows, with their values'), 'exchange fields').action(
    () => run(async () => searchFields()),
  );

  addExchangeAnswerVerbs(noun, run, findExchange);
  addExchangeEvidenceVerbs(noun, run, findExchange);
  addExchangeCheckVerb(noun, run, findExchange);
}

async function findExchange(client: CoreClient, text: string): Promise<ExchangeRow> {
  const rows = await findExchanges(client, text);
  const [row] = rows;
  if (rows.length === 1 && row !== undefined) return row;
  throw new Fault('bad_input', {
    happened: `${rows.length} exchanges have the id ${text}.`,
    remedy: 'Name one by its number.',
    details: { candidates: rows.map((each) => `${each.number}: ${each.method} ${each.url}`) },
  });
}

async function replay(
  client: CoreClient,
  terminal: Terminal,
  text: string,
  options: { readonly dryRun?: boolean; readonly yesProduction?: string },
): Promise<Outcome> {
  const { id } = await findExchange(client, text);
  const made = await client.console.replay({ id }, terminal.call);
  if (options.dryRun) {
    const { url } = await client.console.check(made.draft, terminal.call);
    return {
      json: { ...made, url },
      show: () => [`${made.draft.method} ${url}`, ...(made.draft.body === null ? [] : ['', made.draft.body]), ...made.notes],
    };
  }
  if (made.isIncomplete) {
    throw new Fault('bad_input', {
      happened: made.notes.join(' '),
      remedy: 'Send it with quartermaster request send, or open it in the window. Nothing was sent.',
    });
  }
  const sent = await client.console.send({ ...made.draft, confirmProduction: options.yesProduction ?? null }, terminal.call);
  const all = await settled(client, terminal, sent);
  return { ...exchangeOutcome(all, 'short'), exitCode: isGood(all) ? 0 : 1 };
}

async function findExchanges(client: CoreClient, text: string): Promise<ExchangeRow[]> {
  const rows = await client.console.find({ correlationId: text });
  if (rows.length > 0) return rows;
  throw new Fault('not_found', {
    happened: `No exchange has the id ${text}.`,
    remedy: 'Check it: only calls that Quartermaster sent are here. See quartermaster exchange list.',
  });
}

async function search(terminal: Terminal, text: string, limit: number): Promise<Outcome> {
  const [option] = /(?<=^|\s)--[a-z][\w-]*/.exec(text) ?? [];
  if (option !== undefined)
    throw new Fault('bad_input', {
      happened: `There is no option ${option} here.`,
      remedy: `To look for those words, put them in quotes: '"${option}"'. See quartermaster exchange find --help.`,
    });
  return terminal.inWorkspace(async (client) => {
    // An id may look like anything, also like a field.
    const byId = /\s/.test(text) ? [] : await client.console.find({ correlationId: text }, terminal.call);
    const isOneWord = byId.length === 0 && /^[\w-]{8,}$/.test(text);
    const { rows, total } =
      byId.length > 0 ? { rows: byId, total: byId.length } : await client.console.exchanges({ text, limit }, terminal.call);
    // What looks like an id and is none is told as before: whoever asks for one wants to know.
    if (rows.length === 0 && isOneWord) await findExchanges(client, text);
    return {
      json: rows,
      show: ({ width }) =>
        rows.length === 0
          ? ['No exchange fits.']
          : [
              ...(total > rows.length
                ? [{ text: `The last ${rows.length} of ${plural(total, 'exchange')} that fit`, tone: 'title' as const }, '']
                : []),
              ...layoutRows(rows, terminal.now, width),
            ],
    };
  });
}

/** What can be searched by; needs no workspace. */
function searchFields(): Outcome {
  const fields = historyFieldNames.map((name) => ({ name, ...historyFields[name] }));
  return {
    json: fields.map(({ name, words, example, values }) => ({ field: name, words, example, values: values.map(([value]) => value) })),
    show: ({ width }) =>
      layoutTable(
        [{ title: 'Field' }, { title: 'Asks', least: 24 }, { title: 'For example', least: 24 }],
        fields.map(({ name, words, example, values }) => [
          `${name}:`,
          words,
          values.length > 0 ? values.map(([value]) => value).join(', ') : example,
        ]),
        width,
      ),
  };
}

async function list(terminal: Terminal, options: ListOptions): Promise<Outcome> {
  const { failed, since, text, limit } = options;
  const sinceAt = since === undefined ? undefined : readInstant(since, terminal.now);
  return terminal.inWorkspace(async (client) => {
    const result = await client.console.exchanges(
      {
        limit,
        onlyFailed: failed === true,
        ...(sinceAt === undefined ? {} : { sinceAt }),
        ...(text === undefined ? {} : { text }),
        ...(await recordsOf(client, options)),
        ...(options.source === undefined ? {} : { source: options.source }),
        ...(options.status === undefined ? {} : { ended: options.status }),
      },
      terminal.call,
    );
    return {
      json: result,
      show: ({ width }) =>
        result.rows.length === 0
          ? [failed === true ? 'No call failed.' : 'No call was sent.']
          : [
              {
                text:
                  result.total > result.rows.length
                    ? `The last ${result.rows.length} of ${plural(result.total, 'exchange')}`
                    : plural(result.total, 'exchange'),
                tone: 'title',
              },
              '',
              ...layoutRows(result.rows, terminal.now, width),
            ],
    };
  });
}

const environmentKinds = ['sandbox', 'production', 'other'] as const;

/** The records that the filters name, as the contract takes them. */
async function recordsOf(client: CoreClient, { api, vendor, environment, credential, request }: ListOptions) {
  const kind = environmentKinds.find((one) => one === environment?.toLowerCase());
  return {
    ...(api === undefined ? {} : { apiId: (await findApi(client, api, 'part')).id }),
    ...(vendor === undefined ? {} : { vendorId: (await findVendor(client, vendor, 'part')).id }),
    ...(credential === undefined ? {} : { credentialId: (await findCredential(client, credential, 'part')).id }),
    ...(request === undefined ? {} : { savedRequestId: (await findSavedRequest(client, request, 'part')).id }),
    ...(kind === undefined ? {} : { environmentKind: kind }),
    ...(environment === undefined || kind !== undefined
      ? {}
      : { environmentId: (await findEnvironmentPath(client, environment, 'part')).id }),
  };
}

function layoutRows(rows: readonly ExchangeRow[], now: number, width: number): Line[] {
  return layoutTable(
    [
      { title: 'No', align: 'right' },
      { title: `Sent (${zoneName(now)})` },
      { title: 'Status', least: 12 },
      { title: 'ms', align: 'right' },
      { title: 'Call', least: 20 },
      { title: 'API', least: 10 },
      { title: 'Contract', least: 8 },
    ],
    rows.map((row) => [
      String(row.number),
      showInstant(row.startedAt),
      statusText(row),
      countText(row.durationMs === null ? null : Math.round(row.durationMs)),
      `${row.method} ${pathOf(row.url)}`,
      [row.vendorName, row.apiName, row.environmentName && `(${row.environmentName})`].filter(Boolean).join(' '),
      verdictText(row),
    ]),
    width,
  );
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
