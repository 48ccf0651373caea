import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import type { TransferPlan } from '../../shared/contract/transfer.ts';
import { exportFormats, type ExportFormat } from '../../shared/domain/transfer/export-formats.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findApi } from './find-record.ts';
import { readText } from './read-secret.ts';
import { findSavedRequest } from './saved-request-verbs.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';
import { readTransferFiles } from './transfer-files.ts';

interface ImportOptions {
  readonly environmentFile?: readonly string[];
  readonly api?: string;
  readonly dryRun?: boolean;
  readonly keepCredentials?: boolean;
  readonly flow?: string | true;
}

interface ExportOptions {
  readonly format: ExportFormat;
  readonly folder?: string;
  readonly all?: boolean;
  readonly out?: string;
}

const mostPaste = 50 * 1024 * 1024;

/** The verbs that take requests over from other programs and give them to others. */
export function addRequestTransferVerbs(program: Command, run: Run): void {
  const noun = program.commands.find((one) => one.name() === 'request') ?? program.command('request');
  withExamples(
    noun
      .command('import')
      .description('Take requests over from Postman, Insomnia, Bruno (a folder), HAR or curl; scripts in them are never run')
      .argument('<file>', 'the file or folder; "-" reads standard input')
      .option('--environment-file <file...>', 'environments of Postman’s that belong to it')
      .option('--api <api>', 'put all of it into this API; else each request goes where its address belongs')
      .option('--keep-credentials', 'keep what authenticated there: the secrets go to the keychain')
      .option(
        '--flow [name]',
        'also make a flow of them, in their order, of more than 60 one for each folder; called like the collection unless a name is given',
      )
      .option('--dry-run', 'show what it would add, and what it cannot take over'),
    'request import shop.postman_collection.json --environment-file sandbox.postman_environment.json --dry-run',
    'request import ./bruno-collection --api "Acme Shop"',
    'request import shop.postman_collection.json --flow "Smoke test"',
    'request import - < commands.sh',
  ).action((file: string, options: ImportOptions) => run((terminal) => importRequests(terminal, file, options)));

  withExamples(
    noun
      .command('export')
      .description('Write saved requests for another program; where a secret would stand there is a placeholder')
      .argument('[request]', 'its name or id')
      .option('--folder <folder>', 'all requests of a folder')
      .option('--all', 'all saved requests')
      .addOption(new Option('--format <format>', 'what it is written as').choices(exportFormats).makeOptionMandatory())
      .option('--out <file>', 'the file; else standard output'),
    'request export "Refund a payment" --format curl',
    'request export --folder Refunds --format postman --out refunds.postman_collection.json',
    'request export --all --format har --out requests.har',
  ).action((request: string | undefined, options: ExportOptions) => run((terminal) => exportRequests(terminal, request, options)));
}

async function importRequests(terminal: Terminal, file: string, options: ImportOptions): Promise<Outcome> {
  const main =
    file === '-'
      ? [{ path: '', text: await readText(terminal.io.stdin, mostPaste, 'an import') }]
      : await readTransferFiles(terminal.io.cwd, file);
  const environments = await Promise.all((options.environmentFile ?? []).map((one) => readTransferFiles(terminal.io.cwd, one)));
  return terminal.inWorkspace(async (client) => {
    const apiId = options.api === undefined ? null : (await findApi(client, options.api)).id;
    const plan = await client.transfer.plan({ files: [...main, ...environments.flat()], apiId }, terminal.call);
    if (options.dryRun) {
      await client.transfer.drop({ planId: plan.planId });
      return {
        json: { plan, applied: null },
        show: ({ width }) => [...showPlan(plan, width), '', 'Nothing was changed. Run it without --dry-run to import.'],
      };
    }
    const credentials = options.keepCredentials ? plan.credentials.map(({ key, name }) => ({ key, name })) : [];
    const applied = await client.transfer.apply({ planId: plan.planId, credentials, flowName: flowName(options, plan) }, terminal.call);
    const behind = plan.credentials.length - applied.credentialIds.length;
    return {
      json: { plan, applied },
      show: ({ width }) => [
        ...showPlan(plan, width, false),
        '',
        { text: `${applied.words}.`, tone: 'title' },
        ...runLines(applied.flows),
        ...(applied.credentialIds.length > 0
          ? [`${plural(applied.credentialIds.length, 'credential')} kept; the secrets are in the keychain.`]
          : []),
        ...(behind > 0
          ? [
              `What authenticated there was not kept: ${plan.credentials.map(({ words }) => words).join('; ')}. --keep-credentials keeps it in the keychain.`,
            ]
          : []),
      ],
    };
  });
}

