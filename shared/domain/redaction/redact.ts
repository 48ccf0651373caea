import { createFormSearch, type FormSearch, type SearchForm } from './form-search.ts';
import { isSecretHeader } from './header-names.ts';
import { isSecretMember, isSecretParameter } from './parameter-names.ts';
import { secretForms, shortestForm } from './secret-forms.ts';
import { asItIs, wideWritings, widestWritings, type Writing } from './writings.ts';

export interface LabelledSecret {
  /** What a person reads in its place, e.g. the credential's name. */
  readonly label: string;
  readonly value: string;
}

export interface Redactor {
  /** The text with every form of every secret replaced by `[redacted: label]`. */
  text(text: string): string;
  /** Names are kept; values of secret headers are replaced whole but for the scheme, addresses lose secret parameters. */
  headers(headers: readonly (readonly [name: string, value: string])[]): readonly (readonly [name: string, value: string])[];
  /** The address, or a form body, without known secrets, secret parameters and the password before the host. */
  url(url: string): string;
  /** A copy of parsed JSON without known secrets, values of secret members, and secret parameters of addresses. */
  json(value: unknown): unknown;
  /** Labels of secrets that are too short to be found as they are (under 6 characters); under 4, in no form at all. */
  readonly unprotected: readonly string[];
  /** For streams: what is settled whatever follows, redacted, and the tail that text to come may complete to a form. */
  settle(text: string): { readonly settled: string; readonly held: string };
  /** For a text that broke off: redacted, without an end that may be the first half of a secret. */
  brokenOff(text: string): string;
}

const usualWritings: readonly Writing[] = [asItIs];

/** Deeper JSON than this is replaced: the stack is finite, and what is not looked at must not pass. */
const deepestJson = 500;

/**
 * Builds a redactor for these secrets; building costs about 0.2 ms a secret, so keep it for as long as the secrets stay
 * the same. It finds all of `secretForms` in all of the writings. What it writes holds no form of a secret that itself has no `[` or `]`.
 */
export function createRedactor(secrets: readonly LabelledSecret[], writings: readonly Writing[] = usualWritings): Redactor {
  const written = secrets.flatMap((one) => writings.map((writing) => ({ ...one, writing })));
  const search = createFormSearch(searchForms(secrets, writings));
  const marks = written.map(({ label, writing }) => markFor(label, search, writing));

  // A secret of letters that are all beyond Latin-1 has no zero in it.
  const isFarFromLatin = writings === usualWritings && secrets.some(({ value }) => /^[^\0-\u00ff]+$/.test(value));
  let misread: Redactor | null = null;
  const text = (whole: string): string => {
    const clean = replaceForms(whole, search, marks, whole.length).text;
    // UTF-16 that was read as another charset has a zero beside each letter. So few texts do that the forms for it are made when one comes.
    if (writings !== usualWritings || !(isFarFromLatin || clean.includes('\0'))) return clean;
    misread ??= createRedactor(secrets, [...wideWritings, ...widestWritings]);
    return misread.text(clean);
  };
  const url = (address: string): string => withoutPassword(withoutParameters(text(address)));
  const json = (value: unknown, depth: number): unknown => {
    // Paging links in bodies carry access tokens; without an address in it the text needs no second look.
    if (typeof value === 'string') return value.includes('://') ? url(value) : text(value);
    if (typeof value === 'number' || typeof value === 'bigint') return numberOrMark(value, text);
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= deepestJson) return markFor('nested too deep', search);
    if (Array.isArray(value)) return value.map((each: unknown) => json(each, depth + 1));
    const members = Object.entries(value).map(([name, member]: [string, unknown]) => [
      text(name),
      isSecretMember(name) && isFilled(member) ? markOf(String(member), name) : json(member, depth + 1),
    ]);
    return Object.fromEntries(members);
  };
  /** The mark of the known secret that a value holds, or one with the given name. */
  const markOf = (value: string, name: string): string => {
    const known = search.find(value, 0);
    return known ? (marks[known.secret] ?? markFor(name, search)) : markFor(name, search);
  };

  const settle = (whole: string): { readonly settled: string; readonly held: string } => {
    const open = (from: number): number => search.openEnd(whole, from);
    const { text: settled, end } = replaceForms(whole, search, marks, open);
    return { settled, held: whole.slice(end) };
  };

  return {
    text,
    url,
    json: (value) => json(value, 0),
    headers: (headers) =>
      headers.map(([name, value]) => {
        if (!isSecretHeader(name)) return [name, url(value)] as const;
        const scheme = /^(?:basic|bearer|digest|token|apikey|negotiate|aws4-hmac-sha256)(?= )/i.exec(value.trim())?.[0];
        const mark = markOf(value, name.trim().toLowerCase());
        return [name, value.trim() === '' ? value : scheme === undefined ? mark : `${scheme} ${mark}`] as const;
      }),
    unprotected: secrets.filter(({ value }) => value.length < shortestForm).map(({ label }) => label),
    settle,
    brokenOff: (whole) => settle(whole).settled,
  };
}

