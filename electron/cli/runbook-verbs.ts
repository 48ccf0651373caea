import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { RunbookRow } from '../../shared/contract/runbooks.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findOne, type Grasp } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { addRunVerbs } from './run-verbs.ts';
import { runbookLines, runbookTable } from './runbook-detail.ts';
import { plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { writeOut } from './write-out.ts';

export function addRunbookVerbs(program: Command, run: Run): void {
  const noun = program.command('runbook').description('Steps a person can follow, and every run of them with its record');
  withExamples(
    noun.command('list').description('List the runbooks, with what does not hold about them'),
    'runbook list',
    'runbook list --json',
  ).action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const rows = await client.runbooks.list({}, terminal.call);
        return { json: rows, show: ({ width }) => runbookTable(rows, width) };
      }),
    ),
  );
  withExamples(
    noun.command('show').description('Show a runbook: its steps, findings, revisions and runs').argument('<runbook>', 'its name or id'),
    'runbook show "Vendor outage with manual fallback"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const detail = await client.runbooks.show({ id: (await findRunbook(client, text, 'part')).id }, terminal.call);
        return { json: detail, show: ({ width }) => runbookLines(detail, width) };
      }),
    ),
  );
  withExamples(noun.command('starters').description('List the bundled runbooks that can be made your own'), 'runbook starters').action(() =>
    run((terminal) => terminal.inWorkspace((client) => starters(client, terminal))),
  );
  withExamples(
    noun
      .command('add')
      .description('Add a draft: from a starter, or the shortest that is complete')
      .addOption(new Option('--starter <name>', 'a bundled one; see runbook starters').conflicts('name'))
      .option('--name <name>', 'a new one of this name'),
    'runbook add --starter vendor-outage',
    'runbook add --name "Webhook silence and replay"',
  ).action((options: { starter?: string; name?: string }) =>
    run((terminal) => terminal.inWorkspace((client) => add(client, terminal, options))),
  );
  withExamples(
    noun
      .command('import')
      .description('Read a Markdown file as a draft, or as the new draft of a runbook; ends with 1 when it cannot be published as it is')
      .argument('<file>', 'the document')
      .option('--into <runbook>', 'the runbook whose draft it becomes'),
    'runbook import outage.md',
    'runbook import outage.md --into "Vendor outage with manual fallback"',
  ).action((file: string, options: { into?: string }) => run((terminal) => importFile(terminal, file, options.into)));
  withExamples(
    noun
      .command('export')
      .description('Write a runbook as a file')
      .argument('<runbook>', 'its name or id')
      .requiredOption('--out <file>', 'where to; .pdf makes a PDF, anything else Markdown'),
    'runbook export "Throttled by a vendor" --out throttled.pdf',
  ).action((text: string, { out }: { out: string }) => run((terminal) => exportTo(terminal, text, out)));
  withExamples(
    noun
      .command('publish')
      .description('Make the draft the next revision; new runs follow it')
      .argument('<runbook>', 'its name or id')
      .option('--note <words>', 'what is new', ''),
    'runbook publish "Vendor outage with manual fallback" --note "Probe before working by hand"',
  ).action((text: string, { note }: { note: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const row = await client.runbooks.publish({ id: (await findRunbook(client, text)).id, note }, terminal.call);
        return { json: row, show: () => [`“${row.name}” is published as revision ${row.published}.`] };
      }),
    ),
  );
  withExamples(
    noun.command('read').description('Record that you have read the published revision').argument('<runbook>', 'its name or id'),
    'runbook read "Throttled by a vendor"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const row = await findRunbook(client, text);
        await client.runbooks.acknowledge({ id: row.id }, terminal.call);
        return {
          json: { read: { id: row.id, revision: row.published } },
          show: () => [`Recorded: you have read “${row.name}”, revision ${row.published}.`],
        };
      }),
    ),
  );
  addRunVerbs(noun, run);
  withExamples(
    noun.command('people').description('How far each person is: onboarding, what is read, drills, keys'),
    'runbook people',
  ).action(() => run((terminal) => terminal.inWorkspace((client) => people(client, terminal))));
}

/** A runbook by its name or id. */
export async function findRunbook(client: CoreClient, text: string, grasp?: Grasp): Promise<RunbookRow> {
  return findOne(text, {
    what: 'runbook',
    where: 'quartermaster runbook list',
    rows: await client.runbooks.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
    grasp,
  });
}

async function starters(client: CoreClient, terminal: Terminal): Promise<Outcome> {
  const rows = await client.runbooks.starters({}, terminal.call);
  return {
    json: rows,
    show: ({ width }) =>
      layoutTable(
        [
          { title: 'Starter' },
          { title: 'Title', least: 20 },
          { title: 'Steps', align: 'right' },
          { title: 'Purpose', least: 20 },
          { title: 'Here' },
        ],
        rows.map((row) => [row.name, row.title, String(row.steps), row.purpose, row.isAdded ? 'added' : '–']),
        width,
      ),
  };
}

async function add(client: CoreClient, terminal: Terminal, options: { starter?: string; name?: string }): Promise<Outcome> {
  const row = await client.runbooks.add(options, terminal.call);
  return {
    json: row,
    show: () => [`Draft “${row.name}” added, ${plural(row.steps, 'step')}.`, `Publish it: quartermaster runbook publish "${row.name}"`],
  };
}

async function importFile(terminal: Terminal, file: string, into: string | undefined): Promise<Outcome> {
  const path = resolve(terminal.io.cwd, file);
  const source = await readFile(path, 'utf8').catch((error: unknown) => {
    throw asFileFault(error, path);
  });
  return terminal.inWorkspace(async (client) => {
    const row =
      into === undefined
        ? await client.runbooks.add({ source, name: file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '') }, terminal.call)
        : await client.runbooks.save({ id: (await findRunbook(client, into)).id, source }, terminal.call);
    const problems = await client.runbooks.check({ source }, terminal.call);
    const errors = problems.filter((one) => one.severity === 'error');
    return {
      json: { runbook: row, problems },
      exitCode: errors.length > 0 ? 1 : 0,
      show: () => [
        `Draft of “${row.name}” kept, ${plural(row.steps, 'step')}.`,
        ...problems.map(
          (one) => `  ${file}:${one.line}  ${one.severity === 'error' ? 'must be mended: ' : ''}${one.happened} ${one.remedy}`,
        ),
      ],
    };
  });
}

async function exportTo(terminal: Terminal, text: string, out: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const row = await findRunbook(client, text, 'part');
    const file = await client.runbooks.exportRunbook({ id: row.id, format: formatOf(out) }, terminal.call);
    return writeOut(terminal, out, file.base64);
  });
}

export const formatOf = (out: string): 'markdown' | 'pdf' => (/\.pdf$/i.test(out) ? 'pdf' : 'markdown');

async function people(client: CoreClient, terminal: Terminal): Promise<Outcome> {
  const rows = await client.runbooks.people({}, terminal.call);
  return {
    json: rows,
    show: ({ width }) =>
      layoutTable(
        [
          { title: 'Person' },
          { title: 'State', least: 14 },
          { title: 'Onboarding', align: 'right' },
          { title: 'Next', least: 20 },
          { title: 'Read', align: 'right' },
          { title: 'Drills', align: 'right' },
          { title: 'Keys', align: 'right' },
        ],
        rows.map((row) => [
          row.name,
          standingText(row.standing),
          row.percent === null ? '–' : `${row.percent} %`,
          row.nextWords,
          `${row.read} of ${row.read + row.toRead.length}`,
          String(row.drills.length),
          String(row.credentials.length),
        ]),
        width,
      ),
  };
}
