import { LineCounter, parseDocument } from 'yaml';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Place } from '../../../shared/contract/errors.ts';
import { maxAliasUses, maxDocumentBytes, maxDocumentDepth, maxExpandedValues } from './document-limits.ts';
import { findJsonError, lineAndColumn, offsetOfPath } from './json-text.ts';
import { toPointer } from './json-value.ts';
import type { JsonPath, JsonValue } from './json-value.ts';

export interface ParsedText {
  readonly format: 'json' | 'yaml';
  readonly text: string;
  readonly value: JsonValue;
  /** File, line and column of a place in the value; costs a scan of the text, so it is for faults and warnings. */
  readonly placeOf: (path: JsonPath) => Place;
}

/**
 * Parses JSON or YAML with its places kept.
 * Throws `document_too_large` (before parsing) and `not_a_document` with line and column.
 */
export function parseText(bytes: Uint8Array, fileName: string): ParsedText {
  if (bytes.byteLength > maxDocumentBytes) {
    throw new Fault('document_too_large', {
      happened: `${fileName} is ${megabytes(bytes.byteLength)} MB; an API description may be ${megabytes(maxDocumentBytes)} MB.`,
      remedy: 'Check that this is the API description itself, or split it by API and import each part.',
      place: { file: fileName },
    });
  }
  const text = decodeText(bytes, fileName);
  const isYamlName = /\.ya?ml$/i.test(fileName);
  const parsed = /^\s*[[{"]/.test(text) && !isYamlName ? parseJson(text, fileName) : parseYamlOrJson(text, fileName);
  limitDepth(parsed.value, fileName);
  return parsed;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}

function notADocument(fileName: string, what: string, place: Place = {}): Fault {
  return new Fault('not_a_document', {
    happened: `${fileName} ${what}.`,
    remedy: 'Choose an OpenAPI or Swagger file in JSON or YAML, or correct the file at that place.',
    place: { file: fileName, ...place },
  });
}

function decodeText(bytes: Uint8Array, fileName: string): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw notADocument(fileName, 'is not text (it has bytes that are not UTF-8)');
  }
  const zero = text.indexOf('\u0000');
  if (zero >= 0) throw notADocument(fileName, 'is not text (it has zero bytes)', lineAndColumn(text, zero));
  if (text.trim() === '') throw notADocument(fileName, 'is empty');
  if (/^\s*<(?:!doctype|html|\?xml|[a-z]+[\s>])/i.test(text)) {
    throw notADocument(fileName, 'is neither JSON nor YAML; it looks like a web page or XML', { line: 1, column: 1 });
  }
  return text;
}

function parseJson(text: string, fileName: string): ParsedText {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = findJsonError(text);
    const place = lineAndColumn(text, found?.offset ?? text.length);
    const expected = found ? `expected ${found.expected}` : error.message;
    const at = `line ${place.line}, column ${place.column}`;
    throw notADocument(fileName, `is not valid JSON: ${expected} at ${at}`, place);
  }
  const placeOf = (path: JsonPath): Place => ({
    file: fileName,
    ...lineAndColumn(text, offsetOfPath(text, path)),
    path: toPointer(path),
  });
  return { format: 'json', text, value, placeOf };
}

function parseYamlOrJson(text: string, fileName: string): ParsedText {
  // JSON under a YAML name is common, and JSON.parse is 20 times faster than a YAML parser.
  if (/^\s*\{/.test(text) && findJsonError(text) === null) return parseJson(text, fileName);
  try {
    return parseYaml(text, fileName);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (error instanceof RangeError) throw tooDeep(fileName);
    // The yaml package throws a ReferenceError for an alias bomb and for an alias to its own parent.
    const what = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw notADocument(fileName, `cannot be read as YAML: ${what}`);
  }
}

function parseYaml(text: string, fileName: string): ParsedText {
  const lines = new LineCounter();
  // uniqueKeys compares every key of a map with every other, which takes minutes on a hostile file.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: true, prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const what = (error.message.split('\n')[0] ?? '').replace(/[.:]$/, '');
    throw notADocument(fileName, `is neither JSON nor valid YAML: ${what} at line ${line}, column ${col}`, {
      line,
      column: col,
    });
  }
  const shared = document.toJS({ maxAliasCount: maxAliasUses }) as JsonValue;
  limitExpansion(shared, fileName);
  // Aliases come back as one object in many places; a copy gives each place its own.
  const value = (JSON.parse(JSON.stringify(shared ?? null)) ?? null) as JsonValue;
  const placeOf = (path: JsonPath): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] | null } | undefined;
      if (!node?.range) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return { file: fileName, line, column: col, path: toPointer(path) };
    }
    return { file: fileName, line: 1, column: 1, path: toPointer(path) };
  };
  return { format: 'yaml', text, value, placeOf };
}

function tooDeep(fileName: string): Fault {
  return notADocument(fileName, `is nested more than ${maxDocumentDepth} levels deep`);
}

function limitDepth(value: JsonValue, fileName: string): void {
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDocumentDepth) throw tooDeep(fileName);
    const next: JsonValue[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const child of Array.isArray(item) ? item : Object.values(item)) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    level = next;
  }
}

/** Counts what a YAML value would be with every alias written out, without writing it out. */
function limitExpansion(value: JsonValue, fileName: string): void {
  const sizes = new Map<object, number>();
  const sizeOf = (item: JsonValue, depth: number): number => {
    if (depth > maxDocumentDepth) throw tooDeep(fileName);
    if (typeof item === 'string') return 1 + item.length / 16;
    if (typeof item !== 'object' || item === null) return 1;
    const known = sizes.get(item);
    if (known !== undefined) return known;
    let size = 1;
    for (const child of Array.isArray(item) ? item : Object.values(item)) size += sizeOf(child, depth + 1);
    sizes.set(item, size);
    return size;
  };
  if (sizeOf(value, 0) > maxExpandedValues) {
    throw new Fault('document_too_large', {
      happened: `${fileName} grows beyond what can be read when its YAML aliases are written out.`,
      remedy: 'Replace the aliases by $ref, or ask the vendor for the JSON form of the file.',
      place: { file: fileName },
    });
  }
}
