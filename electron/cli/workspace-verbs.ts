import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import type { BackupInfo, WorkspaceInfo } from '../../shared/contract/workspace.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { showInstant, zoneName } from './instants.ts';
import { plural, sizeText } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

export function addWorkspaceVerbs(program: Command, run: Run): void {
  const noun = program.command('workspace').description('The control file of a team: one folder with one database');

  withExamples(
    noun
      .command('create')
      .description('Create a workspace in a new or empty folder')
      .argument('<dir>', 'the folder')
      .requiredOption('--name <name>', 'what the team calls it'),
    'workspace create ~/Documents/acme --name "Acme operations"',
  ).action((dir: string, options: { name: string }) =>
    run((terminal) =>
      terminal.withoutWorkspace(async (client) =>
        made(await client.workspace.create({ folder: resolve(terminal.io.cwd, dir), name: options.name }, terminal.call), 'created'),
      ),
    ),
  );

  withExamples(
    noun
      .command('sample')
      .description('Create the sample workspace, with three months of history')
      .argument('<dir>', 'a new or empty folder'),
    'workspace sample /tmp/acme-sample',
  ).action((dir: string) =>
    run((terminal) =>
      terminal.withoutWorkspace(async (client) =>
        made(await client.workspace.sample({ folder: resolve(terminal.io.cwd, dir) }, terminal.call), 'created'),
      ),
    ),
  );

  withExamples(
    noun.command('info').description('Show what is in the workspace and where its secrets are kept'),
    'workspace info',
    'workspace info --json',
  ).action(() => run((terminal) => terminal.inWorkspace(showInfo)));

  withExamples(
    noun.command('check').description('Check the workspace from top to bottom; ends with 1 when something does not hold'),
    'workspace check --workspace ~/Documents/acme',
  ).action(() => run((terminal) => terminal.inWorkspace(async (client) => check(client, terminal))));

  withExamples(noun.command('backup').description('Make a verified backup in the workspace’s folder'), 'workspace backup').action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const backup = await client.workspace.backup({}, terminal.call);
        const verdict = backup.isVerified
          ? 'It was opened and is whole.'
          : 'It did not pass its check: free some space and make another one.';
        return {
          json: backup,
          show: () => [`Backup made: ${backup.file} (${sizeText(backup.sizeBytes)}). ${verdict}`],
          exitCode: backup.isVerified ? 0 : 1,
        };
      }),
    ),
  );

  withExamples(
    noun.command('backups').description('List the backups, also of a workspace that cannot be opened'),
    'workspace backups',
  ).action(() =>
    run(async (terminal) => {
      const folder = await terminal.chooseFolder();
      return terminal.withoutWorkspace(async (client) =>
        listBackups(await client.workspace.backups({ folder }, terminal.call), terminal.now),
      );
    }),
  );

  withExamples(
    noun
      .command('restore')
      .description('Put a backup in place of the live file, which is kept beside it')
      .argument('<file>', 'a backup: its path, or its name as “workspace backups” lists it'),
    'workspace restore workspace-20260115T093000Z.db',
  ).action((file: string) => run((terminal) => restore(terminal, file)));
}

function made(info: WorkspaceInfo, verb: string): Outcome {
  return {
    json: info,
    show: () => [`Workspace “${info.name}” ${verb} in ${info.folder}.`, ...countsLine(info), { text: info.keychain.words, tone: 'quiet' }],
  };
}

const countsLine = ({ counts }: WorkspaceInfo): Line[] =>
  counts.apis === 0
    ? []
    : [
        `${plural(counts.vendors, 'vendor')}, ${plural(counts.apis, 'API')}, ${plural(counts.endpoints, 'endpoint')}, ${plural(counts.credentials, 'credential')}, ${plural(counts.exchanges, 'exchange')}, ${plural(counts.events, 'calendar event')}.`,
      ];

async function showInfo(client: CoreClient, kind: string): Promise<Outcome> {
  const info = await client.workspace.current({});
  if (!info) throw new Fault('no_workspace', { happened: 'The workspace was closed meanwhile.', remedy: 'Run the command again.' });
  return {
    json: info,
    show: () => [
      { text: info.name, tone: 'title' },
      ...countsLine(info),
      '',
      ...layoutFacts([
        ['Folder', info.folder],
        ['File', `${sizeText(info.sizeBytes)}, schema ${info.schemaVersion}, since ${showInstant(info.createdAt)}`],
        ['You', `${info.person.name}, ${info.person.role}`],
        ['Secrets', info.keychain.words],
        ['Read-only', info.readOnlyReason],
        ['Opened', kind === 'in process' ? 'by this command' : 'by the app; this command went through it'],
      ]),
    ],
  };
}

async function check(client: CoreClient, terminal: Terminal): Promise<Outcome> {
  const result = await client.workspace.check({}, terminal.call);
  return {
    json: result,
    exitCode: result.isWhole ? 0 : 1,
    show: ({ width }) => [
      result.isWhole ? 'The workspace is whole.' : { text: 'The workspace is not whole.', tone: 'broken' },
      '',
      ...layoutTable(
        [{ title: 'Check' }, { title: 'Verdict' }, { title: 'What was found', least: 40, wraps: true }],
        result.findings.map(({ name, holds, words }) => [name, holds ? '● holds' : { text: '■ does not hold', tone: 'broken' }, words]),
        width,
      ),
    ],
  };
}

function listBackups(backups: readonly BackupInfo[], now: number): Outcome {
  return {
    json: backups,
    show: ({ width }) =>
      backups.length === 0
        ? ['There are no backups yet. Make one: quartermaster workspace backup.']
        : layoutTable(
            [
              { title: `Taken (${zoneName(now)})` },
              { title: 'Why' },
              { title: 'Size', align: 'right' },
              { title: 'Whole' },
              { title: 'File' },
            ],
            backups.map((backup) => [
              showInstant(backup.takenAt),
              backup.reason,
              sizeText(backup.sizeBytes),
              backup.isVerified ? 'yes' : { text: 'not known', tone: 'soon' },
              basename(backup.file),
            ]),
            width,
          ),
  };
}

async function restore(terminal: Terminal, file: string): Promise<Outcome> {
  const folder = await terminal.chooseFolder();
  return terminal.withoutWorkspace(async (client) => {
    const named = (await client.workspace.backups({ folder })).find((backup) => basename(backup.file) === file);
    const info = await client.workspace.restore({ folder, file: named?.file ?? resolve(terminal.io.cwd, file) }, terminal.call);
    return {
      json: info,
      show: () => [`Restored. ${info.folder} is now as the backup was; the file that was live is kept beside it.`, ...countsLine(info)],
    };
  });
}
