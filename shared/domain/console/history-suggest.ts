import { historyFieldNames, historyFields, isHistoryField, type HistoryField } from './history-fields.ts';
import { historyTokens, quotedValue } from './history-tokens.ts';

/** Something to go on with: choosing it puts `text` in the place of the part that is being typed. */
export interface HistorySuggestion {
  readonly text: string;
  readonly words: string;
  /** Where it goes. */
  readonly from: number;
  readonly to: number;
  /** A field goes on with its value; a value ends its part. */
  readonly kind: 'field' | 'value';
}

/** Names of this workspace that a field may have. */
export type KnownNames = Partial<Record<HistoryField, readonly string[]>>;

const most = 8;

/** What can stand at the caret: fields that begin so, then the field's values. */
export function suggestHistory(text: string, caret: number, names: KnownNames): HistorySuggestion[] {
  const token = historyTokens(text).find(({ place }) => place.from < caret && caret <= place.to);
  if (token === undefined) return fieldsLike('', caret, caret, '');
  const minus = token.isNot ? '-' : '';
  if (token.field === null) {
    const typed = text.slice(token.valuePlace.from, caret);
    return token.isQuoted ? [] : fieldsLike(typed, token.place.from, token.place.to, minus);
  }
  if (!isHistoryField(token.field) || caret < token.valuePlace.from) return [];
  const { field } = token;
  const typed = text.slice(token.valuePlace.from, caret).replace(/^"/, '').toLowerCase();
  const values: readonly (readonly [string, string])[] = [
    ...historyFields[field].values,
    ...(names[field] ?? []).map((name) => [name, ''] as const),
  ];
  const isIn = ([value]: readonly [string, string]): boolean => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed;
  const begins = ([value]: readonly [string, string]): number => (value.toLowerCase().startsWith(typed) ? 0 : 1);
  return values
    .filter(isIn)
    .toSorted((a, b) => begins(a) - begins(b))
    .slice(0, most)
    .map(([value, words]) => ({
      text: `${minus}${field}:${quotedValue(value)}`,
      words,
      from: token.place.from,
      to: token.place.to,
      kind: 'value',
    }));
}

function fieldsLike(typed: string, from: number, to: number, minus: string): HistorySuggestion[] {
  const wanted = typed.toLowerCase();
  return historyFieldNames
    .filter((name) => name.startsWith(wanted))
    .slice(0, typed === '' ? historyFieldNames.length : most)
    .map((name) => ({ text: `${minus}${name}:`, words: historyFields[name].words, from, to, kind: 'field' }));
}
