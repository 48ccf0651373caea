import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Fault } from '../../shared/contract/errors.ts';
import { currencyExponent, moneyText, parseMoney } from '../../shared/domain/costs/money-text.ts';
import { addMonths, monthOf, monthPattern } from '../../shared/domain/costs/months.ts';
import { priceKinds, type PriceKind } from '../../shared/domain/costs/price-rule.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import type { CoreClient } from '../core/terminal.ts';
import { withExamples } from './examples.ts';
import { findApi, findOne, findVendor } from './find-record.ts';
import { wholeNumber } from './option-values.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run, Terminal } from './terminal.ts';
import type { Line } from './text.ts';

/** Reads a month, for commander. */
function month(text: string): string {
  if (!monthPattern.test(text)) throw new InvalidArgumentError('It is a month such as 2026-10.');
  return text;
}

const lastMonth = (terminal: Terminal): string => addMonths(monthOf(terminal.now), -1);

function money(text: string, currency: string): number {
  const minor = parseMoney(text, currencyExponent(currency));
  if (minor === null)
    throw new Fault('bad_input', { happened: `“${text}” is no amount in ${currency}.`, remedy: 'Write it like 1200 or 1200.50.' });
  return minor;
}

interface SetOptions {
  readonly vendor: string;
  readonly api?: string;
  readonly name: string;
  readonly kind: PriceKind;
  readonly currency: string;
  readonly base?: string;
  readonly price?: string;
  readonly tiers?: string;
  readonly included?: string;
  readonly packageSize?: string;
  readonly commit?: string;
  readonly unit?: string;
  readonly count?: 'all' | 'successful';
  readonly from?: string;
  readonly to?: string;
}

/** Price lists, quantities, invoices, budgets and outcomes. */
export function addCostVerbs(program: Command, run: Run): void {
  const noun = program.command('cost').description('What the APIs cost: prices, use, invoices, budgets, outcomes');
  withExamples(
    noun.command('list').description('A month’s cost by vendor, against budget').option('--month <month>', 'last month unless told', month),
    'cost list',
    'cost list --month 2026-10 --json',
  ).action((options: { month?: string }) => run((terminal) => list(terminal, options.month ?? lastMonth(terminal))));
  withExamples(
    noun
      .command('set')
      .description('Add a price list, or change the one of that name')
      .requiredOption('--vendor <vendor>', 'whose')
      .option('--api <api>', 'of one API only')
      .requiredOption('--name <name>', 'what it is called')
      .addOption(new Option('--kind <kind>', 'how it is metered').choices([...priceKinds]).makeOptionMandatory())
      .option('--currency <code>', 'three letters', 'EUR')
      .option('--base <amount>', 'paid every month whatever is used')
      .option('--price <price>', 'of a unit or package: 0.00025')
      .option('--tiers <tiers>', 'UP-TO:PRICE,…,*:PRICE')
      .option('--included <units>', 'units that cost nothing')
      .option('--package-size <units>', 'units in a package')
      .option('--commit <amount>', 'the least that use costs')
      .option('--unit <name>', 'what is counted', 'requests')
      .addOption(
        new Option('--count <calls>', 'take the quantity from calls in production: all or successful ones').choices(['all', 'successful']),
      )
      .option('--from <month>', 'valid from', month)
      .option('--to <month>', 'valid to', month),
    'cost set --vendor Zendesk --name Team --kind flat --base 495',
    'cost set --vendor Adyen --name Processing --kind graduated --tiers 10000:0.18,*:0.12 --unit payments',
  ).action((options: SetOptions) => run((terminal) => set(terminal, options)));
  withExamples(
    noun
      .command('quantity')
      .description('Enter a month’s quantity of a price list, or many from CSV (month, plan, quantity)')
      .option('--plan <plan>', 'the price list')
      .option('--month <month>', 'last month unless told', month)
      .option('--quantity <number>', 'how many')
      .option('--csv <file>', 'in place of the others'),
    'cost quantity --plan "Klaviyo Profiles" --month 2026-10 --quantity 57310',
    'cost quantity --csv usage.csv',
  ).action((options: { plan?: string; month?: string; quantity?: string; csv?: string }) => run((terminal) => quantity(terminal, options)));
  withExamples(
    noun
      .command('invoice')
      .description('Enter an invoice')
      .requiredOption('--vendor <vendor>', 'whose')
      .option('--month <month>', 'for which month; last month unless told', month)
      .requiredOption('--amount <amount>', 'without tax')
      .option('--currency <code>', 'three letters', 'EUR')
      .option('--number <text>', 'the invoice’s own number'),
    'cost invoice --vendor Adyen --month 2026-10 --amount 2914.60 --number 2026-0912',
  ).action((options: { vendor: string; month?: string; amount: string; currency: string; number?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const saved = await client.scorecards.saveInvoice(
          {
            vendorId: (await findVendor(client, options.vendor)).id,
            month: options.month ?? lastMonth(terminal),
            amountMinor: money(options.amount, options.currency),
            currency: options.currency,
            number: options.number ?? '',
          },
          terminal.call,
        );
        return said(
          saved,
          `Invoice of ${saved.vendorName} for ${saved.month}: ${moneyText(saved.amountMinor, saved.currency, saved.exponent)}.`,
        );
      }),
    ),
  );
  withExamples(
    noun
      .command('budget')
      .description('Set a monthly budget, in force until a later one')
      .option('--vendor <vendor>', 'of one vendor; else of all together')
      .option('--from <month>', 'this month unless told', month)
      .requiredOption('--amount <amount>', 'a month')
      .option('--currency <code>', 'three letters', 'EUR'),
    'cost budget --from 2026-10 --amount 7200',
  ).action((options: { vendor?: string; from?: string; amount: string; currency: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const saved = await client.scorecards.saveBudget(
          {
            vendorId: options.vendor === undefined ? null : (await findVendor(client, options.vendor)).id,
            fromMonth: options.from ?? monthOf(terminal.now),
            amountMinor: money(options.amount, options.currency),
            currency: options.currency,
          },
          terminal.call,
        );
        return said(
          saved,
          `Budget for ${saved.vendorName ?? 'all vendors'} from ${saved.fromMonth}: ${moneyText(saved.amountMinor, saved.currency, saved.exponent)}.`,
        );
      }),
    ),
  );
  withExamples(
    noun
      .command('outcome')
      .description('Enter what was achieved, such as orders, or many from CSV (month, name, quantity)')
      .option('--month <month>', 'last month unless told', month)
      .option('--name <name>', 'what: orders')
      .addOption(new Option('--quantity <number>', 'how many').argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER)))
      .option('--csv <file>', 'in place of the others'),
    'cost outcome --month 2026-10 --name orders --quantity 18214',
    'cost outcome --csv outcomes.csv',
  ).action((options: { month?: string; name?: string; quantity?: number; csv?: string }) => run((terminal) => outcome(terminal, options)));
}

