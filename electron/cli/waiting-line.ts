import type { CoreClient } from '../core/terminal.ts';
import { plain } from './text.ts';

/** How long a call may take before it is said that it is still going on. */
const patienceMs = 2_000;
const everyMs = 1_000;
/** The longest line: one that wraps could not be taken back. */
const mostColumns = 79;

export interface WaitingLine {
  /** The same client; calls that take long are told of while they last. */
  watched(client: CoreClient): CoreClient;
  during<T>(work: Promise<T>): Promise<T>;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
  end(): void;
}

/** The words for a wait: the job that runs, as far as it is; else only how long it lasts. */
export function waitingWords(
  ms: number,
  job: { readonly title: string; readonly step: string; readonly fraction: number | null } | null,
): string {
  const percent = job?.fraction == null ? '' : ` ${Math.round(job.fraction * 100)} %`;
  const what = job === null ? 'Working' : `${job.title}${percent}${job.step === '' ? '' : `, ${job.step}`}`;
  const end = `, ${Math.floor(ms / 1000)} s. Ctrl+C stops it.`;
  return `${what.slice(0, mostColumns - end.length)}${end}`;
}

/** One line on a terminal's standard error, written over every second while a call lasts longer than two. */
export function createWaitingLine(write: (text: string) => void): WaitingLine {
  const pending = new Set<{ readonly since: number }>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let isShown = false;
  let asked: CoreClient | null = null;
  const clear = (): void => {
    if (isShown) write('\r\u001B[K');
    isShown = false;
  };
  const look = async (): Promise<void> => {
    const [oldest] = pending;
    if (!oldest || performance.now() - oldest.since < patienceMs) return;
    const job = (await asked?.jobs.list({}).catch(() => []))?.find(({ state }) => state === 'running') ?? null;
    // What was waited for may have come meanwhile.
    if (!pending.has(oldest) || timer === null) return;
    write(`\r\u001B[K${plain(waitingWords(performance.now() - oldest.since, job))}`);
    isShown = true;
  };
  const during = async <T>(work: Promise<T>): Promise<T> => {
    const call = { since: performance.now() };
    pending.add(call);
    timer ??= setInterval(() => void look(), everyMs);
    timer.unref();
    try {
      return await work;
    } finally {
      pending.delete(call);
      if (pending.size === 0) clear();
    }
  };
  return {
    watched: (client) => {
      asked = client;
      return watch(client, during);
    },
    during,
    clear,
    end: () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
      clear();
    },
  };
}

/** Every procedure below a client, each call told of. */
function watch<T extends object>(target: T, during: (work: Promise<unknown>) => Promise<unknown>): T {
  return new Proxy(target, {
    get: (inner, key) => {
      const value: unknown = Reflect.get(inner, key);
      return (typeof value === 'object' && value !== null) || typeof value === 'function' ? watch(value, during) : value;
    },
    apply: (inner, self, args) => {
      const answer: unknown = Reflect.apply(inner as never, self, args);
      return answer instanceof Promise ? during(answer) : answer;
    },
  });
}
