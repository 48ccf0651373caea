import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { blockedTimes, watchBlocking, type Blocked } from '../app/blocking.ts';
import { openWindow } from '../app/open-window.ts';
import { addPageClient, type WithPageClient } from '../app/page-client.ts';
import { prepareTwoApps } from '../app/two-apps.ts';
import type { Bench, Measure, MeasureResult } from '../measure.ts';
import { median, range } from '../statistics.ts';

const document = join(import.meta.dirname, '../../resources/contracts/adyen/CheckoutService-v71.json');
const aimMs = 1_000;
const aimBlockedMs = 50;

/** Reading and applying a 900 kB OpenAPI document: how long it takes, and how long the window cannot answer meanwhile. */
export const documentImport: Measure = { name: 'import', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const text = readFileSync(document, 'utf8');
  const rounds = bench.isQuick ? 2 : 7;
  const folder = bench.makeFolder('import-documents');
  const { ours } = await prepareTwoApps(bench, 'import');
  const { page, close } = await openWindow(bench, ours);
  try {
    await addPageClient(page, ours.firstData);
    const times: { planMs: number; applyMs: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const taken = await importByContract(page, text, `Bench ${round}`);
      bench.say(
        `  import ${round} of ${rounds} through the contract: read ${Math.round(taken.planMs)} ms, applied ${Math.round(taken.applyMs)} ms`,
      );
      times.push(taken);
    }
    const idle = await observe(page, () => page.waitForTimeout(2_000));
    const blocked: Blocked[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const title = `Bench ${round} Checkout`;
      const file = writeDocument(folder, text, title);
      await page.getByRole('button', { name: 'Import' }).first().click();
      await page.getByRole('dialog').waitFor();
      const seen = await observe(page, () => importByHand(page, file, title));
      bench.say(
        `  import ${round} of ${rounds} by hand: longest task ${taskWords(seen)}, longest time without a frame ${Math.round(seen.longestFrameMs)} ms`,
      );
      blocked.push(seen);
    }
    return resultOf(text.length, times, blocked, idle);
  } finally {
    await close();
  }
}

function importByContract(page: Page, text: string, vendorName: string): Promise<{ planMs: number; applyMs: number }> {
  return page.evaluate(
    ([content, vendor]) => (globalThis as unknown as WithPageClient).benchClient.timeImport(content, 'CheckoutService-v71.json', vendor),
    [text, vendorName] as const,
  );
}

/** A document for each round that says another API's name, so that all of it is new every time. */
function writeDocument(folder: string, text: string, title: string): string {
  const named = text.replace('"Adyen Checkout API"', `"${title} API"`);
  if (named === text) throw new Error('the document has another title than this measure knows');
  const file = join(folder, `${title}.json`);
  writeFileSync(file, named);
  return file;
}

/**
 * The dialog as a person uses it, after the file was chosen from the disk. Found by plain selectors: looking for roles and names
 * works in the page itself, and would be measured with it.
 */
async function importByHand(page: Page, file: string, title: string): Promise<void> {
  await page.locator('[role="dialog"] input[type="file"]').setInputFiles(file);
  await page.locator('[role="dialog"] button[type="submit"]:not([data-loading])', { hasText: /^Add \d+ endpoints$/u }).click();
  await page.locator('[role="dialog"]').waitFor({ state: 'detached' });
  await page.locator(':is(h1, h2, h3)', { hasText: title }).first().waitFor();
}

async function observe(page: Page, work: () => Promise<void>): Promise<Blocked> {
  await page.evaluate(watchBlocking);
  await work();
  return page.evaluate(blockedTimes);
}

const taskWords = ({ longestTaskMs }: Blocked): string => (longestTaskMs === null ? 'under 50 ms' : `${Math.round(longestTaskMs)} ms`);

function resultOf(
  size: number,
  times: readonly { planMs: number; applyMs: number }[],
  blocked: readonly Blocked[],
  idle: Blocked,
): MeasureResult {
  const totals = times.map(({ planMs, applyMs }) => planMs + applyMs);
  const tasks = blocked.flatMap(({ longestTaskMs }) => (longestTaskMs === null ? [] : [longestTaskMs]));
  const worst = tasks.length === 0 ? null : range(tasks).most;
  const total = median(totals);
  return {
    findings: [
      {
        what: `Import of a ${Math.round(size / 1000)} kB OpenAPI document`,
        ours: `${Math.round(total)} ms`,
        reference: null,
        ratio: null,
        aim: `under ${aimMs / 1000} s`,
        holds: total < aimMs,
      },
      {
        what: 'Longest task of the window meanwhile',
        ours: worst === null ? 'under 50 ms' : `${Math.round(worst)} ms`,
        reference: null,
        ratio: null,
        aim: `never over ${aimBlockedMs} ms`,
        holds: worst === null || worst <= aimBlockedMs,
      },
    ],
    how:
      'Time: reading and applying through the contract in the real window with the sample workspace, median. Blocked: the import dialog driven by hand in the same window, ' +
      'from choosing the file to the page of the new API; the longest task that the browser reports (it reports those over 50 ms), the worst of all rounds.',
    notes: [
      `Of the time, reading (in a worker of the core) took ${Math.round(median(times.map(({ planMs }) => planMs)))} ms and applying ${Math.round(median(times.map(({ applyMs }) => applyMs)))} ms; ${Math.round(range(totals).least)} to ${Math.round(range(totals).most)} ms in all.`,
      `Imports with a task over 50 ms: ${tasks.length} of ${blocked.length}. Longest time between two frames: ${Math.round(range(blocked.map(({ longestFrameMs }) => longestFrameMs)).most)} ms (${Math.round(idle.longestFrameMs)} ms when nothing happens); without a graphics card frames are drawn by the processor that also does the import.`,
    ],
  };
}
