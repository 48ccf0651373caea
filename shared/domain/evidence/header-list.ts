import type { HeaderList, Unparsed } from './evidence.ts';

/**
 * All values of one header in the order received, blanks at both ends removed; empty values are left out.
 * `name` is in lower case.
 */
export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const values: string[] = [];
  // Asked dozens of times for each answer: most names differ in length already.
  for (const [each, raw] of headers) {
    if (each.length < name.length || (each.length === name.length ? each : each.trim()).toLowerCase() !== name) continue;
    const value = raw.trim();
    if (value !== '') values.push(value);
  }
  return values;
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
