import { expect, it } from 'vitest';
import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { largestDocument, refuseBySize } from './file-size.ts';
import { applyWords, planSentence } from './import-words.ts';

const endpoint = (change: 'new' | 'same' | 'changed'): ImportPlan['endpoints'][number] => ({
  method: 'GET',
  path: '/x',
  summary: '',
  isDeprecated: false,
  change,
});

const plan = (endpoints: ImportPlan['endpoints'], apiId: string | null = null): ImportPlan => ({
  planId: 'p',
  fileName: 'CheckoutService-v71.json',
  format: 'openapi 3.1.0',
  title: 'Adyen Checkout API',
  version: '71',
  vendorName: 'Adyen',
  apiName: 'Checkout',
  existing: { vendorId: null, apiId, isSameDocument: false },
  environments: [],
  authSchemes: [],
  endpoints,
  removedEndpoints: [],
  warnings: [],
  comparison: null,
  words: 'Adds vendor Adyen, API Checkout 71, 1 environment, 28 endpoints (2 deprecated)',
});

it('names on the button what applying does', () => {
  expect(applyWords(plan([endpoint('new'), endpoint('new')]), 'Checkout')).toBe('Add 2 endpoints');
  expect(applyWords(plan([endpoint('new'), endpoint('changed'), endpoint('same')]), 'Checkout')).toBe('Add 1 and change 1 endpoint');
  expect(applyWords(plan([endpoint('changed')], 'a'), 'Checkout')).toBe('Change 1 endpoint');
  expect(applyWords(plan([endpoint('same')], 'a'), 'Checkout')).toBe('Keep this version of the contract');
  expect(applyWords(plan([]), 'Payments')).toBe('Add Payments');
});

it('says the sentence with the names that a person gave', () => {
  expect(planSentence(plan([]), 'Adyen N.V.', 'Pay $& in')).toBe(
    'Adds vendor Adyen N.V., API Pay $& in 71, 1 environment, 28 endpoints (2 deprecated)',
  );
});

it('refuses a file over the limit by its size alone', () => {
  expect(refuseBySize({ name: 'a.json', size: largestDocument })).toBeNull();
  expect(refuseBySize({ name: 'a.json', size: 100 * 1024 * 1024 })).toMatchObject({
    code: 'document_too_large',
    happened: 'a.json is 100 MB; an API description may be 30 MB.',
    place: { file: 'a.json' },
  });
});
