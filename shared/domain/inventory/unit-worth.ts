/** What one unit of a process is worth: an amount in the currency's smallest unit. */
export interface UnitWorth {
  readonly valueMinor: number;
  readonly currency: string;
}

/** Digits after the point in amounts of a currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD; null when it is no currency. */
export function currencyDigits(currency: string): number | null {
  if (!/^[A-Z]{3}$/.test(currency) || !Intl.supportedValuesOf('currency').includes(currency)) return null;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

export type ReadWorth = { readonly worth: UnitWorth | null } | { readonly problem: string };

/** Reads "45.50 EUR" or "EUR 45.50"; empty is no worth. Digits go by the text, never through a fraction. */
export function readWorth(text: string): ReadWorth {
  const said = text.trim();
  if (said === '') return { worth: null };
  const found = /^(?:([A-Za-z]{3})\s*)?(\d{1,16})(?:[.,](\d{1,4}))?(?:\s*([A-Za-z]{3}))?$/.exec(said);
  const currency = (found?.[1] ?? found?.[4] ?? '').toUpperCase();
  if (!found || currency === '') return { problem: 'Write it as “45.50 EUR”.' };
  const digits = currencyDigits(currency);
  if (digits === null) return { problem: `${currency} is no currency.` };
  const fraction = found[3] ?? '';
  if (fraction.length > digits) return { problem: `${currency} has ${digits} digits after the point.` };
  const valueMinor = Number(`${found[2]}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(valueMinor) ? { worth: { valueMinor, currency } } : { problem: 'This is more than can be counted.' };
}

/** "45.50 EUR". */
export function worthText({ valueMinor, currency }: UnitWorth): string {
  const digits = currencyDigits(currency) ?? 2;
  const text = String(valueMinor).padStart(digits + 1, '0');
  return digits === 0 ? `${text} ${currency}` : `${text.slice(0, -digits)}.${text.slice(-digits)} ${currency}`;
}
