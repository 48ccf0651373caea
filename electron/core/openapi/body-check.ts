import { findJsonError, lineAndColumn } from './json-text.ts';
import { objectAt, ownValue } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { isJsonMediaType, matchMediaType } from './media-type.ts';
import type { SchemaCheck } from './schema-checks.ts';
import { bodyViolations } from './verdict.ts';
import type { Violation } from './verdict.ts';
import type { Redact } from './violation-words.ts';

export interface BodyFindings {
  readonly violations: Violation[];
  /** Sentences about what could not be checked. */
  readonly unchecked: string[];
}

interface BodyToCheck {
  /** The request body or response object of the document; its `content` says what is allowed. */
  readonly holder: JsonObject;
  readonly contentType: string | null;
  /** Null: the body was not kept. Empty: there was none. */
  readonly bodyText: string | null;
  /** What the body belongs to, for messages: "201", "this call". */
  readonly of: string;
  readonly contract: string;
  readonly check: SchemaCheck;
  readonly redact?: Redact | undefined;
}

/** Checks media type, syntax and schema of one body. May throw when ajv gives up on the schema. */
export function checkBody({ holder, contentType, bodyText, of, contract, check, redact }: BodyToCheck): BodyFindings {
  const content = objectAt(holder, 'content');
  const listed = Object.keys(content);
  const { violations, unchecked }: BodyFindings = { violations: [], unchecked: [] };
  if (listed.length === 0) return { violations, unchecked };
  if (bodyText === null) return { violations, unchecked: ['The body was not kept, so it was not checked.'] };
  if (bodyText === '') {
    const message = `${contract} describes a body for ${of}, and there was none`;
    violations.push({
      where: 'body',
      instancePath: '',
      line: null,
      message,
      keyword: 'required',
      expected: listed.join(', '),
      got: 'nothing',
    });
    return { violations, unchecked };
  }
  const matched = contentType === null ? null : matchMediaType(listed, contentType);
  if (matched === null) {
    const got = contentType ?? 'no Content-Type';
    const message = `${contract} lists ${listed.slice(0, 5).join(', ')} for ${of}, got ${got}`;
    violations.push({
      where: 'content_type',
      instancePath: '',
      line: null,
      message,
      keyword: 'content_type',
      expected: listed.join(', '),
      got,
    });
  }
  // A body under a wrong type is still worth checking when the contract leaves no doubt about what it should be.
  const key = matched ?? (listed.length === 1 ? listed[0] : undefined);
  if (key === undefined) return { violations, unchecked };
  const schema = ownValue(ownValue(content, key), 'schema');
  if (schema === undefined) return { violations, unchecked: [`${capital(contract)} gives no schema for the body of ${of}.`] };
  if (!isJsonMediaType(contentType ?? key) && !isJsonMediaType(key)) {
    return { violations, unchecked: [`A body of type ${contentType ?? key} is not checked against a schema.`] };
  }
  const body = parsed(bodyText);
  if (body === undefined) {
    const found = findJsonError(bodyText);
    const expected = found?.expected ?? 'JSON';
    const line = lineAndColumn(bodyText, found?.offset ?? 0).line;
    const message = `the body is not valid JSON: expected ${expected} on line ${line}`;
    violations.push({ where: 'body', instancePath: '', line, message, keyword: 'json', expected, got: 'something else' });
    return { violations, unchecked };
  }
  violations.push(...bodyViolations(check(schema, body), body, contract, redact));
  return { violations, unchecked };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
