import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RequestDraft, RequestForm } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { withExamples } from './examples.ts';
import { exchangeOutcome } from './exchange-detail.ts';
import { asFileFault } from './import-documents.ts';
import { collectPairs, wholeNumber, type Pair } from './option-values.ts';
import { readText } from './read-secret.ts';
import { findTarget, type RequestTarget, type TargetOptions } from './request-target.ts';
import { refuseSecretValue } from './secret-arguments.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface SendOptions extends TargetOptions {
  readonly param: readonly Pair[];
  readonly header: readonly Pair[];
  readonly body?: string;
  readonly sampleBody?: boolean;
  readonly timeout?: number;
  readonly yesProduction?: string;
}

/** Larger bodies belong into a test of their own. */
const mostBodyBytes = 50_000_000;

export function addRequestVerbs(program: Command, run: Run): void {
  const noun = program.command('request').description('Calls to an API, each kept with its answer');
  withExamples(
    noun
      .command('send')
      .description('Send one request and keep the exchange; ends with 1 when the answer is an error or breaks its contract')
      .argument('[method]', 'GET, POST …')
      .argument('[path]', 'below the environment’s base URL, such as /payments/{id}')
      .option('--api <api>', 'whose API: its id, or vendor and name')
      .option('--environment <name>', 'where; may be left out when the API has one only')
      .option('--endpoint <endpoint>', 'in place of METHOD PATH: an endpoint’s id, or "METHOD /path"')
      .option('--param <name=value>', 'a path or query parameter (may be repeated)', collectPairs(/=/, 'name=value'), [])
      .option('--header <name=value>', 'a header (may be repeated)', collectPairs(/=|:\s*/, 'Name=value or "Name: value"'), [])
      .option('--body <body>', 'a file, - for standard input, or JSON text')
      .option('--sample-body', 'send the example of the contract')
      .option('--timeout <ms>', 'how long it may take in all', wholeNumber(100, 600_000))
      .option('--yes-production <name>', 'the environment’s name, to confirm a change in production'),
    'request send --api "Adyen Checkout" --environment sandbox POST /payments --sample-body',
    'request send --api PayPal --environment sandbox GET /v2/checkout/orders/{id} --param id=5O190127TN364715T --json',
  ).action((method: string | undefined, path: string | undefined, options: SendOptions) =>
    run((terminal) => send(terminal, method, path, options)),
  );
}

async function send(terminal: Terminal, method: string | undefined, path: string | undefined, options: SendOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const target = await findTarget(client, method, path, options);
    const parameters = parametersOf(target, options);
    const body = await chooseBody(terminal, target.form, options);
    const exchange = await client.console.send(
      {
        endpointId: target.form?.endpointId ?? null,
        environmentId: target.environment.id,
        method: target.method,
        path: target.path,
        parameters,
        mediaType: mediaTypeOf(target.form, options.header),
        body,
        ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout }),
        confirmProduction: options.yesProduction ?? null,
      },
      terminal.call,
    );
    const isGood = exchange.state === 'answered' && (exchange.status ?? 0) < 400 && exchange.verdict !== 'breaks';
    return { ...exchangeOutcome(exchange, 'short'), exitCode: isGood ? 0 : 1 };
  });
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

async function chooseBody(terminal: Terminal, form: RequestForm | null, { body, sampleBody }: SendOptions): Promise<string | null> {
  if (body !== undefined && sampleBody)
    throw new Fault('bad_input', { happened: 'Both --body and --sample-body were given.', remedy: 'Give one of them. Nothing was sent.' });
  if (sampleBody) {
    if (form?.sampleBody != null) return form.sampleBody;
    throw new Fault('bad_input', {
      happened: 'The contract has no example of a body for this call.',
      remedy: 'Give one with --body. Nothing was sent.',
    });
  }
  if (body === undefined) return null;
  if (body === '-') return readText(terminal.io.stdin, mostBodyBytes, 'a body');
  if (/^\s*[{["]/.test(body)) return body;
  const file = resolve(terminal.io.cwd, body);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw asFileFault(error, file);
  }
}
