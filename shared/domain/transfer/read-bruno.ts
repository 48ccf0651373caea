import { readBru, type BruBlock, type BruPair } from './bru-blocks.ts';
import { brunoRequest, type BrunoLevel, type BrunoParts } from './bruno-parts.ts';
import type { ImportedEnvironment, ImportedRequest, ImportedSet, NamedValue } from './imported.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';
import { textAt } from './read-shapes.ts';
import { leftOff } from './switched-off.ts';
import { foldersOf, type TransferText } from './transfer-text.ts';

const methods = new Set(['get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'connect', 'trace']);

/** Reads a folder of Bruno's: its .bru files, bruno.json, environments. The files are only read; their names are only names. */
export function readBruno(files: readonly TransferText[]): ImportedSet {
  const requests: ImportedRequest[] = [];
  const environments: ImportedEnvironment[] = [];
  const left: { name: string; reason: string }[] = [];
  const blocksOf = new Map<string, readonly BruBlock[]>();
  const bru = files.filter(({ path }) => /\.bru$/i.test(path));
  for (const file of bru) {
    const { blocks, fault } = readBru(file.text);
    if (fault) left.push({ name: file.path, reason: `${fault.happened} (line ${fault.line}).` });
    else blocksOf.set(file.path, blocks);
  }
  const json = files.find(({ path }) => /(?:^|\/)bruno\.json$/i.test(path));
  const root = json ? json.path.slice(0, -'bruno.json'.length) : commonFolder(bru.map(({ path }) => path));
  const within = (path: string): string => (path.startsWith(root) ? path.slice(root.length) : path);
  const notes = new Set<string>();
  const levelOf = (folders: readonly string[]): BrunoLevel => {
    const paths = [`${root}collection.bru`, ...folders.map((_one, at) => `${root}${folders.slice(0, at + 1).join('/')}/folder.bru`)];
    let level: BrunoLevel = { folder: [], headers: [], auth: null, variables: [] };
    for (const [at, path] of paths.entries()) {
      const blocks = blocksOf.get(path) ?? [];
      const parts = partsOf(blocks, '');
      const named = pairsIn(blocks, 'meta').find(({ name }) => name === 'name')?.value;
      const place = at === 0 ? 'the collection' : `the folder “${folders[at - 1] ?? ''}”`;
      if (parts.scripts.length > 0) notes.add(`The scripts of ${place} are not taken over: scripts are never run.`);
      const off = leftOff(
        'value',
        parts.variables.filter(({ isOff }) => isOff).map(({ name }) => name),
        place,
      );
      if (off !== null) notes.add(off);
      level = {
        folder: at === 0 ? [] : [...level.folder, named ?? folders[at - 1] ?? ''],
        headers: [...level.headers, ...parts.headers],
        auth: parts.auth ?? level.auth,
        variables: [...level.variables, ...parts.variables],
      };
    }
    return level;
  };
  const levels = new Map<string, BrunoLevel>();
  for (const { path } of bru) {
    const blocks = blocksOf.get(path);
    const name = within(path);
    if (!blocks || /(?:^|\/)(?:collection|folder)\.bru$/i.test(name)) continue;
    if (/^environments\//i.test(name)) {
      environments.push(environmentOf(blocks, name.replace(/^environments\//i, '').replace(/\.bru$/i, '')));
      continue;
    }
    const folders = foldersOf(name);
    const key = folders.join('/');
    const level = levels.get(key) ?? levelOf(folders);
    levels.set(key, level);
    const fileName = (name.split('/').at(-1) ?? name).replace(/\.bru$/i, '');
    const read = brunoRequest(partsOf(blocks, fileName), level);
    if (typeof read === 'string') left.push({ name: fileName, reason: read });
    else requests.push(read);
  }
  return {
    format: 'bruno',
    name: nameIn(json?.text) ?? (root.split('/').findLast((one) => one !== '') || 'Bruno collection'),
    requests,
    base: { name: '', values: [], secrets: [] },
    environments,
    left,
    notes: [...notes],
  };
}

function partsOf(blocks: readonly BruBlock[], fileName: string): BrunoParts {
  const call = blocks.find(({ name }) => methods.has(name)) ?? blocks.find(({ name }) => name === 'http');
  const valueIn = (pairs: readonly BruPair[], name: string): string => pairs.find((one) => one.name === name)?.value ?? '';
  const pairs = call?.pairs ?? [];
  const meta = pairsIn(blocks, 'meta');
  const settings = pairsIn(blocks, 'settings');
  const authType = valueIn(pairs, 'auth') || valueIn(pairsIn(blocks, 'auth'), 'mode');
  const auth = pairsIn(blocks, `auth:${authType}`);
  const timeout = Number(valueIn(settings, 'timeout'));
  return {
    name: valueIn(meta, 'name') || fileName,
    type: call === undefined ? valueIn(meta, 'type') || 'Unnamed' : valueIn(meta, 'type') || 'http',
    method: call === undefined ? 'GET' : call.name === 'http' ? valueIn(pairs, 'method') || 'GET' : call.name,
    url: valueIn(pairs, 'url'),
    query: [...pairsIn(blocks, 'params:query'), ...pairsIn(blocks, 'query')],
    path: pairsIn(blocks, 'params:path'),
    headers: pairsIn(blocks, 'headers'),
    body: bodyOf(blocks, valueIn(pairs, 'body')),
    auth:
      authType === '' || authType === 'inherit'
        ? null
        : { type: authType, part: (...names) => names.map((name) => valueIn(auth, name)).find((value) => value !== '') ?? '' },
    variables: pairsIn(blocks, 'vars:pre-request'),
    captures: pairsIn(blocks, 'vars:post-response'),
    asserts: pairsIn(blocks, 'assert'),
    scripts: [
      { when: 'before', text: textIn(blocks, 'script:pre-request') },
      { when: 'after', text: textIn(blocks, 'script:post-response') },
      { when: 'after', text: textIn(blocks, 'tests') },
    ].filter(({ text }) => text.trim() !== '') as BrunoParts['scripts'],
    followsRedirects: valueIn(settings, 'followRedirects') !== 'false',
    timeoutMs: Number.isInteger(timeout) && timeout > 0 ? timeout : null,
    docs: textIn(blocks, 'docs'),
  };
}

const pairsIn = (blocks: readonly BruBlock[], name: string): readonly BruPair[] =>
  blocks.filter((one) => one.name === name).flatMap(({ pairs }) => pairs);
const textIn = (blocks: readonly BruBlock[], name: string): string => blocks.find((one) => one.name === name)?.text ?? '';

function bodyOf(blocks: readonly BruBlock[], mode: string): BrunoParts['body'] {
  const types: Readonly<Record<string, string>> = {
    json: 'application/json',
    xml: 'application/xml',
    text: 'text/plain',
    sparql: 'application/sparql-query',
  };
  const type = types[mode];
  if (type !== undefined) return { kind: 'text', mediaType: type, text: textIn(blocks, `body:${mode}`) || textIn(blocks, 'body') };
  switch (mode) {
    case 'graphql':
      return { kind: 'graphql', query: textIn(blocks, 'body:graphql'), variables: textIn(blocks, 'body:graphql:vars') };
    case 'formUrlEncoded':
    case 'form-urlencoded':
      return { kind: 'form', fields: pairsIn(blocks, 'body:form-urlencoded') };
    case 'multipartForm':
    case 'multipart-form':
      return {
        kind: 'multipart',
        parts: pairsIn(blocks, 'body:multipart-form').map((one) => {
          const file = /@file\(([^)]*)\)/.exec(one.value);
          const mediaType = /@contentType\(([^)]*)\)/.exec(one.value)?.[1] ?? null;
          return { ...one, value: one.value.replace(/\s*@contentType\([^)]*\)/, ''), file: file ? (file[1] ?? '') : null, mediaType };
        }),
      };
    case 'file':
      return { kind: 'file', file: /@file\(([^)]*)\)/.exec(pairsIn(blocks, 'body:file')[0]?.value ?? '')?.[1] ?? '' };
    default:
      return { kind: 'none' };
  }
}

function environmentOf(blocks: readonly BruBlock[], name: string): ImportedEnvironment {
  const all = pairsIn(blocks, 'vars');
  const on = all.filter(({ isOff }) => !isOff);
  const isSecret = (one: NamedValue): boolean => isSecretParameter(one.name, one.value);
  // Bruno keeps the values of secrets elsewhere: only their names stand in the file.
  const named = blocks.filter((one) => one.name === 'vars:secret').flatMap(({ list }) => list);
  const plain = on.map(({ name: key, value }) => ({ name: key, value }));
  return {
    name,
    values: plain.filter((one) => !isSecret(one)),
    secrets: [...plain.filter(isSecret), ...named.filter((key) => !key.startsWith('~')).map((key) => ({ name: key, value: '' }))],
    off: [...all.filter(({ isOff }) => isOff), ...named.filter((key) => key.startsWith('~')).map((key) => ({ name: key.slice(1) }))].map(
      (one) => one.name,
    ),
  };
}

function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder !== '' && !paths.every((path) => path.startsWith(folder)))
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  return folder;
}

function nameIn(json: string | undefined): string | null {
  if (json === undefined) return null;
  try {
    return textAt(JSON.parse(json), 'name')?.trim() || null;
  } catch {
    // A settings file that cannot be read costs the name, and nothing else.
    return null;
  }
}
