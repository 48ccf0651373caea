import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Bench } from '../measure.ts';
import { DevTools } from './devtools.ts';
import type { AppUnderTest } from './two-apps.ts';

/** Milliseconds from the moment the process was started. */
export interface StartTimes {
  /** The page's document began. */
  readonly pageMs: number;
  /** The page painted anything with content; null when it had not by then. */
  readonly firstPaintMs: number | null;
  /** The frame in which the awaited element stands was produced. */
  readonly dataMs: number;
}

interface Seen {
  /** The element was there before the observer was: the time would be too long. */
  readonly isLate: boolean;
  readonly origin: number;
  readonly paint: number | null;
  readonly data: number;
}

const giveUpMs = 60_000;
const attempts = 5;
/** The name under which the page reports to us. */
const reportName = 'benchReport';

/**
 * Starts an Electron app in a process of its own and waits until an element stands in its window; then quits it. Both apps
 * of a comparison are observed by the same script, which is there before the page is.
 */
export async function observeStart(bench: Bench, app: AppUnderTest): Promise<StartTimes> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const times = await startOnce(bench, app);
    if (times) return times;
  }
  throw new Error(`the observer of the ${app.name} came too late ${attempts} times`);
}

/** Null when the element was there before the observer. */
async function startOnce({ electron }: Bench, app: AppUnderTest): Promise<StartTimes | null> {
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(electron.path, [...electron.flags, '--remote-debugging-port=0', ...app.args], {
    env: { ...electron.env, ...app.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const devTools = await DevTools.connect(await readAddress(child));
    const { isLate, origin, paint, data } = await awaitElement(devTools, app.firstData);
    // The connection goes with the browser, so an answer may not come; that the process ends is what counts.
    devTools.send('Browser.close').catch(() => undefined);
    await withinTime(ended, 'the app did not quit');
    devTools.close();
    if (isLate) return null;
    return {
      pageMs: origin - startedAt,
      firstPaintMs: paint === null ? null : origin + paint - startedAt,
      dataMs: origin + data - startedAt,
    };
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (!stderr) throw new Error('the app has no standard error');
  const found = new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: stderr });
    const said: string[] = [];
    lines.on('line', (line) => {
      said.push(line);
      const [, address] = /^DevTools listening on (\S+)/u.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
    lines.on('close', () => reject(new Error(`the app ended before its window was there: ${said.slice(-5).join(' ')}`)));
  });
  return withinTime(found, 'the app has no DevTools');
}

async function awaitElement(devTools: DevTools, selector: string): Promise<Seen> {
  const seen = new Promise<Seen>((resolve, reject) => {
    devTools.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === reportName) resolve(JSON.parse(payload) as Seen);
    });
    devTools.on('Target.attachedToTarget', ({ sessionId, targetInfo }: { sessionId: string; targetInfo: { type: string } }) => {
      const isPage = targetInfo.type === 'page';
      const source = watcherSource(selector);
      const work = isPage
        ? [
            devTools.send('Runtime.enable', {}, sessionId),
            devTools.send('Runtime.addBinding', { name: reportName }, sessionId),
            devTools.send('Page.enable', {}, sessionId),
            devTools.send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId),
            // The document may be there already. Between two documents there is none to look at; the one to come gets the script anyhow.
            devTools.send('Runtime.evaluate', { expression: source }, sessionId).catch(() => undefined),
          ]
        : [];
      Promise.all([...work, devTools.send('Runtime.runIfWaitingForDebugger', {}, sessionId)]).catch(reject);
    });
  });
  await devTools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  return withinTime(seen, `nothing in the window fits ${selector}`);
}

function watcherSource(selector: string): string {
  return `(${watchPage.toString()})(${JSON.stringify(selector)}, ${JSON.stringify(reportName)})`;
}

/** Runs in the page: reports once, after the frame in which an element first fits the selector. */
function watchPage(wanted: string, report: string): void {
  const page = globalThis as unknown as PageScope;
  if (page.isBenchWatching) return;
  page.isBenchWatching = true;
  const observer = new page.MutationObserver(() => look());
  let isLate = true;
  const look = (): void => {
    if (!page.document.querySelector(wanted)) return;
    observer.disconnect();
    const wasThere = isLate;
    page.requestAnimationFrame(() => {
      // A message that is posted in a frame's callback arrives when that frame has been produced.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;
        const seen = { isLate: wasThere, origin: performance.timeOrigin, paint, data: performance.now() };
        (globalThis as unknown as Record<string, (text: string) => void>)[report]?.(JSON.stringify(seen));
      });
      port1.start();
      port2.postMessage(null);
    });
  };
  observer.observe(page.document, { subtree: true, childList: true, attributes: true });
  look();
  isLate = false;
}

/** What the script needs of the page; the rest of the DOM stays out of these types. */
interface PageScope {
  isBenchWatching?: boolean;
  readonly document: { querySelector(selector: string): object | null };
  readonly MutationObserver: new (look: () => void) => { observe(node: object, options: object): void; disconnect(): void };
  requestAnimationFrame(callback: () => void): void;
}

async function withinTime<T>(work: Promise<T>, words: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${words} within ${giveUpMs / 1000} s`)), giveUpMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
