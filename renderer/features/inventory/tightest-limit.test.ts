import { expect, it } from 'vitest';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { tightestOf } from './tightest-limit.tsx';

type Known = Pick<ApiDetail, 'limits' | 'declaredLimits'>;

const seen = (limit: number, peakPercent: number | null, exchangeId: string): Known['limits'][number] => ({
  id: exchangeId,
  policy: 'default',
  unit: 'requests',
  limit,
  remaining: 3,
  windowSeconds: 60,
  peakPercent,
  exchangeId,
  seenAt: 1,
});

const declared = (limit: number, peakCalls: number | null, isOverruled = false): Known['declaredLimits'][number] => ({
  id: 'd',
  apiId: 'api',
  policy: '',
  unit: 'requests',
  limit,
  windowSeconds: 86_400,
  sourceUrl: null,
  peakCalls,
  overruledBy: isOverruled ? { policy: '', limit: 1, exchangeId: 'x' } : null,
});

it('is the limit that was come nearest to, whoever named it', () => {
  const near = tightestOf({ limits: [seen(250, 12, 'a'), seen(600, 40, 'b')], declaredLimits: [declared(100, 90)] });
  expect(near).toEqual({ words: '100 requests a day', percent: 90, door: { place: 'console', kind: 'history', id: 'api' } });
});

it('leaves out what nobody saw and what answers contradict', () => {
  expect(tightestOf({ limits: [seen(250, null, 'a')], declaredLimits: [declared(100, null), declared(10, 10, true)] })).toBeNull();
  expect(tightestOf({ limits: [seen(250, 0, 'a')], declaredLimits: [] })?.door).toEqual({ place: 'console', kind: 'exchange', id: 'a' });
});
