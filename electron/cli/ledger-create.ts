import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import { ledgerSpec, type ComparedField, type LedgerSpec, type SideSpec, type Tolerance } from '../../shared/domain/ledger/ledger-spec.ts';
import type { CoreClient } from '../core/terminal.ts';
import { findOne } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { definitionLines } from './ledger-show.ts';
import type { Outcome, Terminal } from './terminal.ts';

export interface CreateOptions {
  readonly left?: string;
  readonly right?: string;
  readonly definition?: string;
  readonly match: readonly string[];
  readonly amount?: string;
  readonly decimalMark?: string;
  readonly currency?: string;
  readonly time?: string;
  readonly compare: readonly string[];
  readonly tolerance?: string;
  readonly settle?: string;
  readonly leftName?: string;
  readonly rightName?: string;
  readonly leftMapping?: string;
  readonly rightMapping?: string;
  readonly dryRun?: boolean;
}

/** Defines a ledger from a JSON file, or from two example files and what was said about them. */
export async function createLedgerVerb(terminal: Terminal, name: string, options: CreateOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const spec =
      options.definition === undefined
        ? await specFromFiles(client, terminal, options)
        : await specFromJson(resolve(terminal.io.cwd, options.definition));
    const definition = { id: '', number: 1, spec, sha256: '', author: 'you', reason: '', createdAt: terminal.now };
    const facts = definitionLines({ definition, leftPath: '', rightPath: '' }).filter(
      (line) => !JSON.stringify(line).includes('"Definition'),
    );
    if (options.dryRun === true)
      return {
        json: { name, spec },
        show: () => [{ text: name, tone: 'title' }, '', ...facts, '', 'Nothing was changed. Leave --dry-run out to add it.'],
      };
    const { id } = await client.ledger.create({ name, spec }, terminal.call);
    return {
      json: { id, spec },
      show: () => [
        `Ledger “${name}” added.`,
        '',
        ...facts,
        '',
        `Compare the files with: quartermaster ledger run "${name}" --left FILE --right FILE`,
      ],
    };
  });
}

async function specFromJson(path: string): Promise<LedgerSpec> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => Promise.reject(asFileFault(error, path)));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Fault('bad_input', {
      happened: `${path} is not JSON: ${error instanceof Error ? error.message : ''}`,
      remedy: 'Mend it. Nothing was changed.',
      place: { file: path },
    });
  }
  const read = ledgerSpec.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Fault('bad_input', {
    happened: `${path} is no definition: ${issue?.message ?? ''}`,
    remedy: '“ledger create … --dry-run --json” shows what one looks like. Nothing was changed.',
    place: { file: path, path: issue?.path.join('.') ?? '' },
  });
}

