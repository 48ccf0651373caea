import { brunoRequest, type BrunoLevel, type BrunoParts, type Switchable } from './bruno-parts.ts';
import type { ImportedEnvironment, ImportedRequest, ImportedSet } from './imported.ts';
import { isShape, isTrue, listAt, memberOf, numberAt, shapeAt, textAt, textOf, type Shape } from './read-shapes.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';
import type { ForeignScript } from './script-notes.ts';
import { leftOff } from './switched-off.ts';
import { foldersOf } from './transfer-text.ts';

export interface ParsedFile {
  readonly path: string;
  readonly value: unknown;
}

/** Reads an OpenCollection: a folder of .yml files, or one file with `items`. */
export function readOpenCollection(files: readonly ParsedFile[]): ImportedSet {
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  const environments: ImportedEnvironment[] = [];
  const main = files.find(({ value }) => memberOf(value, 'opencollection') !== undefined);
  const root = main ? main.path.slice(0, main.path.lastIndexOf('/') + 1) : '';
  const notes = new Set<string>();
  const inFolder = (level: BrunoLevel, given: unknown, name: string | null): BrunoLevel => {
    const within = withinFolder(level, given, name);
    const own = within.variables.slice(level.variables.length).filter(({ isOff }) => isOff);
    const off = leftOff(
      'value',
      own.map((one) => one.name),
      name === null ? 'the collection' : `the folder “${name}”`,
    );
    if (off !== null) notes.add(off);
    return within;
  };
  const top = inFolder({ folder: [], headers: [], auth: null, variables: [] }, main?.value, null);
  const take = (value: unknown, level: BrunoLevel, fallback: string): void => {
    const name = textAt(shapeAt(value, 'info'), 'name') ?? textAt(value, 'name') ?? fallback;
    const items = memberOf(value, 'items');
    if (Array.isArray(items)) {
      if (level.folder.length < deepest) for (const item of items as unknown[]) take(item, inFolder(level, value, name), 'Request');
      return;
    }
    const read = isShape(value) ? brunoRequest(partsOf(value, name), level) : 'It is no request.';
    if (typeof read === 'string') left.push({ name, reason: read });
    else requests.push(read);
  };
  const folderFiles = new Map(
    files.flatMap(({ path, value }) =>
      /(?:^|\/)folder\.ya?ml$/i.test(path) ? [[path.slice(0, path.lastIndexOf('/') + 1), value] as const] : [],
    ),
  );
  for (const { path, value } of files) {
    if (value === main?.value || /(?:^|\/)folder\.ya?ml$/i.test(path)) continue;
    const name = path.startsWith(root) ? path.slice(root.length) : path;
    if (/^environments\//i.test(name)) {
      environments.push(
        environmentOf(
          value,
          foldersOf(`${name}/`)
            .at(-1)
            ?.replace(/\.ya?ml$/i, '') ?? 'Environment',
        ),
      );
      continue;
    }
    let level = top;
    let at = root;
    for (const folder of foldersOf(name)) {
      at += `${folder}/`;
      const given = folderFiles.get(at);
      level = inFolder(level, given, textAt(shapeAt(given, 'info'), 'name') ?? folder);
    }
    take(
      value,
      level,
      name
        .split('/')
        .at(-1)
        ?.replace(/\.ya?ml$/i, '') ?? name,
    );
  }
  for (const item of listAt(main?.value, 'items')) take(item, top, 'Request');
  for (const one of listAt(shapeAt(main?.value, 'config'), 'environments')) environments.push(environmentOf(one, 'Environment'));
  return {
    format: 'opencollection',
    name: textAt(shapeAt(main?.value, 'info'), 'name')?.trim() || 'OpenCollection',
    requests,
    base: { name: '', values: [], secrets: [] },
    environments,
    left,
    notes: [...notes],
  };
}

const deepest = 40;

function withinFolder(level: BrunoLevel, given: unknown, name: string | null): BrunoLevel {
  const request = shapeAt(given, 'request');
  return {
    folder: name === null ? level.folder : [...level.folder, name],
    headers: [...level.headers, ...switchables(listAt(request, 'headers'))],
    auth: authOf(memberOf(request, 'auth')) ?? level.auth,
    variables: [...level.variables, ...switchables(listAt(request, 'variables'))],
  };
}

