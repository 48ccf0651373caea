import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDigits, readWorth, worthText } from './unit-worth.ts';

describe('what a unit is worth', () => {
  it('reads back every amount that it writes', () => {
    const worth = fc.record({
      valueMinor: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'USD'),
    });
    fc.assert(
      fc.property(worth, (one) => {
        expect(readWorth(worthText(one))).toEqual({ worth: one });
      }),
    );
  });

  it('reads what people write', () => {
    expect(readWorth('EUR 45,5')).toEqual({ worth: { valueMinor: 4550, currency: 'EUR' } });
    expect(readWorth('1200 jpy')).toEqual({ worth: { valueMinor: 1200, currency: 'JPY' } });
    expect(readWorth(' ')).toEqual({ worth: null });
    expect(currencyDigits('KWD')).toBe(3);
  });

  it.each(['45', '45.505 EUR', '90071992547409.92 EUR', '9999999999999999 JPY', '4.5 JPY', '1 XQZ', '-3 EUR', 'EUR'])(
    'refuses %j',
    (text) => {
      expect(readWorth(text)).toHaveProperty('problem');
    },
  );
});
