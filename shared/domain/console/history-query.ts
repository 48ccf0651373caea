import { historyFieldNames, historyFields, isHistoryField, type HistoryField } from './history-fields.ts';
import { historyTokens, quotedValue, type HistoryToken, type TextPlace } from './history-tokens.ts';
import { readSpan, readTime, type SearchTime } from './history-values.ts';
import { nearNames } from './near-names.ts';

/** Fields whose value is compared as a name or a part of one. */
export type NameField = 'vendor' | 'api' | 'env' | 'path' | 'host' | 'by' | 'request' | 'run' | 'credential' | 'id';
/** Fields whose value is one of a list. */
export type ChoiceField = 'env-kind' | 'method' | 'class' | 'verdict' | 'source' | 'is';

/** One condition. Those of the same field stand in for each other; the others must all hold. */
export type HistoryTerm = { readonly isNot: boolean; readonly place: TextPlace } & (
  | { readonly kind: 'word'; readonly text: string }
  /** Both ends count. */
  | { readonly kind: 'status'; readonly from: number; readonly to: number }
  | { readonly kind: 'ended'; readonly how: 'none' | 'unknown' }
  | { readonly kind: 'name'; readonly field: NameField; readonly text: string }
  | { readonly kind: 'choice'; readonly field: ChoiceField; readonly value: string }
  /** `since`: from then on; `until`: before then. */
  | { readonly kind: 'time'; readonly field: 'since' | 'until'; readonly at: number }
  | { readonly kind: 'took'; readonly comparison: '>' | '>=' | '<' | '<='; readonly ms: number }
);

/** Why a search cannot be made, where, and what was probably meant. */
export interface HistoryProblem {
  readonly happened: string;
  readonly remedy: string;
  readonly place: TextPlace;
  /** Values, or fields with their colon, that may have been meant. */
  readonly suggestions: readonly string[];
}

export interface HistoryQuery {
  readonly terms: readonly HistoryTerm[];
  /** Non-empty: nothing is to be searched for. */
  readonly problems: readonly HistoryProblem[];
}

/** Reads a search. Whatever it does not understand is a problem with its place, never left out in silence. */
export function readHistoryQuery(text: string, time: SearchTime): HistoryQuery {
  const terms: HistoryTerm[] = [];
  const problems: HistoryProblem[] = [];
  for (const token of historyTokens(text)) {
    const read = readToken(token, time);
    if ('happened' in read) problems.push(read);
    else terms.push(...read.terms);
  }
  return { terms, problems };
}

type Read = { readonly terms: readonly HistoryTerm[] } | HistoryProblem;

function readToken(token: HistoryToken, time: SearchTime): Read {
  const { field, value, isNot, place, valuePlace } = token;
  if (token.isOpen) return { happened: 'A quote is not closed.', remedy: 'Write " at its end.', place: valuePlace, suggestions: [] };
  if (field === null) return value === '' ? { terms: [] } : { terms: [{ kind: 'word', text: value, isNot, place }] };
  if (!isHistoryField(field)) {
    const near = nearNames(field, historyFieldNames);
    return {
      happened: `There is no field “${field}”.`,
      remedy:
        near[0] === undefined
          ? `Fields are ${historyFieldNames.join(', ')}. To look for the words themselves, put them in quotes.`
          : `Did you mean ${near[0]}:? To look for the words themselves, put them in quotes.`,
      place,
      suggestions: near.map((name) => `${name}:`),
    };
  }
  const parts = (token.isQuoted ? [value] : value.split(/[|,]/)).filter((part) => part !== '');
  if (parts.length === 0)
    return {
      happened: `${field}: has no value.`,
      remedy: `Write it like ${field}:${historyFields[field].example}`,
      place,
      suggestions: [],
    };
  const terms: HistoryTerm[] = [];
  for (const part of parts) {
    const term = readValue(field, part, time);
    if (term === null) return problemOf(field, part, valuePlace);
    terms.push({ ...term, isNot, place });
  }
  return { terms };
}

/** As `Omit` on each member, which keeps them told apart by their kind. */
type Bare<T> = T extends unknown ? Omit<T, 'isNot' | 'place'> : never;

