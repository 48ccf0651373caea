import { XMLBuilder } from 'fast-xml-parser';
import { seededRandom } from '../../../shared/domain/mock/seeded-random.ts';
import { namedExamples } from '../openapi/endpoint-contract.ts';
import { isObject, objectAt, ownValue, textAt } from '../openapi/json-value.ts';
import type { JsonObject, JsonValue } from '../openapi/json-value.ts';
import { bareMediaType, isJsonMediaType, matchMediaType } from '../openapi/media-type.ts';
import type { Operation } from '../openapi/operations.ts';
import { follow } from '../openapi/references.ts';
import { fakeValue } from './fake-value.ts';
import { contentOf, type MockContract } from './mock-contract.ts';

export interface MadeBody {
  readonly mediaType: string;
  /** For JSON, the value; the text follows from it. */
  readonly value: JsonValue | null;
  readonly text: string;
  /** Where it comes from: "example “basic” of the contract", "made up from the schema". */
  readonly why: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BodyWish {
  readonly status: number;
  readonly response: JsonObject;
  readonly accept: string | null;
  /** A named example of the contract, or null. */
  readonly example: string | null;
  readonly isDynamic: boolean;
  readonly seed: string;
  /** Values that come before everything else, if they fit, and where they are from. */
  readonly known?: readonly JsonValue[];
  readonly knownWords?: string;
  /** Change a made value before it is checked, the first that fits: what is known of a record, the words of an error. */
  readonly shapes?: readonly ((value: JsonValue) => JsonValue)[];
}

/** Why no body could be made. */
export type NoBody = 'not acceptable' | 'no such example';

const attempts = 6;

/**
 * A body that fits its contract: its own example when that fits (vendors' examples often do not), else made up, with every field
 * first and with the required ones alone when that does not fit. An example that was asked for by name is given as it is.
 */
export function bodyFor(mock: MockContract, found: Operation, wish: BodyWish): MadeBody | NoBody | null {
  const content = contentOf(wish.response);
  const listed = Object.keys(content);
  if (listed.length === 0) return null;
  const mediaType = chosenType(listed, wish.accept);
  if (mediaType === null) return 'not acceptable';
  const media = follow(mock.root, ownValue(content, mediaType)) ?? {};
  const sent = sentType(mediaType);
  const examples = namedExamples(mock.root, media);
  const single = ownValue(media, 'example');
  const headers = headersFor(mock, wish, sent);
  const made = (value: JsonValue, why: string): MadeBody => ({
    mediaType: sent,
    value: isJsonMediaType(sent) ? value : null,
    text: written(value, sent, ownValue(media, 'schema')),
    why,
    headers,
  });
  if (wish.example !== null) {
    const named = examples.find(({ name }) => name === wish.example);
    return named ? made(named.value, `example “${named.name}” of the contract, as asked`) : 'no such example';
  }
  const fits = (body: MadeBody): boolean =>
    !isJsonMediaType(sent) ||
    mock.contract.checkAnswer({
      method: found.method,
      path: found.path,
      status: wish.status,
      headers: { ...body.headers, 'content-type': sent },
      bodyText: body.text,
    }).verdict !== 'breaks';
  for (const value of wish.known ?? []) {
    const body = made(value, wish.knownWords ?? '');
    if (fits(body)) return body;
  }
  const shapes = wish.shapes ?? [];
  const shaped = (value: JsonValue): JsonValue[] => [...shapes.map((shape) => shape(value)), value];
  if (!wish.isDynamic) {
    const given = [...examples, ...(single === undefined ? [] : [{ name: '', value: single }])];
    for (const { name, value } of given) {
      const why = name === '' ? 'example of the contract' : `example “${name}” of the contract`;
      // Only a shaped one, as long as there is a shape: what was created must not come back as somebody else's.
      for (const one of shapes.length > 0 ? shaped(value).slice(0, -1) : [value]) {
        const body = made(one, why);
        if (fits(body)) return body;
      }
    }
  }
  const schema = ownValue(media, 'schema');
  if (schema === undefined) return made({}, 'the contract gives no schema');
  let last: MadeBody | null = null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // Examples make it real, made-up values make it fit, the required fields alone leave little to go wrong.
    const usesExamples = attempt < 1 && !wish.isDynamic;
    const isWhole = attempt < 2;
    const random = seededRandom(`${wish.seed} ${attempt}`);
    const value = fakeValue(mock.root, schema, { random, isWhole, usesExamples, attempt: Math.max(0, attempt - 2) });
    const why = isWhole ? 'made up from the schema' : 'made up from the schema, the required fields';
    for (const one of shaped(value)) {
      last = made(one, why);
      if (fits(last)) return last;
    }
  }
  return last;
}

function chosenType(listed: readonly string[], accept: string | null): string | null {
  const wanted = (accept ?? '*/*').split(',').map((part) => ({ type: bareMediaType(part), isRefused: /;\s*q=0(?:\.0+)?\s*$/.test(part) }));
  const usual = listed.find(isJsonMediaType) ?? listed[0] ?? null;
  for (const { type, isRefused } of wanted) {
    if (isRefused) continue;
    if (type === '*/*' || type === '') return usual;
    const found =
      matchMediaType(listed, type) ?? listed.find((one) => type.endsWith('/*') && bareMediaType(one).startsWith(type.slice(0, -1)));
    if (found !== undefined && found !== null) return found;
  }
  return null;
}

/** What `*` in a contract's media type is sent as. */
function sentType(mediaType: string): string {
  if (!mediaType.includes('*')) return mediaType;
  return mediaType.startsWith('text/') ? 'text/plain' : 'application/json';
}

function written(value: JsonValue, mediaType: string, schema: JsonValue | undefined): string {
  if (isJsonMediaType(mediaType)) return JSON.stringify(value, null, 2);
  if (typeof value === 'string') return value;
  if (/xml/.test(mediaType)) {
    const name = textAt(objectAt(schema, 'xml'), 'name') ?? 'answer';
    return new XMLBuilder({ format: true }).build({ [name]: value });
  }
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value ?? '');
}

/** The headers that the contract requires of an answer, and those it gives an example of. */
export function headersFor(
  { root }: MockContract,
  { response, seed }: Pick<BodyWish, 'response' | 'seed'>,
  sent: string | null,
): Record<string, string> {
  const headers: [string, string][] = [];
  for (const [name, entry] of Object.entries(objectAt(response, 'headers'))) {
    if (/^(?:content-(?:type|length|encoding)|transfer-encoding|connection|date|set-cookie)$/i.test(name)) continue;
    const header = follow(root, entry);
    if (!header) continue;
    const given = ownValue(header, 'example') ?? namedExamples(root, header)[0]?.value;
    const schema = ownValue(header, 'schema');
    const isNeeded = ownValue(header, 'required') === true;
    if (!isNeeded && given === undefined) continue;
    const random = seededRandom(`${seed} ${name}`);
    const value =
      given ?? (schema === undefined ? 'sample' : fakeValue(root, schema, { random, isWhole: false, usesExamples: true, attempt: 0 }));
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (/^[\u0020-\u007E]*$/.test(text)) headers.push([name, text]);
  }
  if (sent !== null) headers.push(['Content-Type', sent]);
  return Object.fromEntries(headers);
}
