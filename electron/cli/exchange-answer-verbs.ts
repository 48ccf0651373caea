import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Comparison } from '../../shared/contract/answers.ts';
import type { ExchangeRow } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { comparisonTitle, differenceTotal } from '../../shared/domain/answers/comparison-title.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { plural, sizeText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { blockLines, type Line } from './text.ts';

type Find = (client: CoreClient, text: string) => Promise<ExchangeRow>;

const leftOutNames = ['timestamps', 'ids', 'names-order', 'items-order'] as const;

interface DiffOptions {
  readonly ignore: readonly string[];
  readonly leaveOut: readonly string[];
  readonly all?: boolean;
}

/** What is read from kept answers: one body, or two held against each other. */
export function addExchangeAnswerVerbs(noun: Command, run: Run, find: Find): void {
  withExamples(
    noun
      .command('diff')
      .description('Compare two answers: status, headers, body; ends with 1 when they differ, 3 when they cannot be compared')
      .argument('<left>', 'an exchange: its number, or any of its ids')
      .argument('<right>', 'the other one; or last-good, or before: of the first')
      .option(
        '--ignore <kind>',
        `leave these out: ${leftOutNames.join(', ')} (may be repeated); else as the endpoint keeps it`,
        collect,
        [],
      )
      .option('--leave-out <jsonpath>', 'leave out what this path selects (may be repeated)', collect, [])
      .option('--all', 'leave nothing out, whatever the endpoint keeps'),
    'exchange diff 41 42',
    'exchange diff 42 last-good --ignore timestamps --ignore ids',
    "exchange diff 41 42 --leave-out '$.items[*].updatedAt' --json",
  ).action((left: string, right: string, options: DiffOptions) =>
    run((terminal) => terminal.inWorkspace((client) => diff(client, terminal, find, left, right, options))),
  );

  withExamples(
    noun
      .command('body')
      .description('Write the body of an answer, whole or what a JSONPath selects')
      .argument('<exchange>', 'its number, or any of its ids')
      .option('--path <jsonpath>', 'only what this path selects, as a JSON array')
      .option('--request', 'the body that was sent, in place of the answer')
      .option('--out <file>', 'write it there, byte for byte; standard output when left out'),
    'exchange body 42 --out answer.json',
    "exchange body 42 --path '$.items[*].id'",
  ).action((text: string, options: { path?: string; request?: boolean; out?: string }) =>
    run((terminal) => terminal.inWorkspace((client) => body(client, terminal, find, text, options))),
  );
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

async function diff(
  client: CoreClient,
  terminal: Terminal,
  find: Find,
  left: string,
  right: string,
  options: DiffOptions,
): Promise<Outcome> {
  const wrong = options.ignore.find((one) => !leftOutNames.some((name) => name === one));
  if (wrong !== undefined)
    throw new Fault('bad_input', { happened: `“${wrong}” is nothing that can be ignored.`, remedy: `One of ${leftOutNames.join(', ')}.` });
  const one = await find(client, left);
  const pair = await pairOf(client, find, one, right);
  const isAsked = options.all === true || options.ignore.length > 0 || options.leaveOut.length > 0;
  const ignore = {
    timestamps: options.ignore.includes('timestamps'),
    ids: options.ignore.includes('ids'),
    keyOrder: options.all !== true,
    itemOrder: options.ignore.includes('items-order'),
    paths: [...options.leaveOut],
  };
  const found = await client.answers.diff({ ...pair, ignore: isAsked ? ignore : null }, terminal.call);
  const headers = found.headers.filter(({ isUsual }) => !isUsual);
  return {
    json: found,
    show: ({ width }) => linesOf(found, headers, width),
    exitCode: differenceTotal(found) > 0 || headers.length > 0 || found.status !== null ? 1 : found.reason === null ? 0 : 3,
  };
}

/** The older answer stands left, as in the window. */
async function pairOf(client: CoreClient, find: Find, one: ExchangeRow, right: string): Promise<{ leftId: string; rightId: string }> {
  if (right !== 'last-good' && right !== 'before') return { leftId: one.id, rightId: (await find(client, right)).id };
  const { previous, lastGood } = await client.answers.comparable({ id: one.id });
  const other = right === 'before' ? previous : lastGood;
  if (other) return { leftId: other.id, rightId: one.id };
  throw new Fault('not_found', {
    happened: `Exchange ${one.number} has no ${right === 'before' ? 'answer before it' : 'good answer before it'}.`,
    remedy: 'Name another exchange. See quartermaster exchange list.',
  });
}

const kindWords = { added: 'added', removed: 'removed', changed: 'changed', type: 'other type', order: 'other order' } as const;

function linesOf(found: Comparison, headers: Comparison['headers'], width: number): Line[] {
  const { leftOut } = found;
  const out = leftOut.timestamps + leftOut.ids + leftOut.path;
  return [
    { text: comparisonTitle(found), tone: 'title' },
    ...(found.reason === null ? [] : [{ text: found.reason, tone: 'soon' } as const]),
    ...(found.status === null ? [] : [`Status ${found.status.left} became ${found.status.right}`]),
    ...(out === 0 ? [] : [{ text: `${plural(out, 'more')} left out`, tone: 'quiet' } as const]),
    ...(found.differences.length === 0
      ? []
      : [
          '',
          ...layoutTable(
            [
              { title: 'What', least: 11 },
              { title: 'Where', least: 20 },
              { title: 'Left', least: 12 },
              { title: 'Right', least: 12 },
            ],
            found.differences.map((one) => [kindWords[one.kind], one.path, one.left ?? '', one.right ?? one.note]),
            width,
          ),
        ]),
    ...(headers.length === 0
      ? []
      : [
          '',
          ...layoutTable(
            [
              { title: 'Header', least: 16 },
              { title: 'Left', least: 12 },
              { title: 'Right', least: 12 },
            ],
            headers.map((one) => [one.name, one.left ?? 'not there', one.right ?? 'not there']),
            width,
          ),
        ]),
  ];
}

const pieceBytes = 1_048_576;

async function body(
  client: CoreClient,
  terminal: Terminal,
  find: Find,
  text: string,
  { path, request, out }: { readonly path?: string; readonly request?: boolean; readonly out?: string },
): Promise<Outcome> {
  const row = await find(client, text);
  const of = { exchangeId: row.id, side: request === true ? 'request' : 'answer' } as const;
  if (path !== undefined) {
    const { json, total } = await client.answers.pick({ ...of, path }, terminal.call);
    if (out === undefined) return { json: JSON.parse(json) as unknown, show: () => blockLines(json) };
    return written(terminal, out, Buffer.from(`${json}\n`), plural(total, 'value'));
  }
  const look = await client.answers.look(of, terminal.call);
  if (look.reason !== null) throw new Fault('not_found', { happened: look.reason, remedy: 'Open the workspace where its key is.' });
  if (out === undefined && look.text !== null) return { json: { ...look, imageUrl: null }, show: () => blockLines(look.text ?? '') };
  if (out === undefined)
    throw new Fault('bad_input', {
      happened: `The body is ${sizeText(look.byteLength)} of ${look.mediaType ?? 'no stated type'}.`,
      remedy: `Write it to a file: --out ${look.fileName}`,
    });
  const bytes = Buffer.alloc(look.byteLength);
  for (let offset = 0; offset < look.byteLength; offset += pieceBytes) {
    const { base64 } = await client.answers.page({ ...of, offset, length: pieceBytes }, terminal.call);
    Buffer.from(base64, 'base64').copy(bytes, offset);
  }
  return written(terminal, out, bytes, sizeText(look.byteLength));
}

async function written(terminal: Terminal, out: string, bytes: Uint8Array, words: string): Promise<Outcome> {
  const file = resolve(terminal.io.cwd, out);
  await writeFile(file, bytes).catch((error: unknown) => {
    throw new Fault('no_permission', {
      happened: `${file} could not be written: ${(error as Error).message}.`,
      remedy: 'Name another file.',
    });
  });
  return { json: { file, byteLength: bytes.length }, show: () => [`Wrote ${words} to ${file}`] };
}
