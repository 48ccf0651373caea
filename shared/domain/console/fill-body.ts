import type { RequestContent } from '../../contract/request-content.ts';
import { graphqlPlaces } from './graphql-place.ts';
import { insideJsonString } from './json-place.ts';
import { readPlaceholders } from './placeholders.ts';
import type { Escape, Filler } from './filler.ts';

/** Fills a text body, each value escaped for the language that the media type names. */
export function fillTextBody(fill: Filler, body: string, mediaType: string | null): string {
  const type = (mediaType ?? 'application/json').toLowerCase();
  if (type.includes('x-www-form-urlencoded')) return fill.text(body, 'body', (value) => encodeURIComponent(value));
  if (/[/+]json\b/.test(type)) return fillJson(fill, body, 'body');
  if (/[/+]xml\b/.test(type)) return fill.text(body, 'body', escapeXml);
  return fill.text(body, 'body', (value) => value);
}

/** Fills what goes as the body besides text. */
export function fillContent(fill: Filler, content: RequestContent): RequestContent {
  switch (content.kind) {
    case 'text':
      return content;
    case 'form':
      // What is switched off is not sent: a value that it lacks is no reason not to send.
      return {
        ...content,
        fields: content.fields
          .filter(({ isOff }) => !isOff)
          .map((field) => ({ ...field, value: fill.text(field.value, `field ${field.name}`, plainly) })),
      };
    case 'multipart':
      return {
        ...content,
        parts: content.parts
          .filter(({ isOff }) => !isOff)
          .map((part) => ({
            ...part,
            value: part.path === null ? fill.text(part.value, `part ${part.name}`, plainly) : '',
            path: part.path === null ? null : fill.text(part.path, `file of ${part.name}`, oneLine),
            mediaType: part.mediaType === null ? null : fill.text(part.mediaType, `type of ${part.name}`, oneLine),
          })),
      };
    case 'file':
      return { ...content, path: fill.text(content.path, 'file', oneLine) };
    case 'graphql':
      return {
        ...content,
        query: fillGraphql(fill, content.query),
        variables: content.variables.trim() === '' ? '' : fillJson(fill, content.variables, 'variables'),
      };
  }
}

const plainly: Escape = (value) => value;

const oneLine: Escape = (value, placeholder, problem) => {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(value)) problem('control_character', placeholder);
  return value;
};

function fillJson(fill: Filler, text: string, place: string): string {
  const { found } = readPlaceholders(text);
  const inside = insideJsonString(
    text,
    found.map(({ start }) => start),
  );
  const isInside = new Map(found.map(({ start }, index) => [start, inside[index] ?? false]));
  return fill.text(text, place, (value, placeholder, problem) => {
    if (isInside.get(placeholder.start)) return JSON.stringify(value).slice(1, -1);
    if (!isJson(value)) problem('not_json', placeholder);
    return value;
  });
}

/** A number, or a name: true, false, null, a value of an enum, a field. Nothing that could begin something else. */
const graphqlWord = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|[_A-Za-z][_0-9A-Za-z]*)$/;

function fillGraphql(fill: Filler, query: string): string {
  const { found } = readPlaceholders(query);
  const places = graphqlPlaces(
    query,
    found.map(({ start }) => start),
  );
  const placeOf = new Map(found.map(({ start }, index) => [start, places[index] ?? 'code']));
  return fill.text(query, 'query', (value, placeholder, problem) => {
    const place = placeOf.get(placeholder.start);
    // A GraphQL string is escaped as one of JSON is (section 2.9.4).
    if (place === 'string') return JSON.stringify(value).slice(1, -1);
    if (place === 'block') {
      // Before the end of the string either would make it another one.
      if (/["\\]$/.test(value)) problem('not_graphql', placeholder);
      return value.replaceAll('"""', '\\"""');
    }
    if (!graphqlWord.test(value)) problem('not_graphql', placeholder);
    return value;
  });
}

const xmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escapeXml: Escape = (value, placeholder, problem) => {
  // No XML 1.0 document may hold these, in no writing (section 2.2).
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value)) problem('control_character', placeholder);
  return value.replaceAll(/[&<>"']/g, (char) => xmlEntities[char] ?? char);
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not a value of JSON: it belongs in quotes.
    return false;
  }
}
