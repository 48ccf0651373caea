import type { EvidenceLink } from '../../../shared/contract/console.ts';
import type { RecordedExchange } from '../console/recorded-exchange.ts';
import type { EventBus } from '../events.ts';
import type { Reader, Sqlite, Writer } from './sqlite.ts';

/** The term of the partial index on calls without a known outcome: a query that has it word for word uses the index. */
export const inFlight = "state IN ('sent', 'unknown')";

/** So long may a write wait for the next one; then it is made by itself. */
const longestWaitMs = 100;

interface WaitingWrite {
  readonly work: (db: Writer) => void;
  /** Called once it is on the disk. */
  readonly written: () => void;
}

/** Writes what was seen: exchanges and what follows from them. Not a person's change, so not in the change log. */
export class EvidenceWriter {
  readonly #db: Sqlite;
  readonly #events: EventBus;
  readonly #onChanged: (topics: readonly string[]) => void;
  #waiting: WaitingWrite[] = [];
  /** Whether what waits will be written by itself. */
  #isTimed = false;

  constructor(db: Sqlite, events: EventBus, onChanged: (topics: readonly string[]) => void) {
    this.#db = db;
    this.#events = events;
    this.#onChanged = onChanged;
  }

  /**
   * Reads by the connection that evidence is written with. A commit makes every other connection forget the pages it had
   * read; who reads between two writes of evidence, as each send does, finds them still there.
   */
  get reader(): Reader {
    return this.#db;
  }

  /** One transaction, which takes along what waits; the topics are announced after it. */
  write<T>(topics: readonly string[], work: (db: Writer) => T): T {
    const result = this.#commit(() => work(this.#db));
    if (topics.length > 0) this.#onChanged(topics);
    return result;
  }

  /**
   * Written with the next evidence, and no later than a tenth of a second from now. For what is no loss when the process dies
   * before: it is found anew, or becomes an unknown outcome.
   */
  later(work: (db: Writer) => void, written: () => void = () => undefined): void {
    this.#waiting.push({ work, written });
    if (this.#isTimed) return;
    this.#isTimed = true;
    setTimeout(() => this.#onTimer(), longestWaitMs).unref();
  }

  /** Writes what waits. One that cannot be written does not take the others along; it is thrown. */
  flush(): void {
    const all = this.#waiting;
    if (all.length === 0) return;
    this.#waiting = [];
    if (!this.#isWritten(all)) this.#oneByOne(all);
  }

  /** Keeps a finished exchange and everything that listeners make of it, in one transaction. */
  record(exchange: RecordedExchange, keep: (db: Writer) => void): EvidenceLink[] {
    const links = this.#commit(() => this.#keepRecorded(exchange, keep));
    this.#announce(exchange, links);
    return links;
  }

  /** The same, with the next evidence: see `later`. */
  recordLater(exchange: RecordedExchange, keep: (db: Writer) => void): void {
    let links: EvidenceLink[] = [];
    this.later(
      () => {
        links = this.#keepRecorded(exchange, keep);
      },
      () => this.#announce(exchange, links),
    );
  }

  /** Calls that were on their way when the app stopped: nobody knows whether they took effect, and none is sent again. */
  markUnknownOutcomes(): number {
    return this.#db.run(`UPDATE exchanges SET state = 'unknown' WHERE ${inFlight} AND state = 'sent'`);
  }

  #commit<T>(work: () => T): T {
    const along = this.#waiting;
    this.#waiting = [];
    if (along.length === 0) return this.#db.transaction(work);
    let result: T;
    try {
      result = this.#db.transaction(() => {
        along.forEach((one) => one.work(this.#db));
        return work();
      });
    } catch (error) {
      // Nothing of it was written. What waited has its own turn; what is written now fails or not by itself.
      this.#waiting = [...along, ...this.#waiting];
      try {
        this.flush();
      } catch {
        // Most likely for the same reason, which is thrown.
      }
      throw error;
    }
    along.forEach(({ written }) => written());
    return result;
  }

  #keepRecorded(exchange: RecordedExchange, keep: (db: Writer) => void): EvidenceLink[] {
    keep(this.#db);
    const updated = this.#events.exchangeRecorded(exchange, this.#db);
    if (updated.length > 0) this.#db.run('UPDATE exchanges SET updated = ? WHERE id = ?', JSON.stringify(updated), exchange.id);
    return updated;
  }

  #announce(exchange: RecordedExchange, links: readonly EvidenceLink[]): void {
    this.#onChanged([
      'console',
      'inventory',
      'resilience',
      'today',
      ...(links.some((link) => link.kind === 'calendar') ? ['calendar', 'activity'] : []),
      ...(exchange.credentialId ? ['credentials'] : []),
    ]);
  }

  #oneByOne(all: readonly WaitingWrite[]): void {
    const errors: unknown[] = [];
    for (const { work, written } of all) {
      try {
        this.#db.transaction(() => work(this.#db));
        written();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  /** Nobody is there to be told of a full disk: what waits then waits on, and whoever writes next is told. */
  #onTimer(): void {
    this.#isTimed = false;
    const all = this.#waiting;
    if (all.length === 0) return;
    this.#waiting = [];
    if (!this.#isWritten(all)) this.#waiting = [...all, ...this.#waiting];
  }

  /** Tries to write all of it in one transaction, or nothing. */
  #isWritten(all: readonly WaitingWrite[]): boolean {
    try {
      this.#db.transaction(() => all.forEach(({ work }) => work(this.#db)));
    } catch {
      return false;
    }
    all.forEach(({ written }) => written());
    return true;
  }
}
