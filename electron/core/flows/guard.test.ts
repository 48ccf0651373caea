import { expect, it } from 'vitest';
import { allowedIn, namedApart, placesOf, type Guarded } from './guard.ts';

const adyen: Guarded = { id: 'a', name: 'Live', apiWords: 'Adyen Checkout', effects: [] };
const paypal: Guarded = { id: 'p', name: 'Live', apiWords: 'PayPal Orders', effects: [] };
const shop: Guarded = { id: 's', name: 'Production', apiWords: 'Shopify Admin', effects: [] };
const locked = { console: { guard: { unlockedUntil: () => null } } } as never;
const what = { flowName: 'Refund', rows: 2 };

it('asks for the API too where two environments of a flow have one name', () => {
  expect(namedApart([adyen, paypal, shop]).map(({ name }) => name)).toEqual([
    'Live of Adyen Checkout',
    'Live of PayPal Orders',
    'Production',
  ]);
});

it('is not opened for one vendor by the name of another’s environment', () => {
  const guarded = namedApart([adyen, paypal]);
  expect(() => allowedIn(locked, 'Ines', guarded, ['Live'], what)).toThrow('Live of Adyen Checkout, Live of PayPal Orders');
  expect(() => allowedIn(locked, 'Ines', guarded, ['Live of Adyen Checkout'], what)).toThrow('changes something in Live of PayPal Orders');
  expect(allowedIn(locked, 'Ines', guarded, ['Live of Adyen Checkout', 'Live of PayPal Orders'], what)).toHaveLength(2);
});

it('names the vendor also where the name alone confirms', () => {
  expect(() => allowedIn(locked, 'Ines', namedApart([shop]), [], what)).toThrow('Production of Shopify Admin');
  expect(allowedIn(locked, 'Ines', namedApart([shop]), ['Production'], what)).toEqual(['Production']);
});

it('is asked about with each vendor, environment and effect; what confirms it is what the window sends', () => {
  const places = placesOf(namedApart([{ ...adyen, effects: ['POST /refunds refunds money'] }, paypal, shop]));
  expect(places).toEqual([
    { name: 'Live of Adyen Checkout', words: 'Live of Adyen Checkout', effects: ['POST /refunds refunds money'] },
    { name: 'Live of PayPal Orders', words: 'Live of PayPal Orders', effects: [] },
    { name: 'Production', words: 'Production of Shopify Admin', effects: [] },
  ]);
});
