import type { ReceiverLimits } from './receiver-limits.ts';

/** Why a body is read no further. */
export type GivenUp = 'too slow' | 'no room';

interface Reading {
  readonly since: number;
  bytes: number;
  readonly giveUp: (why: GivenUp) => void;
}

/** One body that is being read. */
export interface HalfReadBody {
  /** Of a piece that came. */
  add(bytes: number): void;
  /** It is there, or is not waited for any more. */
  end(): void;
}

/** A sender that has just begun is not slow yet. */
const patienceMs = 300;
const lookEveryMs = 500;

/** The bodies that are being read, so that those that drip keep neither others out nor the memory full. */
export class HalfRead {
  readonly #limits: ReceiverLimits;
  readonly #now: () => number;
  readonly #open = new Set<Reading>();
  readonly #timer: NodeJS.Timeout;
  #held = 0;

  constructor(limits: ReceiverLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#timer = setInterval(() => this.#giveUpSlow(), Math.min(lookEveryMs, limits.graceMs));
    this.#timer.unref();
  }

  /** Takes one more; where there are many, the slowest makes room. */
  begin(giveUp: (why: GivenUp) => void): HalfReadBody {
    if (this.#open.size >= this.#limits.halfRead) this.#makeRoom();
    const reading: Reading = { since: this.#now(), bytes: 0, giveUp };
    this.#open.add(reading);
    return {
      add: (bytes) => {
        if (!this.#open.has(reading)) return;
        reading.bytes += bytes;
        this.#held += bytes;
        if (this.#held > this.#limits.heldBytes) this.#drop(reading, 'no room');
      },
      end: () => this.#forget(reading),
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #makeRoom(): void {
    const now = this.#now();
    const slowest = [...this.#open].filter(({ since }) => now - since >= patienceMs).toSorted((a, b) => rateOf(a, now) - rateOf(b, now));
    for (const one of slowest.slice(0, this.#open.size - this.#limits.halfRead + 1)) this.#drop(one, 'too slow');
  }

  #giveUpSlow(): void {
    const now = this.#now();
    for (const one of this.#open)
      if (now - one.since > this.#limits.graceMs && rateOf(one, now) < this.#limits.leastBytesPerS) this.#drop(one, 'too slow');
  }

  #drop(reading: Reading, why: GivenUp): void {
    this.#forget(reading);
    reading.giveUp(why);
  }

  #forget(reading: Reading): void {
    if (this.#open.delete(reading)) this.#held -= reading.bytes;
  }
}

const rateOf = ({ bytes, since }: Reading, now: number): number => (bytes * 1000) / Math.max(1, now - since);
