import type { Command } from 'commander';
import type { Golden } from '../../shared/contract/mappings.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { withExamples } from './examples.ts';
import { findMapping } from './find-mapping.ts';
import { collectPairs, wholeNumber, type Pair } from './option-values.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface ExpectOptions {
  readonly sample: number;
  readonly value: readonly Pair[];
  readonly rejected?: boolean;
  readonly note?: string;
}

/** The golden samples of a mapping: what each puts in and must give, and how to correct that. */
export function addGoldenVerbs(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('goldens')
      .description('List the golden samples: what goes in, what must come out, and what fails')
      .argument('<mapping>', 'its name or id'),
    'mapping goldens "Shopify orders"',
  ).action((text: string) => run((terminal) => list(terminal, text)));
  withExamples(
    noun
      .command('expect')
      .description('Correct what a golden sample must give')
      .argument('<mapping>', 'its name or id')
      .requiredOption('--sample <number>', 'its number, see mapping goldens', wholeNumber(1, 1_000_000))
      .option('--value <field=value>', 'what a field must give (may be repeated)', collectPairs(/=/, 'amount_minor=8615'), [])
      .option('--rejected', 'the row must be rejected')
      .option('--note <words>', 'why'),
    'mapping expect "PayPal captures" --sample 2 --value amount_minor=8615 --note "Yen has no decimals"',
  ).action((text: string, options: ExpectOptions) => run((terminal) => expectGolden(terminal, text, options)));
}

async function list(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findMapping(client, text, 'part');
    const { goldens } = await client.mappings.show({ id }, terminal.call);
    return {
      json: goldens,
      exitCode: goldens.some(({ failures }) => failures.length > 0) ? 1 : 0,
      show: ({ width }) =>
        layoutTable(
          [
            { title: 'No.', align: 'right' },
            { title: 'Picked for' },
            { title: 'In' },
            { title: 'Must give', least: 20 },
            { title: 'State' },
          ],
          goldens.map((golden) => [
            String(golden.number),
            golden.reasons.join(', '),
            JSON.stringify(golden.input),
            golden.expected.outcome === 'written' ? JSON.stringify(golden.expected.values) : golden.expected.outcome,
            golden.failures.length === 0 ? 'passes' : { text: 'fails', tone: 'broken' },
          ]),
          width,
        ),
    };
  });
}

async function expectGolden(terminal: Terminal, text: string, options: ExpectOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const mapping = await findMapping(client, text);
    const { goldens } = await client.mappings.show({ id: mapping.id }, terminal.call);
    const golden = goldens.find(({ number }) => number === options.sample);
    if (!golden)
      throw new Fault('not_found', {
        happened: `${mapping.name} has no golden sample ${options.sample}.`,
        remedy: 'See quartermaster mapping goldens.',
      });
    const expected = expectationOf(golden, options);
    await client.mappings.setExpected(
      { id: golden.id, expected, ...(options.note === undefined ? {} : { note: options.note }) },
      terminal.call,
    );
    return {
      json: { id: golden.id, number: golden.number, expected },
      show: () => [`Golden sample ${golden.number}: what it must give is corrected.`],
    };
  });
}

/** A value is of the kind that the sample had there before: a number stays a number. */
function expectationOf({ expected }: Golden, { value, rejected }: ExpectOptions): Golden['expected'] {
  if (rejected === true) return { outcome: 'rejected', values: {} };
  if (value.length === 0)
    throw new Fault('bad_input', {
      happened: 'Nothing was said that the sample must give.',
      remedy: 'Use --value FIELD=VALUE, or --rejected.',
    });
  const typed = value.map(({ name, value: text }): [string, string | number | null] => {
    const before = expected.values[name];
    return [name, text === '' ? null : typeof before === 'number' && Number.isFinite(Number(text)) ? Number(text) : text];
  });
  return { outcome: 'written', values: { ...expected.values, ...Object.fromEntries(typed) } };
}