const runLines = (flows: readonly { readonly name: string }[]): string[] => [
  ...(flows.length > 1 ? ['A flow has at most 60 steps. What one flow takes from an answer, another does not know.'] : []),
  ...flows.map(({ name }) => `${flows.length > 1 ? '  ' : 'Run it: '}quartermaster flow run "${name}"`),
];

const flowName = ({ flow }: ImportOptions, plan: TransferPlan): string | null =>
  flow === undefined ? null : flow === true ? plan.name : flow;

function showPlan(plan: TransferPlan, width: number, isWhole = true): Line[] {
  const refused = plan.requests.filter(({ refusal }) => refusal !== null);
  const behind = [...refused.map(({ name, refusal }) => [name, refusal ?? '']), ...plan.left.map(({ name, reason }) => [name, reason])];
  const partly = plan.requests.filter(({ refusal, lost }) => refusal === null && lost.length > 0);
  return [
    { text: `${plan.name} (${plan.format}): ${plan.words}`, tone: 'title' },
    ...plan.homes.map(
      (home) =>
        `${plural(home.requests, 'request')} to ${home.vendorName} ${home.apiName}${home.apiId === null ? ', which is added' : ''}: ${home.environments.map((one) => `${one.name} ${one.baseUrl}${one.isNew ? ' (new)' : ''}`).join(', ')}`,
    ),
    ...(isWhole
      ? [
          '',
          ...layoutTable(
            [
              { title: 'Folder' },
              { title: 'Name', least: 18 },
              { title: 'Call', least: 18 },
              { title: 'Environment' },
              { title: 'Checks', align: 'right' as const },
            ],
            plan.requests
              .filter(({ refusal }) => refusal === null)
              .map((one) => [
                one.folder || '–',
                one.name,
                `${one.method} ${one.path}`,
                one.environmentName ?? '–',
                String(one.checks.length),
              ]),
            width,
          ),
        ]
      : []),
    ...(behind.length > 0
      ? [
          '',
          ...layoutTable(
            [
              { title: 'Not taken over', least: 18 },
              { title: 'Because', least: 30, wraps: true },
            ],
            behind,
            width,
          ),
        ]
      : []),
    ...(partly.length > 0
      ? [
          '',
          ...layoutTable(
            [
              { title: 'Taken over in part', least: 18 },
              { title: 'Without', least: 30, wraps: true },
            ],
            partly.flatMap(({ name, lost }) => lost.map((one) => [name, one])),
            width,
          ),
        ]
      : []),
    ...plan.notes.map((text): Line => ({ text: `Note: ${text}`, tone: 'quiet' })),
  ];
}

async function exportRequests(
  terminal: Terminal,
  request: string | undefined,
  { format, folder, all, out }: ExportOptions,
): Promise<Outcome> {
  const given = [request !== undefined, folder !== undefined, all === true].filter(Boolean).length;
  if (given !== 1)
    throw new Fault('bad_input', {
      happened: given === 0 ? 'It is not said which requests are meant.' : 'Say it in one way only.',
      remedy: 'Name a request, or give --folder FOLDER, or --all.',
    });
  return terminal.inWorkspace(async (client) => {
    const what = await choiceOf(client, request, folder);
    const exported = await client.transfer.export({ what, format }, terminal.call);
    if (out === undefined) return { json: exported, show: () => exported.text.replace(/\n$/, '').split('\n') };
    const path = resolve(terminal.io.cwd, out);
    writeFileSync(path, exported.text);
    const { text: _text, ...facts } = exported;
    return {
      json: { ...facts, file: path },
      show: () => [`${plural(exported.requests, 'request')} written to ${path}.`, ...exported.notes],
    };
  });
}

async function choiceOf(client: CoreClient, request: string | undefined, folder: string | undefined) {
  if (request !== undefined) return { kind: 'requests' as const, ids: [(await findSavedRequest(client, request, 'part')).id] };
  return folder === undefined ? { kind: 'all' as const } : { kind: 'folder' as const, folder };
}
