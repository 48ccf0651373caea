import { createHash, hash } from 'node:crypto';
import { breakFamily, type BreakClass, type Side } from '../../../shared/domain/ledger/break-class.ts';
import { comparedFields, separator, shownFields } from '../../../shared/domain/ledger/compile-side.ts';
import { differenceWords } from '../../../shared/domain/ledger/difference-words.ts';
import type { SideRecord } from '../../../shared/domain/ledger/classify.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import type { SqlValue } from '../db/sqlite.ts';
import type { Observed, Reconciliation } from './reconcile.ts';

/** What was found as rows; made before the transaction, so that nobody waits for the one writer longer than it writes. */
export function breakRows({ observed }: Reconciliation, ledgerId: string, spec: LedgerSpec): BreakRow[] {
  const unread = new Set<string>();
  return observed.flatMap((one) => {
    const row = rowOf(one, ledgerId, spec);
    if (one.kind === 'finding') return [row];
    // Rows that cannot be read may be word for word the same, such as two empty ones: they are one break.
    const same = row.fingerprint.toString('latin1');
    if (unread.has(same)) return [];
    unread.add(same);
    return [row];
  });
}

export interface BreakRow {
  readonly observed: Observed;
  readonly fingerprint: Buffer;
  readonly key: string;
  readonly class: BreakClass;
  readonly missingSide: Side | null;
  readonly fields: string;
  readonly words: string;
  readonly currency: string;
  readonly effect: number;
  readonly otherCurrency: SqlValue;
  readonly otherEffect: number | null;
  readonly atRisk: number;
  readonly at: number | null;
  readonly left: string;
  readonly right: string;
}

function rowOf(one: Observed, ledgerId: string, spec: LedgerSpec): BreakRow {
  if (one.kind === 'rejection') {
    const { side, key, words, raw } = one.rejection;
    const record = JSON.stringify([{ raw: raw.slice(0, 4000) }]);
    return {
      observed: one,
      fingerprint: fingerprint(ledgerId, `rejected_${side}`, key, createHash('sha256').update(raw).digest('hex')),
      key: key === '' ? '(no key)' : key,
      class: 'rejected_row',
      missingSide: null,
      fields: '',
      words: `${side}: ${words}`,
      currency: '',
      effect: 0,
      otherCurrency: null,
      otherEffect: null,
      atRisk: 0,
      at: null,
      left: side === 'left' ? record : '[]',
      right: side === 'right' ? record : '[]',
    };
  }
  const { finding } = one;
  const own = finding.effects.find(({ currency }) => currency === finding.currency);
  const other = finding.effects.find(({ currency }) => currency !== finding.currency);
  const fields = finding.fields.join(',');
  return {
    observed: one,
    fingerprint: fingerprint(ledgerId, breakFamily(finding), finding.key, fields),
    key: finding.key,
    class: finding.class,
    missingSide: finding.missingSide,
    fields,
    words: differenceWords(finding, spec),
    currency: finding.currency,
    effect: own?.minor ?? 0,
    otherCurrency: other?.currency ?? null,
    otherEffect: other?.minor ?? null,
    atRisk: finding.atRisk,
    at: finding.at,
    left: recordsJson(finding.left, spec),
    right: recordsJson(finding.right, spec),
  };
}

/** What makes a break the same break in the next run: its ledger, what kind it is, its key, and the fields that differ. */
export const fingerprint = (ledgerId: string, family: string, key: string, fields: string): Buffer =>
  hash('sha256', `${ledgerId}\n${family}\n${key}\n${fields}`, 'buffer');

function recordsJson(records: readonly SideRecord[], spec: LedgerSpec): string {
  if (records.length === 0) return '[]';
  const [ofCompared, ofShown] = [comparedFields(spec), shownFields(spec)];
  return JSON.stringify(
    records.map(({ currency, amount, at, compared, shown }) => {
      const values: Record<string, string> = {};
      addNamed(values, ofCompared, compared);
      addNamed(values, ofShown, shown);
      return { currency, amountMinor: amount, at, values };
    }),
  );
}

function addNamed(values: Record<string, string>, fields: readonly { readonly name: string }[], text: string): void {
  if (fields.length === 0) return;
  const parts = text.split(separator);
  // Not assigned: a field may be called __proto__.
  fields.forEach(({ name }, index) => {
    const value = parts[index] ?? '';
    if (name === '__proto__') Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
    else values[name] = value;
  });
}