function list(terminal: Terminal, wanted: string): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const costs = await client.scorecards.costMonth({ month: wanted }, terminal.call);
    const amount = (minor: number | null, { currency, exponent }: { currency: string; exponent: number }): string =>
      minor === null ? '–' : moneyText(minor, currency, exponent);
    return {
      json: costs,
      show: ({ width }): Line[] => [
        { text: `Costs of ${wanted}`, tone: 'title' },
        '',
        ...(costs.vendors.length === 0
          ? ['Nothing is known yet. Begin with: quartermaster cost set --help']
          : layoutTable(
              [
                { title: 'Vendor', least: 12 },
                ...['Actual', 'Metered', 'Invoiced', 'Budget', 'Forecast'].map((title) => ({ title, align: 'right' as const })),
                { title: 'From' },
              ],
              [
                ...costs.vendors.map((row) => [
                  row.vendorName,
                  amount(row.actualMinor, row),
                  amount(row.meteredMinor, row),
                  amount(row.invoicedMinor, row),
                  amount(row.budgetMinor, row),
                  amount(row.forecastMinor, row),
                  row.basis,
                ]),
                ...costs.totals.map((row) => [
                  `Total ${row.currency}`,
                  amount(row.actualMinor, row),
                  '',
                  amount(row.invoicedMinor, row),
                  amount(row.budgetMinor, row),
                  amount(row.forecastMinor, row),
                  '',
                ]),
              ],
              width,
            )),
        ...costs.unitCosts.map(
          (unit) => `${unit.currency} ${unit.amount} per ${unit.outcome.replace(/s$/, '')}, n ${grouped(unit.quantity)}`,
        ),
      ],
    };
  });
}

