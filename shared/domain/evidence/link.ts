import type { HeaderList, LinkEvidence, LinkRel, Reading, Unparsed } from './evidence.ts';
import { headerValues, unparsed } from './header-list.ts';

/** One link of a `Link` header before its target is resolved. Parameter names are in lower case, first one wins. */
export interface RawLink {
  readonly target: string;
  readonly params: ReadonlyMap<string, string>;
  readonly raw: string;
}

const rels: readonly LinkRel[] = [
  'deprecation',
  'sunset',
  'successor-version',
  'latest-version',
  'describedby',
  'service-desc',
  'status',
  'next',
];

/**
 * Reads the links of `Link` headers (RFC 8288) whose relation tells about the API's life, one entry per link and
 * relation. Relative targets are resolved against `baseUrl`; a target that is no http(s) address is kept as unparsed,
 * since what is found here may later be opened.
 */
export function readLinks(headers: HeaderList, baseUrl: string): Reading<LinkEvidence> {
  const found: LinkEvidence[] = [];
  const bad: Unparsed[] = [];
  for (const value of headerValues(headers, 'link')) {
    const parsed = parseLinks(value);
    bad.push(...parsed.unparsed);
    for (const link of parsed.found) {
      const known = relsOf(link);
      if (known.length === 0) continue;
      const href = webAddress(link.target, baseUrl);
      if (href === null) bad.push(unparsed('link', link.raw, 'the target is not a web address'));
      else found.push(...known.map((rel) => evidenceOf(link, rel, href)));
    }
  }
  return { found, unparsed: bad };
}

function evidenceOf(link: RawLink, rel: LinkRel, href: string): LinkEvidence {
  return {
    kind: 'link',
    rel,
    href,
    type: link.params.get('type') ?? null,
    title: extendedValue(link.params.get('title*')) ?? link.params.get('title') ?? null,
    anchor: link.params.get('anchor') ?? null,
    raw: link.raw,
  };
}

function relsOf(link: RawLink): readonly LinkRel[] {
  const named = new Set((link.params.get('rel') ?? '').toLowerCase().split(/\s+/));
  return rels.filter((rel) => named.has(rel));
}

function webAddress(target: string, baseUrl: string): string | null {
  for (const base of [baseUrl, undefined]) {
    if (!URL.canParse(target, base)) continue;
    const url = new URL(target, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  }
  return null;
}

/** Splits one `Link` value into its links. Commas and semicolons inside `<>` and quotes do not separate. */
export function parseLinks(value: string): Reading<RawLink> {
  const found: RawLink[] = [];
  const bad: Unparsed[] = [];
  for (const raw of splitOutside(value, ',')) {
    const link = parseLink(raw);
    if (link) found.push(link);
    else bad.push(unparsed('link', raw, 'this is not a link: “<address>; rel=…” was expected'));
  }
  return { found, unparsed: bad };
}

function parseLink(raw: string): RawLink | null {
  const close = raw.indexOf('>');
  if (!raw.startsWith('<') || close < 0) return null;
  const rest = raw.slice(close + 1).trim();
  if (rest !== '' && !rest.startsWith(';')) return null;
  const params = new Map<string, string>();
  for (const part of splitOutside(rest, ';')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    // RFC 8288 section 3.3: of a repeated parameter only the first counts.
    if (!params.has(name)) params.set(name, equals < 0 ? '' : unquote(part.slice(equals + 1).trim()));
  }
  return { target: raw.slice(1, close).trim(), params, raw };
}

/** The non-empty parts between `separator`s that stand outside `<…>` and `"…"`, without surrounding blanks. */
function splitOutside(value: string, separator: ',' | ';'): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  let bracketed = false;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (quoted && char === '\\') at += 1;
    else if (char === '"' && !bracketed) quoted = !quoted;
    else if (char === '<' && !quoted) bracketed = true;
    else if (char === '>' && !quoted) bracketed = false;
    else if (char === separator && !quoted && !bracketed) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The text of a token or quoted-string (RFC 9110 section 5.6.4); a quote left open ends at the end. */
export function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const inner = text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : text.slice(1);
  return inner.replaceAll(/\\(.)/gs, '$1');
}

/** `UTF-8'en'a%20title` of RFC 8187; null for another charset or broken percent signs. */
function extendedValue(text: string | undefined): string | null {
  const match = /^utf-8'[^']*'(.*)$/is.exec(text ?? '');
  const encoded = match?.[1] ?? '';
  if (encoded === '' || /%(?![0-9a-f]{2})/i.test(encoded)) return null;
  const bytes = new Uint8Array(
    [...encoded.matchAll(/%([0-9a-f]{2})|([^%])/gis)].map(([, hex, char]) =>
      hex === undefined ? (char ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
    ),
  );
  return new TextDecoder().decode(bytes);
}
