import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { usualRequest, type RequestContent, type RequestForm, type RequestTravel } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { asFileFault } from './import-documents.ts';
import { collect, collectPairs, wholeNumber, type Pair } from './option-values.ts';
import { readText } from './read-secret.ts';
import { refuseSecretValue } from './secret-arguments.ts';
import type { Terminal } from './terminal.ts';

/** What a request carries and how it travels, as options say it. */
export interface ContentOptions {
  readonly body?: string;
  readonly sampleBody?: boolean;
  readonly mediaType?: string;
  readonly field: readonly Pair[];
  readonly part: readonly Pair[];
  readonly file?: string;
  readonly graphql?: string;
  readonly graphqlVariables?: string;
  readonly operation?: string;
  readonly idempotencyKey?: boolean;
  readonly http1?: boolean;
  readonly cookies?: boolean;
  readonly maxRedirects?: number;
  readonly allowRedirect: readonly string[];
}

/** Larger bodies belong into a test of their own. */
const mostBodyBytes = 50_000_000;

/** Adds the options for every kind of body, and for how it travels. */
export function withBody(command: Command): Command {
  return command
    .option('--body <body>', 'a file, - for standard input, or JSON text')
    .option('--sample-body', 'send the example of the contract')
    .option('--media-type <type>', 'what the body is, when it is not what the contract says')
    .option('--field <name=value>', 'a field of a form (may be repeated)', collectPairs(/=/, 'name=value'), [])
    .option(
      '--part <name=value>',
      'a part of a form with files; name=@FILE sends a file (may be repeated)',
      collectPairs(/=/, 'name=value or name=@FILE'),
      [],
    )
    .option('--file <file>', 'a file as the whole body')
    .option('--graphql <document>', 'a GraphQL document: a file, - for standard input, or its text')
    .option('--graphql-variables <json>', 'its variables: a file, or JSON text')
    .option('--operation <name>', 'which operation of the document runs')
    .option('--idempotency-key', 'add an Idempotency-Key, one for the whole send')
    .option('--http1', 'never offer HTTP/2')
    .option('--no-cookies', 'neither send cookies of the environment nor keep those that come')
    .option('--max-redirects <count>', 'how many redirects are followed', wholeNumber(0, 20))
    .option('--allow-redirect <address>', 'where a redirect may lead although it would ask (may be repeated)', collect, []);
}

/** The options that were given of those that say what is sent. */
export const givenContent = (options: ContentOptions): string[] =>
  [
    options.body !== undefined && '--body',
    options.sampleBody && '--sample-body',
    options.mediaType !== undefined && '--media-type',
    options.field.length > 0 && '--field',
    options.part.length > 0 && '--part',
    options.file !== undefined && '--file',
    options.graphql !== undefined && '--graphql',
    options.graphqlVariables !== undefined && '--graphql-variables',
    options.operation !== undefined && '--operation',
    options.idempotencyKey && '--idempotency-key',
    options.http1 && '--http1',
    options.cookies === false && '--no-cookies',
    options.maxRedirects !== undefined && '--max-redirects',
    options.allowRedirect.length > 0 && '--allow-redirect',
  ].filter((option) => typeof option === 'string');

/** The body in one of its kinds; faults when two kinds were given. */
export async function bodyOf(
  terminal: Terminal,
  form: RequestForm | null,
  options: ContentOptions,
): Promise<{ readonly body: string | null; readonly content: RequestContent }> {
  const kinds = [
    options.body !== undefined && '--body',
    options.sampleBody && '--sample-body',
    options.field.length > 0 && '--field',
    options.part.length > 0 && '--part',
    options.file !== undefined && '--file',
    options.graphql !== undefined && '--graphql',
  ].filter((kind) => typeof kind === 'string');
  if (kinds.length > 1) throw refusal(`${kinds.join(' and ')} were given together.`, 'A request has one body: give one of them.');
  if (options.graphql === undefined && (options.graphqlVariables !== undefined || options.operation !== undefined)) {
    throw refusal('There is no GraphQL document.', 'Give one with --graphql.');
  }
  for (const { name, value } of [...options.field, ...options.part]) refuseSecretValue('query', name, value);
  if (options.field.length > 0) {
    return { body: null, content: { kind: 'form', fields: options.field.map((field) => ({ ...field, isOff: false })) } };
  }
  if (options.part.length > 0)
    return { body: null, content: { kind: 'multipart', parts: options.part.map((part) => partOf(terminal, part)) } };
  if (options.file !== undefined) {
    const path = resolve(terminal.io.cwd, options.file);
    return { body: null, content: { kind: 'file', path, mediaType: options.mediaType ?? null } };
  }
  if (options.graphql !== undefined) {
    const query = await textOf(terminal, options.graphql, /[{}\s]/);
    const variables = options.graphqlVariables === undefined ? '' : await textOf(terminal, options.graphqlVariables, /^\s*\{/);
    return { body: null, content: { kind: 'graphql', query, variables, operationName: options.operation ?? null } };
  }
  return { body: await textBody(terminal, form, options), content: usualRequest.content };
}

export function travelOf({ http1, cookies, maxRedirects, allowRedirect }: ContentOptions): RequestTravel {
  const wrong = allowRedirect.find((address) => !/^https?:/i.test(address) || !URL.canParse(address));
  if (wrong !== undefined) throw refusal(`“${wrong}” is not an address.`, 'Write it like http://10.0.0.5:8080.');
  return {
    maxRedirects: maxRedirects ?? usualRequest.travel.maxRedirects,
    httpVersion: http1 ? '1.1' : 'auto',
    usesCookies: cookies !== false,
    allowedRedirects: [...allowRedirect],
  };
}

function partOf(terminal: Terminal, { name, value }: Pair) {
  const isFile = value.startsWith('@');
  return {
    name,
    value: isFile ? '' : value,
    path: isFile ? resolve(terminal.io.cwd, value.slice(1)) : null,
    mediaType: null,
    isOff: false,
  };
}

async function textBody(terminal: Terminal, form: RequestForm | null, { body, sampleBody }: ContentOptions): Promise<string | null> {
  if (sampleBody) {
    if (form?.sampleBody != null) return form.sampleBody;
    throw refusal('The contract has no example of a body for this call.', 'Give one with --body.');
  }
  return body === undefined ? null : textOf(terminal, body, /^\s*[{["]/);
}

/** What an option says: text as it is when it looks like it, else what a file or standard input has. */
async function textOf(terminal: Terminal, given: string, isText: RegExp): Promise<string> {
  if (given === '-') return readText(terminal.io.stdin, mostBodyBytes, 'a body');
  if (isText.test(given)) return given;
  const file = resolve(terminal.io.cwd, given);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw asFileFault(error, file);
  }
}

const refusal = (happened: string, remedy: string): Fault => new Fault('bad_input', { happened, remedy: `${remedy} Nothing was sent.` });
