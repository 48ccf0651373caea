import type { EvidenceLink } from '../../../shared/contract/console.ts';
import { finishedRow } from '../console/exchange-rows.ts';
import type { RecordedExchange } from '../console/recorded-exchange.ts';
import type { EventBus } from '../events.ts';
import type { HeldFile } from './held-file.ts';
import { joinWrites, writeRow, type RowWrite } from './row-write.ts';
import type { Reader, Sqlite, Writer } from './sqlite.ts';
import { asRecord, bytesOf, readRecord } from './waiting-evidence.ts';

/** The term of the partial index on calls without a known outcome: a query that has it word for word uses the index. */
export const inFlight = "state IN ('sent', 'unknown')";

/** So long may a write wait for the next one; then it is made by itself. */
const longestWaitMs = 100;
/** More do not wait: all of them are written in one go, and so long nothing else is answered. */
const mostWaiting = 400;
/** What is larger is written to its table at once: held, it would be written twice. */
const mostHeldBytes = 64 * 1024;

/** Rows that stand where they belong, or an exchange that was seen, with what listeners make of it; `attempts` is null while more of them follow. */
export type Evidence =
  | { readonly rows: readonly RowWrite[] }
  | { readonly seen: RecordedExchange; readonly attempts: number | null; readonly rows: readonly RowWrite[] };

type Links = Map<string, readonly EvidenceLink[]>;

export interface EvidenceOptions {
  readonly db: Sqlite;
  readonly heldFile: HeldFile;
  readonly events: EventBus;
  readonly onChanged: (topics: readonly string[]) => void;
  /** Told why, where nobody waits for what could not be written. */
  readonly onLost: (error: unknown) => void;
}

/**
 * Writes what was seen: exchanges and what follows from them. Not a person's change, so not in the change log. What comes in quick
 * succession waits for the next and is written together, because a row of the history stands in a dozen indexes; what must not be lost
 * meanwhile is held on the disk as it came, and is taken up again after a crash.
 */
export class EvidenceWriter {
  readonly #db: Sqlite;
  readonly #events: EventBus;
  readonly #onChanged: EvidenceOptions['onChanged'];
  readonly #onLost: EvidenceOptions['onLost'];
  #waiting: Evidence[] = [];
  readonly #heldFile: HeldFile;
  /** So many of those that wait, from the first, are held on the disk. */
  #held = 0;
  /** The number of what is in the file of what is held; null while it is empty. */
  #holding: number | null = null;
  /** Until what waits is written by itself; null while nothing does. */
  #timer: NodeJS.Timeout | null = null;
  #lastNumber: number | null = null;
  /** Whether what waits will be held when this turn is over. */
  #isSoon = false;

  constructor({ db, heldFile, events, onChanged, onLost }: EvidenceOptions) {
    this.#db = db;
    this.#heldFile = heldFile;
    this.#events = events;
    this.#onChanged = onChanged;
    this.#onLost = onLost;
  }

  /**
   * Reads by the connection that evidence is written with. A commit makes every other connection forget the pages it had
   * read; who reads between two writes of evidence, as each send does, finds them still there.
   */
  get reader(): Reader {
    return this.#db;
  }