function set(terminal: Terminal, options: SetOptions): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    const vendorId = (await findVendor(client, options.vendor)).id;
    const old = (await client.scorecards.costPlans({}, terminal.call)).find(
      (plan) => plan.vendorId === vendorId && plan.name === options.name,
    );
    const saved = await client.scorecards.saveCostPlan(
      {
        ...(old === undefined ? {} : { id: old.id, notes: old.notes }),
        vendorId,
        apiId: options.api === undefined ? null : (await findApi(client, options.api)).id,
        name: options.name,
        kind: options.kind,
        currency: options.currency,
        baseMinor: options.base === undefined ? 0 : money(options.base, options.currency),
        tiers: readTiers(options),
        included: options.included ?? '0',
        packageSize: options.packageSize ?? null,
        commitMinor: options.commit === undefined ? 0 : money(options.commit, options.currency),
        unitName: options.unit ?? 'requests',
        quantityFrom: options.count === undefined ? 'by hand' : 'exchanges',
        counted: options.count ?? 'all',
        validFrom: options.from ?? old?.validFrom ?? monthOf(terminal.now),
        validTo: options.to ?? null,
      },
      terminal.call,
    );
    return said(saved, `Price list ${saved.vendorName}, ${saved.name} ${old ? 'changed' : 'added'}, valid from ${saved.validFrom}.`);
  });
}

/** "10000:0.18,*:0.12"; the last one has no end. */
function readTiers({ tiers, price }: SetOptions): { upTo: string | null; unitPrice: string }[] {
  if (tiers === undefined) return price === undefined ? [] : [{ upTo: null, unitPrice: price }];
  return tiers.split(',').map((part) => {
    const [upTo = '', unitPrice = ''] = part.split(':').map((text) => text.trim());
    return { upTo: upTo === '*' ? null : upTo, unitPrice };
  });
}

function quantity(terminal: Terminal, options: { plan?: string; month?: string; quantity?: string; csv?: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    if (options.csv !== undefined)
      return imported(await client.scorecards.importQuantities({ text: await readText(terminal, options.csv) }, terminal.call));
    if (options.plan === undefined || options.quantity === undefined)
      throw new Fault('bad_input', { happened: 'A quantity needs its price list.', remedy: 'Give --plan and --quantity, or --csv.' });
    const planId = await findPlanId(client, options.plan);
    const wanted = options.month ?? lastMonth(terminal);
    const saved = await client.scorecards.saveQuantity({ planId, month: wanted, quantity: options.quantity }, terminal.call);
    return said(saved, `${options.quantity} in ${wanted}.`);
  });
}

async function findPlanId(client: CoreClient, text: string): Promise<string> {
  const rows = await client.scorecards.costPlans({});
  return findOne(text, {
    what: 'price list',
    where: 'quartermaster cost list',
    rows,
    idOf: ({ id }) => id,
    namesOf: ({ vendorName, name }) => [`${vendorName} ${name}`, name],
  }).id;
}

function outcome(terminal: Terminal, options: { month?: string; name?: string; quantity?: number; csv?: string }): Promise<Outcome> {
  return terminal.inWorkspace(async (client) => {
    if (options.csv !== undefined)
      return imported(await client.scorecards.importOutcomes({ text: await readText(terminal, options.csv) }, terminal.call));
    if (options.name === undefined || options.quantity === undefined)
      throw new Fault('bad_input', {
        happened: 'An outcome needs a name and a quantity.',
        remedy: 'Give --name and --quantity, or --csv.',
      });
    const saved = await client.scorecards.saveOutcome(
      { month: options.month ?? lastMonth(terminal), name: options.name, quantity: options.quantity },
      terminal.call,
    );
    return said(saved, `${saved.month}: ${grouped(saved.quantity)} ${saved.name}.`);
  });
}

async function readText(terminal: Terminal, file: string): Promise<string> {
  try {
    return await readFile(resolve(terminal.io.cwd, file), 'utf8');
  } catch {
    throw new Fault('bad_input', { happened: `${file} cannot be read.`, remedy: 'Name a CSV file that exists.' });
  }
}

const said = (json: unknown, words: string): Outcome => ({ json, show: () => [words] });
const imported = (result: { added: number; changed: number; months: string[] }): Outcome =>
  said(result, `${result.added} added, ${result.changed} changed, in ${result.months.join(', ')}.`);
