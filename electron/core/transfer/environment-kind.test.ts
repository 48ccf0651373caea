import { expect, it } from 'vitest';
import { kindOfEnvironment } from './environment-kind.ts';

it.each([
  ['Sandbox', 'https://api.example.com', 'sandbox'],
  ['', 'https://checkout-test.adyen.com/v71', 'sandbox'],
  ['Live', 'https://api.stripe.com', 'production'],
  ['', 'https://api.stripe.com', 'production'],
  ['Stripe', 'https://api.stripe.com/v1', 'production'],
  ['', 'https://shop.test/v1', 'other'],
  ['', 'http://192.168.1.4:8080', 'other'],
  ['', '{{baseUrl}}', 'other'],
])('“%s” at %s is %s', (name, baseUrl, kind) => {
  expect(kindOfEnvironment(name, baseUrl)).toBe(kind);
});
