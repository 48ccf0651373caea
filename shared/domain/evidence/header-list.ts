import type { HeaderList, Unparsed } from './evidence.ts';

/** The values of the headers of each list that was asked for, by name in lower case: dozens of names are asked of each answer. */
const indexes = new WeakMap<HeaderList, ReadonlyMap<string, readonly string[]>>();
const none: readonly string[] = [];

/**
 * All values of one header in the order received, blanks at both ends removed; empty values are left out.
 * `name` is in lower case.
 */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  return valuesByName(headers).get(name) ?? none;
}

/** All values of all headers, by name in lower case; read once for each list. */
export function valuesByName(headers: HeaderList): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(headers);
  if (known) return known;
  const index = new Map<string, string[]>();
  for (const header of headers) {
    const value = header[1].trim();
    if (value === '') continue;
    const name = header[0].trim().toLowerCase();
    const values = index.get(name);
    if (values) values.push(value);
    else index.set(name, [value]);
  }
  indexes.set(headers, index);
  return index;
}

/** The lines of a list header joined to one value, or null without the header (RFC 9110 section 5.3). */
export function joinedHeader(headers: HeaderList, name: string): string | null {
  const values = headerValues(headers, name);
  return values.length === 0 ? null : values.join(', ');
}

/** A record of a value that could not be read; `raw` is kept whole. */
export function unparsed(source: string, raw: string, reason: string): Unparsed {
  return { kind: 'unparsed', source, raw, reason };
}