function partsOf(value: Shape, name: string): BrunoParts {
  const info = shapeAt(value, 'info');
  const graphql = memberOf(value, 'graphql');
  const http = isShape(graphql) ? graphql : shapeAt(value, 'http');
  const runtime = shapeAt(value, 'runtime');
  const params = listAt(http, 'params');
  const ofType = (type: string): Switchable[] => switchables(params.filter((one) => (textAt(one, 'type') ?? 'query') === type));
  const settings = shapeAt(value, 'settings');
  return {
    name,
    type: textAt(info, 'type') ?? 'http',
    method: textAt(http, 'method') ?? (isShape(graphql) ? 'POST' : 'GET'),
    url: textAt(http, 'url') ?? '',
    query: ofType('query'),
    path: ofType('path'),
    headers: switchables(listAt(http, 'headers')),
    body: bodyOf(memberOf(http, 'body'), isShape(graphql)),
    auth: authOf(memberOf(http, 'auth') ?? memberOf(runtime, 'auth')),
    variables: switchables(listAt(runtime, 'variables')),
    captures: [],
    asserts: listAt(runtime, 'assertions').map((one) => ({
      name: textAt(one, 'expression') ?? '',
      value: `${textAt(one, 'operator') ?? 'eq'} ${textAt(one, 'value') ?? ''}`.trim(),
      isOff: isTrue(one, 'disabled'),
    })),
    scripts: listAt(runtime, 'scripts').map((one): ForeignScript => ({
      when: /before/.test(textAt(one, 'type') ?? '') ? 'before' : 'after',
      text: textAt(one, 'code') ?? '',
    })),
    followsRedirects: memberOf(settings, 'followRedirects') !== false,
    timeoutMs: numberAt(settings, 'timeout'),
    docs: textAt(value, 'docs') ?? '',
  };
}

function bodyOf(given: unknown, isGraphql: boolean): BrunoParts['body'] {
  const type = textAt(given, 'type') ?? '';
  if (isGraphql) return { kind: 'graphql', query: textAt(given, 'query') ?? '', variables: textAt(given, 'variables') ?? '' };
  const types: Readonly<Record<string, string>> = {
    json: 'application/json',
    xml: 'application/xml',
    text: 'text/plain',
    sparql: 'application/sparql-query',
  };
  if (types[type] !== undefined) return { kind: 'text', mediaType: types[type], text: textAt(given, 'data') ?? '' };
  const data = listAt(given, 'data');
  if (type === 'form-urlencoded') return { kind: 'form', fields: switchables(data) };
  if (type === 'multipart-form') {
    return {
      kind: 'multipart',
      parts: data.map((one) => {
        const isFile = textAt(one, 'type') === 'file';
        const file = memberOf(one, 'value');
        return {
          name: textAt(one, 'name') ?? '',
          value: isFile ? '' : (textAt(one, 'value') ?? ''),
          isOff: isTrue(one, 'disabled'),
          file: isFile ? (textOf(Array.isArray(file) ? (file as unknown[])[0] : file) ?? '') : null,
          mediaType: textAt(one, 'contentType') || null,
        };
      }),
    };
  }
  if (type === 'file') return { kind: 'file', file: textAt(data[0], 'filePath') ?? '' };
  return { kind: 'none' };
}

function authOf(given: unknown): BrunoParts['auth'] {
  const type = textAt(given, 'type');
  if (type === null || type === 'inherit') return null;
  const credentials = shapeAt(given, 'credentials');
  return {
    type,
    part: (...names) => names.map((name) => textAt(given, name) ?? textAt(credentials, name) ?? '').find((value) => value !== '') ?? '',
  };
}

/** A value may be typed: `{ type: number, data: "42" }`. */
const valueIn = (one: unknown): string => textAt(one, 'value') ?? textAt(memberOf(one, 'value'), 'data') ?? '';

const switchables = (list: readonly unknown[]): Switchable[] =>
  list.map((one) => ({ name: textAt(one, 'name') ?? '', value: valueIn(one), isOff: isTrue(one, 'disabled') }));

function environmentOf(given: unknown, fallback: string): ImportedEnvironment {
  const named = listAt(given, 'variables').filter((one) => (textAt(one, 'name') ?? '') !== '');
  const variables = named.filter((one) => !isTrue(one, 'disabled'));
  const isSecret = (one: unknown): boolean =>
    isTrue(one, 'secret') || isTrue(one, 'transient') || isSecretParameter(textAt(one, 'name') ?? '', valueIn(one));
  const asNamed = (one: unknown): { name: string; value: string } => ({ name: textAt(one, 'name') ?? '', value: valueIn(one) });
  return {
    name: textAt(given, 'name') ?? fallback,
    values: variables.filter((one) => !isSecret(one)).map(asNamed),
    secrets: variables.filter(isSecret).map(asNamed),
    off: named.filter((one) => isTrue(one, 'disabled')).map((one) => textAt(one, 'name') ?? ''),
  };
}
