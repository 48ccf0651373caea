import type { ImportedAuth, ImportedEnvironment, ImportedParameter, ImportedRequest, ImportedSet, NamedValue } from './imported.ts';
import { plainRequest } from './imported.ts';
import { contentTypeIn, isTypeThatGoes } from './imported-parameters.ts';
import { readPostmanAuth } from './postman-auth.ts';
import { readPostmanBody } from './postman-body.ts';
import { isShape, isTrue, listAt, memberOf, shapeAt, textAt, textOf, type Shape } from './read-shapes.ts';
import { joinNotes, takeScripts, type ForeignScript } from './script-notes.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';
import { splitUrl } from './split-url.ts';

/** Folders within folders beyond this are read as if they lay in the last one. */
const deepest = 40;

interface Level {
  readonly folder: readonly string[];
  readonly auth: unknown;
  readonly scripts: readonly ForeignScript[];
}

/** Reads a Postman collection 2.0 or 2.1. Nothing in it is run, and no address of it is fetched. */
export function readPostman(document: unknown): ImportedSet {
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  const notes: string[] = [];
  const root: Level = { folder: [], auth: memberOf(document, 'auth') ?? null, scripts: scriptsOf(document) };
  if (root.scripts.length > 0) notes.push('The collection’s own scripts are not run; their simple checks stand at each request.');
  const open: { items: readonly unknown[]; level: Level }[] = [{ items: listAt(document, 'item'), level: root }];
  // A stack in place of recursion: a folder of a hostile file may lie ten thousand deep.
  while (open.length > 0) {
    const { items, level } = open.shift() ?? { items: [], level: root };
    for (const item of items) {
      if (!isShape(item)) {
        left.push({ name: 'an entry', reason: 'It is no request and no folder.' });
      } else if (Array.isArray(memberOf(item, 'item'))) {
        const name = textAt(item, 'name') ?? 'Folder';
        const scripts = scriptsOf(item);
        if (scripts.length > 0) notes.push(`The scripts of the folder “${name}” are not run; their simple checks stand at each request.`);
        open.push({
          items: listAt(item, 'item'),
          level: {
            folder: level.folder.length >= deepest ? level.folder : [...level.folder, name],
            auth: memberOf(item, 'auth') ?? level.auth,
            scripts: [...level.scripts, ...scripts],
          },
        });
      } else readItem(item, level, requests, left);
    }
  }
  return {
    format: 'postman',
    name: textAt(memberOf(document, 'info'), 'name')?.trim() || 'Collection',
    requests,
    base: readValues('', listAt(document, 'variable')),
    environments: [],
    left,
    notes,
  };
}

/** Reads a Postman environment or globals file. */
export const readPostmanEnvironment = (document: unknown): ImportedEnvironment =>
  readValues(textAt(document, 'name')?.trim() || 'Environment', listAt(document, 'values'));

function readValues(name: string, list: readonly unknown[]): ImportedEnvironment {
  const values: NamedValue[] = [];
  const secrets: NamedValue[] = [];
  const off: string[] = [];
  for (const one of list) {
    const key = textAt(one, 'key') ?? textAt(one, 'id');
    if (key === null || key === '') continue;
    if (memberOf(one, 'enabled') === false || isTrue(one, 'disabled')) {
      off.push(key);
      continue;
    }
    const value = textAt(one, 'value') ?? '';
    (textAt(one, 'type') === 'secret' || isSecretParameter(key, value) ? secrets : values).push({ name: key, value });
  }
  return { name, values, secrets, off };
}

