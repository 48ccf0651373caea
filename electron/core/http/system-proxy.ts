import { PacFailed } from './pac.ts';

/** Asks the operating system for the proxy of an origin; the answer is written as a PAC file's ("PROXY a:3128; DIRECT"). */
export type AskSystemProxy = (origin: string) => Promise<string>;

/** What is asked of whoever stands beside the operating system, and what comes back. */
export interface SystemProxyQuestion {
  readonly kind: 'ask system proxy';
  readonly id: number;
  readonly origin: string;
}
export interface SystemProxyAnswer {
  readonly kind: 'system proxy';
  readonly id: number;
  /** null: it could not be found out. */
  readonly answer: string | null;
}

export interface SystemProxyPort {
  readonly ask: AskSystemProxy;
  /** Takes an answer in; one that nobody waits for any more is left. */
  readonly hear: (answer: SystemProxyAnswer) => void;
}

/** How long an answer is taken for true: a laptop moves between networks. */
const freshMs = 60_000;
/** The system may fetch and run a PAC file of the company first. */
const waitMs = 10_000;
const mostKept = 500;

/** Asks by messages, once a minute for each origin. `now`: milliseconds of a clock that is not set back. */
export function createSystemProxyPort(
  send: (question: SystemProxyQuestion) => void,
  now: () => number = () => performance.now(),
): SystemProxyPort {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<string> }>();
  const waiting = new Map<number, (answer: string | null) => void>();
  let lastId = 0;
  const askNow = (origin: string): Promise<string> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      const end = (answer: string | null, why: string): void => {
        clearTimeout(timer);
        waiting.delete(id);
        if (answer === null) reject(new PacFailed(why));
        else resolve(answer);
      };
      const timer = setTimeout(() => end(null, 'the operating system did not name it within 10 seconds'), waitMs);
      timer.unref();
      waiting.set(id, (answer) => end(answer, 'the operating system could not name it'));
      send({ kind: 'ask system proxy', id, origin });
    });
  return {
    ask: (origin) => {
      const known = kept.get(origin);
      if (known && known.until > now()) return known.answer;
      kept.delete(origin);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest);
      const answer = askNow(origin);
      kept.set(origin, { until: now() + freshMs, answer });
      // What could not be found out is asked again with the next call.
      answer.catch(() => {
        if (kept.get(origin)?.answer === answer) kept.delete(origin);
      });
      return answer;
    },
    hear: ({ id, answer }) => waiting.get(id)?.(answer),
  };
}
