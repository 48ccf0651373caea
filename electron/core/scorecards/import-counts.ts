import Papa from 'papaparse';
import { Fault } from '../../../shared/contract/errors.ts';
import { rowEndOf } from '../../../shared/domain/csv-row-ends.ts';
import { monthPattern } from '../../../shared/domain/costs/months.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import { putOutcome, putQuantity, type CostTools } from './costs.ts';
import { listPlans } from './cost-store.ts';

type Imported = { added: number; changed: number; months: string[] };
type Line = Readonly<Record<string, string>> & { readonly line: number };

/** Outcomes from CSV (month, name, quantity): all rows or none. */
export function importOutcomes({ clock, commands }: CostTools, actor: Actor, text: string): Imported {
  const lines = readLines(text, ['month', 'name', 'quantity']);
  return commands.run(actor, (changes) =>
    eachLine(lines, (line) => {
      const quantity = wholeNumber(line);
      const name = (line['name'] ?? '').slice(0, 60);
      if (name === '') throw badLine(line, 'has no name');
      return putOutcome(changes, clock, { month: monthIn(line), name, quantity, source: 'file' });
    }),
  );
}

/** Quantities from CSV (month, plan, quantity), the plan by its name or as "vendor name": all rows or none. */
export function importQuantities({ db, clock, commands }: CostTools, actor: Actor, text: string): Imported {
  const lines = readLines(text, ['month', 'plan', 'quantity']);
  const plans = listPlans(db);
  return commands.run(actor, (changes: Changes) =>
    eachLine(lines, (line) => {
      const wanted = (line['plan'] ?? '').toLowerCase();
      const found = plans.filter(({ name, vendorName }) => [name, `${vendorName} ${name}`].some((one) => one.toLowerCase() === wanted));
      const [plan] = found;
      if (!plan || found.length > 1)
        throw badLine(line, `names ${found.length === 0 ? 'no' : 'more than one'} price list: “${line['plan'] ?? ''}”`);
      const quantity = line['quantity'] ?? '';
      if (!/^\d{1,15}(\.\d{1,12})?$/.test(quantity)) throw badLine(line, `has no quantity: “${quantity}”`);
      return putQuantity(changes, clock, { planId: plan.id, month: monthIn(line), quantity, source: 'file' });
    }),
  );
}

function readLines(text: string, columns: readonly string[]): Line[] {
  const { data, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    newline: rowEndOf(text),
    transformHeader: (name) => name.trim().toLowerCase(),
    transform: (value) => value.trim(),
  });
  const missing = columns.filter((column) => !meta.fields?.includes(column));
  if (missing.length > 0 || data.length === 0) {
    throw new Fault('bad_input', {
      happened: missing.length > 0 ? `The file lacks the column ${missing.join(' and ')}.` : 'The file has no rows.',
      remedy: `Its first line names the columns ${columns.join(', ')}. Nothing was changed.`,
    });
  }
  return data.map((row, place) => ({ ...row, line: place + 2 }) as Line);
}

function eachLine(lines: readonly Line[], put: (line: Line) => { isNew: boolean }): Imported {
  const results = lines.map(put);
  const added = results.filter(({ isNew }) => isNew).length;
  return { added, changed: results.length - added, months: [...new Set(lines.map((line) => line['month'] ?? ''))].toSorted() };
}

function monthIn(line: Line): string {
  const month = line['month'] ?? '';
  if (!monthPattern.test(month)) throw badLine(line, `has no month: “${month}”`);
  return month;
}

function wholeNumber(line: Line): number {
  const text = (line['quantity'] ?? '').replaceAll(/[\s,]/g, '');
  if (!/^\d{1,15}$/.test(text)) throw badLine(line, `has no whole quantity: “${line['quantity'] ?? ''}”`);
  return Number(text);
}

const badLine = ({ line }: Line, words: string): Fault =>
  new Fault('bad_input', {
    happened: `Line ${line} ${words}.`,
    remedy: 'Mend the line and import again. Nothing was changed.',
    place: { line },
  });
