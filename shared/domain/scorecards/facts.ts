import type { Month } from '../costs/months.ts';
import type { PriceRule } from '../costs/price-rule.ts';

/** Who a page is for. A vendor review shows one vendor's own matters and nothing of ours. */
export const audiences = ['executive', 'operations', 'vendor review', 'auditor'] as const;
export type Audience = (typeof audiences)[number];

export type PromiseVerdict = 'met' | 'met_sampled' | 'at_risk' | 'missed' | 'not_proven' | 'no_data';

/** What was promised and what was seen of it in the month, as the monitors report it. */
export interface PromiseFact {
  readonly id: string;
  readonly name: string;
  readonly kind: 'availability' | 'latency' | 'freshness' | 'correctness';
  readonly target: number;
  readonly processId: string | null;
  readonly processName: string | null;
  readonly apiId: string | null;
  readonly apiName: string | null;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly good: number;
  readonly bad: number;
  readonly noData: number;
  readonly excluded: number;
  readonly planned: number;
  readonly observed: number | null;
  readonly coverage: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly verdict: PromiseVerdict;
  readonly allowanceLeft: number | null;
  readonly thresholdMs: number | null;
  readonly methodWords: string;
  /** What one good or bad is. */
  readonly unit: 'slot' | 'call' | 'row';
  readonly slotMs: number;
  readonly serviceWords: string;
  /** Taken out by a person, with a reason. */
  readonly annulled: number;
  /** Observed in the month before. */
  readonly observedBefore: number | null;
}

export interface IncidentFact {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly apiName: string | null;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly state: 'open' | 'closed';
  readonly attribution: 'vendor' | 'ours' | 'network' | 'unknown';
  readonly openedAt: number;
  readonly shortestMs: number;
  readonly longestMs: number | null;
  readonly durationWords: string;
  readonly processes: readonly string[];
  readonly action: string;
}

export interface EventFact {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly at: number;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly isLinked: boolean;
  readonly calls30d: number;
  readonly startByAt: number | null;
  readonly ownerName: string | null;
  readonly isAcknowledged: boolean;
  readonly firstSeenAt: number;
  readonly source: string;
}

export interface RiskFact {
  readonly id: string;
  readonly kind: 'risk' | 'waiver';
  readonly title: string;
  readonly ownerName: string | null;
  readonly likelihood: number;
  readonly impact: number;
  readonly dueAt: number | null;
  readonly reason: string;
}

export interface DecisionFact {
  readonly id: string;
  readonly title: string;
  readonly recommendation: string;
  readonly ownerName: string | null;
  readonly dueAt: number | null;
}

/** One price list with the month's quantity: enough to compute its cost again. */
export interface CostPlanFact {
  readonly id: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly name: string;
  readonly unitName: string;
  readonly currency: string;
  readonly rule: PriceRule;
  /** Null: nobody counted. */
  readonly quantity: string | null;
  readonly quantityFrom: 'exchanges' | 'by hand' | 'file' | 'none needed';
}

export interface VendorAmountFact {
  readonly id: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly currency: string;
  readonly exponent: number;
  readonly amountMinor: number;
}

export interface OutcomeFact {
  readonly id: string;
  readonly name: string;
  readonly processName: string | null;
  readonly quantity: number;
  readonly source: string;
}

export interface CostFacts {
  readonly plans: readonly CostPlanFact[];
  readonly invoices: readonly VendorAmountFact[];
  /** In force in the month; without a vendor: for all together. */
  readonly budgets: readonly VendorAmountFact[];
  /** Of the month after, for the forecast. */
  readonly nextBudgets: readonly VendorAmountFact[];
  readonly outcomes: readonly OutcomeFact[];
  /** Vendors that were called in the month and have neither a price list nor an invoice. */
  readonly vendorsWithoutCost: readonly string[];
}

export interface LedgerFact {
  readonly id: string;
  readonly name: string;
  readonly lastRunAt: number | null;
  readonly lastRunNumber: number | null;
  readonly openBreaks: number;
  readonly breaksWithoutOwner: number;
  readonly matched: number;
  readonly rows: number;
  readonly byCurrency: readonly {
    readonly currency: string;
    readonly exponent: number;
    readonly openMinor: number;
    readonly remainderMinor: number;
  }[];
}

/** What a vendor's APIs answered in the month. */
export interface VendorFact {
  readonly id: string;
  readonly name: string;
  /** Its one API that was called; null when there are several. */
  readonly apiId: string | null;
  readonly calls: number;
  readonly failedTheirs: number;
  /** Days between the first sight of a change and its date, of the changes that fell into the month or are to come. */
  readonly noticeDays: readonly number[];
}

/** Everything that a scorecard is computed from. Frozen as it is; a test outside the app can compute the figures from it again. */
export interface ScorecardFacts {
  readonly format: 1;
  readonly workspace: string;
  readonly month: Month;
  readonly audience: Audience;
  readonly vendor: { readonly id: string; readonly name: string } | null;
  readonly fromAt: number;
  readonly toAt: number;
  readonly asOf: number;
  readonly processes: readonly {
    readonly id: string;
    readonly name: string;
    readonly criticality: string;
    readonly apiIds: readonly string[];
  }[];
  readonly promises: readonly PromiseFact[];
  readonly incidents: readonly IncidentFact[];
  readonly events: readonly EventFact[];
  readonly risks: readonly RiskFact[];
  readonly decisions: readonly DecisionFact[];
  readonly costs: CostFacts;
  readonly ledgers: readonly LedgerFact[];
  readonly vendors: readonly VendorFact[];
}
