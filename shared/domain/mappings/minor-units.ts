import { isoExponent } from './currency-exponents.ts';
import type { ExponentSource } from './mapping-spec.ts';
import { Refusal } from './refusal.ts';

/** Digits after the mark for a currency; undefined when nobody knows the currency. */
export function exponentOf(source: ExponentSource, currency: string): number | undefined {
  if (source.by === 'fixed') return source.digits;
  if (source.by === 'list' && Object.hasOwn(source.digits, currency)) return source.digits[currency];
  return isoExponent(currency);
}

const pointNumber = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const commaNumber = /^([+-]?)(\d*)(?:,(\d*))?$/;
const pointGrouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const commaGrouped = /^[+-]?\d{1,3}(?:[.\u00A0\u202F ]\d{3})+(?:,\d*)?$/;

/**
 * A decimal as a whole number of the smallest unit: `419.00` with 2 digits is 41900. Nothing is rounded: digits beyond the currency's that are
 * not zero are refused. Thousands are taken only where they are well formed.
 */
export function decimalToMinor(value: unknown, digits: number, mark: 'point' | 'comma'): number | Refusal {
  let text: string;
  if (typeof value === 'string') {
    const usual = mark === 'point' ? readUsual(value, digits) : null;
    if (usual !== null) return usual;
    text = value.trim();
  } else if (typeof value === 'number' && Number.isFinite(value)) {
    text = String(value);
    mark = 'point';
  } else return new Refusal('not_decimal', value);
  // The grouped forms are rare, and looking for them costs as much as the number itself.
  if (mark === 'point' && text.includes(',') && pointGrouped.test(text)) text = text.replaceAll(',', '');
  else if (mark === 'comma' && text.length > 4 && commaGrouped.test(text)) text = text.replaceAll(/[.\u00A0\u202F ]/g, '');
  const match = (mark === 'point' ? pointNumber : commaNumber).exec(text);
  const whole = match?.[2] ?? '';
  const part = match?.[3] ?? '';
  if (!match || (whole === '' && part === '')) return new Refusal('not_decimal', value);
  let fraction = part;
  if (fraction.length > digits) {
    if (/[1-9]/.test(fraction.slice(digits))) return new Refusal('too_precise', value);
    fraction = fraction.slice(0, digits);
  }
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return new Refusal('too_large', value);
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}

/** `419.00` and `3200`, up to 15 letters, with exactly the currency's digits: what most files write, without a regular expression. */
function readUsual(text: string, digits: number): number | null {
  const { length } = text;
  if (length === 0 || length > 15) return null;
  let minor = 0;
  let point = -1;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) minor = minor * 10 + code - 0x30;
    else if (code === 0x2e && point < 0 && index > 0) point = index;
    else return null;
  }
  if (point >= 0) return length - point - 1 === digits ? minor : null;
  return digits === 0 ? minor : null;
}

/** The inverse: 41900 with 2 digits is `419.00`. */
export function minorToDecimal(value: unknown, digits: number): string | Refusal {
  let minor: number;
  if (typeof value === 'number') minor = value;
  else if (typeof value === 'string' && /^[+-]?\d+$/.test(value.trim())) minor = Number(value);
  else return new Refusal('not_integer', value);
  if (!Number.isSafeInteger(minor)) return new Refusal(Number.isInteger(minor) ? 'too_large' : 'not_integer', value);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}
