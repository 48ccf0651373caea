import { describe, expect, it } from 'vitest';
import type { ApiRow } from '../../../shared/contract/inventory.ts';
import {
  endpointsFacts,
  endpointsTitle,
  joined,
  mapTitle,
  nextStep,
  pageFacts,
  pageTitle,
  vendorFacts,
  vendorTitle,
} from './inventory-words.ts';
import type { Dependency } from './inventory-words.ts';

const summary = {
  vendors: 9,
  apis: 14,
  usedByProcess: 9,
  needYou: 2,
  notLinked: 5,
  withoutOwner: 1,
  processes: 3,
  linksWithoutFallback: 1,
};

const api: ApiRow = {
  id: 'a',
  vendorId: 'v',
  vendorName: 'Adyen',
  name: 'Checkout',
  version: '71',
  ownerName: 'Ines',
  processes: ['Checkout', 'Refunds'],
  criticality: 'high',
  endpointCount: 28,
  deprecatedCount: 2,
  calls30d: 4120,
  failed30d: 3,
  limitPeakPercent: 15,
  writtenLimit: null,
  lastCallAt: 1,
  standing: { state: 'soon', words: 'stops 15 Dec', door: { place: 'calendar', kind: 'event', id: 'e' } },
};

const dependency = (processName: string, fallback: string): Dependency => ({
  id: processName,
  processId: processName,
  processName,
  apiId: 'a',
  strength: 'hard',
  impact: 'orders stop',
  fallback,
});

describe('the title of the inventory', () => {
  it('is the finding, in singular and plural', () => {
    expect(pageTitle(summary)).toBe('14 APIs, 2 need you');
    expect(pageTitle({ ...summary, needYou: 1 })).toBe('14 APIs, 1 needs you');
    expect(pageTitle({ ...summary, needYou: 0 })).toBe('14 APIs, none needs you');
    expect(pageTitle({ ...summary, apis: 1, needYou: 0 })).toBe('1 API, nothing needs you');
  });

  it('is followed by facts that begin with a capital', () => {
    expect(pageFacts(summary)).toBe('9 APIs serve a business process · 9 vendors · 1 API has no owner');
    expect(pageFacts({ ...summary, usedByProcess: 0, withoutOwner: 0 })).toBe(
      'No API is linked to a business process yet · 9 vendors · every API has an owner',
    );
  });
});

describe('the title of the vendors', () => {
  const holds: ApiRow = {
    ...api,
    vendorId: 'w',
    vendorName: 'Shopify',
    calls30d: 80,
    standing: { state: 'holds', words: 'holds', door: null },
  };

  it('counts a vendor once, however many of its APIs need somebody', () => {
    expect(vendorTitle([{ id: 'v' }, { id: 'w' }], [api, api, holds])).toBe('2 vendors, 1 has an API that needs you');
    expect(vendorTitle([{ id: 'v' }, { id: 'w' }], [api, { ...api, vendorId: 'w' }])).toBe('2 vendors, 2 have an API that needs you');
    expect(vendorTitle([{ id: 'w' }, { id: 'x' }], [holds])).toBe('2 vendors, none needs you');
    expect(vendorTitle([{ id: 'w' }], [holds])).toBe('1 vendor, nothing needs you');
  });

  it('is followed by how much goes to them, and to whom most', () => {
    expect(vendorFacts([api, holds, holds])).toBe('4,280 calls in 30 days, most to Adyen (4,120) · 3 APIs');
    expect(vendorFacts([holds])).toBe('80 calls in 30 days · 1 API');
    expect(vendorFacts([{ ...holds, calls30d: 0 }])).toBe('No call in 30 days · 1 API');
  });
});

describe('the title of the endpoints', () => {
  const idle = { calls30d: 0, isDeprecated: false, openFindings: 0 };
  const used = { ...idle, calls30d: 3 };

  it('is what is called although it ends, before what drifted, before how many are used', () => {
    expect(endpointsTitle([used, idle])).toBe('2 endpoints, 1 called in 30 days');
    expect(endpointsTitle([idle])).toBe('1 endpoint, none called in 30 days');
    expect(endpointsTitle([used, { ...used, openFindings: 2 }])).toBe('2 endpoints, 1 answers other than the contract');
    const ending = { ...used, isDeprecated: true };
    expect(endpointsTitle([{ ...used, openFindings: 2 }, ending])).toBe('2 endpoints, 1 deprecated one is still called');
    expect(endpointsTitle([ending, ending])).toBe('2 endpoints, 2 deprecated ones are still called');
    expect(endpointsTitle([{ ...idle, isDeprecated: true }, used])).toBe('2 endpoints, 1 called in 30 days');
  });

  it('is followed by the three counts', () => {
    expect(endpointsFacts([used, idle, { ...used, isDeprecated: true }])).toBe('2 called in 30 days · 1 deprecated · no drift');
    expect(endpointsFacts([{ ...idle, openFindings: 1 }])).toBe('None called in 30 days · none deprecated · 1 drifted from the contract');
  });
});

describe('the one thing that matters about an API', () => {
  it('names what depends on it and leads to where its words come from', () => {
    expect(nextStep(api, null)).toEqual({
      title: 'Stops 15 Dec',
      reason: 'Checkout and Refunds depend on it. 4,120 calls used it in 30 days, 3 failed.',
      action: { words: 'Open the date', door: { place: 'calendar', kind: 'event', id: 'e' } },
    });
  });

  it('is a first call when nobody has seen it answer', () => {
    const silent: ApiRow = {
      ...api,
      processes: [],
      calls30d: 0,
      failed30d: 0,
      standing: { state: 'no data', words: 'no calls yet', door: null },
    };
    expect(nextStep(silent, { id: 'endpoint' })).toEqual({
      title: 'No calls yet',
      reason: 'No call has shown how it stands.',
      action: { words: 'Send a first call', door: { place: 'console', kind: 'endpoint', id: 'endpoint' } },
    });
    expect(nextStep(silent, null).action).toBeNull();
  });
});

describe('the heading of the map', () => {
  it('names the processes that nothing would catch', () => {
    expect(mapTitle([])).toBe('No business process is linked to it');
    expect(mapTitle([dependency('Checkout', ''), dependency('Refunds', ' ')])).toBe('Checkout and Refunds have no fallback');
    expect(mapTitle([dependency('Checkout', ''), dependency('Refunds', 'by hand')])).toBe('Checkout has no fallback');
    expect(mapTitle([dependency('Refunds', 'by hand')])).toBe('Its process has a fallback');
  });
});

it('joins names as a sentence does', () => {
  expect(joined([])).toBe('');
  expect(joined(['A', 'B', 'C'])).toBe('A, B and C');
});
