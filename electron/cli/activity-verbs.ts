import type { Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { withExamples } from './examples.ts';
import { readInstant, showInstant, zoneName } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { plural } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';

interface ListOptions {
  readonly record?: string;
  readonly text?: string;
  readonly who?: string;
  readonly since?: string;
  readonly limit: number;
}

export function addActivityVerbs(program: Command, run: Run): void {
  const noun = program.command('activity').description('Who changed what: append-only, each entry sealed to the one before');

  withExamples(
    noun
      .command('list')
      .description('List changes, the newest first')
      .option('--record <entity/id>', 'only those of a kind of record, or of one record')
      .option('--text <words>', 'only those with these words')
      .option('--who <name>', 'only of one person')
      .option('--since <date>', 'only from then on: 2026-11-01 or -7d')
      .option('--limit <count>', 'how many', wholeNumber(1, 200), 50),
    'activity list',
    'activity list --record credential/01985f2e-9a4c-7d11-8a53-2f6f1d0c9b7e',
  ).action((options: ListOptions) => run((terminal) => list(terminal, options)));

  withExamples(
    noun
      .command('undo')
      .description('Take back a change: the one of that number, with the others of its command, when the record still is as it left it')
      .requiredOption('--entry <number>', 'its number in activity list', wholeNumber(1, 1_000_000_000)),
    'activity undo --entry 412',
  ).action((options: { entry: number }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { entity, entityId } = await client.activity.entry({ seq: options.entry });
        const entry = await client.activity.undo({ entity, entityId, seq: options.entry }, terminal.call);
        return { json: entry, show: () => [`${entry.summary} (change ${entry.seq}).`] };
      }),
    ),
  );

  withExamples(
    noun.command('verify').description('Recompute the whole chain; ends with 1 when an entry was changed or taken out'),
    'activity verify',
  ).action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const result = await client.activity.verify({}, terminal.call);
        return {
          json: result,
          exitCode: result.isWhole ? 0 : 1,
          show: () => [
            result.isWhole ? result.words : { text: result.words, tone: 'broken' },
            ...layoutFacts([
              ['Entries', grouped(result.entries)],
              ['Last seal', result.lastHash],
            ]),
          ],
        };
      }),
    ),
  );
}

/** "credential", or "credential/ID". */
export function readRecord(text: string): { entity: string; entityId?: string } {
  const found = /^([a-z_ ]+)(?:\/([\w-]+))?$/.exec(text);
  if (!found)
    throw new Fault('bad_input', {
      happened: `“${text}” does not name a record.`,
      remedy: 'Write it as entity/id, such as credential/01985f2e-…; an entity alone lists all of its kind.',
    });
  const [, entity = '', entityId] = found;
  return entityId === undefined ? { entity } : { entity, entityId };
}

async function list(terminal: Terminal, { record, text, who, since, limit }: ListOptions): Promise<Outcome> {
  const filter = {
    limit,
    ...(record === undefined ? {} : readRecord(record)),
    text,
    actor: who,
    ...(since === undefined ? {} : { fromAt: readInstant(since, terminal.now) }),
  };
  return terminal.inWorkspace(async (client) => {
    const result = await client.activity.list(filter, terminal.call);
    return {
      json: result,
      show: ({ width }) =>
        result.entries.length === 0
          ? ['No change fits.']
          : [
              {
                text:
                  result.total > result.entries.length
                    ? `The last ${result.entries.length} of ${plural(result.total, 'change')}`
                    : plural(result.total, 'change'),
                tone: 'title',
              },
              '',
              ...layoutTable(
                [
                  { title: 'No', align: 'right' },
                  { title: `When (${zoneName(terminal.now)})` },
                  { title: 'Who', least: 8 },
                  { title: 'Through' },
                  { title: 'Record' },
                  { title: 'What', least: 30 },
                ],
                result.entries.map((entry) => [
                  String(entry.seq),
                  showInstant(entry.at),
                  entry.actor,
                  entry.via,
                  entry.entity,
                  entry.summary,
                ]),
                width,
              ),
            ],
    };
  });
}
