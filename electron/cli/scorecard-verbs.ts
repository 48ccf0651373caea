import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { exportFormats, type ExportFormat } from '../../shared/contract/scorecards.ts';
import { addMonths, monthOf, monthPattern } from '../../shared/domain/costs/months.ts';
import { audiences, type Audience } from '../../shared/domain/scorecards/facts.ts';
import type { Scorecard } from '../../shared/domain/scorecards/scorecard.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findVendor, type Grasp } from './find-record.ts';
import { wholeNumber } from './option-values.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line, Text } from './text.ts';

interface PageOptions {
  readonly month?: string;
  readonly audience: Audience;
  readonly vendor?: string;
  readonly pageVersion?: number;
  readonly live?: boolean;
}

export function addScorecardVerbs(program: Command, run: Run): void {
  const noun = program.command('scorecard').description('The stakeholder’s page of a month');
  withExamples(
    audienceOptions(noun.command('list').description('List the months, frozen or not')),
    'scorecard list',
    'scorecard list --audience operations --json',
  ).action((options: PageOptions) => run((terminal) => list(terminal, options)));
  withExamples(
    versionOptions(pageOptions(noun.command('show').description('Show a month’s page; a frozen one as it was frozen'))),
    'scorecard show --month 2026-10',
    'scorecard show --month 2026-10 --audience "vendor review" --vendor Adyen',
  ).action((options: PageOptions) => run((terminal) => show(terminal, options)));
  withExamples(
    versionOptions(pageOptions(noun.command('build').description('Build a month’s page, and write it to a file with --out')))
      .addOption(
        new Option('--format <format>', 'pdf, html, xlsx, csv, md, or json: the facts it is computed from').choices([...exportFormats]),
      )
      .option('--out <file>', 'write it there'),
    'scorecard build --month 2026-10 --audience executive --format pdf --out october.pdf',
    'scorecard build --month 2026-10 --format json --out facts.json',
  ).action((options: PageOptions & { format?: ExportFormat; out?: string }) =>
    run((terminal) => (options.format === undefined ? show(terminal, options) : build(terminal, { ...options, format: options.format }))),
  );
  withExamples(
    versionOptions(pageOptions(noun.command('export').description('Write a month’s page in every format into a folder'))).requiredOption(
      '--out <folder>',
      'an existing folder',
    ),
    'scorecard export --month 2026-10 --out .',
  ).action((options: PageOptions & { out: string }) => run((terminal) => exportAll(terminal, options)));
  withExamples(
    pageOptions(noun.command('freeze').description('Keep the page of a month that is over, for ever')).option(
      '--reason <text>',
      'why it is corrected; needed when it is frozen already',
    ),
    'scorecard freeze --month 2026-10',
    'scorecard freeze --month 2026-10 --reason "The payout file of 30 October came late"',
  ).action((options: PageOptions & { reason?: string }) => run((terminal) => freeze(terminal, options)));
}

const audienceOptions = (verb: Command): Command =>
  verb
    .addOption(new Option('--audience <audience>', 'who it is for').choices([...audiences]).default('executive'))
    .option('--vendor <vendor>', 'the vendor of a vendor review');
const pageOptions = (verb: Command): Command => audienceOptions(verb.option('--month <month>', 'such as 2026-10; last month unless told'));
const versionOptions = (verb: Command): Command =>
  verb
    .option('--page-version <number>', 'a frozen version; the newest unless told', wholeNumber(1, 10_000))
    .option('--live', 'from what is known now, although the page is frozen');

/** Last month unless told: the one that is over. */
function monthWish(terminal: Terminal, month: string | undefined): string {
  if (month === undefined) return addMonths(monthOf(terminal.now), -1);
  if (!monthPattern.test(month)) throw new Fault('bad_input', { happened: `“${month}” is not a month.`, remedy: 'Write it like 2026-10.' });
  return month;
}

async function wishOf(terminal: Terminal, client: CoreClient, options: PageOptions, grasp: Grasp) {
  const vendorId = options.vendor === undefined ? null : (await findVendor(client, options.vendor, grasp)).id;
  return {
    month: monthWish(terminal, options.month),
    audience: options.audience,
    vendorId,
    isLive: options.live === true,
    ...(options.pageVersion === undefined ? {} : { version: options.pageVersion }),
  };
}

function list(terminal: Terminal, options: PageOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const vendorId = options.vendor === undefined ? null : (await findVendor(client, options.vendor, 'part')).id;
    const months = await client.scorecards.months({ audience: options.audience, vendorId }, terminal.call);
    return {
      json: months,
      show: ({ width }) =>
        layoutTable(
          [
            { title: 'Month' },
            { title: 'State' },
            { title: 'Version', align: 'right' },
            { title: 'Frozen by' },
            { title: 'Finding', least: 20 },
          ],
          months.map(({ words, state, version, versions, title }): Text[] => [
            words,
            state === 'frozen' ? 'frozen' : { text: state, tone: 'quiet' },
            version === 0 ? '–' : String(version),
            versions[0]?.frozenBy ?? '–',
            title ?? '–',
          ]),
          width,
        ),
    };
  });
}

