import { expect, it } from 'vitest';
import { z } from 'zod';
import { inputWords } from './input-words.ts';

it.each<[z.ZodType, unknown, string]>([
  [z.string().max(80), 'x'.repeat(81), 'at most 80 letters'],
  [z.string().min(1), '', 'it is empty'],
  [z.string().min(8), 'short', 'at least 8 letters'],
  [z.number().max(5000), 9000, 'at most 5,000'],
  [z.number().int(), 1.5, 'a whole number is wanted'],
  [z.array(z.string()).max(1), ['a', 'b'], 'at most 1 entry'],
  [z.enum(['GET', 'POST']), 'PULL', 'it is one of GET, POST'],
  [z.uuid(), 'x', 'it is no id'],
  [z.string(), undefined, 'it is missing'],
  [z.record(z.string().max(2), z.string()), { abc: 'x' }, 'at most 2 letters'],
  [z.string().min(1, 'Give it a name.'), '', 'Give it a name.'],
])('says what is wrong in the words of whoever typed it (%#)', (schema, value, words) => {
  expect(inputWords(schema.safeParse(value).error?.issues[0])).toBe(words);
});
