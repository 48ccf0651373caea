// One bad Tuesday through the terminal alone: a vendor announces an end, moves it, throttles, fails and changes a field, while two exports
// differ. What the window shows in one-bad-tuesday.spec.ts is held here against the terminal's JSON.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PromiseReport } from '../shared/contract/monitors.ts';
import { expect, test } from './support/app.ts';
import { slotsOf, type CheckResult } from './support/tuesday-sums.ts';
import { factsOf, paypalDocument, pdfPages, pdfText, Tuesday } from './support/tuesday.ts';

const api = 'PayPal Orders';
const request = 'Look at an order';
const ledger = 'Orders to captures';
const runbook = 'Vendor outage with manual fallback';

test('one bad Tuesday, through the terminal', async () => {
  test.setTimeout(480_000);
  const tuesday = await Tuesday.start();
  const { quartermaster, vendor, exports } = tuesday;
  const facts = factsOf(Date.now());
  const month = new Date().toISOString().slice(0, 7);
  try {
    await test.step('the vendor works, and is watched', async () => {
      await quartermaster(['workspace', 'create', tuesday.folder, '--name', 'Tuesday team']);
      await quartermaster(['inventory', 'import', paypalDocument]);
      await quartermaster(['inventory', 'environment', '--api', api, '--name', 'Loopback', '--url', vendor.address, '--kind', 'other']);
      await quartermaster(
        ['credential', 'add', '--name', 'PayPal token', '--kind', 'bearer', '--bind', `${api}/Loopback`],
        0,
        tuesday.secret,
      );
      await quartermaster(['process', 'add', '--name', 'Checkout', '--criticality', 'high']);
      const link = ['--impact', 'Nobody can pay with PayPal', '--fallback', 'Cards only'];
      await quartermaster(['dependency', 'add', '--process', 'Checkout', '--api', api, ...link]);
      const where = ['--api', api, '--environment', 'Loopback', 'GET', '/v2/checkout/orders/{id}', '--param', 'id=5O190127TN364715T'];
      await quartermaster(['request', 'save', request, ...where]);
      expect(await quartermaster(['request', 'send', request])).toMatchObject({ status: 200, verdict: 'fits' });
      await quartermaster(['monitor', 'add', request, '--every', '60', '--no-retries']);
      await quartermaster(['promise', 'add', 'Checkout answers', '--target', '99', '--monitor', request, '--process', 'Checkout']);
      await quartermaster(['monitor', 'run', '--once', request]);
    });

    await test.step('it announces its end and moves the date: one event with both', async () => {
      vendor.mood = { kind: 'announces', deprecatedAt: facts.deprecatedAt, sunsetAt: facts.firstSunsetAt };
      await quartermaster(['request', 'send', request]);
      vendor.mood = { kind: 'announces', deprecatedAt: facts.deprecatedAt, sunsetAt: facts.movedSunsetAt };
      await quartermaster(['request', 'send', request]);
      const events = await quartermaster<{ id: string }[]>(['calendar', 'list', '--api', api]);
      expect(events).toMatchObject([
        { kind: 'sunset', effectiveAt: facts.movedSunsetAt, deprecatedAt: facts.deprecatedAt, hits: 2, acknowledgedAt: null },
      ]);
      const id = events[0]?.id ?? '';
      const { dates } = await quartermaster<{ dates: { effectiveAt: number }[] }>(['calendar', 'show', id]);
      expect(dates.map(({ effectiveAt }) => effectiveAt)).toEqual([facts.movedSunsetAt, facts.firstSunsetAt]);
      await quartermaster(['calendar', 'acknowledge', id]);
    });

    await test.step('it throttles: the limit is known to be used up', async () => {
      vendor.mood = { kind: 'throttles', retryAfterSeconds: 2 };
      expect(await quartermaster(['request', 'send', request], 1)).toMatchObject({ status: 429, errorClass: 'limit' });
      const { limits } = await quartermaster<{ limits: unknown[] }>(['inventory', 'show', api]);
      expect(limits).toMatchObject([{ limit: 600, remaining: 0, windowSeconds: 60 }]);
    });

    await test.step('it fails: one incident, the vendor’s', async () => {
      vendor.mood = { kind: 'fails' };
      for (let time = 0; time < 4; time += 1) await quartermaster(['monitor', 'run', '--once', request], 1);
      const incidents = await quartermaster(['incident', 'list'], 1);
      expect(incidents).toMatchObject([{ number: 1, state: 'open', attribution: 'vendor', processes: ['Checkout'] }]);
    });

    await test.step('the outage runbook is run to its end', async () => {
      await quartermaster(['runbook', 'add', '--starter', 'vendor-outage']);
      await quartermaster(['runbook', 'publish', runbook]);
      await quartermaster(['runbook', 'start', runbook, '--incident', 'INC-1', '--reason', 'PayPal fails']);
      const does = (step: number, ...words: string[]): Promise<unknown> => quartermaster(['runbook', 'do', String(step), ...words]);
      await does(1);
      await quartermaster(['runbook', 'do', '2', '--send', '--request', request], 1);
      await does(2, '--answer', '2');
      await does(4, '--tick', 'all');
      await does(5);
      await does(6, '--call', 'support', '--by', 'chat');
      await does(7, '--call', 'PayPal support', '--by', 'ticket');
      await does(8, '--input', 'ticket=PP-4471902');
      vendor.mood = { kind: 'works' };
      await does(9, '--send', '--request', request);
      await does(9, '--answer', '1');
      await does(12, '--request', request);
      await does(13, '--tick', 'all');
      await does(14, '--tick', 'all');
      const outcome = ['--outcome', 'Over within the hour', '--follow-up', 'Read their report'];
      expect(await quartermaster(['runbook', 'finish', ...outcome])).toMatchObject({ run: { state: 'done' } });
      for (let time = 0; time < 2; time += 1) await quartermaster(['monitor', 'run', '--once', request]);
      expect(await quartermaster(['incident', 'list'])).toMatchObject([{ number: 1, state: 'closed' }]);
    });

    await test.step('a field changes its type: drift on that endpoint', async () => {
      vendor.mood = { kind: 'drifts' };
      expect(await quartermaster(['request', 'send', request], 1)).toMatchObject({ status: 200, verdict: 'breaks' });
      const { findings } = await quartermaster<{ findings: { title: string }[] }>(['inventory', 'show', api]);

      expect(findings.map(({ title }) => title)).toContainEqual(expect.stringContaining('/purchase_units/0/amount/value'));
    });

    await test.step('two exports differ: two causes, and a bridge without a remainder', async () => {
      await makeMapping(tuesday, 'Shop orders', exports.orders);
      await makeMapping(tuesday, 'PayPal captures', exports.captures, { by: 'fixed', digits: 2 });
      const sides = ['--left', exports.orders, '--right', exports.captures];
      const mappings = ['--left-mapping', 'Shop orders', '--right-mapping', 'PayPal captures'];
      const fields = ['--match', 'record_key', '--amount', 'amount_minor:minor', '--currency', 'currency', '--time', 'booked_at'];
      await quartermaster(['ledger', 'create', ledger, ...sides, ...mappings, ...fields, '--settle', 'none']);
      await quartermaster(['ledger', 'run', ledger, ...sides], 1);
      const causes = await quartermaster(['ledger', 'causes', ledger]);
      expect(causes).toMatchObject([
        { kind: 'scale', currency: 'JPY', rows: exports.yenOrders, atRiskMinor: 99 * exports.sums.JPY.captures },
        { currency: 'EUR', rows: exports.missing, atRiskMinor: exports.sums.EUR.orders - exports.sums.EUR.captures },
      ]);
      expect(causes).toHaveLength(2);
      expect(await bridgeOf(tuesday)).toEqual([
        ['EUR', exports.sums.EUR.orders, exports.sums.EUR.captures, 0],
        ['JPY', exports.sums.JPY.orders, 100 * exports.sums.JPY.captures, 0],
      ]);
    });

    await test.step('Today says all of it', async () => {
      const { attention } = await quartermaster<{ attention: { key: string; title: string }[] }>(['today'], 1);
      const kinds = attention.map(({ key }) => key.split(':')[0]);
      expect(kinds).toEqual(expect.arrayContaining(['drift', 'ledger']));
      expect(attention.map(({ title }) => title)).toEqual(expect.arrayContaining([expect.stringContaining('right = left × 100')]));
      // Acknowledged and closed: neither asks for anybody any more.
      expect(kinds).not.toContain('incident');
    });

    await test.step('the mapping is mended; the next run resolves what agrees', async () => {
      await setExponent(tuesday, 'PayPal captures', { by: 'iso' });
      await quartermaster(['mapping', 'activate', 'PayPal captures'], 2);
      const goldens = await quartermaster<{ number: number; input: { value: string }; failures: unknown[] }[]>(
        ['mapping', 'goldens', 'PayPal captures'],
        1,
      );
      for (const { number, input } of goldens.filter(({ failures }) => failures.length > 0))
        await quartermaster(['mapping', 'expect', 'PayPal captures', '--sample', String(number), '--value', `amount_minor=${input.value}`]);
      await quartermaster(['mapping', 'activate', 'PayPal captures', '--reason', 'Yen has no decimals']);
      await quartermaster(['ledger', 'run', ledger], 1);
      expect(await quartermaster(['ledger', 'causes', ledger])).toMatchObject([{ currency: 'EUR', rows: exports.missing }]);
      expect(await bridgeOf(tuesday)).toEqual([
        ['EUR', exports.sums.EUR.orders, exports.sums.EUR.captures, 0],
        ['JPY', exports.sums.JPY.orders, exports.sums.JPY.captures, 0],
      ]);
      // The same files once more: nothing new.
      expect(await quartermaster(['ledger', 'run', ledger], 1)).toMatchObject({ run: { opened: 0, resolved: 0 } });
    });

    await test.step('the scorecard’s figures are those of an independent sum', async () => {
      const page = await quartermaster<ScorecardPage>(['scorecard', 'build', '--month', month]);
      const slots = slotsOf(await quartermaster<CheckResult[]>(['monitor', 'results', request]), 60);
      const [report] = await quartermaster<PromiseReport[]>(['promise', 'report', '--month', month], 1);
      expect([report?.good, report?.bad]).toEqual([slots.good, slots.bad]);
      expect(cell(page, 'promises', 'n')).toBe(slots.good + slots.bad);
      expect(cell(page, 'promises', 'Observed')).toBeCloseTo(slots.good / (slots.good + slots.bad), 10);
      expect(rowsOf(page, 'incidents')).toHaveLength(1);
      expect(cell(page, 'breaks', 'Open')).toBe(exports.missing);
      expect(cell(page, 'breaks', 'At risk')).toBeCloseTo((exports.sums.EUR.orders - exports.sums.EUR.captures) / 100, 6);
      const pdf = join(tuesday.app.folders.root, 'scorecard.pdf');
      await quartermaster(['scorecard', 'build', '--month', month, '--format', 'pdf', '--out', pdf]);
      expect(pdfPages(pdf)).toBe(1);
      const text = pdfText(pdf);
      expect(text).toContain('Tuesday team');
      expect(text).toContain('Checkout');
      expect(text).toContain(ledger);
    });

    await test.step('the chain is whole, and no secret lies in a file', async () => {
      expect(await quartermaster(['activity', 'verify'])).toMatchObject({ isWhole: true });
      expect(await tuesday.filesWithSecret()).toEqual([]);
    });
  } finally {
    await tuesday.stop();
  }
});

