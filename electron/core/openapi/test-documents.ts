import { readFileSync } from 'node:fs';
import { isFault } from '../../../shared/contract/errors.ts';
import type { Fault } from '../../../shared/contract/errors.ts';
import { readDocument } from './read-document.ts';
import type { OpenApiDocument } from './read-document.ts';

/** Documents for the unit tests of this folder: the vendors' real files, and small ones written in the test. */

export function contractText(name: string): string {
  return readFileSync(new URL(`../../../resources/contracts/${name}`, import.meta.url), 'utf8');
}

export const adyen71 = 'adyen/CheckoutService-v71.json';
export const adyen68 = 'adyen/CheckoutService-v68.json';
export const paypalOrders = 'paypal/checkout_orders_v2.json';

export function readText(text: string, fileName = 'api.json'): OpenApiDocument {
  return readDocument({ bytes: new TextEncoder().encode(text), fileName });
}

/** A complete small OpenAPI document around the given parts. */
export function documentWith(parts: object, version = '3.1.0'): string {
  return JSON.stringify({ openapi: version, info: { title: 'Small', version: '1' }, paths: {}, ...parts }, null, 2);
}

/** The fault that a call throws; anything else it throws or returns fails the test. */
export function faultOf(call: () => unknown): Fault {
  try {
    call();
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
  throw new Error('expected a Fault, and there was none');
}
