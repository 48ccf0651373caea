import { describe, expect, it } from 'vitest';
import type { ApiRow, Endpoint } from '../../../shared/contract/inventory.ts';
import { apiTitle, listRows, usedOf } from './endpoint-rows.ts';

const apiOf = (id: string, vendorName: string): ApiRow => ({ id, vendorName, name: 'API', version: '1' }) as ApiRow;
const endpoint = (id: string, apiId: string, summary: string, calls30d = 0): Endpoint =>
  ({ id, apiId, method: 'GET', path: `/${id}`, summary, operationId: null, calls30d }) as Endpoint;

const apis = [apiOf('a', 'Adyen'), apiOf('p', 'PayPal'), apiOf('z', 'Zendesk')];
const endpoints = [endpoint('e1', 'a', 'Refund a payment'), endpoint('e2', 'a', 'New payment', 12), endpoint('e3', 'p', 'Capture')];
const choice = { filter: '', open: {}, selectedId: null, usedIds: usedOf(endpoints) };
const ids = (rows: ReturnType<typeof listRows>): string[] => rows.map((row) => (row.kind === 'api' ? row.api.id : row.endpoint.id));

describe('the list of endpoints', () => {
  it('stands under the APIs, those in use first, without APIs that have none', () => {
    expect(ids(listRows(apis, endpoints, choice))).toEqual(['a', 'e2', 'e1', 'p', 'e3']);
  });

  it('stays as it is when one of them is sent for the first time', () => {
    const sent = endpoints.map((one) => (one.id === 'e1' ? { ...one, calls30d: 1 } : one));
    expect(ids(listRows(apis, sent.toReversed(), choice))).toEqual(ids(listRows(apis, endpoints.toReversed(), choice)));
    expect(ids(listRows(apis, sent, choice))).toEqual(['a', 'e2', 'e1', 'p', 'e3']);
    expect(usedOf(sent)).toEqual(new Set(['e1', 'e2']));
  });

  it('hides what a person closed, but not from a filter', () => {
    expect(ids(listRows(apis, endpoints, { ...choice, open: { a: false } }))).toEqual(['a', 'p', 'e3']);
    expect(ids(listRows(apis, endpoints, { ...choice, filter: 'refund', open: { a: false } }))).toEqual(['a', 'e1']);
  });

  it('takes every word of the filter, in any order', () => {
    expect(ids(listRows(apis, endpoints, { ...choice, filter: 'capture paypal' }))).toEqual(['p', 'e3']);
  });

  it('opens only the chosen API when there are many endpoints', () => {
    const many = Array.from({ length: 50 }, (_, index) => endpoint(`m${index}`, 'p', 'x'));
    const rows = listRows(apis, [...endpoints.slice(0, 2), ...many], { ...choice, selectedId: 'e1' });
    expect(ids(rows)).toEqual(['a', 'e2', 'e1', 'p']);
  });
});

describe('the title of an API', () => {
  it('says the vendor once', () => {
    expect(apiTitle({ vendorName: 'Adyen', name: 'Checkout' })).toBe('Adyen Checkout');
    expect(apiTitle({ vendorName: 'Adyen', name: 'Adyen Checkout' })).toBe('Adyen Checkout');
  });
});