type Exponent = { readonly by: 'iso' } | { readonly by: 'fixed'; readonly digits: number };

async function makeMapping(tuesday: Tuesday, name: string, sample: string, exponent: Exponent = { by: 'iso' }): Promise<void> {
  const { quartermaster } = tuesday;
  await quartermaster(['mapping', 'create', '--sample', sample, '--name', name, '--template', 'ledger-row']);
  if (exponent.by === 'fixed') await setExponent(tuesday, name, exponent);
  await quartermaster(['mapping', 'pick', name]);
  await quartermaster(['mapping', 'test', name]);
  await quartermaster(['mapping', 'activate', name]);
}

interface AmountRule {
  readonly steps: readonly { readonly do: string }[];
}

/** How many decimals an amount has, in the draft's rule for it; the rest of the rule stays. */
async function setExponent({ quartermaster, app }: Tuesday, mapping: string, exponent: Exponent): Promise<void> {
  const { spec } = await quartermaster<{ spec: { rules: { amount_minor: AmountRule } } }>(['mapping', 'export', mapping]);
  const rule = spec.rules.amount_minor;
  const file = join(app.folders.root, 'rule.json');
  writeFileSync(
    file,
    JSON.stringify({ ...rule, steps: rule.steps.map((step) => (step.do === 'decimal_to_minor' ? { ...step, exponent } : step)) }),
  );
  await quartermaster(['mapping', 'set', mapping, 'amount_minor', file]);
}

async function bridgeOf({ quartermaster }: Tuesday): Promise<unknown> {
  const bridge = await quartermaster<{ currency: string; leftMinor: number; rightMinor: number; remainderMinor: number }[]>([
    'ledger',
    'bridge',
    ledger,
  ]);
  return bridge.map(({ currency, leftMinor, rightMinor, remainderMinor }) => [currency, leftMinor, rightMinor, remainderMinor]);
}

interface ScorecardPage {
  readonly blocks: readonly {
    readonly key: string;
    readonly columns: readonly { readonly title: string }[];
    readonly rows: readonly (readonly { readonly value?: number | null }[])[];
  }[];
}

const rowsOf = (page: ScorecardPage, key: string) => page.blocks.find((block) => block.key === key)?.rows ?? [];

/** The figure of the block's first row in the column of this title. */
function cell(page: ScorecardPage, key: string, title: string): number | null | undefined {
  const column = page.blocks.find((block) => block.key === key)?.columns.findIndex((one) => one.title === title) ?? -1;
  return rowsOf(page, key)[0]?.[column]?.value;
}
