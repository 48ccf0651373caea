import type { EvidenceLink } from '../../../shared/contract/console.ts';
import type { RecordedExchange } from '../console/recorded-exchange.ts';
import type { EventBus } from '../events.ts';
import type { Reader, Sqlite, Writer } from './sqlite.ts';

/** The term of the partial index on calls without a known outcome: a query that has it word for word uses the index. */
export const inFlight = "state IN ('sent', 'unknown')";

/** Writes what was seen: exchanges and what follows from them. Not a person's change, so not in the change log. */
export class EvidenceWriter {
  readonly #db: Sqlite;
  readonly #events: EventBus;
  readonly #onChanged: (topics: readonly string[]) => void;

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

  /** One transaction; the topics are announced after it. */
  write<T>(topics: readonly string[], work: (db: Writer) => T): T {
    const result = this.#db.transaction(() => work(this.#db));
    if (topics.length > 0) this.#onChanged(topics);
    return result;
  }

  /** Keeps a finished exchange and everything that listeners make of it, in one transaction. */
  record(exchange: RecordedExchange, keep: (db: Writer) => void): EvidenceLink[] {
    const links = this.#db.transaction(() => {
      keep(this.#db);
      const updated = this.#events.exchangeRecorded(exchange, this.#db);
      if (updated.length > 0) this.#db.run('UPDATE exchanges SET updated = ? WHERE id = ?', JSON.stringify(updated), exchange.id);
      return updated;
    });
    this.#onChanged([
      'console',
      'inventory',
      'resilience',
      'today',
      ...(links.some((link) => link.kind === 'calendar') ? ['calendar', 'activity'] : []),
      ...(exchange.credentialId ? ['credentials'] : []),
    ]);
    return links;
  }

  /** Calls that were on their way when the app stopped: nobody knows whether they took effect, and none is sent again. */
  markUnknownOutcomes(): number {
    return this.#db.run(`UPDATE exchanges SET state = 'unknown' WHERE ${inFlight} AND state = 'sent'`);
  }
}
