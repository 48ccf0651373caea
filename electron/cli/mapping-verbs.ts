import { Option, type Command } from 'commander';
import { grouped } from '../../shared/domain/grouped.ts';
import { withExamples } from './examples.ts';
import { showInstant } from './instants.ts';
import { createMapping, exportMapping, importMapping, runMapping, setRule } from './mapping-files.ts';
import { findMapping } from './find-mapping.ts';
import { addGoldenVerbs } from './golden-verbs.ts';
import { collect } from './option-values.ts';
import { countText, plural, standingText } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { errorWords, stepWords } from '../../shared/domain/mappings/rule-words.ts';

/** How the fields of one system become the fields of another: to list, test, activate and run. */
export function addMappingVerbs(program: Command, run: Run): void {
  const noun = program.command('mapping').description('How the fields of one system become the fields of another');
  withExamples(noun.command('list').description('List the mappings and how they stand'), 'mapping list', 'mapping list --json').action(() =>
    run(list),
  );
  withExamples(
    noun.command('show').description('Show a mapping’s fields, rules and coverage').argument('<mapping>', 'its name or id'),
    'mapping show "PayPal capture to order ledger row"',
  ).action((text: string) => run((terminal) => show(terminal, text)));
  withExamples(
    noun
      .command('create')
      .description('Make a draft from a sample file: its columns are inferred, rules are suggested by name')
      .requiredOption('--sample <file>', 'a real CSV, JSON or NDJSON file')
      .requiredOption('--name <name>', 'what the team calls it')
      .option('--template <template>', 'what it becomes: ledger-row, order-ledger-row, invoice-row', 'ledger-row')
      .option('--zone <zone>', 'for times without an offset', 'UTC')
      .option('--decide <column=value>', 'how an ambiguous column is read: d/M/yyyy, M/d/yyyy, point, comma; may be repeated', collect, []),
    'mapping create --sample orders.csv --name "Shopify orders" --template ledger-row',
    'mapping create --sample days.csv --name Days --decide "Paid on=d/M/yyyy"',
  ).action((options: { sample: string; name: string; template: string; zone: string; decide: string[] }) =>
    run((terminal) => createMapping(terminal, options)),
  );
  withExamples(
    noun
      .command('import')
      .description('Take a mapping from a file, as a new one or as the draft of one')
      .argument('<file>', 'what export wrote')
      .option('--name <name>', 'what it is called; the file’s own name for it when left out')
      .option('--into <mapping>', 'the mapping whose draft it becomes'),
    'mapping import orders.mapping.json',
    'mapping import orders.mapping.json --into "Shopify orders"',
  ).action((file: string, options: { name?: string; into?: string }) => run((terminal) => importMapping(terminal, file, options)));
  withExamples(
    noun
      .command('export')
      .description('Write a mapping as JSON: the draft, or the active revision')
      .argument('<mapping>', 'its name or id')
      .option('--active', 'the active revision also when there is a draft')
      .option('--out <file>', 'the file to write; standard output when left out'),
    'mapping export "Shopify orders" --out orders.mapping.json',
  ).action((text: string, options: { active?: boolean; out?: string }) => run((terminal) => exportMapping(terminal, text, options)));
  withExamples(
    noun
      .command('set')
      .description('Set the rule of one destination field in the draft, from a JSON file')
      .argument('<mapping>', 'its name or id')
      .argument('<field>', 'the destination field')
      .argument('<file>', 'the rule as JSON, as in an exported mapping'),
    'mapping set "Shopify orders" amount_minor rule.json',
  ).action((text: string, field: string, file: string) => run((terminal) => setRule(terminal, text, field, file)));
  withExamples(
    noun
      .command('ignore')
      .description('Say that source fields are not needed')
      .argument('<mapping>', 'its name or id')
      .argument('<fields...>', 'source fields')
      .requiredOption('--reason <reason>', 'why'),
    'mapping ignore "Shopify orders" Email "Billing Name" --reason "Personal, and not needed"',
  ).action((text: string, paths: string[], { reason }: { reason: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, name } = await findMapping(client, text);
        await client.mappings.ignore({ id, paths, reason }, terminal.call);
        return { json: { id, ignored: paths, reason }, show: () => [`${name}: ${plural(paths.length, 'field')} ignored.`] };
      }),
    ),
  );
  withExamples(
    noun
      .command('pick')
      .description('Pick golden samples from real rows; what the mapping gives now is what they must give')
      .argument('<mapping>', 'its name or id'),
    'mapping pick "Shopify orders"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, name } = await findMapping(client, text);
        const { added } = await client.mappings.pickGoldens({ id }, terminal.call);
        return { json: { id, added }, show: () => [`${name}: ${plural(added, 'golden sample')} picked. Check what each must give.`] };
      }),
    ),
  );
  addGoldenVerbs(noun, run);
  withExamples(
    noun.command('test').description('Run the golden samples; ends with 1 when one fails').argument('<mapping>', 'its name or id'),
    'mapping test "PayPal capture to order ledger row"',
  ).action((text: string) => run((terminal) => test(terminal, text)));
  withExamples(
    noun.command('diff').description('Compare draft and active: rules, and rows of the sample').argument('<mapping>', 'its name or id'),
    'mapping diff "PayPal capture to order ledger row"',
  ).action((text: string) => run((terminal) => diff(terminal, text)));
  withExamples(
    noun
      .command('activate')
      .description('Make the draft the active revision; refused while a golden sample fails')
      .argument('<mapping>', 'its name or id')
      .option('--reason <reason>', 'why', ''),
    'mapping activate "Shopify orders" --reason "Keys without #"',
  ).action((text: string, { reason }: { reason: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, name, draft } = await findMapping(client, text);
        await client.mappings.activate({ id, reason }, terminal.call);
        return { json: { id, active: draft?.number ?? null }, show: () => [`${name}: revision ${draft?.number ?? ''} is active.`] };
      }),
    ),
  );
  withExamples(
    noun
      .command('run')
      .description('Map a file by the active revision; rows that are kept back go to OUT.rejected.ndjson')
      .argument('<mapping>', 'its name or id')
      .requiredOption('--file <file>', 'the file to map')
      .requiredOption('--out <file>', 'the file to write')
      .addOption(new Option('--format <format>', 'of the output').choices(['csv', 'ndjson']).default('csv')),
    'mapping run "Shopify orders" --file orders.csv --out rows.csv',
    'mapping run "Shopify orders" --file orders.csv --out rows.ndjson --format ndjson --json',
  ).action((text: string, options: { file: string; out: string; format: 'csv' | 'ndjson' }) =>
    run((terminal) => runMapping(terminal, text, options)),
  );
}

