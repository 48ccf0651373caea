import { convertPlaceholders } from './foreign-placeholders.ts';
import type { ImportedAuth, ImportedParameter, ImportedRequest, NamedValue } from './imported.ts';
import { isFilled, placeholderName, withoutSecretMembers, withoutSecretTexts } from './secret-texts.ts';
import { isSecretHeader } from '../redaction/header-names.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';

export interface CleanRequest {
  /** Without secrets by name and shape; its `auth` still has its own. */
  readonly request: ImportedRequest;
  /** Values that were cut out; they may stand elsewhere too. */
  readonly secrets: readonly string[];
}

/** Writes a request's placeholders as ours and takes out what authenticates it: a header or parameter of that kind becomes its `auth`. */
export function cleanRequest(given: ImportedRequest): CleanRequest {
  const lost = new Set(given.lost);
  const secrets: string[] = [];
  const convert = (text: string): string => {
    const converted = convertPlaceholders(text);
    for (const one of converted.lost) lost.add(one);
    return converted.text;
  };
  const named = <T extends NamedValue>(list: readonly T[]): T[] => list.map((one) => ({ ...one, value: convert(one.value) }));
  let auth = given.auth === null ? null : convertAuth(given.auth, convert);

  const url = takeUser(convert(given.url), (found) => {
    auth ??= found;
    secrets.push(found.secret);
    lost.add('The user name and password in its address.');
  });
  const drop = (what: string, { name, value, isOff }: ImportedParameter, asAuth: () => ImportedAuth | null): boolean => {
    if (value.trim() === '') return true;
    // What was off authenticated nothing.
    if (isOff) lost.add(`The ${what} ${name}: it carries a secret, and was switched off.`);
    else if (auth === null) auth = asAuth();
    else if (!isSame(auth, name)) lost.add(`The ${what} ${name}: it carries a secret.`);
    secrets.push(...literalsOf(value));
    return true;
  };
  const headers = named(given.headers).filter((one) => !(isSecretHeader(one.name) && drop('header', one, () => headerAuth(one))));
  const query = named(given.query).filter(
    (one) =>
      !(
        isSecretParameter(one.name, one.value) &&
        drop('parameter', one, () => ({
          kind: 'api_key',
          placement: { in: 'query', name: one.name },
          username: null,
          secret: one.value,
          oauth: null,
        }))
      ),
  );
  const safe = (text: string, name?: string): string => {
    if (name !== undefined && isSecretParameter(name, text) && isFilled(text)) {
      secrets.push(text);
      lost.add(`The value of “${name}”: it looks like a secret. Give {{${placeholderName(name)}}} a value when you send.`);
      return `{{${placeholderName(name)}}}`;
    }
    const cut = withoutSecretTexts(text, (found) => `{{${placeholderName(found)}}}`);
    if (cut.secrets.length > 0) lost.add('A text in it that looks like a secret; a placeholder stands in its place.');
    secrets.push(...cut.secrets);
    return cut.text;
  };
  const json = (text: string): string => {
    const cut = withoutSecretMembers(text);
    for (const name of cut.names)
      lost.add(`The value of “${name}” in the body: it looks like a secret. Give {{${placeholderName(name)}}} a value when you send.`);
    secrets.push(...cut.secrets);
    return safe(cut.text);
  };
  const notes = withoutSecretTexts(given.notes);
  secrets.push(...notes.secrets);
  const body = given.body === null ? null : formText(convert(given.body), given.mediaType, json, safe);
  const request: ImportedRequest = {
    ...given,
    url: safe(url),
    headers: headers.map((one) => ({ ...one, value: safe(one.value) })),
    query: query.map((one) => ({ ...one, value: safe(one.value) })),
    pathValues: named(given.pathValues).map(({ name, value }) => ({ name, value: safe(value, name) })),
    variables: named(given.variables),
    body,
    content: cleanContent(given.content, convert, json, safe),
    auth,
    notes: notes.text,
    lost: [...lost],
  };
  return { request, secrets: secrets.filter((one) => one.length >= 6) };
}

