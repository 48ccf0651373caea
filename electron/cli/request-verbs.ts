import type { Command } from 'commander';
import type { Exchange, RequestDraft, RequestForm } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { addEnvironmentVerbs } from './environment-verbs.ts';
import { withExamples } from './examples.ts';
import { exchangeOutcome } from './exchange-detail.ts';
import { sayViolations } from './request-violations.ts';
import { isGood, settled } from './settled-exchange.ts';
import { collectPairs, wholeNumber, type Pair } from './option-values.ts';
import { bodyOf, givenContent, travelOf, withBody, type ContentOptions } from './request-content.ts';
import { addSavedRequestVerbs, readCurlInput, save, sendSaved } from './saved-request-verbs.ts';
import { findTarget, type RequestTarget, type TargetOptions } from './request-target.ts';
import { refuseSecretValue } from './secret-arguments.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { watchStream } from './watch-stream.ts';
import { addSchemaVerb } from './schema-verb.ts';

interface SendOptions extends TargetOptions, ContentOptions {
  readonly param: readonly Pair[];
  readonly header: readonly Pair[];
  readonly var: readonly Pair[];
  readonly timeout?: number;
  readonly yesProduction?: string;
}

interface SaveOptions extends SendOptions {
  readonly curl?: boolean;
  readonly folder?: string;
  readonly notes?: string;
  readonly replace?: boolean;
  readonly anyway?: boolean;
}

export function addRequestVerbs(program: Command, run: Run): void {
  const noun = program.command('request').description('Calls to an API, each kept with its answer; those that are sent again have a name');
  withExamples(
    withContent(
      noun
        .command('send')
        .description('Send one request and keep the exchange; ends with 1 when the answer is an error or breaks its contract')
        .argument('[method-or-name]', 'GET, POST …; or the name of a saved request')
        .argument('[path]', 'below the environment’s base URL, such as /payments/{id}'),
    ).option('--yes-production <name>', 'the environment’s name, to confirm a change in production'),
    'request send --api "Adyen Checkout" --environment sandbox POST /payments --sample-body',
    'request send "Refund a payment" --environment sandbox --var payment=8836183819713023',
    'request send --api "Shopify Admin" POST /graphql.json --graphql order.graphql --graphql-variables \'{"name":"#1001"}\'',
    'request send --api "Shippo Labels" --environment Live POST /batches --part batch=@labels.csv --yes-production Live',
    'request send --api "PayPal Orders" --environment sandbox GET /v2/checkout/orders/{id} --param id=5O190127TN364715T --json',
  ).action((method: string | undefined, path: string | undefined, options: SendOptions) =>
    run((terminal) => send(terminal, method, path, options)),
  );
  withExamples(
    withContent(
      noun
        .command('save')
        .description('Keep a request under a name, without sending it')
        .argument('<name>', 'what it is called')
        .argument('[method]', 'GET, POST …')
        .argument('[path]', 'below the environment’s base URL'),
    )
      .option('--curl', 'in place of METHOD PATH: read a curl command from standard input; what authenticates in it is not kept')
      .option('--folder <folder>', 'the folder it stands in')
      .option('--notes <words>', 'what it is for')
      .option('--replace', 'take the place of the one that has this name')
      .option('--anyway', 'also of one that somebody changed in the window, or another person in the terminal'),
    'request save "Refund a payment" --api "Adyen Checkout" --environment sandbox --folder Refunds POST /payments/{id}/refunds --param "id={{payment}}" --body refund.json',
    'request save "List rates" --curl < command.txt',
  ).action((name: string, method: string | undefined, path: string | undefined, options: SaveOptions) =>
    run((terminal) => keep(terminal, name, method, path, options)),
  );
  addSchemaVerb(noun, run);
  addSavedRequestVerbs(noun, run);
  addEnvironmentVerbs(program, run);
}

/** The options that say what a request is, for sending and for saving it. */
function withContent(command: Command): Command {
  return withBody(command)
    .option('--api <api>', 'whose API: its id, or vendor and name')
    .option('--environment <name>', 'where; may be left out when the API has one only')
    .option('--endpoint <endpoint>', 'in place of METHOD PATH: an endpoint’s id, or "METHOD /path"')
    .option('--param <name=value>', 'a path or query parameter (may be repeated)', collectPairs(/=/, 'name=value'), [])
    .option('--header <name=value>', 'a header (may be repeated)', collectPairs(/=|:\s*/, 'Name=value or "Name: value"'), [])
    .option('--var <name=value>', 'a value for {{name}} (may be repeated)', collectPairs(/=/, 'name=value'), [])
    .option('--timeout <ms>', 'how long it may take in all', wholeNumber(100, 600_000));
}

