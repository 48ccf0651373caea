import { amountField, currencyField, timeField } from './compare-fields.ts';
import { comparedFields, digitsOf, separator } from './compile-side.ts';
import type { Finding, SideRecord } from './classify.ts';
import type { LedgerSpec } from './ledger-spec.ts';

/** "1,204.50" from minor units; no currency. */
export function moneyText(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  const whole = text.slice(0, cut).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${minor < 0 ? '−' : ''}${whole}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}

/** "2026-11-14 22:14:08", in UTC. */
export const timeText = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** The difference of a break in a few words, left → right. */
export function differenceWords(finding: Finding, spec: LedgerSpec): string {
  if (finding.class === 'timing') return `waits for the ${finding.missingSide} side, ≤ ${spec.settleDays ?? 0} days`;
  if (finding.missingSide !== null) return `no ${spec[finding.missingSide].name} row`;
  if (finding.class !== 'value_mismatch') return `${finding.left.length} left, ${finding.right.length} right`;
  const [left] = finding.left;
  const [right] = finding.right;
  const field = finding.fields.includes(amountField) ? amountField : (finding.fields[0] ?? '');
  if (left === undefined || right === undefined) return '';
  const more = finding.fields.length > 1 ? ` +${finding.fields.length - 1}` : '';
  return `${field} ${fieldText(left, field, spec)} → ${fieldText(right, field, spec)}${more}`;
}

/** What a record says in a field, as a person reads it. */
export function fieldText(record: SideRecord, field: string, spec: LedgerSpec): string {
  if (field === amountField) return moneyText(record.amount, record.currency);
  if (field === currencyField) return record.currency;
  if (field === timeField) return record.at === null ? 'none' : timeText(record.at);
  const fields = comparedFields(spec);
  const at = fields.findIndex(({ name }) => name === field);
  const value = record.compared.split(separator)[at] ?? '';
  return valueText(value, fields[at]?.type ?? 'text', record.currency);
}

/** A staged value as a person reads it. */
export function valueText(value: string, type: LedgerSpec['fields'][number]['type'], currency: string): string {
  if (value === '') return 'none';
  const number = Number(value);
  if (type === 'money' && Number.isSafeInteger(number)) return moneyText(number, currency);
  if (type === 'time' && Number.isSafeInteger(number)) return timeText(number);
  return value;
}
