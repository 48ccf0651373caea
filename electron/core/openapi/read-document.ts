import { createHash } from 'node:crypto';
import { upgrade } from '@scalar/openapi-upgrader';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Place } from '../../../shared/contract/errors.ts';
import { lookOf } from './document-kind.ts';
import { maxWarnings } from './document-limits.ts';
import { isObject, objectAt, ownValue, textAt } from './json-value.ts';
import type { JsonObject, JsonPath, JsonValue } from './json-value.ts';
import { listOperations } from './operations.ts';
import { parseText } from './parse-text.ts';
import type { ParsedText } from './parse-text.ts';
import { findReferences, isLocal, placeInWords, valueAt } from './references.ts';

export interface DocumentWarning {
  readonly message: string;
  readonly place: Place;
}

/** An API description that was read: its content as OpenAPI 3.1 or 3.2, and what the file itself said. */
export interface OpenApiDocument {
  readonly fileName: string;
  readonly encoding: 'json' | 'yaml';
  readonly family: 'swagger' | 'openapi';
  /** The version the file states: `2.0`, `3.0.3`, `3.1.0`, `3.2.0`. */
  readonly specVersion: string;
  /** Of the file's bytes, in hex. */
  readonly sha256: string;
  readonly text: string;
  /** Always in the shape of OpenAPI 3.1 or 3.2. */
  readonly root: JsonObject;
  readonly warnings: readonly DocumentWarning[];
  /** File, line and column of a place in the file. */
  readonly placeOf: (path: JsonPath) => Place;
}

/**
 * Reads an OpenAPI (3.0, 3.1, 3.2) or Swagger 2.0 description in JSON or YAML. Nothing is fetched and no other file is
 * opened.
 * Throws `document_too_large`, `not_a_document`, `not_openapi` and `external_reference`; what can be lived with is a warning.
 */
export function readDocument(input: { bytes: Uint8Array; fileName: string }): OpenApiDocument {
  const parsed = parseText(input.bytes, input.fileName);
  const { family, specVersion } = specificationOf(parsed, input.fileName);
  const source = parsed.value as JsonObject;
  refuseExternalReferences(source, parsed);
  const root = inCurrentShape(source, specVersion, input.fileName);
  return {
    fileName: input.fileName,
    encoding: parsed.format,
    family,
    specVersion,
    sha256: createHash('sha256').update(input.bytes).digest('hex'),
    text: parsed.text,
    root,
    warnings: limited([...danglingReferences(source, parsed), ...repeatedOperationIds(root, parsed)]),
    placeOf: parsed.placeOf,
  };
}

function notOpenApi(fileName: string, what: string, place: Place = {}): Fault {
  return new Fault('not_openapi', {
    happened: `${fileName} is not an API description this app can read: ${what}.`,
    remedy: 'Choose an OpenAPI 3.0, 3.1 or 3.2 file, or a Swagger 2.0 file, in JSON or YAML.',
    place: { file: fileName, ...place },
  });
}

function specificationOf(parsed: ParsedText, fileName: string): { family: 'swagger' | 'openapi'; specVersion: string } {
  const { value } = parsed;
  for (const family of ['openapi', 'swagger'] as const) {
    const stated = isObject(value) ? ownValue(value, family) : undefined;
    if (typeof stated !== 'string' && typeof stated !== 'number') continue;
    // YAML reads an unquoted 3.0 as a number.
    const specVersion = typeof stated === 'number' ? stated.toFixed(1) : stated.trim();
    const isKnown = family === 'openapi' ? /^3\.[012](?:\.|$|-)/.test(specVersion) : specVersion === '2.0';
    if (!isKnown) throw notOpenApi(fileName, `it states the version “${family}: ${specVersion.slice(0, 40)}”`, parsed.placeOf([family]));
    for (const key of ['paths', 'info', 'components']) {
      const part = ownValue(value, key);
      if (part === undefined || part === null || isObject(part)) continue;
      throw notOpenApi(fileName, `its “${key}” is ${lookOf(part)}`, parsed.placeOf([key]));
    }
    return { family, specVersion };
  }
  throw notOpenApi(fileName, `it looks like ${lookOf(value)}`);
}

