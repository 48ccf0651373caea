/**
 * Texts that real patterns ask for, the plainest first. Each is short, so that even a pattern made to be slow has little
 * to chew on. Generating text from a pattern was rejected: `a{1000000000}` is a pattern too.
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
  return fitting.find((text) => expression.test(text)) ?? null;
}
