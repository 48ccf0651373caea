import { describe, expect, it } from 'vitest';
import { pointerLine } from './pointer-line.ts';

const text = '{\n  "amount": { "value": 1,\n    "currency": "EUR" },\n  "a/b": [\n    1,\n    {"x": {{later}} }\n  ]\n}';

describe('the line of a place in JSON as it is written', () => {
  it.each([
    ['', 1],
    ['/amount', 2],
    ['/amount/value', 2],
    ['/amount/currency', 3],
    ['/a~1b', 4],
    ['/a~1b/0', 5],
    ['/a~1b/1', 6],
    ['/amount/missing', 2],
  ])('%s is line %i', (pointer, line) => {
    expect(pointerLine(text, pointer)).toBe(line);
  });

  it('a text without a value has none', () => {
    expect(pointerLine('', '/a')).toBeNull();
  });
});
