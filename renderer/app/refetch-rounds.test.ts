import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRounds } from './refetch-rounds.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Rounds that take so long each, and the topics of those that began. */
function roundsOf(ms: number): { readonly changed: (topics: readonly string[]) => void; readonly begun: (readonly string[])[] } {
  const begun: (readonly string[])[] = [];
  const changed = createRounds(async (topics) => {
    begun.push(topics);
    await new Promise((resolve) => setTimeout(resolve, ms));
  });
  return { changed, begun };
}

test('what changes is refetched at once, what changes meanwhile together afterwards, each topic once', async () => {
  const { changed, begun } = roundsOf(100);
  changed(['console', 'today']);
  expect(begun).toEqual([['console', 'today']]);
  for (let at = 0; at < 50; at += 1) changed(['console', at % 2 === 0 ? 'today' : 'inventory']);
  await vi.advanceTimersByTimeAsync(199);
  expect(begun).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual([
    ['console', 'today'],
    ['console', 'today', 'inventory'],
  ]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(begun).toHaveLength(2);
});

test('half of the time is free, and nobody waits for more than a second after a slow round', async () => {
  const { changed, begun } = roundsOf(4_000);
  changed(['console']);
  changed(['console']);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(begun).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(10_000);
  changed(['today']);
  expect(begun).toEqual([['console'], ['console'], ['today']]);
});
