import { fileWords } from '../console/curl-parts.ts';
import { fileToChoose } from '../console/file-to-choose.ts';
import { foreignAuth } from './foreign-auth.ts';
import { plainRequest, type ImportedParameter, type ImportedRequest, type NamedValue } from './imported.ts';
import { contentTypeIn, isTypeThatGoes, withInherited } from './imported-parameters.ts';
import { guessedType, noBody, type ReadBody } from './postman-body.ts';
import { isShape, isTrue, listAt, memberOf, shapeAt, textAt, type Shape } from './read-shapes.ts';
import { joinNotes, takeScripts, type ForeignScript } from './script-notes.ts';
import { splitUrl } from './split-url.ts';

/** What a folder of Insomnia's hands down to its requests. */
export interface InsomniaLevel {
  readonly folder: readonly string[];
  readonly headers: readonly unknown[];
  readonly auth: Shape | null;
  readonly variables: readonly NamedValue[];
  readonly scripts: readonly ForeignScript[];
}

/** One request of Insomnia's, of format 4 or 5; a sentence when it cannot be taken over at all. */
export function readInsomniaRequest(given: Shape, level: InsomniaLevel): ImportedRequest | string {
  const lost: string[] = [];
  const split = splitUrl(textAt(given, 'url') ?? '');
  if (split.url === '') return 'It has no address.';
  if (/^wss?:/i.test(split.url)) return 'WebSocket calls cannot be sent from here.';
  const headers = withInherited(parametersIn(level.headers), parametersIn(listAt(given, 'headers')));
  const body = readBody(memberOf(given, 'body'), lost);
  const contentType = contentTypeIn(headers);
  const stated = memberOf(given, 'authentication');
  const auth = isShape(stated) && (textAt(stated, 'type') ?? 'inherit') !== 'inherit' ? stated : level.auth;
  const read =
    auth === null || isTrue(auth, 'disabled')
      ? { auth: null, problem: null }
      : foreignAuth(
          textAt(auth, 'type') ?? '',
          (...names) => names.map((name) => textAt(auth, name) ?? '').find((value) => value !== '') ?? '',
        );
  if (read.problem !== null) lost.push(read.problem);
  const scripts = shapeAt(given, 'scripts');
  const taken = takeScripts(
    [
      { when: 'before', text: textAt(given, 'preRequestScript') ?? textAt(scripts, 'preRequest') ?? '' },
      {
        when: 'after',
        text: (textAt(given, 'afterResponseScript') ?? textAt(scripts, 'afterResponse') ?? '').replaceAll('insomnia.', 'pm.'),
      },
    ],
    'Insomnia',
  );
  const redirects = textAt(given, 'settingFollowRedirects') ?? textAt(shapeAt(given, 'settings'), 'followRedirects');
  return {
    ...plainRequest,
    name: textAt(given, 'name')?.trim() || 'Request',
    folder: level.folder,
    method: (textAt(given, 'method') ?? 'GET').trim().toUpperCase() || 'GET',
    url: split.url,
    query: [...split.query, ...parametersIn(listAt(given, 'parameters'))],
    pathValues: listAt(given, 'pathParameters').flatMap((one) => {
      const name = textAt(one, 'name');
      return name !== null && split.url.includes(`{${name}}`) ? [{ name, value: textAt(one, 'value') ?? '' }] : [];
    }),
    headers: headers.filter((header) => !isTypeThatGoes(header)),
    ...body,
    mediaType: body.content.kind === 'text' && body.body !== null ? (contentType ?? body.mediaType) : null,
    auth: read.auth,
    variables: level.variables,
    followsRedirects: redirects !== 'off' && redirects !== 'false',
    notes: joinNotes(textAt(given, 'description') ?? textAt(shapeAt(given, 'meta'), 'description') ?? '', taken.notes),
    checks: taken.checks,
    captures: taken.captures,
    lost: [...lost, ...taken.lost],
  };
}

const parametersIn = (list: readonly unknown[]): ImportedParameter[] =>
  list
    .map((one) => ({
      name: textAt(one, 'name') ?? '',
      value: textAt(one, 'value') ?? '',
      ...(isTrue(one, 'disabled') ? { isOff: true as const } : {}),
    }))
    .filter(({ name }) => name !== '');

function readBody(given: unknown, lost: string[]): ReadBody {
  const type = textAt(given, 'mimeType') ?? '';
  const text = textAt(given, 'text') ?? '';
  const params = listAt(given, 'params');
  if (type.includes('x-www-form-urlencoded')) {
    const fields = params.map((one) => ({
      name: textAt(one, 'name') ?? '',
      value: textAt(one, 'value') ?? '',
      isOff: isTrue(one, 'disabled'),
    }));
    return params.length === 0 && text !== ''
      ? { ...noBody, body: text, mediaType: type }
      : { ...noBody, content: { kind: 'form', fields } };
  }
  if (type.includes('multipart/form-data')) {
    const parts = params.map((one) => {
      const name = textAt(one, 'name') ?? '';
      const isFile = textAt(one, 'type') === 'file';
      const file = textAt(one, 'fileName') ?? '';
      if (isFile) lost.push(fileWords(`The part “${name}”`, file));
      return {
        name,
        value: isFile ? '' : (textAt(one, 'value') ?? ''),
        isOff: isTrue(one, 'disabled'),
        path: isFile ? fileToChoose(file) : null,
        mediaType: null,
      };
    });
    return { ...noBody, content: { kind: 'multipart', parts } };
  }
  if (type === 'application/graphql') return graphqlOf(text);
  const file = textAt(given, 'fileName');
  if (file !== null && file !== '') {
    lost.push(fileWords('Its body', file));
    return { ...noBody, content: { kind: 'file', path: fileToChoose(file), mediaType: null } };
  }
  if (text.trim() === '') return noBody;
  return { ...noBody, body: text, mediaType: type === '' ? guessedType(text) : type };
}

/** GraphQL is kept as the JSON that is sent. */
function graphqlOf(text: string): ReadBody {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    // Not JSON, perhaps because of a template: the text itself is the query.
    sent = { query: text };
  }
  const variables = memberOf(sent, 'variables');
  return {
    ...noBody,
    content: {
      kind: 'graphql',
      query: textAt(sent, 'query') ?? '',
      variables: isShape(variables) ? JSON.stringify(variables, null, 2) : (textAt(sent, 'variables') ?? ''),
      operationName: textAt(sent, 'operationName'),
    },
  };
}
