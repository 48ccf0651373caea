import { TookTooLong } from '../../../shared/domain/bounded-work.ts';
import { isRiskyPattern } from '../../../shared/domain/patterns/risky-pattern.ts';
import { endLongWork } from '../end-long-work.ts';

/**
 * Texts that real patterns ask for, the plainest first. Each is short; a pattern that is slow on them all the
 * same is given up. Generating text from a pattern was rejected: `a{1000000000}` is a pattern too.
 */
const readyTexts = [
  'ABC123',
  'abc123',
  '123456',
  'US',
  'USD',
  'en-US',
  '10.00',
  '1',
  'A',
  '2026-01-15',
  '2026-01',
  '10:30',
  '2026-01-15T10:30:00Z',
  'user@example.com',
  'https://example.com',
  '+15551234567',
  '5551234567',
  '4111111111111111',
  '12345',
  '1234',
  '123',
  'abc',
  'Example',
  'a-b_c',
];

/** A text that matches a pattern and its length limits, if a ready one does; else null. */
export function textForPattern(pattern: string, limits: { min: number; max: number }): string | null {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  // `^(payTo|upi_collect)$` lists what it allows.
  const listed = /^\^?\(?[\w-]+(?:\|[\w-]+)+\)?\$?$/.test(pattern) ? (pattern.match(/[\w-]+/g) ?? []) : [];
  const stretched = limits.min > 0 && limits.min <= 40 ? ['0', 'A', 'a'].map((letter) => letter.repeat(limits.min)) : [];
  const fitting = [...listed, ...readyTexts, ...stretched].filter((text) => text.length >= limits.min && text.length <= limits.max);
  return fitting.find((text) => matchesSoon(pattern, expression, text)) ?? null;
}

const mostMs = 10;
const mostRemembered = 1_000;
const slow = new Set<string>();

/** Whether a text matches a pattern, as far as that can be told in a few milliseconds: what takes longer does not, and is not tried again. */
export function matchesSoon(pattern: string, expression: RegExp, text: string): boolean {
  if (!isRiskyPattern(pattern)) return expression.test(text);
  if (slow.has(pattern)) return false;
  try {
    return endLongWork(() => expression.test(text), mostMs);
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error;
    if (slow.size >= mostRemembered) slow.clear();
    slow.add(pattern);
    return false;
  }
}
