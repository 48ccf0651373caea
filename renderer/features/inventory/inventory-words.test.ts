import { describe, expect, it } from 'vitest';
import type { ApiRow } from '../../../shared/contract/inventory.ts';
import { joined, mapTitle, nextStep, pageFacts, pageTitle } from './inventory-words.ts';
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
