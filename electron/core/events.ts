import type { EvidenceLink } from '../../shared/contract/console.ts';
import type { RecordedExchange } from './console/recorded-exchange.ts';
import type { Writer } from './db/sqlite.ts';

/** What happens in the engine that other features act on. The one who announces does not know who listens. */
export interface EngineEvents {
  /** Called inside the transaction that keeps the exchange; what comes back is shown as "this exchange updated". */
  'exchange.recorded': (exchange: RecordedExchange, db: Writer) => readonly EvidenceLink[];
}

export class EventBus {
  readonly #recorded: EngineEvents['exchange.recorded'][] = [];

  onExchangeRecorded(listener: EngineEvents['exchange.recorded']): void {
    this.#recorded.push(listener);
  }

  exchangeRecorded(exchange: RecordedExchange, db: Writer): EvidenceLink[] {
    return this.#recorded.flatMap((listener) => listener(exchange, db));
  }
}
