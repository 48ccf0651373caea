import { fileWords } from '../console/curl-parts.ts';
import { fileToChoose } from '../console/file-to-choose.ts';
import type { ImportedRequest } from './imported.ts';
import { isShape, isTrue, listAt, memberOf, shapeAt, textAt, textOf } from './read-shapes.ts';

export type ReadBody = Pick<ImportedRequest, 'mediaType' | 'body' | 'content'>;

export const noBody: ReadBody = { mediaType: null, body: null, content: { kind: 'text' } };

const mediaTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
  text: 'text/plain',
};

/** A body of Postman's, of every mode. Files are named and not kept: a path of another computer may name anything on this one. */
export function readPostmanBody(given: unknown, lost: string[]): ReadBody {
  if (!isShape(given) || isTrue(given, 'disabled')) return noBody;
  switch (textAt(given, 'mode')) {
    case 'raw': {
      const text = textAt(given, 'raw') ?? '';
      if (text.trim() === '') return noBody;
      const language = textAt(shapeAt(shapeAt(given, 'options'), 'raw'), 'language') ?? '';
      return { ...noBody, body: text, mediaType: mediaTypes[language] ?? guessedType(text) };
    }
    case 'urlencoded': {
      const fields = listAt(given, 'urlencoded').map((one) => ({
        name: textAt(one, 'key') ?? '',
        value: textAt(one, 'value') ?? '',
        isOff: isTrue(one, 'disabled'),
      }));
      return fields.length === 0 ? noBody : { ...noBody, content: { kind: 'form', fields: fields.filter(({ name }) => name !== '') } };
    }
    case 'formdata': {
      const parts = listAt(given, 'formdata').map((one) => {
        const name = textAt(one, 'key') ?? '';
        const isFile = textAt(one, 'type') === 'file';
        const file = pathIn(memberOf(one, 'src'));
        if (isFile) lost.push(fileWords(`The part “${name}”`, file));
        return {
          name,
          value: isFile ? '' : (textAt(one, 'value') ?? ''),
          isOff: isTrue(one, 'disabled'),
          // Named and to be chosen: it is seen, and nothing is sent without it.
          path: isFile ? fileToChoose(file) : null,
          mediaType: textAt(one, 'contentType'),
        };
      });
      return parts.length === 0 ? noBody : { ...noBody, content: { kind: 'multipart', parts: parts.filter(({ name }) => name !== '') } };
    }
    case 'file': {
      lost.push(fileWords('Its body', pathIn(memberOf(shapeAt(given, 'file'), 'src'))));
      return { ...noBody, content: { kind: 'file', path: fileToChoose(pathIn(memberOf(shapeAt(given, 'file'), 'src'))), mediaType: null } };
    }
    case 'graphql': {
      const graphql = shapeAt(given, 'graphql');
      const variables = memberOf(graphql, 'variables');
      return {
        ...noBody,
        content: {
          kind: 'graphql',
          query: textAt(graphql, 'query') ?? '',
          variables: textOf(variables) ?? (isShape(variables) ? JSON.stringify(variables, null, 2) : ''),
          operationName: textAt(graphql, 'operationName'),
        },
      };
    }
    default:
      return noBody;
  }
}

const pathIn = (given: unknown): string => textOf(Array.isArray(given) ? given[0] : given) ?? '';

/** What a text without a stated type most likely is. */
export function guessedType(text: string): string {
  if (/^\s*[[{]/.test(text)) return 'application/json';
  return /^\s*</.test(text) ? 'application/xml' : 'text/plain';
}