const convertAuth = (auth: ImportedAuth, convert: (text: string) => string): ImportedAuth => ({
  ...auth,
  username: auth.username === null ? null : convert(auth.username),
  secret: convert(auth.secret),
  oauth: auth.oauth === null ? null : { ...auth.oauth, tokenUrl: convert(auth.oauth.tokenUrl) },
});

/** The same place by another way: nothing is lost then. */
const isSame = (auth: ImportedAuth, name: string): boolean =>
  auth.kind === 'api_key' ? auth.placement?.name.toLowerCase() === name.toLowerCase() : name.toLowerCase() === 'authorization';

function headerAuth({ name, value }: NamedValue): ImportedAuth | null {
  const plain = { placement: null, username: null, oauth: null };
  if (/^(?:cookie2?|proxy-authorization)$/i.test(name)) return null;
  if (name.toLowerCase() !== 'authorization') return { ...plain, kind: 'api_key', placement: { in: 'header', name }, secret: value };
  const bearer = /^Bearer\s+([\s\S]+)$/i.exec(value);
  if (bearer) return { ...plain, kind: 'bearer', secret: bearer[1] ?? '' };
  const basic = /^Basic\s+([\s\S]+)$/i.exec(value);
  if (!basic) return { ...plain, kind: 'api_key', placement: { in: 'header', name }, secret: value };
  const pair = decodedPair(basic[1] ?? '');
  return pair === null ? null : { ...plain, kind: 'basic', username: pair[0], secret: pair[1] };
}

function decodedPair(base64: string): readonly [string, string] | null {
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(base64.trim()), (char) => char.charCodeAt(0)));
    const cut = text.indexOf(':');
    return cut === -1 ? null : [text.slice(0, cut), text.slice(cut + 1)];
  } catch {
    // A template, or no Base64: nothing can be proposed of it.
    return null;
  }
}

function takeUser(url: string, take: (auth: ImportedAuth) => void): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/@\s]*)@/i, (_whole, scheme: string, user: string) => {
    const cut = user.indexOf(':');
    take({
      kind: 'basic',
      placement: null,
      username: cut === -1 ? user : user.slice(0, cut),
      secret: cut === -1 ? '' : user.slice(cut + 1),
      oauth: null,
    });
    return scheme;
  });
}

/** What of a value is no placeholder: "Bearer abc" and "abc" of it. */
function literalsOf(value: string): string[] {
  const bare = value.replace(/^(?:Bearer|Basic|Token|ApiKey)\s+/i, '').trim();
  return bare.includes('{{') ? [] : [bare, ...(decodedPair(bare)?.slice(1) ?? [])];
}

function formText(
  text: string,
  mediaType: string | null,
  json: (text: string) => string,
  safe: (text: string, name?: string) => string,
): string {
  if (!/x-www-form-urlencoded/i.test(mediaType ?? '')) return json(text);
  return text
    .split('&')
    .map((part) => {
      const cut = part.indexOf('=');
      return cut === -1 ? part : `${part.slice(0, cut)}=${safe(part.slice(cut + 1), part.slice(0, cut))}`;
    })
    .join('&');
}

function cleanContent(
  content: ImportedRequest['content'],
  convert: (text: string) => string,
  json: (text: string) => string,
  safe: (text: string, name?: string) => string,
): ImportedRequest['content'] {
  switch (content.kind) {
    case 'form':
      return { ...content, fields: content.fields.map((one) => ({ ...one, value: safe(convert(one.value), one.name) })) };
    case 'multipart':
      return { ...content, parts: content.parts.map((one) => ({ ...one, value: safe(convert(one.value), one.name) })) };
    case 'graphql':
      return { ...content, query: safe(convert(content.query)), variables: json(convert(content.variables)) };
    default:
      return content;
  }
}