  /** The number of the next exchange, by which people name it; those that wait have theirs. */
  nextNumber(): number {
    let last = this.#lastNumber;
    if (last === null || this.#waiting.length === 0)
      last = Math.max(last ?? 0, this.#db.get<{ n: number | null }>('SELECT max(number) AS n FROM exchanges')?.n ?? 0);
    this.#lastNumber = last + 1;
    return this.#lastNumber;
  }

  /** One transaction, which takes along what waits; the topics are announced after it. */
  write<T>(topics: readonly string[], work: (db: Writer) => T): T {
    const { result } = this.#commit([], () => work(this.#db));
    if (topics.length > 0) this.#onChanged(topics);
    return result;
  }

  /**
   * Written with the next evidence, and no later than a tenth of a second from now. Lost when the process dies before, if nothing is
   * held meanwhile.
   */
  later(...rows: readonly RowWrite[]): void {
    this.#wait({ rows });
  }

  /** The same, and on the disk before this returns, together with all that waits: for what is about to happen. */
  hold(...rows: readonly RowWrite[]): void {
    if (bytesOf(rows) > mostHeldBytes) {
      this.#commit([{ rows }], () => undefined);
      return;
    }
    this.#holdAll([...this.#waiting, { rows }]);
    this.#wait({ rows });
  }

  /** The same once this turn of the program is over, if nothing was held until then that took it along: for what need not be asked for again. */
  holdSoon(...rows: readonly RowWrite[]): void {
    if (bytesOf(rows) > mostHeldBytes) {
      this.hold(...rows);
      return;
    }
    this.#wait({ rows });
    if (this.#isSoon) return;
    this.#isSoon = true;
    setImmediate(() => {
      this.#isSoon = false;
      try {
        this.#holdAll(this.#waiting);
      } catch {
        // Nobody is there to be told of a full disk, and it waits to be written to its table all the same.
      }
    });
  }

  /** Keeps a finished exchange and everything that listeners make of it, in one transaction. `attempts`: null for one that another follows. */
  record(seen: RecordedExchange, attempts: number | null, ...rows: readonly RowWrite[]): readonly EvidenceLink[] {
    return this.#commit([{ seen, attempts, rows }], () => undefined).links.get(seen.id) ?? [];
  }

  /** The same, with the next evidence: see `later`. */
  recordLater(seen: RecordedExchange, attempts: number, ...rows: readonly RowWrite[]): void {
    if (bytesOf(rows) > mostHeldBytes) this.record(seen, attempts, ...rows);
    else this.#wait({ seen, attempts, rows });
  }

  /** Writes what waits. One that can never be written does not take the others along; why is thrown. */
  flush(): void {
    if (this.#tryToWrite() === null) return;
    const [error] = this.#oneByOne();
    if (error !== undefined) throw error;
  }

  /** Writes what was held when the program before this one ended early. */
  takeUp(): void {
    const { number, records } = this.#heldFile.left(this.#writtenNumber());
    if (records.length > 0) {
      this.#holding = number;
      this.#waiting = records.flatMap(readRecord);
      if (this.#tryToWrite() !== null) this.#oneByOne().forEach(this.#onLost);
    }
  }

  /** Writes what waits; nothing is held after it. */
  close(): void {
    this.flush();
    if (this.#waiting.length === 0) this.#heldFile.remove();
  }

  /** Calls that were on their way when the app stopped: nobody knows whether they took effect, and none is sent again. */
  markUnknownOutcomes(): number {
    return this.#db.run(`UPDATE exchanges SET state = 'unknown' WHERE ${inFlight} AND state = 'sent'`);
  }

  #writtenNumber(): number {
    return this.#db.get<{ written: number }>('SELECT written FROM held_evidence')?.written ?? 0;
  }

  /** Those of them that are not held yet. */
  #holdAll(waiting: readonly Evidence[]): void {
    if (waiting.length === this.#held) return;
    this.#holding ??= this.#writtenNumber() + 1;
    this.#heldFile.add(this.#holding, asRecord(waiting.slice(this.#held)));
    this.#held = waiting.length;
  }

  #wait(evidence: Evidence): void {
    this.#waiting.push(evidence);
    if (this.#waiting.length >= mostWaiting) this.#writeByItself();
    else this.#timer ??= setTimeout(() => this.#writeByItself(), longestWaitMs).unref();
  }

  /** Nobody is there to be told of a full disk: what waits then waits on, and whoever writes next is told. */
  #writeByItself(): void {
    this.#endWait();
    const error = this.#tryToWrite();
    if (error !== null && isOfTheRow(error)) this.#oneByOne().forEach(this.#onLost);
  }

  /** What waits, then `more`, then `work`, in one transaction. What waited and cannot be written does not keep the rest from it. */
  #commit<T>(more: readonly Evidence[], work: () => T): { readonly result: T; readonly links: Links } {
    const attempt = (): { result: T; links: Links } => {
      const waited = this.#waiting.length;
      const all = [...this.#waiting, ...more];
      const done = this.#db.transaction(() => ({ links: this.#keep(all), result: work() }));
      this.#written(waited, all, done.links);
      return done;
    };
    try {
      return attempt();
    } catch (error) {
      // Nothing of it was written.
      if (this.#waiting.length === 0) throw error;
      const lost = this.#oneByOne();
      // What waited was not to blame: then this is.
      if (lost.length === 0) throw error;
      lost.forEach(this.#onLost);
      return attempt();
    }
  }

  /** What waits in one transaction, or nothing of it: then why. */
  #tryToWrite(): Error | null {
    const all = [...this.#waiting];
    if (all.length === 0 && this.#holding === null) return null;
    try {
      const links = this.#db.transaction(() => this.#keep(all));
      this.#written(all.length, all, links);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Inside a transaction: each row once, then what listeners make of the exchanges, in the order in which they were seen. */
  #keep(all: readonly Evidence[]): Links {
    for (const row of joinWrites(all.flatMap(rowsOf))) writeRow(this.#db, row);
    const links: Links = new Map();
    for (const one of all) {
      if (!('seen' in one)) continue;
      const updated = this.#events.exchangeRecorded(one.seen, this.#db);
      if (updated.length > 0) this.#db.run('UPDATE exchanges SET updated = ? WHERE id = ?', JSON.stringify(updated), one.seen.id);
      links.set(one.seen.id, updated);
    }
    if (this.#holding !== null) this.#db.run('UPDATE held_evidence SET written = ?', this.#holding);
    return links;
  }

  #endWait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #written(waited: number, all: readonly Evidence[], links: Links): void {
    this.#waiting.splice(0, waited);
    this.#endWait();
    this.#held = 0;
    if (this.#holding !== null) this.#heldFile.clear();
    this.#holding = null;
    this.#announce(all, links);
  }

  /** Each in a transaction of its own. What breaks a rule of the tables can never be written and is dropped; the rest waits on. Returns why. */
  #oneByOne(): unknown[] {
    const errors: unknown[] = [];
    const left: Evidence[] = [];
    const holding = this.#holding;
    this.#holding = null;
    for (const one of this.#waiting) {
      try {
        const links = this.#db.transaction(() => this.#keep([one]));
        this.#announce([one], links);
      } catch (error) {
        errors.push(error);
        if (!isOfTheRow(error)) left.push(one);
        else if ('seen' in one) this.#keepRowsOnly(one);
      }
    }
    this.#waiting = left;
    // Held again with the next; of what stands there twice after a crash, the second breaks a rule of the tables and is dropped.
    this.#held = 0;
    this.#holding = holding;
    if (left.length === 0) this.#tryToWrite();
    return errors;
  }

  /** What an exchange was about was removed while it was on its way, and listeners have nothing to hold on to: it stays in the history. */
  #keepRowsOnly(one: Evidence): void {
    try {
      this.#db.transaction(() => rowsOf(one).forEach((row) => writeRow(this.#db, row)));
    } catch {
      // It is the row itself that cannot be written; the error of the first try is told.
    }
  }

  #announce(all: readonly Evidence[], links: Links): void {
    const topics = new Set<string>();
    for (const one of all) {
      if (!('seen' in one)) continue;
      for (const topic of ['console', 'inventory', 'resilience', 'today']) topics.add(topic);
      if (one.seen.credentialId !== null) topics.add('credentials');
      if (links.get(one.seen.id)?.some(({ kind }) => kind === 'calendar')) topics.add('calendar').add('activity');
    }
    if (topics.size > 0) this.#onChanged([...topics]);
  }
}

function rowsOf(one: Evidence): readonly RowWrite[] {
  if (!('seen' in one) || one.attempts === null) return one.rows;
  return [finishedRow(one.seen, one.attempts), ...one.rows];
}

/** Another time it would fail as well: not the disk is to blame, but what is to be written. */
function isOfTheRow(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code !== 'string' || /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|ERROR)/u.test(code);
}
