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
  readonly #woken = new Set<() => void>();
  #audience = 0;

  /** Called when the system says that this computer woke up or was unlocked: a hint, never the only one. */
  onWoken(listener: () => void): () => void {
    this.#woken.add(listener);
    return () => void this.#woken.delete(listener);
  }

  /** Somebody at a window listens from now on; returns how to leave. What waited for that is done at once. */
  joinAudience(): () => void {
    this.#audience += 1;
    this.woken();
    return () => {
      this.#audience -= 1;
    };
  }

  /** Whether a notice would be seen by anybody. */
  get hasAudience(): boolean {
    return this.#audience > 0;
  }

  woken(): void {
    this.#woken.forEach((listener) => listener());
  }

  onExchangeRecorded(listener: EngineEvents['exchange.recorded']): void {
    this.#recorded.push(listener);
  }

  exchangeRecorded(exchange: RecordedExchange, db: Writer): EvidenceLink[] {
    return this.#recorded.flatMap((listener) => listener(exchange, db));
  }
}
