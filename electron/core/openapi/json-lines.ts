import { fromPointer, isObject, ownValue } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

/** How many lines a value takes in `JSON.stringify(value, null, 2)`. */
function linesOf(value: JsonValue): number {
  let lines = 0;
  const open: JsonValue[] = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const children = typeof item === 'object' && item !== null ? Object.values(item) : [];
    lines += children.length > 0 ? 2 : 1;
    for (const child of children) open.push(child);
  }
  return lines;
}

/**
 * The line, from 1, on which the value at a JSON pointer starts in `JSON.stringify(value, null, 2)`; for a pointer to
 * nothing, the line of the last part that exists.
 */
export function lineInPrettyJson(value: JsonValue, pointer: string): number {
  let line = 1;
  let current = value;
  for (const part of fromPointer(pointer)) {
    const next = ownValue(current, part);
    if (next === undefined || (!isObject(current) && !Array.isArray(current))) return line;
    line += 1;
    for (const [key, sibling] of Object.entries(current)) {
      if (key === part) break;
      line += linesOf(sibling);
    }
    current = next;
  }
  return line;
}
