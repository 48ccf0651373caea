import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Fault, isFault } from '../../shared/contract/errors.ts';
import type { ImportPlan } from '../../shared/contract/inventory.ts';
import type { CoreClient } from '../core/terminal.ts';
import { layoutChanges } from './contract-change-verbs.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly vendor?: string;
  readonly api?: string;
}

interface Imported {
  readonly file: string;
  readonly plan: ImportPlan;
  readonly applied: { readonly vendorId: string; readonly apiId: string; readonly words: string } | null;
}

/** What a file may have before it is even read; the core has its own, lower limit for documents. */
const mostBytes = 1024 * 1024 * 1024;
const slowMs = 1_000;

/**
 * Imports documents one after the other. Of several, each is read first, so that a bad one stops the import before
 * anything was changed; then each is planned again on what the ones before it have added.
 */
export async function importDocuments(terminal: Terminal, files: readonly string[], options: ImportOptions): Promise<Outcome> {
  if (files.length > 1 && options.api !== undefined) {
    throw new Fault('bad_input', { happened: '--api names one API, but several documents were given.', remedy: 'Import them one by one.' });
  }
  return terminal.inWorkspace(async (client) => {
    const documents = [];
    for (const file of files) documents.push({ file, document: await readDocument(resolve(terminal.io.cwd, file)) });
    const isDryRun = options.dryRun === true;
    if (files.length > 1 && !isDryRun) {
      for (const { file, document } of documents) await planOne(client, terminal, file, document, options);
    }
    const imported: Imported[] = [];
    for (const { file, document } of documents) {
      const plan = await planOne(client, terminal, file, document, options);
      const applied = isDryRun
        ? null
        : await client.inventory.applyImport({
            planId: plan.planId,
            ...(options.vendor === undefined ? {} : { vendorName: options.vendor }),
            ...(options.api === undefined ? {} : { apiName: options.api }),
          });
      imported.push({ file, plan, applied });
    }
    return { json: { isDryRun, imports: imported }, show: ({ width }) => showImports(imported, isDryRun, width) };
  });
}

async function readDocument(path: string): Promise<File> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      throw new Fault('document_too_large', {
        happened: `${path} has more than 1 GB.`,
        remedy: 'Choose the API’s description itself. Nothing was changed.',
        place: { file: path },
      });
    return new File([await readFile(path)], basename(path));
  } catch (error) {
    throw asFileFault(error, path);
  }
}

/** What the system says about a file that cannot be read, as a fault. */
export function asFileFault(error: unknown, path: string): unknown {
  const place = { file: path };
  switch ((error as { code?: unknown }).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Fault('not_found', { happened: `There is no file ${path}.`, remedy: 'Check its name.', place });
    case 'EISDIR':
      return new Fault('bad_input', { happened: `${path} is a folder.`, remedy: 'Name a file in it.', place });
    case 'EACCES':
    case 'EPERM':
      return new Fault('no_permission', { happened: `${path} may not be read.`, remedy: 'Check its permissions.', place });
    default:
      return error;
  }
}

async function planOne(
  client: CoreClient,
  terminal: Terminal,
  file: string,
  document: File,
  { vendor, api }: ImportOptions,
): Promise<ImportPlan> {
  const timer = setTimeout(() => terminal.say(`Reading ${file} …`), slowMs);
  try {
    return await client.inventory.planImport({ file: document, vendorName: vendor, apiName: api }, terminal.call);
  } catch (error) {
    if (!isFault(error)) throw error;
    const { code, ...words } = error.data;
    throw new Fault(code, { ...words, place: { file, ...words.place } });
  } finally {
    clearTimeout(timer);
  }
}

function showImports(imported: readonly Imported[], isDryRun: boolean, width: number): Line[] {
  const lines = imported.flatMap(({ file, plan, applied }, index): Line[] => [
    ...(index === 0 ? [] : ['']),
    { text: `${file}: ${plan.title} ${plan.version} (${plan.format})`, tone: 'title' },
    applied?.words ?? plan.words,
    ...(isDryRun ? layoutPlan(plan, width) : []),
    ...plan.warnings.map(({ message, place }): Line => ({ text: `Note${place ? ` (${place})` : ''}: ${message}`, tone: 'quiet' })),
  ]);
  return isDryRun ? [...lines, '', 'Nothing was changed. Run it without --dry-run to import.'] : lines;
}

function layoutPlan(plan: ImportPlan, width: number): Line[] {
  const removed = plan.removedEndpoints.map(({ method, path }) => ['removed', method, path, '']);
  const changed = plan.endpoints
    .filter(({ change }) => change !== 'same')
    .map(({ change, method, path, summary, isDeprecated }) => [change, method, path, isDeprecated ? `deprecated: ${summary}` : summary]);
  const same = plan.endpoints.length - changed.length;
  return [
    ...layoutComparison(plan, width),
    ...(plan.environments.length > 0
      ? [
          '',
          ...layoutTable(
            [{ title: 'Environment' }, { title: 'Kind' }, { title: 'Base URL', least: 30 }],
            plan.environments.map(({ name, kind, baseUrl }) => [name, kind, baseUrl]),
            width,
          ),
        ]
      : []),
    ...(changed.length + removed.length > 0
      ? [
          '',
          ...layoutTable(
            [{ title: 'Change' }, { title: 'Method' }, { title: 'Path', least: 24 }, { title: 'Summary', least: 16 }],
            [...changed, ...removed],
            width,
          ),
        ]
      : []),
    ...(same > 0 ? [`${plural(same, 'endpoint')} as before.`] : []),
  ];
}

/** What changed since the contract that is checked against now; safe changes are only counted. */
function layoutComparison({ comparison }: ImportPlan, width: number): Line[] {
  if (!comparison) return [];
  const { fromVersion, toVersion, breaking, risky, safe, breakingUsed, changes } = comparison;
  const shown = changes.filter(({ level }) => level !== 'safe');
  const used = breaking === 0 ? '' : breakingUsed === 0 ? ', none on what you use' : `, ${breakingUsed} on what you use`;
  return [
    '',
    {
      text: `${fromVersion} to ${toVersion}: ${breaking} breaking${used}, ${risky} risky, ${safe} safe`,
      tone: breakingUsed > 0 ? 'broken' : 'title',
    },
    ...(shown.length > 0 ? layoutChanges(shown, width) : []),
  ];
}
