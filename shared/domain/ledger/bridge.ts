import type { Effect } from './classify.ts';
import type { Side } from './break-class.ts';

/** The lines between the two sums, in the order in which they are drawn. */
export const bridgeLines = ['missing_right', 'timing', 'value_mismatch', 'tolerated', 'duplicate', 'missing_left'] as const;
export type BridgeLine = (typeof bridgeLines)[number];

export interface BridgeSum {
  readonly minor: number;
  /** Breaks behind it; for `tolerated`, pairs. */
  readonly count: number;
}

/** From the left sum to the right sum of one currency. `remainder` is what no line explains; it is 0 or the engine is wrong. */
export interface Bridge {
  readonly currency: string;
  readonly leftMinor: number;
  readonly leftRows: number;
  readonly rightMinor: number;
  readonly rightRows: number;
  readonly lines: Readonly<Record<BridgeLine, BridgeSum>>;
  readonly remainderMinor: number;
}

interface Sums {
  minor: number;
  count: number;
}

/**
 * Adds up the bridge of every currency. The two sums are taken from the rows as they were staged, the lines from how keys were classified: two
 * ways of counting that must meet, so a remainder other than 0 shows a mistake and is not a rounding matter.
 */
export class BridgeBuilder {
  readonly #sides = new Map<string, { left: Sums; right: Sums }>();
  readonly #lines = new Map<string, Record<BridgeLine, Sums>>();

  /** A staged row; `rows` and `minor` may stand for several of them. */
  addRow(side: Side, currency: string, minor: number, rows = 1): void {
    const sums = getOrMake(this.#sides, currency, () => ({ left: { minor: 0, count: 0 }, right: { minor: 0, count: 0 } }))[side];
    sums.minor += minor;
    sums.count += rows;
  }

  /** What one classified key does to the sums; counted once in the currency of its break, and where it has an effect. */
  addEffects(line: BridgeLine, effects: readonly Effect[], currency: string | null): void {
    for (const effect of effects) {
      const sums = this.#line(effect.currency, line);
      sums.minor += effect.minor;
      if (effect.currency !== currency) sums.count += 1;
    }
    if (currency !== null) this.#line(currency, line).count += 1;
  }

  /** Every currency, the one with most rows first. Throws when a sum is too large to be exact. */
  build(): Bridge[] {
    return [...this.#sides]
      .map(([currency, { left, right }]): Bridge => {
        const lines = this.#lines.get(currency) ?? emptyLines();
        const explained = bridgeLines.reduce((sum, line) => sum + lines[line].minor, left.minor);
        for (const exact of [left.minor, right.minor, explained]) {
          if (!Number.isSafeInteger(exact)) throw new Error(`the sum of ${currency} is too large to be exact`);
        }
        return {
          currency,
          leftMinor: left.minor,
          leftRows: left.count,
          rightMinor: right.minor,
          rightRows: right.count,
          lines,
          remainderMinor: right.minor - explained,
        };
      })
      .toSorted((a, b) => b.leftRows + b.rightRows - a.leftRows - a.rightRows || (a.currency < b.currency ? -1 : 1));
  }

  #line(currency: string, line: BridgeLine): Sums {
    return getOrMake(this.#lines, currency, emptyLines)[line];
  }
}

const emptyLines = (): Record<BridgeLine, Sums> =>
  Object.fromEntries(bridgeLines.map((line) => [line, { minor: 0, count: 0 }])) as Record<BridgeLine, Sums>;

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
