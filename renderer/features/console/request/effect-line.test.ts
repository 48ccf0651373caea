import { expect, it } from 'vitest';
import { effectLine } from './effect-line.ts';

const refund = { method: 'POST', path: '/payments/{id}/refunds', summary: 'Refund a payment' };
const read = { method: 'GET', path: '/payments', summary: 'List payments' };
const place = (kind: 'sandbox' | 'production' | 'other', baseUrl = 'https://api.example.com', name = 'Live') => ({ kind, name, baseUrl });

it('says what a call does where it goes', () => {
  expect(effectLine(refund, place('sandbox'), false)).toBe('It refunds money in a sandbox: no customer is reached.');
  expect(effectLine(refund, place('production'), true)).toBe('It refunds money in Live: Send asks you to hold.');
  expect(effectLine(refund, place('production', 'http://127.0.0.1:1'), true)).toBe('It refunds money in Live: Send asks you to hold.');
  expect(effectLine(read, place('production'), false)).toBe('It only reads in Live.');
});

it('says of a mock on this computer that nothing leaves it', () => {
  expect(effectLine(refund, place('other', 'http://127.0.0.1:37177', 'Mock'), false)).toBe('It goes to this computer only.');
  expect(effectLine(refund, place('other', 'https://127.0.0.1.example.com', 'Partner'), false)).toBe('It refunds money in Partner.');
});
