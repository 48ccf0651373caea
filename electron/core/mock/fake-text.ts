import { oneOf, wholeBetween, type Random } from '../../../shared/domain/mock/seeded-random.ts';
import { matchesSoon } from '../openapi/pattern-sample.ts';
import { ownValue } from '../openapi/json-value.ts';
import type { JsonObject } from '../openapi/json-value.ts';
import { textOfPattern } from './pattern-text.ts';

const dayMs = 86_400_000;
/** What is made up lies in this half year, whatever today is: the same seed gives the same answer. */
const begin = Date.UTC(2026, 0, 5, 8);

/** A text for a schema: by its format, its pattern, else by what its name says it is. */
export function fakeText(rules: JsonObject, name: string, random: Random): string {
  const pattern = ownValue(rules, 'pattern');
  const format = ownValue(rules, 'format');
  const min = numberAt(rules, 'minLength') ?? 0;
  const max = numberAt(rules, 'maxLength') ?? Number.POSITIVE_INFINITY;
  const fits = (text: string): boolean =>
    text.length >= min && text.length <= max && (typeof pattern !== 'string' || isMatch(pattern, text));
  const byFormat = typeof format === 'string' ? textOfFormat(format, random) : null;
  if (byFormat !== null && (typeof pattern !== 'string' || fits(byFormat))) return byFormat;
  const named = textOfName(name, random);
  if (fits(named)) return named;
  if (typeof pattern === 'string') {
    const made = textOfPattern(pattern, random, { min, max });
    if (made !== null) return made;
  }
  if (named.length > max) return named.slice(0, max);
  return named.length >= min ? named : named.padEnd(Math.min(min, 10_000), '0');
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return matchesSoon(pattern, new RegExp(pattern, 'u'), text);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

const numberAt = (rules: JsonObject, keyword: string): number | null => {
  const value = ownValue(rules, keyword);
  return typeof value === 'number' ? value : null;
};

const hex = (random: Random, length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
const codeLetters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const code = (random: Random, length: number): string => Array.from({ length }, () => oneOf(random, Array.from(codeLetters))).join('');
const instantOf = (random: Random): Date => new Date(begin + wholeBetween(random, 0, 180 * dayMs));

/** Null for a format that says nothing about how a text looks. */
function textOfFormat(format: string, random: Random): string | null {
  switch (format) {
    case 'uuid':
      return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${oneOf(random, ['8', '9', 'a', 'b'])}${hex(random, 3)}-${hex(random, 12)}`;
    case 'date-time':
      return instantOf(random)
        .toISOString()
        .replace(/\.\d+Z$/, 'Z');
    case 'date':
      return instantOf(random).toISOString().slice(0, 10);
    case 'time':
      return `${instantOf(random).toISOString().slice(11, 19)}Z`;
    case 'duration':
      return `PT${wholeBetween(random, 1, 90)}M`;
    case 'email':
    case 'idn-email':
      return `${(oneOf(random, people) ?? 'sam').toLowerCase()}@example.com`;
    case 'uri':
    case 'url':
    case 'iri':
    case 'uri-reference':
    case 'iri-reference':
      return `https://example.com/${hex(random, 8)}`;
    case 'hostname':
    case 'idn-hostname':
      return 'api.example.com';
    case 'ipv4':
      return `192.0.2.${wholeBetween(random, 1, 254)}`;
    case 'ipv6':
      return `2001:db8::${hex(random, 4)}`;
    case 'byte':
      return Buffer.from(`sample ${hex(random, 8)}`).toString('base64');
    case 'json-pointer':
      return '/a/b';
    case 'regex':
      return '^[a-z]+$';
    default:
      return null;
  }
}

const people = ['Maya', 'Jonas', 'Ines', 'Ravi', 'Elena', 'Tom', 'Aiko', 'Femi'];
const families = ['Berg', 'Costa', 'Diallo', 'Fischer', 'Ito', 'Novak', 'Okafor', 'Smith'];

const byName: readonly (readonly [RegExp, (random: Random) => string])[] = [
  [/e-?mail/i, (random) => `${(oneOf(random, people) ?? 'sam').toLowerCase()}@example.com`],
  [/currency/i, (random) => oneOf(random, ['EUR', 'USD', 'GBP', 'CHF']) ?? 'EUR'],
  [/country/i, (random) => oneOf(random, ['NL', 'DE', 'FR', 'US', 'GB']) ?? 'NL'],
  [/(?:locale|language)/i, () => 'en-US'],
  [/(?:url|uri|href|link)$/i, (random) => `https://example.com/${hex(random, 8)}`],
  [/(?:phone|mobile)/i, (random) => `+4915${wholeBetween(random, 10_000_000, 99_999_999)}`],
  [/(?:first|given).?name/i, (random) => oneOf(random, people) ?? 'Maya'],
  [/(?:last|family|sur).?name/i, (random) => oneOf(random, families) ?? 'Berg'],
  [/(?:holder|full|customer|shopper|owner).?name|^name$/i, (random) => `${oneOf(random, people)} ${oneOf(random, families)}`],
  [/city|town|admin_area_2/i, (random) => oneOf(random, ['Amsterdam', 'Berlin', 'Lyon', 'Porto']) ?? 'Berlin'],
  [/street|address_line/i, (random) => `Harbour Street ${wholeBetween(random, 1, 120)}`],
  [/(?:postal|zip|post).?code/i, (random) => String(wholeBetween(random, 10_000, 99_999))],
  [
    /(?:_at|_time|At|Time|timestamp|expir)/,
    (random) =>
      instantOf(random)
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
  ],
  [/date/i, (random) => instantOf(random).toISOString().slice(0, 10)],
  [
    /(?:amount|value|price|total|balance|fee)$/i,
    (random) => `${wholeBetween(random, 1, 250)}.${String(wholeBetween(random, 0, 99)).padStart(2, '0')}`,
  ],
  [/ip(?:_?address)?$/i, (random) => `192.0.2.${wholeBetween(random, 1, 254)}`],
  [/(?:^|_|[a-z])(?:id|Id|ID|reference|Reference|token|key|code|number)$/, (random) => code(random, 16)],
  [/version/i, () => '1'],
  [/description|message|note|reason|text|title/i, (random) => `Sample ${wholeBetween(random, 100, 999)}`],
];

function textOfName(name: string, random: Random): string {
  const made = byName.find(([pattern]) => pattern.test(name))?.[1](random);
  return made ?? `sample-${code(random, 6).toLowerCase()}`;
}
