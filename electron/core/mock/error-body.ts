import { isObject } from '../openapi/json-value.ts';
import type { JsonValue } from '../openapi/json-value.ts';
import type { Operation } from '../openapi/operations.ts';
import { bodyFor, headersFor, type MadeBody } from './answer-body.ts';
import { responseFor, responsesOf, type MockContract } from './mock-contract.ts';

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Each place that is wrong: a JSON pointer into the body, or the name of a header or parameter. */
  readonly errors?: readonly { readonly pointer?: string; readonly name?: string; readonly detail: string }[];
}

/**
 * An error in the shape that the contract gives to it, with our words in its fields for text; without such a shape it is a problem
 * document (RFC 9457).
 */
export function errorBody(mock: MockContract, found: Operation | null, problem: Problem, accept: string | null): MadeBody {
  const response = found && responseFor(responsesOf(mock, found), problem.status);
  if (found && response && !accept?.includes('application/problem+json')) {
    const body = bodyFor(mock, found, {
      status: problem.status,
      response,
      accept,
      example: null,
      isDynamic: true,
      seed: `error ${problem.status}`,
      // Some contracts fix the outer words; then ours stand further in.
      shapes: [0, 1, 2, onlyPlaces].map((from) => (value: JsonValue) => withWords(value, problem, 0, from)),
    });
    if (typeof body === 'object' && body !== null && body.value !== null && namesPlace(body.text, problem)) {
      return { ...body, why: problem.detail };
    }
    if (body === null) {
      return { mediaType: '', value: null, text: '', why: problem.detail, headers: headersFor(mock, { response, seed: 'error' }, null) };
    }
  }
  const { status, title, detail, errors } = problem;
  const value: JsonValue = {
    type: 'about:blank',
    title,
    status,
    detail,
    ...(errors === undefined || errors.length === 0 ? {} : { errors: errors.map((one): JsonValue => ({ ...one })) }),
  };
  const mediaType = 'application/problem+json';
  return { mediaType, value, text: JSON.stringify(value, null, 2), why: detail, headers: { 'Content-Type': mediaType } };
}

/** A refusal that says nothing of what is wrong helps nobody, whatever its shape. */
const namesPlace = (text: string, { detail, errors = [] }: Problem): boolean =>
  errors.length === 0 ||
  [detail, ...errors.map((one) => one.detail)].some((words) => text.includes(JSON.stringify(words).slice(1, -1))) ||
  errors.some(({ pointer, name }) => text.includes(JSON.stringify(pointer ?? name)));

const wordFields = /^(?:message|detail|details|description|title|reason|error_?description|error_?message|issue|msg)$/i;
const placeFields = /^(?:field|pointer|path|property|parameter|invalid_?fields?_?name)$/i;

const onlyPlaces = Number.POSITIVE_INFINITY;

/** Puts our words into the fields for text from a depth on, and the place into those for places. */
function withWords(value: JsonValue, problem: Problem, depth: number, from: number): JsonValue {
  if (depth > 3) return value;
  if (Array.isArray(value)) return value.map((item) => withWords(item, problem, depth + 1, from));
  if (!isObject(value)) return value;
  const [first] = problem.errors ?? [];
  return Object.fromEntries(
    Object.entries(value).map(([name, field]): [string, JsonValue] => {
      if (typeof field === 'string' && depth >= from && wordFields.test(name))
        return [name, first === undefined || depth === 0 ? problem.detail : first.detail];
      if (typeof field === 'string' && placeFields.test(name) && first) return [name, first.pointer ?? first.name ?? field];
      if (typeof field === 'number' && /^status(?:_?code)?$/i.test(name)) return [name, problem.status];
      if (typeof field === 'string' && /^status(?:_?code)?$/i.test(name)) return [name, String(problem.status)];
      return [name, withWords(field, problem, depth + 1, from)];
    }),
  );
}