async function list(terminal: Terminal): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const mappings = await client.mappings.list({}, terminal.call);
    return {
      json: mappings,
      show: ({ width }) =>
        mappings.length === 0
          ? ['No mapping yet. Make one from a real file: quartermaster mapping create --sample FILE --name NAME']
          : [
              { text: plural(mappings.length, 'mapping'), tone: 'title' },
              '',
              ...layoutTable(
                [
                  { title: 'Mapping', least: 16 },
                  { title: 'From', least: 10 },
                  { title: 'Active', align: 'right' },
                  { title: 'Draft', align: 'right' },
                  { title: 'Samples', align: 'right' },
                  { title: 'State', least: 14 },
                ],
                mappings.map((mapping) => [
                  mapping.name,
                  `${mapping.sourceName} (${mapping.sourceFormat})`,
                  countText(mapping.active?.number ?? null),
                  countText(mapping.draft?.number ?? null),
                  `${mapping.goldens - mapping.failing}/${mapping.goldens}`,
                  standingText(mapping.standing),
                ]),
                width,
              ),
            ],
    };
  });
}

async function show(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findMapping(client, text, 'part');
    const detail = await client.mappings.show({ id }, terminal.call);
    const { coverage, spec, revision } = detail;
    return {
      json: detail,
      show: ({ width }) => [
        { text: `${detail.name}: ${detail.standing.words}`, tone: 'title' },
        `${revision.state} ${revision.number} by ${revision.author}, ${showInstant(revision.editedAt).slice(0, 16)}${detail.active ? `; active ${detail.active.number}` : '; never active'}`,
        '',
        `Destination ${coverage.destination.done}/${coverage.destination.all}, source ${coverage.source.done}/${coverage.source.all}, rows with every value ${coverage.values.done}/${coverage.values.all}, branches ${coverage.branches.done}/${coverage.branches.all}, golden samples ${coverage.goldens.done}/${coverage.goldens.all}`,
        ...(coverage.source.unreviewed.length > 0 ? [`Unreviewed: ${coverage.source.unreviewed.join(', ')}`] : []),
        ...detail.blockers.map((words) => ({ text: `Blocks activation: ${words}`, tone: 'soon' as const })),
        '',
        ...layoutTable(
          [{ title: 'Field' }, { title: 'Type' }, { title: 'From', least: 12 }, { title: 'Rule', least: 20, wraps: true }],
          spec.destination.fields.map(({ name, type, isRequired }) => {
            const rule = spec.rules[name];
            return [
              name,
              `${type}${isRequired ? ', required' : ''}`,
              rule?.from[0] ?? '',
              rule ? rule.steps.map(stepWords).join('; ') || 'copy' : 'no rule',
            ];
          }),
          width,
        ),
      ],
    };
  });
}

