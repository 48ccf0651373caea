import { resolve } from 'node:path';
import { stateWords } from '../../shared/domain/ledger/break-class.ts';
import { bridgeLines, type BridgeLine } from '../../shared/domain/ledger/bridge.ts';
import { moneyText } from '../../shared/domain/ledger/difference-words.ts';
import { toleranceWords } from '../../shared/domain/ledger/ledger-spec.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { LedgerDetail, LedgerRun } from '../../shared/contract/ledger.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import { findLedger } from './find-ledger.ts';
import { showInstant } from './instants.ts';
import { countText, plural } from './standing-text.ts';
import { layoutFacts, layoutTable } from './table.ts';
import type { Outcome, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

const lineWords: Readonly<Record<BridgeLine, string>> = {
  missing_right: 'Missing right',
  timing: 'Timing',
  value_mismatch: 'Values differ',
  tolerated: 'Within tolerance',
  duplicate: 'Duplicates',
  missing_left: 'Missing left',
};

export async function listVerb(terminal: Terminal): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const rows = await client.ledger.list({}, terminal.call);
    return {
      json: rows,
      show: ({ width }) =>
        rows.length === 0
          ? ['There is no ledger yet. Begin with: quartermaster ledger create NAME --left FILE --right FILE --dry-run']
          : layoutTable(
              [
                { title: 'Ledger', least: 16 },
                { title: 'Last run' },
                { title: 'Open', align: 'right' },
                { title: 'No owner', align: 'right' },
                { title: 'Difference', least: 20 },
              ],
              rows.map((row) => [
                row.name,
                row.lastRun === null
                  ? ({ text: 'never', tone: 'quiet' } as const)
                  : `${row.lastRun.number}, ${showInstant(row.lastRun.finishedAt).slice(0, 16)}`,
                countText(row.open),
                row.withoutOwner > 0 ? ({ text: countText(row.withoutOwner), tone: 'soon' } as const) : '0',
                row.currencies
                  .map(({ currency, differenceMinor }) =>
                    differenceMinor === 0 ? `${currency} agrees` : `${moneyText(differenceMinor, currency)} ${currency}`,
                  )
                  .join(', '),
              ]),
              width,
            ),
    };
  });
}

export async function showVerb(terminal: Terminal, ledger: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const detail = await client.ledger.show({ id: (await findLedger(client, ledger, 'part')).id }, terminal.call);
    return {
      json: detail,
      show: ({ width }) => [
        { text: detail.name, tone: 'title' },
        '',
        ...definitionLines(detail),
        '',
        ...runLines(detail, width),
        '',
        ...bridgeTable(detail, width),
      ],
    };
  });
}

/** What is compared, in words. */
export function definitionLines(detail: Pick<LedgerDetail, 'definition' | 'leftPath' | 'rightPath'>): Line[] {
  const { spec, number, sha256, author, reason } = detail.definition;
  return layoutFacts([
    ['Left', `${spec.left.name}${spec.left.mappingId === null ? '' : ', through a mapping'}`],
    ['Right', `${spec.right.name}${spec.right.mappingId === null ? '' : ', through a mapping'}`],
    [
      'Key',
      spec.left.key
        .map((column, index) => (column === spec.right.key[index] ? column : `${column} = ${spec.right.key[index] ?? ''}`))
        .join(', '),
    ],
    [
      'Amount',
      `${spec.left.amount.column} (${spec.left.amount.unit} units) = ${spec.right.amount.column} (${spec.right.amount.unit} units), ${toleranceWords(spec.amountTolerance)}`,
    ],
    ['Currency', [spec.left.currency, spec.right.currency].map((one) => ('constant' in one ? one.constant : one.column)).join(' = ')],
    [
      'Time',
      spec.left.time === null ? null : `${spec.left.time.column} = ${spec.right.time?.column ?? ''}, ${toleranceWords(spec.timeTolerance)}`,
    ],
    ['Compared', spec.fields.map(({ name, tolerance }) => `${name} (${toleranceWords(tolerance)})`).join(', ')],
    ['Settles', spec.settleDays === null ? 'at once' : `within ${plural(spec.settleDays, 'day')}`],
    ['Definition', `${number} by ${author}${reason === '' ? '' : `, ${reason}`} (${sha256.slice(0, 12)})`],
    ['Last files', [detail.leftPath, detail.rightPath].filter(Boolean).join('  ')],
  ]);
}

function runLines(detail: LedgerDetail, width: number): Line[] {
  if (detail.runs.length === 0) return ['It never ran.'];
  return layoutTable(
    [
      { title: 'Run' },
      { title: 'When' },
      { title: 'Rows', align: 'right' },
      { title: 'Matched', align: 'right' },
      { title: 'New', align: 'right' },
      { title: 'Resolved', align: 'right' },
      { title: 'State', least: 10 },
    ],
    detail.runs
      .slice(0, 12)
      .map((run) => [
        String(run.number),
        showInstant(run.finishedAt).slice(0, 16),
        `${countText(run.leftRows)} / ${countText(run.rightRows)}`,
        countText(run.matched),
        countText(run.opened + run.reopened),
        countText(run.resolved),
        run.state === 'partial' ? { text: `partial: ${run.partialReason}`, tone: 'soon' } : 'completed',
      ]),
    width,
  );
}

