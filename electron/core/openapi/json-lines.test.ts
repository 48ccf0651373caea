import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineInPrettyJson } from './json-lines.ts';
import { toPointer } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

describe('lines of a pretty-printed body', () => {
  it('finds every value where JSON.stringify writes it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const marked = structuredClone(value) as JsonValue;
        for (const { path, holder, key } of placesIn(marked)) {
          const before = holder[key] as JsonValue;
          const line = lineInPrettyJson(marked, toPointer(path));
          holder[key] = 'the one marked value';
          const lines = JSON.stringify(marked, null, 2).split('\n');
          expect(lines[line - 1]).toContain('the one marked value');
          holder[key] = before;
        }
      }),
      { numRuns: 100 },
    );
  });
});

function placesIn(
  value: JsonValue,
  path: (string | number)[] = [],
): { path: (string | number)[]; holder: Record<string, JsonValue>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, JsonValue>;
  return Object.entries(holder)
    .filter(([key]) => key !== '__proto__')
    .flatMap(([key, child]) => [{ path: [...path, key], holder, key }, ...placesIn(child, [...path, key])]);
}
