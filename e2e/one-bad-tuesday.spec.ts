// One bad Tuesday in the window, by the hands of the operator: a vendor announces an end, moves it, throttles, fails and changes a field, while
// two exports differ. The same through the terminal is one-bad-tuesday-terminal.spec.ts. The terminal is used here for one thing only: the
// results of every check are read through the open app, to add them up apart from it.
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { pageHoldings } from './support/hidden-places.ts';
import { ConsolePage } from './support/pages/console.ts';
import { CredentialsPage } from './support/pages/credentials.ts';
import { choose } from './support/pages/fields.ts';
import { LedgerPage } from './support/pages/ledger.ts';
import { MappingsPage } from './support/pages/mappings.ts';
import { MonitorsPage } from './support/pages/monitors.ts';
import { RunPage } from './support/pages/run.ts';
import { dayOf, expectBridge, money, shortOf, slotsOf, type CheckResult } from './support/tuesday-sums.ts';
import { factsOf, paypalDocument, pdfPages, pdfText, Tuesday } from './support/tuesday.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

const api = 'PayPal Orders';
const request = 'Look at an order';
const ledger = 'Orders to captures';
const runbook = 'Vendor outage with manual fallback';
const promise = 'Checkout answers';

test('one bad Tuesday, in the window', async ({ app }) => {
  test.setTimeout(420_000);
  const tuesday = await Tuesday.start(app);
  try {
    await prepare(app, tuesday);
    await theVendorGoesWrong(app, tuesday);
    await twoExportsDiffer(app, tuesday);
    await fromTodayToTheEvidence(app, tuesday);
    await acknowledgeTheDate(app);
    await runTheOutageRunbook(app, tuesday);
    await mendTheMapping(app, tuesday);
    await closeTheMonth(app, tuesday);
  } finally {
    await tuesday.vendor.stop();
  }
});

async function prepare(app: RunningApp, { vendor, secret }: Tuesday): Promise<void> {
  const { page } = app;
  const aside = page.getByRole('complementary');
  await test.step('a contract is imported, with where it is called and what depends on it', async () => {
    await app.waitFor('welcome');
    await createWorkspace(app, 'Tuesday team');
    await page.keyboard.press('Control+i');
    await page.getByRole('dialog').getByLabel('API descriptions').setInputFiles(paypalDocument);
    await page.getByRole('button', { name: 'Add 8 endpoints' }).click();
    await aside.getByRole('region', { name: 'Environments' }).getByRole('button', { name: 'Add' }).click();
    const environment = page.getByRole('dialog', { name: /^Add an environment/ });
    await environment.getByRole('textbox', { name: 'Name' }).fill('Loopback');
    await environment.getByRole('textbox', { name: 'Base URL' }).fill(vendor.address);
    await environment.getByRole('button', { name: 'Add environment' }).click();
    await environment.waitFor({ state: 'detached' });
    await aside.getByRole('button', { name: 'Link', exact: true }).click();
    const link = page.getByRole('dialog', { name: `What depends on ${api}` });
    await link.getByLabel('Name of the process').fill('Checkout');
    await link.getByLabel('Impact').fill('Nobody can pay with PayPal');
    await link.getByLabel('Fallback').fill('Cards only');
    await link.getByRole('button', { name: 'Add link' }).click();
    await expect(aside).toContainText('Nobody can pay with PayPal');
  });

  await test.step('its key is in the keychain', async () => {
    const credentials = await CredentialsPage.open(app);
    await credentials.add({ name: 'PayPal token', secret, kind: 'Bearer token', environments: [`${api}, Loopback`] });
    await expect(page.getByRole('row', { name: /PayPal token.*in the keychain/ })).toBeVisible();
  });

  await test.step('a call is saved and watched, and there is a promise about it', async () => {
    const console = await ConsolePage.open(app, 'Show order details');
    await page.getByRole('radiogroup', { name: 'Environment' }).getByText('Loopback').click();
    await console.setParameter('id', '5O190127TN364715T');
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog', { name: 'Save this request' }).getByLabel('Name', { exact: true }).fill(request);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: request })).toBeVisible();
    await console.sendAndWait(/Answered 200 .*fits contract/);
    await page.getByRole('button', { name: 'Monitor this' }).click();
    await expect(page).toHaveURL(/#\/monitors\/monitor\//);
    await expect(aside.getByRole('heading', { level: 3 }).first()).toHaveText('Up', { timeout: 20_000 });
    await aside.getByRole('button', { name: 'Edit' }).click();
    const sheet = page.getByRole('dialog', { name: /^Edit / });
    await choose(page, sheet, 'Check', 'every minute');
    await choose(page, sheet, 'Try again', /^no:/);
    await sheet.getByRole('button', { name: 'Save monitor' }).click();
    await expect(aside).toContainText(/Retries after\s*none/);
    await page.getByRole('tab', { name: /^Promises/ }).click();
    await page.getByRole('button', { name: 'New promise' }).click();
    const made = page.getByRole('dialog', { name: 'New promise' });
    await made.getByLabel('Name', { exact: true }).fill(promise);
    await made.getByLabel('Target, %').fill('99');
    await choose(page, made, 'Measured by monitor', request);
    await made.getByLabel('Service hours').fill('always');
    await choose(page, made, 'For the process', 'Checkout');
    await made.getByRole('button', { name: 'Make promise' }).click();
    await expect(aside).toContainText('99 % availability, always');
  });

  await test.step('the outage runbook is the team’s own, and published', async () => {
    await goTo(app, 'Runbooks');
    await page.getByRole('button', { name: 'Add a runbook' }).click();
    await page.getByRole('button', { name: `Add ${runbook}` }).click();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('button', { name: /^Start a run/ })).toBeVisible();
  });
}

