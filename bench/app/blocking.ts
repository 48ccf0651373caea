/** How long the window could not answer, in milliseconds. */
export interface Blocked {
  /** The longest task that the browser reports, which it does from 50 ms (W3C Long Tasks); null: none. */
  readonly longestTaskMs: number | null;
  /** The longest time between two frames. */
  readonly longestFrameMs: number;
}

interface Watch {
  readonly tasks: number[];
  readonly frames: number[];
  stop(): void;
}

/** The page's own names; Node's types have some of them too, and do not know what only browsers report. */
interface PageScope {
  benchWatch?: Watch;
  readonly PerformanceObserver: new (take: (list: { getEntries(): readonly { readonly duration: number }[] }) => void) => {
    observe(options: { readonly entryTypes: readonly string[] }): void;
    takeRecords(): readonly { readonly duration: number }[];
    disconnect(): void;
  };
  requestAnimationFrame(callback: (at: number) => void): number;
  cancelAnimationFrame(handle: number): void;
}

/** Runs in the page: begins to watch. */
export function watchBlocking(): void {
  const page = globalThis as unknown as PageScope;
  const tasks: number[] = [];
  const frames: number[] = [];
  const observer = new page.PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => tasks.push(duration)));
  // A kind of entry that only browsers have, so Node's types do not know it.
  observer.observe({ entryTypes: ['longtask'] });
  let before = performance.now();
  let handle = 0;
  const onFrame = (at: number): void => {
    frames.push(at - before);
    before = at;
    handle = page.requestAnimationFrame(onFrame);
  };
  handle = page.requestAnimationFrame(onFrame);
  page.benchWatch = {
    tasks,
    frames,
    stop: () => {
      observer.takeRecords().forEach(({ duration }) => tasks.push(duration));
      observer.disconnect();
      page.cancelAnimationFrame(handle);
    },
  };
}

/** Runs in the page: ends it, and tells. */
export function blockedTimes(): Blocked {
  const { benchWatch } = globalThis as unknown as PageScope;
  if (!benchWatch) throw new Error('nobody watched');
  benchWatch.stop();
  return {
    longestTaskMs: benchWatch.tasks.length === 0 ? null : Math.max(...benchWatch.tasks),
    longestFrameMs: Math.max(0, ...benchWatch.frames),
  };
}
