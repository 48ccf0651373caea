import { expect, it } from 'vitest';
import { sendLimitMs } from './send-limit.ts';

it.each([
  ['a policy that is shorter than the usual limit of a request', 2_000, 30_000, 2_000],
  ['a policy that is longer', 90_000, 30_000, 90_000],
  ['a request that was given longer', 90_000, 600_000, 600_000],
  ['a request that was given longer, under a longer policy', 900_000, 600_000, 900_000],
  ['a request that was given less', 90_000, 1_000, 90_000],
])('a send ends by %s', (_what, policyMs, requestMs, limitMs) => expect(sendLimitMs(policyMs, requestMs)).toBe(limitMs));