function readValue(field: HistoryField, value: string, time: SearchTime): Bare<HistoryTerm> | null {
  switch (field) {
    case 'status':
      return readStatus(value);
    case 'since':
    case 'until': {
      const at = readTime(value, field, time);
      return at === null ? null : { kind: 'time', field, at };
    }
    case 'took': {
      const [, comparison = '>=', span = ''] = /^(>=|<=|>|<)?(.+)$/.exec(value) ?? [];
      const ms = readSpan(span);
      return ms === null ? null : { kind: 'took', comparison: comparison as '>', ms };
    }
    case 'env-kind':
    case 'method':
    case 'class':
    case 'verdict':
    case 'source':
    case 'is': {
      const known = historyFields[field].values.find(([one]) => one.toLowerCase() === value.toLowerCase());
      return known === undefined ? null : { kind: 'choice', field, value: known[0] };
    }
    case 'run':
      return /^\d{1,9}$/.test(value) ? { kind: 'name', field, text: value } : null;
    default:
      return { kind: 'name', field, text: value };
  }
}

function readStatus(value: string): Bare<HistoryTerm> | null {
  const text = value.toLowerCase();
  if (text === 'none' || text === 'unknown') return { kind: 'ended', how: text };
  const family = /^([1-5])xx$/.exec(text)?.[1];
  if (family !== undefined) return { kind: 'status', from: Number(family) * 100, to: Number(family) * 100 + 99 };
  const range = /^(\d{3})\.\.(\d{3})$/.exec(text);
  if (range) return { kind: 'status', from: Number(range[1]), to: Number(range[2]) };
  const [, comparison = '=', digits] = /^(>=|<=|>|<|=)?(\d{3})$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const code = Number(digits);
  const ends: Readonly<Record<string, readonly [number, number]>> = {
    '=': [code, code],
    '>': [code + 1, 999],
    '>=': [code, 999],
    '<': [0, code - 1],
    '<=': [0, code],
  };
  const [from, to] = ends[comparison] ?? [code, code];
  return { kind: 'status', from, to };
}

function problemOf(field: HistoryField, value: string, place: TextPlace): HistoryProblem {
  const { values, isChoice, example } = historyFields[field];
  const known = values.map(([one]) => one);
  const near = nearNames(value, known);
  const remedies: Partial<Record<HistoryField, string>> = {
    status: 'Write it like 5xx, 404, >=400, 400..499, none or unknown.',
    since: 'Write it like -2d, -3h, 2026-11-01 or 2026-11-01T18:00.',
    until: 'Write it like -2d, -3h, 2026-11-01 or 2026-11-01T18:00.',
    took: 'Write it like >1s, >250ms or <2m.',
  };
  return {
    happened: `“${value}” is no value of ${field}.`,
    remedy: isChoice
      ? `${near[0] === undefined ? '' : `Did you mean ${near[0]}? `}It is one of ${known.join(', ')}.`
      : (remedies[field] ?? `Write it like ${field}:${example}`),
    place,
    suggestions: near.length > 0 ? near : known.slice(0, 3),
  };
}

/** The value of a field that is asked for once and positively; null when it is not, or in a way that no single choice shows. */
export function fieldValue(text: string, field: HistoryField): string | null {
  const found = historyTokens(text).filter((token) => token.field === field && !token.isNot);
  return found.length === 1 && found[0]?.value !== '' ? (found[0]?.value ?? null) : null;
}

/** The search with one field set to a value, in the place where it was; null takes the field out. */
export function withField(text: string, field: HistoryField, value: string | null): string {
  const found = historyTokens(text).filter((token) => token.field === field && !token.isNot);
  const put = value === null ? '' : `${field}:${quotedValue(value)}`;
  let result = '';
  let at = 0;
  for (const [index, { place }] of found.entries()) {
    result += text.slice(at, place.from) + (index === 0 ? put : '');
    at = place.to;
  }
  result += text.slice(at);
  if (found.length === 0 && put !== '') result = `${result.trimEnd()} ${put}`;
  return result.replaceAll(/ {2,}/g, (spaces, offset: number) => (isInQuotes(result, offset) ? spaces : ' ')).trim();
}

const isInQuotes = (text: string, at: number): boolean =>
  historyTokens(text).some(({ isQuoted, valuePlace }) => isQuoted && valuePlace.from < at && at < valuePlace.to);