function readItem(item: Shape, level: Level, requests: ImportedRequest[], left: { name: string; reason: string }[]): void {
  const given = memberOf(item, 'request');
  const name = textAt(item, 'name')?.trim() || 'Request';
  if (typeof given === 'string') {
    requests.push({ ...plainRequest, name, folder: level.folder, method: 'GET', ...splitUrl(given) });
    return;
  }
  if (!isShape(given)) {
    left.push({ name, reason: 'It has no request in it.' });
    return;
  }
  const lost: string[] = [];
  const address = readUrl(memberOf(given, 'url'));
  if (address.url === '') {
    left.push({ name, reason: 'It has no address.' });
    return;
  }
  if (/^wss?:/i.test(address.url)) {
    left.push({ name, reason: 'WebSocket calls cannot be sent from here.' });
    return;
  }
  const headers = readHeaders(memberOf(given, 'header'));
  const body = readPostmanBody(memberOf(given, 'body'), lost);
  const contentType = contentTypeIn(headers);
  const auth = authOf(memberOf(given, 'auth') ?? level.auth, lost);
  const own = scriptsOf(item);
  // Scripts of folders: their checks count, their text is not repeated at each request.
  const inherited = takeScripts(
    level.scripts.filter(({ when }) => when === 'after'),
    'Postman',
  );
  const taken = takeScripts(own, 'Postman');
  const examples = listAt(item, 'response').map((one) => {
    const code = textAt(one, 'code');
    return `- ${textAt(one, 'name') ?? 'an answer'}${code === null ? '' : ` (${code})`}`;
  });
  requests.push({
    ...plainRequest,
    name,
    folder: level.folder,
    method: (textAt(given, 'method') ?? 'GET').trim().toUpperCase() || 'GET',
    ...address,
    headers: headers.filter((header) => !isTypeThatGoes(header)),
    ...body,
    mediaType: body.content.kind === 'text' && body.body !== null ? (contentType ?? body.mediaType) : null,
    auth,
    followsRedirects: memberOf(memberOf(item, 'protocolProfileBehavior'), 'followRedirects') !== false,
    notes: joinNotes(
      descriptionOf(memberOf(given, 'description') ?? memberOf(item, 'description')),
      taken.notes,
      examples.length === 0 ? '' : `Examples that stay in the collection:\n${examples.slice(0, 20).join('\n')}`,
    ),
    checks: [...inherited.checks, ...taken.checks],
    captures: [...inherited.captures, ...taken.captures],
    lost: [...lost, ...taken.lost],
  });
}

function authOf(given: unknown, lost: string[]): ImportedAuth | null {
  const read = readPostmanAuth(given);
  if (read.problem !== null) lost.push(read.problem);
  return read.auth;
}

function readUrl(given: unknown): Pick<ImportedRequest, 'url' | 'query' | 'pathValues'> {
  if (typeof given === 'string') return { ...splitUrl(given), pathValues: [] };
  const split = splitUrl(textAt(given, 'raw') ?? builtUrl(given));
  const listed = listAt(given, 'query');
  const query = listed.filter((one) => textAt(one, 'key') !== null).map(parameterOf);
  const pathValues = listAt(given, 'variable').flatMap((one) => {
    const name = textAt(one, 'key') ?? textAt(one, 'id');
    return name === null ? [] : [{ name, value: textAt(one, 'value') ?? '' }];
  });
  return {
    url: split.url,
    query: listed.length > 0 ? query : split.query,
    pathValues: pathValues.filter(({ name }) => split.url.includes(`{${name}}`)),
  };
}

/** The address from its parts, for a collection without `raw`. */
function builtUrl(given: unknown): string {
  const joined = (name: string, mark: string): string => {
    const part = memberOf(given, name);
    return Array.isArray(part) ? part.map((one) => textOf(one) ?? textAt(one, 'value') ?? '').join(mark) : (textOf(part) ?? '');
  };
  const host = joined('host', '.');
  const protocol = textAt(given, 'protocol');
  const port = textAt(given, 'port');
  const path = joined('path', '/');
  return host === ''
    ? ''
    : `${protocol === null ? '' : `${protocol}://`}${host}${port === null ? '' : `:${port}`}${path === '' ? '' : `/${path}`}`;
}

function readHeaders(given: unknown): ImportedParameter[] {
  if (typeof given === 'string') {
    return given.split(/\r?\n/).flatMap((line) => {
      const cut = line.indexOf(':');
      return cut > 0 ? [{ name: line.slice(0, cut).trim(), value: line.slice(cut + 1).trim() }] : [];
    });
  }
  const list = Array.isArray(given) ? (given as unknown[]) : [];
  return list.filter((one) => (textAt(one, 'key') ?? '') !== '').map(parameterOf);
}

const parameterOf = (one: unknown): ImportedParameter => ({
  name: textAt(one, 'key') ?? '',
  value: textAt(one, 'value') ?? '',
  ...(isTrue(one, 'disabled') ? { isOff: true } : {}),
});

function scriptsOf(holder: unknown): ForeignScript[] {
  return listAt(holder, 'event').flatMap((event): ForeignScript[] => {
    const listen = textAt(event, 'listen');
    if ((listen !== 'test' && listen !== 'prerequest') || isTrue(event, 'disabled')) return [];
    const exec = memberOf(shapeAt(event, 'script'), 'exec');
    const text = Array.isArray(exec) ? exec.map((line) => textOf(line) ?? '').join('\n') : (textOf(exec) ?? '');
    return text.trim() === '' ? [] : [{ when: listen === 'test' ? 'after' : 'before', text }];
  });
}

const descriptionOf = (given: unknown): string => (textOf(given) ?? textAt(given, 'content') ?? '').trim();