async function specFromFiles(client: CoreClient, terminal: Terminal, options: CreateOptions): Promise<LedgerSpec> {
  if (options.left === undefined || options.right === undefined)
    throw new Fault('bad_input', {
      happened: 'A ledger is defined from two example files.',
      remedy: 'Name them with --left and --right, or give --definition.',
    });
  const [left, right] = await Promise.all(
    [options.left, options.right].map((path) => client.ledger.peek({ path: resolve(terminal.io.cwd, path) }, terminal.call)),
  );
  if (left === undefined || right === undefined) throw new Error('a file was not read');
  const guess = await client.ledger.guess({ left, right }, terminal.call);
  const [leftAmount, rightAmount] = options.amount === undefined ? [null, null] : sidesOf(options.amount);
  const [leftMark, rightMark] = options.decimalMark === undefined ? [null, null] : sidesOf(options.decimalMark);
  const [leftCurrency, rightCurrency] = options.currency === undefined ? [null, null] : sidesOf(options.currency);
  const [leftTime, rightTime] = options.time === undefined ? [null, null] : sidesOf(options.time);
  const side = async (
    spec: SideSpec,
    file: { readonly columns: readonly string[]; readonly name: string },
    given: {
      name: string | undefined;
      mapping: string | undefined;
      key: readonly string[];
      amount: string | null;
      mark: string | null;
      currency: string | null;
      time: string | null;
    },
  ): Promise<SideSpec> => {
    const known = (column: string): string => {
      if (given.mapping === undefined && !file.columns.includes(column))
        throw new Fault('bad_input', {
          happened: `${file.name} has no column “${column}”.`,
          remedy: 'Use one of its columns.',
          details: { candidates: file.columns },
        });
      return column;
    };
    const [column, unit] = given.amount === null ? [spec.amount.column, spec.amount.unit] : amountOf(given.amount, spec.amount.unit);
    if (given.mark !== null && given.mark !== 'point' && given.mark !== 'comma')
      throw new Fault('bad_input', { happened: `“${given.mark}” is no decimal mark.`, remedy: 'Write point or comma.' });
    return {
      name: given.name ?? spec.name,
      mappingId: given.mapping === undefined ? null : await mappingId(client, given.mapping),
      key: given.key.length === 0 ? spec.key : given.key.map(known),
      amount: { column: known(column), unit, decimalMark: given.mark ?? spec.amount.decimalMark },
      currency:
        given.currency === null
          ? spec.currency
          : /^[A-Z]{3}$/.test(given.currency) && !file.columns.includes(given.currency)
            ? { constant: given.currency }
            : { column: known(given.currency) },
      time: given.time === null ? spec.time : { ...(spec.time ?? { format: 'iso', offsetMinutes: 0 }), column: known(given.time) },
    };
  };
  const keys = options.match.map(sidesOf);
  return {
    ...guess,
    left: await side(guess.left, left, {
      name: options.leftName,
      mapping: options.leftMapping,
      key: keys.map(([one]) => one),
      amount: leftAmount,
      mark: leftMark,
      currency: leftCurrency,
      time: leftTime,
    }),
    right: await side(guess.right, right, {
      name: options.rightName,
      mapping: options.rightMapping,
      key: keys.map(([, other]) => other),
      amount: rightAmount,
      mark: rightMark,
      currency: rightCurrency,
      time: rightTime,
    }),
    fields: options.compare.length === 0 ? guess.fields : options.compare.map(comparedOf),
    amountTolerance: options.tolerance === undefined ? guess.amountTolerance : toleranceOf(options.tolerance),
    settleDays: options.settle === undefined ? guess.settleDays : options.settle === 'none' ? null : daysOf(options.settle),
  };
}

/** `a=b` as both sides' names; `a` is both. */
function sidesOf(text: string): [string, string] {
  const at = text.indexOf('=');
  const [left, right] = at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1)];
  if (left.trim() === '' || right.trim() === '')
    throw new Fault('bad_input', { happened: `“${text}” names no column.`, remedy: 'Write COLUMN, or LEFT=RIGHT.' });
  return [left.trim(), right.trim()];
}

function amountOf(text: string, unit: 'major' | 'minor'): [string, 'major' | 'minor'] {
  const found = /^(.*):(minor|major)$/.exec(text);
  return found ? [found[1] ?? '', found[2] === 'minor' ? 'minor' : 'major'] : [text, unit];
}

function comparedOf(text: string): ComparedField {
  const found = /^(.*?)(?::(exact|shown|[\d.]+(?:minor|%|min)))?$/.exec(text);
  const [left, right] = sidesOf(found?.[1] ?? text);
  const tolerance = toleranceOf(found?.[2] ?? 'exact');
  const type =
    tolerance.kind === 'minor' ? 'money' : tolerance.kind === 'minutes' ? 'time' : tolerance.kind === 'percent' ? 'number' : 'text';
  return { name: left, type, left, right, ignoreCase: false, tolerance };
}

function toleranceOf(text: string): Tolerance {
  const found = /^([\d.]+)(minor|%|min)$/.exec(text);
  if (text === 'exact' || text === 'shown') return { kind: text };
  const amount = Number(found?.[1]);
  if (!found || Number.isNaN(amount))
    throw new Fault('bad_input', { happened: `“${text}” is no tolerance.`, remedy: 'Write exact, 2minor, 1%, 5min or shown.' });
  return found[2] === 'minor'
    ? { kind: 'minor', amount }
    : found[2] === '%'
      ? { kind: 'percent', percent: amount }
      : { kind: 'minutes', minutes: amount };
}

function daysOf(text: string): number {
  const days = Number(text);
  if (!(days >= 0 && days <= 365))
    throw new Fault('bad_input', { happened: `“${text}” is no number of days.`, remedy: 'Write a number from 0 to 365, or none.' });
  return days;
}

async function mappingId(client: CoreClient, text: string): Promise<string> {
  return findOne(text, {
    what: 'mapping',
    where: 'quartermaster mapping list',
    rows: await client.mappings.list({}),
    idOf: ({ id }) => id,
    namesOf: ({ name }) => [name],
  }).id;
}