async function theVendorGoesWrong(app: RunningApp, { vendor }: Tuesday): Promise<void> {
  const { page } = app;
  const facts = factsOf(Date.now());
  await goTo(app, 'Console');
  const console = new ConsolePage(app);
  await page.getByRole('radio', { name: 'Saved' }).check({ force: true });
  await page.getByRole('button', { name: `GET ${request}` }).click();

  await test.step('it announces its end and moves the date: one event with both', async () => {
    vendor.mood = { kind: 'announces', deprecatedAt: facts.deprecatedAt, sunsetAt: facts.firstSunsetAt };
    await console.send();
    await expect(console.answer).toContainText(dayOf(facts.firstSunsetAt));
    vendor.mood = { kind: 'announces', deprecatedAt: facts.deprecatedAt, sunsetAt: facts.movedSunsetAt };
    await console.send();
    await expect(console.answer).toContainText(dayOf(facts.movedSunsetAt));
    await console.answer.getByRole('link', { name: 'on the calendar' }).first().click();
    await expect(page).toHaveURL(/#\/calendar\/event\//);
    const aside = page.getByRole('complementary');
    await expect(aside).toContainText('moved once');
    await expect(aside).toContainText(`deprecated since ${dayOf(facts.deprecatedAt)}`);
    await expect(aside.locator('.cal-history dt')).toHaveText([shortOf(facts.firstSunsetAt), shortOf(facts.movedSunsetAt)]);
    await expect(page.getByRole('grid').getByRole('row', { name: /stops/ })).toHaveCount(1);
  });

  await test.step('it throttles: the limit is seen to be used up', async () => {
    vendor.mood = { kind: 'throttles', retryAfterSeconds: 2 };
    await openSaved(app);
    await console.sendAndWait(/Answered 429/);
    await expect(console.answer).toContainText('Given up after 3 attempts.');
    await expect(console.answer).toContainText('Try again in 2 s');
    await goTo(app, 'Inventory');
    await page.getByRole('row', { name: /PayPal/ }).click();
    await page.getByRole('tab', { name: 'Contract' }).click();
    const limits = page.getByRole('complementary').getByRole('region', { name: 'Limits' });
    await expect(limits).toContainText('600 requests a minute, 0 left');
    await expect(limits).toContainText('100 %');
    await limits.getByRole('link', { name: /^answer/ }).click();
    await expect(page).toHaveURL(/#\/console\/exchange\//);
    await expect(page.getByRole('complementary')).toContainText('429');
  });

  await test.step('it fails: one incident, the vendor’s; one answer in between breaks the contract', async () => {
    vendor.mood = { kind: 'fails' };
    const monitors = new MonitorsPage(app);
    await monitors.open('Monitors', new RegExp(request));
    await monitors.checkUntil(/^Down/);
    await openSaved(app);
    vendor.mood = { kind: 'drifts' };
    await console.sendAndWait(/Answered 200 .*breaks contract .* in 1 place/);
    vendor.mood = { kind: 'fails' };
    await monitors.open('Incidents', /INC-1/);
    await expect(page.getByRole('row', { name: /INC-/ })).toHaveCount(1);
    await expect(page.getByRole('row', { name: /INC-1.*open/ })).toBeVisible();
    await expect(monitors.aside).toContainText(/Cause\s*vendor/);
    await expect(monitors.aside).toContainText('Nobody can pay with PayPal');
  });
}

async function twoExportsDiffer(app: RunningApp, { exports }: Tuesday): Promise<void> {
  await test.step('a mapping for each export; the captures’ one always reckons with two decimals', async () => {
    const orders = await MappingsPage.create(app, 'Shop orders', exports.orders);
    await orders.pickGoldens();
    await orders.activate(1);
    const captures = await MappingsPage.create(app, 'PayPal captures', exports.captures);
    await captures.setDecimals('always 2');
    await captures.pickGoldens();
    await captures.activate(1);
  });

  await test.step('two causes with the right counts, and a bridge without a remainder', async () => {
    const { orders: left, captures: right, sums } = exports;
    const place = await LedgerPage.create(app, { name: ledger, left, right, leftMapping: 'Shop orders', rightMapping: 'PayPal captures' });
    await expect(place.causes.getByRole('row')).toHaveCount(3);
    await expect(place.causes.getByRole('row').nth(1)).toContainText(`${exports.yenOrders} rowsright = left × 100`);
    await expect(place.causes.getByRole('row').nth(1)).toContainText(`${money(99 * sums.JPY.captures, 'JPY')} JPY`);
    await expect(place.causes.getByRole('row').nth(2)).toContainText(`${exports.missing} rows`);
    await expect(place.causes.getByRole('row').nth(2)).toContainText(`${money(sums.EUR.orders - sums.EUR.captures, 'EUR')} EUR`);
    expectBridge(await place.bridge('JPY'), 'JPY', sums.JPY.orders, 100 * sums.JPY.captures);
    expectBridge(await place.bridge('EUR'), 'EUR', sums.EUR.orders, sums.EUR.captures);
  });
}

/** Each line of Today leads to where it is dealt with, and to what it is known from. */
async function fromTodayToTheEvidence(app: RunningApp, { exports }: Tuesday): Promise<void> {
  const { page } = app;
  const main = page.getByRole('main');
  const lines: readonly (readonly [line: RegExp, action: string, hash: RegExp, words: RegExp])[] = [
    [/INC-1/, 'Open incident', /#\/monitors\/incident\//, /INC-1 · open/],
    [/INC-1/, 'vendor, not us', /#\/monitors\/incident\//, /Time line/],
    [/stops on/, 'Open the date', /#\/calendar\/event\//, /moved once/],
    // The type that changed, and the name of the 429's error, which PayPal's contract does not know.
    [
      /breaks its contract in 2 places/,
      'Look at the drift',
      /#\/inventory\/findings\//,
      /2 open findings.*must be a string, got an integer/,
    ],
    [/breaks its contract in 2 places/, 'the answer that shows it', /#\/console\/exchange\//, /breaks contract/],
    [new RegExp(`${exports.yenOrders} breaks of .*right = left × 100`), 'Look at the cause', /#\/ledger\/ledger\//, /right = left × 100/],
    [new RegExp(`${exports.missing} breaks of .*have no owner`), 'Look at the breaks', /#\/ledger\/ledger\//, /Breaks, EUR/],
  ];
  await test.step('Today says all of it, and each line leads to its evidence', async () => {
    for (const [line, action, hash, words] of lines) {
      await goTo(app, 'Today');
      await page.getByRole('list', { name: 'What needs you' }).waitFor();
      const more = page.getByRole('button', { name: /^Show \d+ more/ });
      const item = page.getByRole('list', { name: 'What needs you' }).getByRole('listitem').filter({ hasText: line });
      // What was known before is shown until all of it is read again.
      await expect(async () => {
        if (await more.isVisible()) await more.click();
        await expect(item, String(line)).toHaveCount(1, { timeout: 1_000 });
      }).toPass();
      await item
        .getByRole('button', { name: new RegExp(`^${action}`) })
        .or(item.getByRole('link', { name: action }))
        .click();
      await expect(page).toHaveURL(hash);
      await expect(main.or(page.getByRole('complementary')).filter({ hasText: words }).first()).toBeVisible();
    }
    await goTo(app, 'Today');
    await main.getByRole('table').getByRole('link', { name: promise }).click();
    await expect(page).toHaveURL(/#\/monitors\/promise\//);
    await expect(page.getByRole('complementary')).toContainText('99 % availability');
  });
}

async function acknowledgeTheDate(app: RunningApp): Promise<void> {
  const { page } = app;
  await test.step('the change is acknowledged', async () => {
    await goTo(app, 'Calendar');
    await page.getByRole('row', { name: /stops/ }).click();
    const aside = page.getByRole('complementary');
    await aside.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(aside).toContainText('Acknowledged');
  });
}

async function runTheOutageRunbook(app: RunningApp, { vendor }: Tuesday): Promise<void> {
  const { page } = app;
  const monitors = new MonitorsPage(app);
  await test.step('the outage runbook is run on the incident, to its end', async () => {
    await monitors.open('Incidents', /INC-1/);
    await monitors.aside.getByRole('button', { name: 'Look after it' }).click();
    await monitors.aside.getByRole('button', { name: `Run runbook ${runbook}` }).click();
    await expect(page).toHaveURL(/#\/runbooks\/run\//);
    const run = new RunPage(app);
    await run.at('Read who is hit');
    await expect(run.step).toContainText('Processes: Checkout');
    await run.press(/^Done, go on/);
    await run.at('Does one call go through?');
    await run.send(new RegExp(request), '500, failed');
    await run.press(/No, it fails/);
    await run.at('Is it us or them?');
    await run.tickAll();
    await run.at(/status page$/);
    await run.press(/^Done, go on/);
    await run.at('Tell support and the shop');
    await run.press(/^Called, go on/);
    await run.at('Open a ticket with the vendor');
    await run.press(/^Called, go on/);
    await run.at('Write down the ticket');
    await run.step.getByLabel('Ticket number of the vendor').fill('PP-4471902');
    await run.press(/^Keep and go on/);
    await run.at('Does one call go through now?');
    vendor.mood = { kind: 'works' };
    await run.send(new RegExp(request), '200, as expected');
    await run.press(/Yes, it went through/);
    await run.at('Verify that it is over');
    await run.send(new RegExp(request), '200, as expected');
    await run.press(/^Verified, go on/);
    await run.at('Let the work flow again, slowly');
    await run.tickAll();
    await run.at('Reconcile and close');
    await run.tickAll();
    await run.press(/^Finish the run/);
    const dialog = page.getByRole('dialog', { name: 'What came of it?' });
    await dialog.getByLabel('Outcome').fill('Over within the hour');
    await dialog.getByLabel('Follow-ups').fill('Read their report');
    await dialog.getByRole('button', { name: 'Finish the run' }).click();
    await expect(page.getByRole('complementary', { name: 'Run record' })).toContainText('Over within the hour');
  });

  await test.step('two checks pass: the incident is closed, and there is still one', async () => {
    await monitors.open('Monitors', new RegExp(request));
    await monitors.checkUntil(/^Up/);
    await monitors.open('Incidents', /INC-1/);
    await expect(monitors.aside).toContainText('INC-1 · closed');
    await expect(monitors.aside).toContainText(runbook);
    await expect(page.getByRole('row', { name: /INC-/ })).toHaveCount(1);
  });
}

async function mendTheMapping(app: RunningApp, { exports }: Tuesday): Promise<void> {
  const { page } = app;
  const { sums } = exports;
  await test.step('the mapping is mended from the cause: rule, golden samples, revision 2', async () => {
    await goTo(app, 'Ledger');
    await page.getByRole('row', { name: new RegExp(ledger) }).click();
    await page
      .getByRole('region', { name: 'Causes' })
      .getByRole('button', { name: `${exports.yenOrders} rows` })
      .click();
    await page.getByRole('button', { name: 'Fix the mapping' }).click();
    await expect(page).toHaveURL(/#\/mappings\/mapping\//);
    const mappings = new MappingsPage(app);
    await mappings.setDecimals('ISO 4217');
    await expect(page.getByRole('button', { name: 'Activate' })).toBeDisabled();
    await mappings.correctGoldens('amount_minor', /^\d+$/);
    await mappings.activate(2);
  });

  await test.step('the next run resolves what agrees; the same files once more open nothing', async () => {
    const place = new LedgerPage(app);
    await goTo(app, 'Ledger');
    await page.getByRole('row', { name: new RegExp(ledger) }).click();
    await place.runAgain();
    await expect(place.causes.getByRole('row')).toHaveCount(2);
    await expect(place.causes.getByRole('row').nth(1)).toContainText(`${exports.missing} rows`);
    await expect(page.getByRole('tab', { name: /^JPY.*agrees/ })).toBeVisible();
    expectBridge(await place.bridge('JPY'), 'JPY', sums.JPY.orders, sums.JPY.captures);
    expectBridge(await place.bridge('EUR'), 'EUR', sums.EUR.orders, sums.EUR.captures);
    await place.runAgain();
    await expect(page.getByRole('button', { name: 'Run 3' })).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Breaks' }).getByRole('row')).toHaveCount(exports.missing + 1);
  });
}

async function closeTheMonth(app: RunningApp, tuesday: Tuesday): Promise<void> {
  const { page, folders } = app;
  const { exports } = tuesday;
  await test.step('the scorecard’s figures are those of an independent sum', async () => {
    await goTo(app, 'Scorecards');
    await page
      .getByRole('navigation', { name: 'Months' })
      .getByRole('button', { name: /so far/ })
      .click();
    const paper = page.getByRole('article', { name: /Scorecard/ });
    // The monitor began with a check every five minutes, and a month is counted in the coarsest slots that were in force in it.
    const coarsestS = 300;
    // A check may be under way: both are read again until they speak of the same moment.
    await expect(async () => {
      const { good, bad } = slotsOf(await tuesday.quartermaster<CheckResult[]>(['monitor', 'results', request]), coarsestS);
      const kept = await paper.getByRole('region', { name: 'Promises' }).getByRole('row').nth(1).getByRole('cell').allTextContents();
      expect(Number.parseFloat(kept[3] ?? '')).toBeCloseTo((100 * good) / (good + bad), 1);
      expect(kept[6]).toMatch(new RegExp(`^${good + bad} of `));
    }).toPass();
    await expect(paper.getByRole('region', { name: 'Top incidents' }).getByRole('row')).toHaveCount(2);
    const breaks = paper.getByRole('region', { name: 'Breaks' }).getByRole('row').nth(1).getByRole('cell');
    await expect(breaks.nth(0)).toContainText(`${ledger}, run 3`);
    await expect(breaks.nth(1)).toHaveText(String(exports.missing));
    await expect(breaks.nth(2)).toContainText(money(exports.sums.EUR.orders - exports.sums.EUR.captures, 'EUR'));
    await expect(breaks.nth(3)).toContainText('0.00');
  });

  await test.step('and it is a page that anybody can read', async () => {
    const pdf = join(folders.root, 'scorecard.pdf');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, pdf);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /PDF/ }).click();
    await expect(page.getByText('Saved:')).toBeVisible();
    expect(pdfPages(pdf)).toBe(1);
    const text = pdfText(pdf);
    for (const words of ['Tuesday team', 'Checkout', ledger, 'INC-1']) expect(text).toContain(words);
  });

  await test.step('the record is whole, and no secret lies in a file or in the page', async () => {
    await goTo(app, 'Activity');
    await page.getByRole('button', { name: 'Verify the record' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'The chain is whole' })).toBeVisible();
    expect(await tuesday.filesWithSecret()).toEqual([]);
    const holding = (await pageHoldings(app)).filter(([, text]) => text.includes(tuesday.secret));
    expect(holding.map(([where]) => where)).toEqual([]);
  });
}

async function openSaved(app: RunningApp): Promise<void> {
  await goTo(app, 'Console');
  await app.page.getByRole('button', { name: `GET ${request}` }).click();
  await app.page.getByRole('heading', { name: request }).waitFor();
}
