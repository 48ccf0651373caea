import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { classWords, stateWords, type BreakState } from '../../shared/domain/ledger/break-class.ts';
import { breakCsvLine, breaksCsvHead } from '../../shared/domain/ledger/breaks-csv.ts';
import { moneyText } from '../../shared/domain/ledger/difference-words.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { BreakFilter, LedgerBreak } from '../../shared/contract/ledger.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findCause, findLedger } from './find-ledger.ts';
import { asFileFault } from './import-documents.ts';
import { showDay } from './instants.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Terminal } from './terminal.ts';

export interface BreakOptions {
  readonly currency?: string;
  readonly cause?: string;
  readonly state?: BreakState;
  readonly only: BreakFilter['only'];
  readonly text?: string;
  readonly limit?: string;
  readonly csv?: boolean;
}

async function filterOf(client: CoreClient, ledgerId: string, options: BreakOptions): Promise<BreakFilter> {
  return {
    ledgerId,
    only: options.only,
    text: options.text ?? '',
    ...(options.currency === undefined ? {} : { currency: options.currency.toUpperCase() }),
    ...(options.cause === undefined ? {} : { causeId: (await findCause(client, ledgerId, options.cause, 'part')).id }),
    ...(options.state === undefined ? {} : { state: options.state }),
  };
}

export async function listBreaksVerb(terminal: Terminal, ledger: string, options: BreakOptions): Promise<Outcome> {
  const limit = Number(options.limit ?? 100);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new Fault('bad_input', { happened: `“${options.limit ?? ''}” is no number of rows.`, remedy: 'Use a whole number, 1 or more.' });
  return terminal.inWorkspace(async (client) => {
    const row = await findLedger(client, ledger, 'part');
    const filter = await filterOf(client, row.id, options);
    const { total, rows } = await take(client, terminal, filter, limit);
    return {
      json: { total, breaks: rows },
      show: ({ width }) => {
        if (options.csv === true) return [breaksCsvHead, ...rows.map(breakCsvLine)];
        if (rows.length === 0) return ['No break fits.'];
        return [
          { text: `${plural(total, 'break')} of ${row.name}`, tone: 'title' },
          '',
          ...layoutTable(
            [
              { title: 'Key', least: 12 },
              { title: 'Class' },
              { title: 'Difference', least: 16 },
              { title: 'At risk', align: 'right' },
              { title: '' },
              { title: 'Owner', least: 6 },
              { title: 'State' },
              { title: 'Due' },
            ],
            rows.map((one) => [
              one.key,
              classWords[one.class],
              one.words,
              moneyText(one.atRiskMinor, one.currency),
              one.currency,
              one.ownerName ?? ({ text: one.explainedBy === 'rule' ? 'rule' : 'nobody', tone: 'quiet' } as const),
              stateWords[one.state],
              one.dueAt === null
                ? ''
                : one.dueAt < terminal.now
                  ? ({ text: showDay(one.dueAt), tone: 'soon' } as const)
                  : showDay(one.dueAt),
            ]),
            width,
          ),
          ...(total > rows.length
            ? [{ text: `${grouped(rows.length)} of ${grouped(total)}; more with --limit.`, tone: 'quiet' } as const]
            : []),
        ];
      },
    };
  });
}

async function take(
  client: CoreClient,
  terminal: Terminal,
  filter: BreakFilter,
  limit: number,
): Promise<{ total: number; rows: LedgerBreak[] }> {
  const rows: LedgerBreak[] = [];
  let total = 0;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<CoreClient['ledger']['breaks']>> = await client.ledger.breaks(
      { ...filter, limit: Math.min(1000, limit - rows.length), ...(after === null ? {} : { after }) },
      terminal.call,
    );
    if (after === null) total = page.total;
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < limit);
  return { total, rows };
}

/** Writes page by page, so that a million breaks need no more memory than one page. */
export async function exportBreaks(terminal: Terminal, ledger: string, options: BreakOptions & { out: string }): Promise<Outcome> {
  const path = resolve(terminal.io.cwd, options.out);
  return terminal.inWorkspace(async (client) => {
    const row = await findLedger(client, ledger, 'part');
    const filter = await filterOf(client, row.id, options);
    const out = createWriteStream(path);
    const failed = once(out, 'error').then(([error]) => Promise.reject(asFileFault(error, path)));
    failed.catch(() => undefined);
    let written = 0;
    let after: string | null = null;
    out.write(`${breaksCsvHead}\n`);
    do {
      const page: Awaited<ReturnType<CoreClient['ledger']['breaks']>> = await client.ledger.breaks(
        { ...filter, limit: 1000, ...(after === null ? {} : { after }) },
        terminal.call,
      );
      written += page.rows.length;
      if (!out.write(page.rows.map((one) => `${breakCsvLine(one)}\n`).join(''))) await Promise.race([once(out, 'drain'), failed]);
      after = page.next;
    } while (after !== null);
    out.end();
    await Promise.race([once(out, 'finish'), failed]);
    return { json: { file: path, breaks: written }, show: () => [`${plural(written, 'break')} written to ${path}.`] };
  });
}