function refuseExternalReferences(source: JsonObject, parsed: ParsedText): void {
  const external: { ref: string; path: JsonPath }[] = [];
  for (const found of findReferences(source)) if (!found.ref.startsWith('#')) external.push(found);
  const first = external[0];
  if (!first) return;
  const named = external.slice(0, 5).map(({ ref, path }) => `“${ref.slice(0, 200)}” at ${placeInWords(path.slice(0, -1))}`);
  const more = external.length > named.length ? ` and ${external.length - named.length} more` : '';
  throw new Fault('external_reference', {
    happened: `${parsed.placeOf([]).file} refers to other files or addresses, which are never fetched: ${named.join('; ')}${more}.`,
    remedy: 'Bundle the description into one file (the vendor often publishes that form) and import that.',
    place: parsed.placeOf(first.path),
    details: { references: external.slice(0, 5).map(({ ref }) => ref), count: external.length },
  });
}

function inCurrentShape(source: JsonObject, specVersion: string, fileName: string): JsonObject {
  if (!specVersion.startsWith('2') && !specVersion.startsWith('3.0')) return source;
  try {
    // The upgrader knows versions by their exact spelling, so a numeric `2` or `3.0` is written out first.
    const stated: JsonObject = specVersion.startsWith('2') ? { swagger: specVersion } : { openapi: specVersion };
    const upgraded = upgrade({ ...source, ...stated }, '3.1') as unknown as JsonValue;
    if (isObject(upgraded)) return upgraded;
    throw new TypeError('the result is not an object');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw notOpenApi(fileName, `its parts do not have the shape of version ${specVersion} (${why})`);
  }
}

function danglingReferences(source: JsonObject, parsed: ParsedText): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  const places = new Map<string, JsonPath>();
  for (const { ref, path } of findReferences(source)) if (!places.has(ref)) places.set(ref, path);
  for (const [ref, path] of places) {
    // `#name` without a slash is an anchor of JSON Schema 2020-12; those parts are read as "anything".
    const isFound = isLocal(ref) && valueAt(source, ref) !== undefined;
    if (isFound) continue;
    const place = warnings.length < maxWarnings ? parsed.placeOf(path) : {};
    warnings.push({ message: `The reference “${ref.slice(0, 200)}” points to nothing that is in the file.`, place });
  }
  return warnings;
}

function repeatedOperationIds(root: JsonObject, parsed: ParsedText): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  const firsts = new Map<string, { method: string; path: string; at: JsonPath }>();
  for (const { method, path, operation, at } of listOperations(root)) {
    const id = textAt(operation, 'operationId');
    if (id === null) continue;
    const first = firsts.get(id);
    if (!first) {
      firsts.set(id, { method, path, at });
      continue;
    }
    const place = warnings.length < maxWarnings ? parsed.placeOf(at) : {};
    const where = warnings.length < maxWarnings ? parsed.placeOf(first.at) : {};
    const message =
      `The operation id “${id.slice(0, 100)}” is used twice: by ${first.method} ${first.path} (line ${where.line ?? '?'}) ` +
      `and by ${method} ${path} (line ${place.line ?? '?'}).`;
    warnings.push({ message, place });
  }
  if (Object.keys(objectAt(root, 'paths')).length > 0) return warnings;
  return [...warnings, { message: 'The file describes no endpoints.', place: parsed.placeOf(['paths']) }];
}

function limited(warnings: DocumentWarning[]): DocumentWarning[] {
  if (warnings.length <= maxWarnings) return warnings;
  const more = { message: `There are ${warnings.length - maxWarnings} more warnings like these.`, place: {} };
  return [...warnings.slice(0, maxWarnings), more];
}