export async function showBridge(terminal: Terminal, ledger: string, currency: string | undefined): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const detail = await client.ledger.show({ id: (await findLedger(client, ledger, 'part')).id }, terminal.call);
    const bridges = detail.bridges.filter((bridge) => currency === undefined || bridge.currency === currency.toUpperCase());
    if (detail.runs.length > 0 && bridges.length === 0)
      throw new Fault('not_found', {
        happened: `The last run has nothing in ${currency ?? 'any currency'}.`,
        remedy: 'Leave --currency out to see what it has.',
      });
    return {
      json: bridges,
      show: ({ width }) => [
        { text: `${detail.name}, run ${detail.runs[0]?.number ?? '–'}`, tone: 'title' },
        '',
        ...bridgeTable({ ...detail, bridges }, width),
      ],
      exitCode: bridges.every(({ remainderMinor }) => remainderMinor === 0) ? 0 : 1,
    };
  });
}

function bridgeTable({ bridges, leftName, rightName }: Pick<LedgerDetail, 'bridges' | 'leftName' | 'rightName'>, width: number): Line[] {
  if (bridges.length === 0) return [];
  const hasTolerated = bridges.some(({ lines }) => lines.tolerated.count > 0 || lines.tolerated.minor !== 0);
  const shown = bridgeLines.filter((line) => line !== 'tolerated' || hasTolerated);
  const money = (of: (bridge: LedgerDetail['bridges'][number]) => number): string[] =>
    bridges.map((bridge) => moneyText(of(bridge), bridge.currency));
  return layoutTable(
    [{ title: '' }, ...bridges.map(({ currency }) => ({ title: currency, align: 'right' as const }))],
    [
      [leftName, ...money(({ leftMinor }) => leftMinor)],
      ...shown.map((line) => [lineWords[line], ...money(({ lines }) => lines[line].minor)]),
      [rightName, ...money(({ rightMinor }) => rightMinor)],
      ['Unexplained', ...money(({ remainderMinor }) => remainderMinor)],
    ],
    width,
  );
}

export async function showCauses(terminal: Terminal, ledger: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const { causes } = await client.ledger.show({ id: (await findLedger(client, ledger, 'part')).id }, terminal.call);
    return {
      json: causes,
      show: ({ width }) =>
        causes.length === 0
          ? ['Nothing is open.']
          : layoutTable(
              [
                { title: 'Rows', align: 'right' },
                { title: 'What they share', least: 16 },
                { title: 'Likely reason', least: 12 },
                { title: 'At risk', align: 'right' },
                { title: '' },
                { title: 'No owner', align: 'right' },
                { title: 'State' },
              ],
              causes.map((cause) => [
                countText(cause.rows),
                cause.words,
                cause.likely,
                moneyText(cause.atRiskMinor, cause.currency),
                cause.currency,
                countText(cause.withoutOwner),
                stateWords[cause.state],
              ]),
              width,
            ),
    };
  });
}

export interface RunOptions {
  readonly left?: string;
  readonly right?: string;
}

export async function runVerb(terminal: Terminal, ledger: string, options: RunOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const row = await findLedger(client, ledger);
    const before = await client.ledger.show({ id: row.id });
    const path = (given: string | undefined, last: string, side: string): string => {
      if (given !== undefined) return resolve(terminal.io.cwd, given);
      if (last !== '') return last;
      throw new Fault('bad_input', {
        happened: `The ${side} file was not named, and there is none of a last run.`,
        remedy: `Name it with --${side}.`,
      });
    };
    const files = { leftPath: path(options.left, before.leftPath, 'left'), rightPath: path(options.right, before.rightPath, 'right') };
    const timer = setTimeout(() => terminal.say('Comparing …'), 1_000);
    try {
      const { runId } = await client.ledger.run({ id: row.id, ...files, isAwaited: true }, terminal.call);
      const detail = await client.ledger.show({ id: row.id });
      const run = detail.runs.find(({ id }) => id === runId);
      if (!run) throw new Error('the run ended and is not there');
      const withoutOwner = detail.tallies.reduce((sum, one) => sum + one.withoutOwner, 0);
      const open = detail.tallies.reduce((sum, one) => sum + one.open, 0);
      const isWell = run.state === 'completed' && run.opened === 0 && run.reopened === 0 && withoutOwner === 0;
      return {
        json: { run, open, withoutOwner, bridges: detail.bridges },
        show: ({ width }) => [
          { text: runWords(run, open, withoutOwner), tone: 'title' },
          ...partialLines(run),
          '',
          ...bridgeTable(detail, width),
        ],
        exitCode: isWell ? 0 : 1,
      };
    } finally {
      clearTimeout(timer);
    }
  });
}

function runWords(run: LedgerRun, open: number, withoutOwner: number): string {
  const parts = [
    `${grouped(run.matched)} of ${grouped(run.leftRows)} and ${grouped(run.rightRows)} rows agree`,
    `${run.opened + run.reopened} new`,
    `${run.resolved} resolved`,
    `${plural(open, 'break')} open`,
    ...(withoutOwner > 0 ? [`${grouped(withoutOwner)} without an owner`] : []),
  ];
  return `Run ${run.number} (${(run.durationMs / 1000).toFixed(1)} s): ${parts.join(', ')}`;
}

const partialLines = (run: LedgerRun): Line[] =>
  run.state === 'partial'
    ? [{ text: `Partial: ${run.partialReason}. Nothing was resolved, and nothing called missing.`, tone: 'soon' }]
    : [];