function show(terminal: Terminal, options: PageOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const page = await client.scorecards.build(await wishOf(terminal, client, options, 'part'), terminal.call);
    return { json: page, show: ({ width }) => pageLines(page, width) };
  });
}

const tones = { soon: 'soon', bad: 'broken', none: 'quiet' } as const;
const shapes = { good: '●', sampled: '◉', soon: '▲', bad: '■', none: '○' } as const;

function pageLines({ overline, title, lead, head, method, blocks, evidence, sha256 }: Scorecard, width: number): Line[] {
  return [
    { text: title, tone: 'title' },
    { text: [overline, ...head].join(' · '), tone: 'quiet' },
    '',
    lead,
    ...method.map((line) => ({ text: line, tone: 'quiet' }) as const),
    ...blocks.flatMap((block): Line[] => [
      '',
      [
        { text: `${block.number} ${block.title}`, tone: 'title' },
        { text: `  ${block.note}${block.sources.length === 0 ? '' : ` [${block.sources.join(', ')}]`}`, tone: 'quiet' },
      ],
      ...layoutTable(
        block.columns.map((column, place) =>
          column.align ? { title: column.title, align: column.align } : { title: column.title, least: place === 0 ? 14 : 10 },
        ),
        block.rows.map((row) =>
          row.map((cell): Text => {
            const text = `${cell.mark === undefined ? '' : `${shapes[cell.mark]} `}${cell.text}${cell.aside ?? ''}`;
            const tone =
              cell.mark !== undefined && cell.mark in tones
                ? tones[cell.mark as keyof typeof tones]
                : cell.tone === 'quiet'
                  ? 'quiet'
                  : undefined;
            return tone === undefined ? text : { text, tone };
          }),
        ),
        width,
      ),
      ...(block.more > 0 ? [{ text: `and ${block.more} more`, tone: 'quiet' } as const] : []),
      ...block.words.map(({ text }) => ({ text, tone: 'quiet' }) as const),
    ]),
    '',
    { text: '10 Evidence', tone: 'title' },
    ...layoutTable(
      [{ title: 'No.', align: 'right' }, { title: 'Source', least: 30 }, { title: 'sha256' }],
      evidence.map(({ number, words, sha256: hash }) => [String(number), words, hash.slice(0, 16)]),
      width,
    ),
    { text: `sha256 of the facts ${sha256}`, tone: 'quiet' },
  ];
}

function build(terminal: Terminal, options: PageOptions & { format: ExportFormat; out?: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const wish = await wishOf(terminal, client, options, 'part');
    const file = await client.scorecards.export({ ...wish, format: options.format }, terminal.call);
    const bytes = Buffer.from(file.base64, 'base64');
    if (options.out === undefined) {
      if (options.format === 'pdf' || options.format === 'xlsx')
        throw new Fault('bad_input', { happened: `A ${options.format} file cannot be shown here.`, remedy: 'Name a file with --out.' });
      const text = bytes.toString('utf8');
      return { json: options.format === 'json' ? (JSON.parse(text) as unknown) : { ...file, text }, show: () => text.split(/\r?\n/) };
    }
    const path = await writeOut(terminal, options.out, bytes);
    const pages = file.pages === null ? '' : `, ${file.pages === 1 ? '1 page' : `${file.pages} pages`}`;
    return { json: { file: path, bytes: bytes.length, pages: file.pages }, show: () => [`Written: ${path}${pages}.`] };
  });
}

function exportAll(terminal: Terminal, options: PageOptions & { out: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const wish = await wishOf(terminal, client, options, 'part');
    const files: string[] = [];
    for (const format of exportFormats) {
      const file = await client.scorecards.export({ ...wish, format }, terminal.call);
      files.push(await writeOut(terminal, resolve(terminal.io.cwd, options.out, file.fileName), Buffer.from(file.base64, 'base64')));
    }
    return { json: { files }, show: () => [`Written: ${files.length} files`, ...files] };
  });
}

async function writeOut(terminal: Terminal, out: string, bytes: Uint8Array): Promise<string> {
  const path = resolve(terminal.io.cwd, out);
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new Fault('no_permission', {
      happened: `${path} could not be written: ${(error as Error).message}`,
      remedy: 'Choose another place.',
    });
  }
  return path;
}

function freeze(terminal: Terminal, options: PageOptions & { reason?: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { month, audience, vendorId } = await wishOf(terminal, client, options, 'whole');
    const frozen = await client.scorecards.freeze({ month, audience, vendorId, reason: options.reason ?? '' }, terminal.call);
    return {
      json: frozen,
      show: () => [
        `${month} is frozen as version ${frozen.version}, sha256 ${frozen.sha256}.`,
        ...frozen.changes.map((change) => ({ text: `  ${change}`, tone: 'quiet' }) as const),
      ],
    };
  });
}