/** Each form in each writing, numbered by secret and writing; most writings of one form are the same. */
function searchForms(secrets: readonly LabelledSecret[], writings: readonly Writing[]): SearchForm[] {
  return secrets.flatMap(({ value }, at) => {
    const numbers = new Map<string, number>();
    for (const form of secretForms(value)) {
      for (const [which, writing] of writings.entries()) {
        const text = writing(form);
        if (text !== null && !numbers.has(text)) numbers.set(text, at * writings.length + which);
      }
    }
    return [...numbers].map(([form, secret]) => ({ form, secret }));
  });
}

/**
 * Replaces forms from the left. `limit` is where reading ends: the length of the text, or, asked again after each
 * match, where the text is open to what may follow.
 */
function replaceForms(
  whole: string,
  search: FormSearch,
  marks: readonly string[],
  limit: number | ((from: number) => number),
): { readonly text: string; readonly end: number } {
  let out = '';
  let at = 0;
  let end = typeof limit === 'number' ? limit : limit(0);
  for (let match = search.find(whole, 0); match && match.start < end; match = search.find(whole, at)) {
    out += whole.slice(at, match.start) + (marks[match.secret] ?? '');
    at = match.end;
    if (typeof limit === 'function' && end < at) end = limit(at);
  }
  return { text: at === 0 ? whole.slice(0, end) : out + whole.slice(at, end), end };
}

/** `[redacted: label]`, or a shorter mark when the label itself would show a secret. */
function markFor(label: string, search: FormSearch, writing: Writing = asItIs): string {
  const named = `[redacted: ${label
    .replaceAll(/[[\]\s]+/g, ' ')
    .trim()
    .slice(0, 100)}]`;
  const marks = [named, '[redacted]'].flatMap((mark) => writing(mark) ?? []);
  return marks.find((mark) => search.find(mark, 0) === null) ?? writing('[***]') ?? '[***]';
}

/** A name and value after `?`, `&`, `;`, `#` or at the start; the value may hold marks, which have blanks in them. */
const parameter = /(^|[?&;#])([^=&#?;\s/:@<>"']{1,100})=((?:\[redacted[^\]]{0,110}\]|[^&#\s<>"'])+)/g;
const onlyMark = /^\[redacted[^\]]{0,110}\]$/;

function withoutParameters(address: string): string {
  if (!address.includes('=')) return address;
  return address.replaceAll(parameter, (whole, before: string, name: string, value: string) => {
    if (onlyMark.test(value) || !isSecretParameter(name, value)) return whole;
    return `${before}${name}=[redacted: ${name}]`;
  });
}

function withoutPassword(address: string): string {
  if (!address.includes('@')) return address;
  return address.replaceAll(/(\/\/[^/?#\s:@]{0,200}):([^/?#\s@]{1,2000})@/g, '$1:[redacted: password]@');
}

function numberOrMark(value: number | bigint, text: (whole: string) => string): unknown {
  const written = String(value);
  const redacted = text(written);
  return redacted === written ? value : redacted;
}

/** Whether there is something to hide: flags, nulls, empty texts and nested values are shown or looked into. */
function isFilled(member: unknown): boolean {
  return typeof member === 'number' || (typeof member === 'string' && member !== '');
}
