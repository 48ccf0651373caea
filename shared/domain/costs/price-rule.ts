/** How a vendor turns a quantity into money. */
export const priceKinds = ['flat', 'per_request', 'graduated', 'volume', 'package'] as const;
export type PriceKind = (typeof priceKinds)[number];

/** One step of a price list. The last one has no upper bound. */
export interface PriceTier {
  /** The last unit of this tier; null: no end. */
  readonly upTo: string | null;
  /** Price of one unit (of one package, for packages) in the currency's main unit, as a decimal: "0.00025". */
  readonly unitPrice: string;
}

/** A price list, complete enough to compute a month's cost from a quantity. */
export interface PriceRule {
  readonly kind: PriceKind;
  /** Decimal places of the currency: 2 for EUR, 0 for JPY. */
  readonly exponent: number;
  /** Paid every month whatever is used, in minor units. */
  readonly baseMinor: number;
  readonly tiers: readonly PriceTier[];
  /** Units that cost nothing. */
  readonly included: string;
  /** Units in one package; only for packages. */
  readonly packageSize: string | null;
  /** The least that use costs, in minor units; the base comes on top. */
  readonly commitMinor: number;
}
