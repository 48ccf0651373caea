import { fillPlaceholders, readPlaceholders } from '../console/placeholders.ts';

/** Values by name. */
export type Values = ReadonlyMap<string, string>;

export interface ExpandedAddress {
  /** The scheme and host, in lower case: "https://api.example.com". */
  readonly origin: string;
  /** What follows, with its placeholders: "/v71/payments/{id}". */
  readonly path: string;
  /** The base URL that a placeholder at the beginning stood for; null when the address names its host itself. */
  readonly statedBase: string | null;
}

/** How often a value may hold another; a value that holds itself ends here. */
const deepest = 10;

/** An address with the placeholders of its host filled in; those of its path stay. A name without a value is given back. */
export function expandAddress(
  url: string,
  values: Values,
): { readonly address: ExpandedAddress; readonly missing: null } | { readonly address: null; readonly missing: string } {
  let text = url.trim();
  let statedBase: string | null = null;
  const leading = /^\{\{\s*([^{}]+?)\s*\}\}/.exec(text);
  if (leading) {
    const value = expandValue(`{{${leading[1] ?? ''}}}`, values);
    if (value === null || value.trim() === '') return { address: null, missing: leading[1] ?? '' };
    if (/^https?:\/\/[^/]+/i.test(value)) statedBase = value.trim().replace(/\/+$/, '');
    text = value.trim().replace(/\/+$/, '') + text.slice(leading[0].length).replace(/^(?=[^/:])(?!$)/, statedBase === null ? '' : '/');
  }
  const found = /^(?:([a-z][a-z0-9+.-]*):\/\/)?((?:\{\{[^{}]*\}\}|[^/{}])*)(\/[\s\S]*)?$/i.exec(text);
  const host = expandValue(found?.[2] ?? '', values);
  if (host === null)
    return {
      address: null,
      missing: readPlaceholders(found?.[2] ?? '').found.find(({ name }) => expandValue(`{{${name}}}`, values) === null)?.name ?? 'the host',
    };
  const scheme = found?.[1]?.toLowerCase() ?? (/^(?:localhost|127\.|\[::1\]|10\.|192\.168\.)/i.test(host) ? 'http' : 'https');
  const parsed = URL.parse(`${scheme}://${host}`);
  if (parsed === null || parsed.host === '' || !/^https?:$/.test(parsed.protocol))
    return { address: null, missing: 'a host that can be read' };
  return {
    address: { origin: parsed.origin, path: found?.[3] ?? '/', statedBase: statedBase === null ? null : normalBase(statedBase) },
    missing: null,
  };
}

/** A text with all its placeholders filled in; null when one has no value. */
export function expandValue(text: string, values: Values, depth = 0): string | null {
  const { found } = readPlaceholders(text);
  if (found.length === 0) return text;
  if (depth >= deepest) return null;
  let isWhole = true;
  const filled = fillPlaceholders(text, found, ({ name }) => {
    const value = values.get(name);
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? expandValue(filled, values, depth + 1) : null;
}

/** The base URL as it is compared: scheme and host in lower case, no slash at its end, no query. */
export function normalBase(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed === null || !/^https?:$/.test(parsed.protocol) ? null : `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
}

/** The path below a base URL, "/payments/{id}", or null when the address does not lie under it. Placeholders are filled in only where the base has a part. */
export function pathUnder(address: ExpandedAddress, baseUrl: string, values: Values): string | null {
  const base = URL.parse(baseUrl);
  if (base === null || base.origin !== address.origin) return null;
  const wanted = base.pathname.split('/').filter((one) => one !== '');
  const segments = address.path.replace(/^\//, '').split('/');
  for (const [index, part] of wanted.entries()) {
    const segment = expandValue(segments[index] ?? '', values);
    if (segment === null || decodedPart(segment) !== decodedPart(part)) return null;
  }
  const rest = segments.slice(wanted.length).join('/');
  return `/${rest}`;
}

/** Where an address belongs that no environment is known for: the base that was stated, or its host. */
export function ownBase(address: ExpandedAddress): string {
  return address.statedBase ?? address.origin;
}

function decodedPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone "%": the text stands for itself.
    return text;
  }
}