async function send(terminal: Terminal, method: string | undefined, path: string | undefined, options: SendOptions): Promise<Outcome> {
  const isSaved = method !== undefined && path === undefined && options.endpoint === undefined;
  if (isSaved) refuseContent(options);
  for (const { name, value } of options.var) refuseSecretValue('query', name, value);
  return terminal.inWorkspace(async (client) => {
    const exchange = isSaved
      ? await sendSaved(client, terminal, method, options)
      : await sendWritten(client, terminal, await written(terminal, await findTarget(client, method, path, options), options));
    const all = await settled(client, terminal, exchange);
    return { ...exchangeOutcome(all, 'short'), exitCode: isGood(all) ? 0 : 1 };
  });
}

/** Says what of it breaks the contract, sends, and prints the events of a stream while they come. */
async function sendWritten(client: CoreClient, terminal: Terminal, draft: RequestDraft): Promise<Exchange> {
  await sayViolations(client, terminal, draft);
  return watchStream(client, terminal, (streamId) => client.console.send({ ...draft, streamId }, terminal.call));
}

/** A saved request has its content; only where it goes and its values are said. */
function refuseContent(options: SendOptions): void {
  const { api, param, header } = options;
  const given = [
    api !== undefined && '--api',
    param.length > 0 && '--param',
    header.length > 0 && '--header',
    ...givenContent(options),
  ].filter(Boolean);
  if (given.length === 0) return;
  throw new Fault('bad_input', {
    happened: `A saved request is sent as it was saved; ${given.join(', ')} cannot be given with its name.`,
    remedy: 'Give METHOD PATH in place of the name, or values with --var. Nothing was sent.',
  });
}

async function keep(
  terminal: Terminal,
  name: string,
  method: string | undefined,
  path: string | undefined,
  options: SaveOptions,
): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    if (options.curl) return save(client, terminal, name, await readCurlInput(client, terminal), options);
    const target = await findTarget(client, method, path, options);
    const whole = await written(terminal, target, options);
    const { endpointId, environmentId, confirmProduction: _confirmed, savedRequestId: _saved, ...draft } = whole;
    const { apiId } = target.environment;
    return save(client, terminal, name, { apiId, endpointId, environmentId, draft, notes: [] }, options);
  });
}

/** The draft that METHOD PATH and the options describe. */
async function written(terminal: Terminal, target: RequestTarget, options: SendOptions): Promise<RequestDraft> {
  const { body, content } = await bodyOf(terminal, target.form, options);
  const parameters = parametersOf(target, options);
  if (options.idempotencyKey && !options.header.some(({ name }) => name.toLowerCase() === 'idempotency-key'))
    parameters.push({ in: 'header', name: 'Idempotency-Key', value: '{{$idempotencyKey}}' });
  return {
    endpointId: target.form?.endpointId ?? null,
    environmentId: target.environment.id,
    method: target.method,
    path: target.path,
    parameters,
    mediaType: options.mediaType ?? mediaTypeOf(target.form, options.header),
    body,
    content,
    travel: travelOf(options),
    variables: Object.fromEntries(options.var.map(({ name, value }) => [name, value])),
    savedRequestId: null,
    timeoutMs: options.timeout ?? 30_000,
    confirmProduction: options.yesProduction ?? null,
  };
}

/** Puts each parameter where the contract has it; without one, into the path when the path names it, else the query. */
export function parametersOf(
  { form, path, query }: Pick<RequestTarget, 'form' | 'path' | 'query'>,
  options: Pick<SendOptions, 'param' | 'header'>,
): RequestDraft['parameters'] {
  const placeOf = (name: string): 'path' | 'query' | 'header' =>
    path.includes(`{${name}}`) ? 'path' : (form?.parameters.find((known) => known.name === name)?.in ?? 'query');
  const parameters: RequestDraft['parameters'] = [
    ...query.map(([name, value]) => ({ in: 'query' as const, name, value })),
    ...options.param.map(({ name, value }) => ({ in: placeOf(name), name, value })),
    ...options.header.map(({ name, value }) => ({ in: 'header' as const, name, value })),
  ];
  for (const { in: place, name, value } of parameters) refuseSecretValue(place, name, value);
  return parameters;
}

function mediaTypeOf(form: RequestForm | null, headers: readonly Pair[]): string | null {
  const typed = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
  return typed ?? form?.bodyMediaTypes.find((type) => type.includes('json')) ?? form?.bodyMediaTypes[0] ?? null;
}
