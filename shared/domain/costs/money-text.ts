/** Decimal places of a currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // Not a code that anybody knows: two places, as most have.
    return 2;
  }
}

/** "€6,842.10"; written the same everywhere. */
export function moneyText(minor: number, currency: string, exponent: number): string {
  const amount = Math.abs(minor) / 10 ** exponent;
  const sign = minor < 0 ? '−' : '';
  const digits = amount.toLocaleString('en-GB', { minimumFractionDigits: exponent, maximumFractionDigits: exponent });
  return `${sign}${unitPriceText(digits, currency)}`;
}

/** "€0.376": an amount with more places than the currency has, as the price of one order. */
export function unitPriceText(amount: string, currency: string): string {
  const symbol = { EUR: '€', USD: '$', GBP: '£', JPY: '¥' }[currency];
  return symbol === undefined ? `${currency} ${amount}` : `${symbol}${amount}`;
}

/** Reads "7,200.00", "7200" or "12.5" as minor units; null when it is no amount or has more places than the currency. */
export function parseMoney(text: string, exponent: number): number | null {
  const plain = text.trim().replaceAll(/[\s,]/g, '').replace('−', '-');
  const found = /^(-?)(\d{1,12})(?:\.(\d*))?$/.exec(plain);
  if (!found) return null;
  const [, sign, whole = '0', places = ''] = found;
  if (places.length > exponent) return null;
  const minor = Number(whole + places.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? (sign === '-' ? -minor : minor) : null;
}
