import type { Page } from 'playwright';
import { fillSavedRequests, firstSavedRequest, type ListedRequest } from '../app/fill-saved-requests.ts';
import { memoryOf } from '../app/memory-of.ts';
import { observeStart } from '../app/observed-start.ts';
import { openWindow } from '../app/open-window.ts';
import { prepareTwoApps, type AppUnderTest } from '../app/two-apps.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { median, range } from '../statistics.ts';

const manyCount = 10_000;
const aimMs = 1_500;
const settleMs = 3_000;

/** A workspace with 10,000 saved requests beside the sample with its few: until the Console can be used, the start, and the memory. */
export const savedRequests: Measure = { name: 'saved requests', run };

interface Taken {
  /** From the start of the app to the first data of Today. */
  readonly startMs: number;
  /** From going to the Console until its list stands there and the request is open. */
  readonly consoleMs: number;
  /** The filter is typed into, until only the request that it names is listed. */
  readonly filterMs: number;
  readonly bytes: number;
}

interface Place {
  readonly app: AppUnderTest;
  readonly request: ListedRequest;
}

async function run(bench: Bench): Promise<MeasureResult> {
  const [few, many] = [await prepareTwoApps(bench, 'few'), await prepareTwoApps(bench, 'many')];
  const places = {
    few: { app: few.ours, request: firstSavedRequest(few.ours.args.at(-1) ?? '') },
    many: { app: many.ours, request: fillSavedRequests(many.ours.args.at(-1) ?? '', manyCount) },
  };
  const rounds = bench.isQuick ? 1 : 5;
  const taken = { few: [] as Taken[], many: [] as Taken[] };
  // The first round fills the disk cache and Chromium's own folders; it does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of ['few', 'many'] as const) {
      const one = await takeOne(bench, places[name]);
      if (round > 0) taken[name].push(one);
      bench.say(
        `  round ${round} of ${rounds}${round === 0 ? ' (warm-up)' : ''}, ${name}: start ${ms([one.startMs])}, Console ${ms([one.consoleMs])}, filter ${ms([one.filterMs])}, ${mb(one.bytes)}`,
      );
    }
  }
  return resultOf(taken.few, taken.many);
}

async function takeOne(bench: Bench, { app, request }: Place): Promise<Taken> {
  const { dataMs } = await observeStart(bench, { ...app, name: 'Quartermaster' });
  const { app: electron, page, close } = await openWindow(bench, app);
  try {
    const consoleMs = await openConsole(page, request);
    const filterMs = await filterFor(page, request);
    // Time is what is waited for here: what the list leaves behind is let go of in the meantime.
    await page.waitForTimeout(settleMs);
    const { proportional, workingSet } = await memoryOf(electron);
    return { startMs: dataMs, consoleMs, filterMs, bytes: proportional ?? workingSet };
  } finally {
    await close();
  }
}

/** The page's own names; Node's types do not know them. */
interface PageScope {
  readonly location: { hash: string };
  readonly document: { querySelector(selector: string): { readonly textContent: string } | null };
  requestAnimationFrame(callback: () => void): number;
}

/** From the change of the address to the frame after the list and the open request stand there, in the page's own time. */
async function openConsole(page: Page, { id, name }: ListedRequest): Promise<number> {
  return page.evaluate(
    ([requestId, words]) =>
      new Promise<number>((resolve) => {
        const own = globalThis as unknown as PageScope;
        const begin = performance.now();
        const holds = (selector: string): boolean => own.document.querySelector(selector)?.textContent.includes(words) === true;
        const look = (): void => {
          const isThere = holds('.con-saved') && holds('.con-main') && own.document.querySelector('.con-editor') !== null;
          own.requestAnimationFrame(isThere ? () => resolve(performance.now() - begin) : look);
        };
        own.location.hash = `#/console/savedRequest/${requestId}`;
        look();
      }),
    [id, name] as const,
  );
}

/** A person types the name of the request; until its row is the only one. */
async function filterFor(page: Page, { name }: ListedRequest): Promise<number> {
  const field = page.getByRole('navigation', { name: 'Saved requests' }).getByRole('textbox');
  const begun = performance.now();
  await field.fill(name);
  await page.waitForFunction(
    (words) => {
      const own = globalThis as unknown as {
        document: { querySelectorAll(selector: string): ArrayLike<{ readonly textContent: string }> };
      };
      const items = own.document.querySelectorAll('.con-saved .con-item');
      return items.length === 1 && (items[0]?.textContent ?? '').includes(words);
    },
    name,
    { polling: 'raf' },
  );
  return performance.now() - begun;
}

const ms = (values: readonly number[]): string => `${Math.round(median(values))} ms`;
const mb = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

function resultOf(few: readonly Taken[], many: readonly Taken[]): MeasureResult {
  const finding = (what: string, kind: 'consoleMs' | 'filterMs' | 'startMs', aim: number | null): Finding => {
    const [our, theirs] = [many.map((one) => one[kind]), few.map((one) => one[kind])];
    return {
      what,
      ours: ms(our),
      reference: `${ms(theirs)} (the sample with its few)`,
      ratio: median(our) / median(theirs),
      aim: aim === null ? null : `at most ${aim / 1000} s`,
      holds: aim === null ? null : median(our) <= aim,
    };
  };
  const [ourBytes, theirBytes] = [median(many.map(({ bytes }) => bytes)), median(few.map(({ bytes }) => bytes))];
  const consoleTimes = range(many.map(({ consoleMs }) => consoleMs));
  return {
    findings: [
      finding('10,000 saved requests, from going to the Console until the list stands and a request is open', 'consoleMs', aimMs),
      finding('Filtering them by a name', 'filterMs', null),
      finding('Cold start with them', 'startMs', null),
      {
        what: 'Memory with them listed',
        ours: mb(ourBytes),
        reference: `${mb(theirBytes)} (the sample with its few)`,
        ratio: ourBytes / theirBytes,
        aim: null,
        holds: null,
      },
    ],
    how:
      `The sample workspace filled up to ${manyCount.toLocaleString('en')} saved requests in folders of a hundred, beside the sample as it is; ` +
      `a new window each time, so the Console is loaded and asked for the first time; ${many.length} of each, in turns, medians. Memory is that of all processes of the app.`,
    notes: [
      `The Console took ${Math.round(consoleTimes.least)} to ${Math.round(consoleTimes.most)} ms; they take ${mb(ourBytes - theirBytes)} more.`,
    ],
  };
}