async function test(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { id } = await findMapping(client, text, 'part');
    const { name, goldens, revision, problems } = await client.mappings.show({ id }, terminal.call);
    const failing = goldens.filter(({ failures }) => failures.length > 0);
    const fails = failing.length > 0 || problems.length > 0;
    return {
      json: {
        id,
        revision: revision.number,
        state: revision.state,
        passed: goldens.length - failing.length,
        samples: goldens.length,
        problems,
        failing: failing.map(({ number, failures }) => ({ number, failures })),
      },
      exitCode: fails ? 1 : 0,
      show: () => [
        {
          text: `${name}, ${revision.state} ${revision.number}: ${goldens.length - failing.length} of ${plural(goldens.length, 'golden sample')} pass`,
          tone: 'title',
        },
        ...problems.map(({ field, words }) => ({ text: `${field}: ${words}`, tone: 'broken' as const })),
        ...failing.flatMap(({ number, failures }) =>
          failures.map((failure) => ({
            text: `Sample ${number}: ${failure.field ?? 'row'}${failure.step === null ? '' : `, step ${failure.step + 1}`} must give ${failure.expected}, gives ${failure.got}${failure.code === 'differs' ? '' : ` (${errorWords(failure.code)})`}`,
            tone: 'broken' as const,
          })),
        ),
      ],
    };
  });
}

async function diff(terminal: Terminal, text: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const mapping = await findMapping(client, text, 'part');
    const found = await client.mappings.diff({ id: mapping.id }, terminal.call);
    return {
      json: found,
      show: ({ width }) =>
        mapping.draft && mapping.active
          ? [
              {
                text: `Draft ${mapping.draft.number} changes ${grouped(found.changedRows)} of ${plural(found.total, 'sample row')}`,
                tone: 'title',
              },
              ...found.changes.map(({ field, words }) => `${field}: ${words}`),
              '',
              ...layoutTable(
                [
                  { title: 'Row', align: 'right' },
                  { title: 'Field' },
                  { title: `Active ${mapping.active.number}`, least: 12 },
                  { title: `Draft ${mapping.draft.number}`, least: 12 },
                ],
                found.rows.slice(0, 40).map((row) => [countText(row.row), row.field, row.before, row.after]),
                width,
              ),
            ]
          : [`${mapping.name} has nothing to compare: it has only one revision.`],
    };
  });
}
