import { sample as sampleOf } from 'openapi-sampler';
import { namedExamples, ownExample, schemaOf } from './endpoint-contract.ts';
import { isObject, objectAt, ownValue, textAt } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { bareMediaType, isJsonMediaType } from './media-type.ts';
import { parametersOf } from './operations.ts';
import type { Operation } from './operations.ts';
import { follow } from './references.ts';
import { boundedSchema } from './sample-schema.ts';

/** A call filled in so that it can be sent or changed. */
export interface EndpointSample {
  /** Values for path and required query parameters, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Required header parameters, and Content-Type and Accept; never authentication. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null when the call takes no body, or one that cannot be written as text. */
  readonly body: string | null;
  readonly mediaType: string | null;
  /** The document's own named examples for this body; the first is used unless another is asked for. */
  readonly exampleNames: readonly string[];
  /** The one in `body`; null when the body was made from the schema. */
  readonly exampleName: string | null;
}

export function sampleEndpoint(
  root: JsonObject,
  found: Operation,
  wanted: { mediaType?: string | undefined; exampleName?: string | undefined },
): EndpointSample {
  const parameters: [string, string][] = [];
  const headers: [string, string][] = [];
  for (const parameter of parametersOf(root, found)) {
    const place = textAt(parameter, 'in');
    const name = textAt(parameter, 'name') ?? '';
    const isNeeded = place === 'path' || ownValue(parameter, 'required') === true;
    if (!isNeeded || /^(?:authorization|accept|content-type)$/i.test(name)) continue;
    if (place === 'path' || place === 'query') parameters.push([name, parameterText(root, parameter)]);
    if (place === 'header') headers.push([name, parameterText(root, parameter)]);
  }
  const accepted = acceptedTypes(root, found.operation);
  if (accepted) headers.push(['Accept', accepted]);
  const content = objectAt(follow(root, ownValue(found.operation, 'requestBody')), 'content');
  const mediaType = chosenMediaType(Object.keys(content), wanted.mediaType);
  const media = mediaType === null ? null : follow(root, ownValue(content, mediaType));
  const body = media && mediaType !== null ? sampleBody(root, media, mediaType, wanted.exampleName) : noBody;
  if (mediaType !== null && body.body !== null) headers.push(['Content-Type', bareMediaType(mediaType)]);
  return { parameters: Object.fromEntries(parameters), headers: Object.fromEntries(headers), mediaType, ...body };
}

type SampledBody = Pick<EndpointSample, 'body' | 'exampleNames' | 'exampleName'>;
const noBody: SampledBody = { body: null, exampleNames: [], exampleName: null };

function chosenMediaType(listed: readonly string[], wanted: string | undefined): string | null {
  const asked = wanted === undefined ? undefined : listed.find((entry) => bareMediaType(entry) === bareMediaType(wanted));
  return asked ?? listed.find(isJsonMediaType) ?? listed[0] ?? null;
}

function acceptedTypes(root: JsonObject, operation: JsonObject): string | null {
  for (const [status, value] of Object.entries(objectAt(operation, 'responses'))) {
    const types = Object.keys(objectAt(follow(root, value), 'content'));
    if (/^2|^default$/.test(status) && types.length > 0) return types.find(isJsonMediaType) ?? types[0] ?? null;
  }
  return null;
}

function parameterText(root: JsonObject, parameter: JsonObject): string {
  const schema = schemaOf(parameter);
  const value = ownExample(root, parameter) ?? (schema === undefined ? '' : sampleValue(root, schema));
  if (Array.isArray(value)) return value.map(String).join(',');
  return isObject(value) ? JSON.stringify(value) : String(value ?? '');
}

function sampleBody(root: JsonObject, media: JsonObject, mediaType: string, wantedExample: string | undefined): SampledBody {
  const examples = namedExamples(root, media);
  const example = examples.find(({ name }) => name === wantedExample) ?? examples[0];
  const schema = ownValue(media, 'schema');
  const value = example?.value ?? ownExample(root, media) ?? (schema === undefined ? null : sampleValue(root, schema));
  const exampleNames = examples.map(({ name }) => name);
  return { body: written(value, mediaType), exampleNames, exampleName: example?.name ?? null };
}

function written(value: JsonValue, mediaType: string): string | null {
  if (isJsonMediaType(mediaType)) return JSON.stringify(value, null, 2);
  if (typeof value === 'string') return value;
  if (bareMediaType(mediaType) !== 'application/x-www-form-urlencoded' || !isObject(value)) return null;
  const fields = Object.entries(value).map(([name, field]) => [name, typeof field === 'string' ? field : JSON.stringify(field)]);
  return new URLSearchParams(fields).toString();
}

/** A value that should fit a schema: its own example, else one made up from its rules. */
export function sampleValue(root: JsonObject, schema: JsonValue): JsonValue {
  const own = follow(root, schema);
  const example = own && ownExample(root, own);
  if (example !== undefined && example !== null) return example;
  try {
    const made: unknown = sampleOf(boundedSchema(root, schema), { quiet: true, skipReadOnly: true }, {});
    return (made ?? null) as JsonValue;
  } catch {
    // The sampler trusts schemas; one that is malformed gets no example, and everything else about the call still works.
    return null;
  }
}
