import { headerValue, type HeaderList } from './header-list.ts';

/**
 * What an event is called: the value at a header's name, or at a path in the body that begins with `$`; null when it is not there. What was
 * found is given to `redact` before it is shortened: of a secret that is cut off, no half is left.
 */
export function eventFact(path: string, headers: HeaderList, document: unknown, redact = (text: string): string => text): string | null {
  const trimmed = path.trim();
  if (trimmed === '') return null;
  if (!trimmed.startsWith('$'))
    return shortened(headerValue(headers, trimmed) ?? headerValue(headers, trimmed.replace(/^webhook-/, 'svix-')), redact);
  return shortened(valueAt(trimmed, document), redact);
}

/** The value at `$.data.items[0].id`; undefined when there is none. */
export function valueAt(path: string, document: unknown): unknown {
  let value = document;
  for (const [, dotted, index, quoted] of path.slice(1).matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = dotted ?? index ?? quoted ?? '';
    if (!Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** Whether a person may write this as a place: a header's name, or a path. */
export const isFactPath = (text: string): boolean => /^(?:|[\w-]{1,100}|\$(?:\.[^.[\]\s]+|\[\d+\]|\['[^']*'\])+)$/.test(text.trim());

function shortened(value: unknown, redact: (text: string) => string): string | null {
  const text = typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  return text === '' ? null : redact(text).slice(0, 200);
}
