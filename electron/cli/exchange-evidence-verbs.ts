import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { exportFormats } from '../../shared/contract/answers.ts';
import type { ExchangeRow } from '../../shared/contract/console.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findIncident } from './find-monitored.ts';
import { plural, sizeText } from './standing-text.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import { blockLines } from './text.ts';

const formats = ['bundle', ...exportFormats] as const;

type Find = (client: CoreClient, text: string) => Promise<ExchangeRow>;

interface ExportOptions {
  readonly format: (typeof formats)[number];
  readonly out?: string;
  readonly note?: string;
  readonly withNames?: boolean;
}

/** What is made of an exchange as evidence: a file, a line on an incident, a saved request. */
export function addExchangeEvidenceVerbs(noun: Command, run: Run, find: Find): void {
  withExamples(
    noun
      .command('export')
      .description(
        'Write exchanges to a file; secrets are cut out. "bundle" is for the vendor’s support: a text to read and a HAR, in one .zip',
      )
      .argument('<exchange...>', 'numbers, or any of their ids')
      .addOption(new Option('--format <format>', 'what is written').choices(formats).default('bundle'))
      .option('--out <file>', 'the file; else standard output, but for a bundle')
      .option('--note <text>', 'what the vendor should know, in Markdown; for a bundle')
      .option('--with-names', 'name who sent the calls; for a bundle'),
    'exchange export 42 43 --format bundle --note "Refunds fail since noon" --out adyen.zip',
    'exchange export 42 --format har --out call.har',
    'exchange export 42 --format curl',
  ).action((exchanges: string[], options: ExportOptions) => run((terminal) => exportThem(terminal, find, exchanges, options)));

  withExamples(
    noun
      .command('attach')
      .description('Keep an exchange on an incident’s time line')
      .argument('<exchange>', 'its number, or any of its ids')
      .argument('<incident>', 'INC-31')
      .argument('[words]', 'why it matters'),
    'exchange attach 42 INC-31 "The first refund that failed"',
  ).action((text: string, name: string, words: string | undefined) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id: exchangeId, number } = await find(client, text);
        const { id } = await findIncident(client, name);
        const incident = await client.monitors.attachExchange({ id, exchangeId, words: words ?? '' }, terminal.call);
        return { json: incident, show: () => [`Exchange ${number} is on INC-${incident.number}.`] };
      }),
    ),
  );

  withExamples(
    noun
      .command('save')
      .description('Keep an exchange’s request under a name, without its secrets')
      .argument('<exchange>', 'its number, or any of its ids')
      .argument('<name>', 'the name')
      .option('--folder <folder>', 'the folder it is kept in'),
    'exchange save 42 "Refund a payment" --folder Refunds',
  ).action((text: string, name: string, { folder = '' }: { folder?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const made = await client.console.replay({ id: (await find(client, text)).id }, terminal.call);
        const {
          environmentId,
          endpointId,
          confirmProduction: _confirmed,
          savedRequestId: _saved,
          streamId: _stream,
          ...draft
        } = made.draft;
        const saved = await client.console.saveRequest(
          { name, folder, apiId: made.apiId, endpointId, environmentId, draft },
          terminal.call,
        );
        return { json: saved, show: () => [`“${saved.name}” saved.`, ...made.notes] };
      }),
    ),
  );
}

async function exportThem(
  terminal: Terminal,
  find: Find,
  texts: readonly string[],
  { format, out, note = '', withNames = false }: ExportOptions,
): Promise<Outcome> {
  if (format === 'bundle' && out === undefined)
    throw new Fault('bad_input', { happened: 'A bundle is a file.', remedy: 'Say where it goes: --out support.zip. Nothing was written.' });
  return terminal.inWorkspace(async (client) => {
    const ids: string[] = [];
    for (const text of texts) ids.push((await find(client, text)).id);
    if (format === 'bundle') {
      const { base64, files, markdown } = await client.answers.supportBundle({ ids, note, withNames }, terminal.call);
      const path = write(terminal, out ?? '', Buffer.from(base64, 'base64'));
      return {
        json: { path, files },
        show: () => [
          `${path}: ${files.map(({ name, byteLength }) => `${name} (${sizeText(byteLength)})`).join(', ')}.`,
          '',
          ...blockLines(markdown),
        ],
      };
    }
    const { text } = await client.answers.exportExchanges({ ids, format }, terminal.call);
    if (out === undefined) return { json: { format, text }, show: () => blockLines(text.replace(/\n$/, '')) };
    const path = write(terminal, out, text);
    return { json: { path, exchanges: ids.length }, show: () => [`${plural(ids.length, 'exchange')} written to ${path}.`] };
  });
}

function write(terminal: Terminal, out: string, content: string | Buffer): string {
  const path = resolve(terminal.io.cwd, out);
  try {
    writeFileSync(path, content);
    return path;
  } catch (error) {
    throw new Fault('no_permission', {
      happened: `${out} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Name another file. The workspace is as it was.',
      place: { file: out },
    });
  }
}
