/** A bare item of RFC 9651; a byte sequence keeps its base64 text. */
export type BareItem =
  | { readonly type: 'integer' | 'decimal' | 'date'; readonly value: number }
  | { readonly type: 'string' | 'token' | 'bytes'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean };

export interface Item {
  readonly item: BareItem;
  readonly params: ReadonlyMap<string, BareItem>;
}

const numberForm = /^(-?)(?:(\d{1,15})(?![\d.])|(\d{1,12}\.\d{1,3})(?![\d.]))/;
const stringForm = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/;
const tokenForm = /^[A-Za-z*][!#$%&'*+\-.^_`|~:/0-9A-Za-z]*/;
const bytesForm = /^:([A-Za-z0-9+/=]*):/;
const keyForm = /^[a-z*][a-z0-9_\-.*]*/;

/**
 * Reads a structured-field List of items with parameters (RFC 9651 section 4.2.1), without inner lists, which no field
 * we read has. Null when anything is malformed: the RFC has the whole field ignored then.
 */
export function parseItemList(text: string): readonly Item[] | null {
  return parseMembers(text, (cursor) => parseItem(cursor));
}

/**
 * Reads a structured-field Dictionary of items (RFC 9651 section 4.2.2); the last of a repeated key counts. Null when
 * malformed.
 */
export function parseDictionary(text: string): ReadonlyMap<string, Item> | null {
  const members = parseMembers(text, (cursor) => {
    const key = take(cursor, keyForm)?.[0];
    if (key === undefined) return null;
    if (cursor.text[cursor.at] === '=') {
      cursor.at += 1;
      const item = parseItem(cursor);
      return item && ([key, item] as const);
    }
    const params = parseParams(cursor);
    return params && ([key, { item: { type: 'boolean', value: true }, params }] as const);
  });
  return members && new Map(members);
}

interface Cursor {
  readonly text: string;
  at: number;
}

function parseMembers<T>(text: string, parseOne: (cursor: Cursor) => T | null): readonly T[] | null {
  const cursor: Cursor = { text: text.trim(), at: 0 };
  const members: T[] = [];
  if (cursor.text === '') return members;
  for (;;) {
    const member = parseOne(cursor);
    if (member === null) return null;
    members.push(member);
    skipBlanks(cursor);
    if (cursor.at === cursor.text.length) return members;
    if (cursor.text[cursor.at] !== ',') return null;
    cursor.at += 1;
    skipBlanks(cursor);
  }
}

function parseItem(cursor: Cursor): Item | null {
  const item = parseBareItem(cursor);
  const params = item && parseParams(cursor);
  return item && params && { item, params };
}

function parseParams(cursor: Cursor): ReadonlyMap<string, BareItem> | null {
  const params = new Map<string, BareItem>();
  while (cursor.text[cursor.at] === ';') {
    cursor.at += 1;
    skipBlanks(cursor);
    const key = take(cursor, keyForm)?.[0];
    if (key === undefined) return null;
    if (cursor.text[cursor.at] !== '=') {
      params.set(key, { type: 'boolean', value: true });
      continue;
    }
    cursor.at += 1;
    const value = parseBareItem(cursor);
    if (value === null) return null;
    params.set(key, value);
  }
  return params;
}

function parseBareItem(cursor: Cursor): BareItem | null {
  const first = cursor.text[cursor.at];
  if (first === '"') return textItem('string', take(cursor, stringForm)?.[1]?.replaceAll(/\\(.)/g, '$1'));
  if (first === ':') return textItem('bytes', take(cursor, bytesForm)?.[1]);
  if (first === '?') {
    const flag = take(cursor, /^\?([01])/)?.[1];
    return flag === undefined ? null : { type: 'boolean', value: flag === '1' };
  }
  if (first === '@') {
    cursor.at += 1;
    const date = parseNumber(cursor);
    return date?.type === 'integer' ? { type: 'date', value: date.value } : null;
  }
  if (first !== undefined && /[-\d]/.test(first)) return parseNumber(cursor);
  return textItem('token', take(cursor, tokenForm)?.[0]);
}

function parseNumber(cursor: Cursor): { readonly type: 'integer' | 'decimal'; readonly value: number } | null {
  const match = take(cursor, numberForm);
  if (!match) return null;
  const [whole, , integer] = match;
  // Adding 0 makes -0, which JSON cannot carry, 0.
  return { type: integer === undefined ? 'decimal' : 'integer', value: Number(whole) + 0 };
}

function textItem(type: 'string' | 'token' | 'bytes', value: string | undefined): BareItem | null {
  return value === undefined ? null : { type, value };
}

function take(cursor: Cursor, form: RegExp): RegExpExecArray | null {
  const match = form.exec(cursor.text.slice(cursor.at));
  if (match) cursor.at += match[0].length;
  return match;
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ' || cursor.text[cursor.at] === '\t') cursor.at += 1;
}
