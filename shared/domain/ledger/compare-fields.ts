import { separator, comparedFields } from './compile-side.ts';
import type { LedgerSpec, Tolerance } from './ledger-spec.ts';

/** Names of what every record has besides its compared fields. */
export const amountField = 'amount';
export const currencyField = 'currency';
export const timeField = 'time';

/** Whether two numbers lie within a tolerance; percent is of the left one. */
export function isWithin(left: number, right: number, one: Tolerance): boolean {
  const apart = Math.abs(right - left);
  switch (one.kind) {
    case 'exact':
      return apart === 0;
    case 'minor':
      return apart <= one.amount;
    case 'percent':
      return apart * 100 <= one.percent * Math.abs(left);
    case 'minutes':
      return apart <= one.minutes * 60_000;
    case 'shown':
      return true;
  }
}

/** Says which of a pair's compared fields differ, by name, given the values of both sides as they were staged. */
export function compileComparison(spec: LedgerSpec): (left: string, right: string) => string[] {
  const fields = comparedFields(spec);
  return (left, right) => {
    if (left === right) return [];
    const lefts = left.split(separator);
    const rights = right.split(separator);
    return fields.flatMap((field, index) => {
      const [one = '', other = ''] = [lefts[index], rights[index]];
      if (one === other) return [];
      if (field.type === 'text' || one === '' || other === '') return [field.name];
      const [a, b] = [Number(one), Number(other)];
      return Number.isNaN(a) || Number.isNaN(b) || !isWithin(a, b, field.tolerance) ? [field.name] : [];
    });
  };
}
