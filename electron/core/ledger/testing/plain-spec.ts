import type { ComparedField, LedgerSpec, SideSpec } from '../../../../shared/domain/ledger/ledger-spec.ts';

const side = (name: string): SideSpec => ({
  name,
  mappingId: null,
  key: ['id'],
  amount: { column: 'amount', unit: 'major', decimalMark: 'point' },
  currency: { column: 'currency' },
  time: { column: 'at', format: 'iso', offsetMinutes: 0 },
});

const text = (name: string): ComparedField => ({
  name,
  type: 'text',
  left: name,
  right: name,
  ignoreCase: false,
  tolerance: { kind: 'exact' },
});

/** Orders beside payouts, the same columns on both sides. */
export const plainSpec: LedgerSpec = {
  left: side('Orders'),
  right: side('Payouts'),
  keyCase: 'exact',
  amountTolerance: { kind: 'exact' },
  timeTolerance: { kind: 'shown' },
  fields: [text('status')],
  settleDays: null,
};

export interface PlainRow {
  readonly id: string;
  readonly amount: string;
  readonly currency?: string;
  readonly at?: string;
  readonly status?: string;
}

/** A row as a CSV would give it. */
export const row = (one: PlainRow) => ({ currency: 'EUR', at: '2026-11-10T08:00:00Z', status: 'paid', ...one });
