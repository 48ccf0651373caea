import { z } from 'zod';
import { grouped, plural } from '../../shared/domain/grouped.ts';

const said = z.object({
  message: z.string(),
  code: z.string().optional(),
  origin: z.string().optional(),
  maximum: z.number().optional(),
  minimum: z.number().optional(),
  values: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  expected: z.string().optional(),
  issues: z.array(z.unknown()).optional(),
});

/** What zod says by itself, for programmers; a message that a contract gives is for people already. */
const isZods = (message: string): boolean => /^(?:Too (?:big|small): |Invalid )/.test(message);

/** What is wrong with a field, for whoever typed it: "at most 80 letters". */
export function inputWords(issue: unknown): string {
  const read = said.safeParse(issue);
  if (!read.success) return 'it cannot be read';
  const { message, code, origin, maximum, minimum, values, format, expected, issues } = read.data;
  if (!isZods(message)) return message;
  if (code === 'too_big' && maximum !== undefined) return `at most ${amount(maximum, origin)}`;
  if (code === 'too_small' && origin === 'string' && minimum === 1) return 'it is empty';
  if (code === 'too_small' && minimum !== undefined) return `at least ${amount(minimum, origin)}`;
  if (code === 'invalid_value' && values) return `it is one of ${values.join(', ')}`;
  if (code === 'invalid_key' && issues?.[0] !== undefined) return inputWords(issues[0]);
  if (code === 'invalid_format' && format === 'uuid') return 'it is no id';
  if (code === 'invalid_type' && message.endsWith('received undefined')) return 'it is missing';
  if (code === 'invalid_type' && expected === 'int') return 'a whole number is wanted';
  return message;
}

function amount(count: number, origin: string | undefined): string {
  if (origin === 'string') return plural(count, 'letter');
  return origin === 'array' || origin === 'set' || origin === 'map' ? plural(count, 'entry', 'entries') : grouped(count);
}
