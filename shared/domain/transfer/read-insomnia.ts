import { convertName } from './foreign-placeholders.ts';
import type { ImportedEnvironment, ImportedRequest, ImportedSet, NamedValue } from './imported.ts';
import { readInsomniaRequest, type InsomniaLevel } from './insomnia-request.ts';
import { isShape, listAt, memberOf, shapeAt, textAt, textOf, type Shape } from './read-shapes.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';

/** Reads an Insomnia export, format 4: a flat list of resources that name their parents. */
export function readInsomnia4(document: unknown): ImportedSet {
  const resources = listAt(document, 'resources').filter(isShape);
  const byId = new Map(resources.map((one) => [textAt(one, '_id') ?? '', one]));
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  const levels = new Map<string, InsomniaLevel>();
  const notes: string[] = [];

  /** The folder that a resource lies in; a folder that lies in itself is a cycle, and ends there. */
  const levelOf = (parentId: string, seen: ReadonlySet<string>): InsomniaLevel => {
    const known = levels.get(parentId);
    if (known) return known;
    const parent = byId.get(parentId);
    if (!parent || textAt(parent, '_type') !== 'request_group') return outermost;
    if (seen.has(parentId) || seen.size >= deepest) {
      if (seen.has(parentId)) notes.push(`The folder “${textAt(parent, 'name') ?? ''}” lies in itself; its requests stand at the top.`);
      return outermost;
    }
    const level = withinGroup(levelOf(textAt(parent, 'parentId') ?? '', new Set([...seen, parentId])), parent);
    levels.set(parentId, level);
    return level;
  };

  for (const resource of resources) {
    const type = textAt(resource, '_type') ?? '';
    const name = textAt(resource, 'name') ?? 'Request';
    if (type === 'request') {
      const read = readInsomniaRequest(resource, levelOf(textAt(resource, 'parentId') ?? '', new Set()));
      if (typeof read === 'string') left.push({ name, reason: read });
      else requests.push(read);
    } else if (Object.hasOwn(otherKinds, type)) left.push({ name, reason: otherKinds[type] ?? '' });
  }
  const environments = resources.filter((one) => textAt(one, '_type') === 'environment');
  const isBase = (one: Shape): boolean => textAt(byId.get(textAt(one, 'parentId') ?? ''), '_type') !== 'environment';
  const bases = environments.filter(isBase).map((one) => readEnvironment('', memberOf(one, 'data'), memberOf(one, 'kvPairData')));
  const workspace = resources.find((one) => textAt(one, '_type') === 'workspace');
  return {
    format: 'insomnia4',
    name: textAt(workspace, 'name')?.trim() || 'Insomnia export',
    requests,
    base: merged(bases),
    environments: environments
      .filter((one) => !isBase(one))
      .map((one) => readEnvironment(textAt(one, 'name') ?? 'Environment', memberOf(one, 'data'), memberOf(one, 'kvPairData'))),
    left,
    notes: [...new Set(notes)],
  };
}

/** Reads an Insomnia collection, format 5: a tree of `children`. */
export function readInsomnia5(document: unknown): ImportedSet {
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  const walk = (items: readonly unknown[], level: InsomniaLevel): void => {
    for (const item of items) {
      const name = textAt(item, 'name') ?? 'Request';
      if (!isShape(item)) left.push({ name: 'an entry', reason: 'It is no request and no folder.' });
      else if (Array.isArray(memberOf(item, 'children'))) {
        walk(listAt(item, 'children'), level.folder.length >= deepest ? level : withinGroup(level, item));
      } else {
        const id = textAt(shapeAt(item, 'meta'), 'id') ?? '';
        const other = Object.keys(otherKinds).find((kind) => id.startsWith(idBeginnings[kind] ?? '\u0000'));
        const read = other === undefined ? readInsomniaRequest(item, level) : (otherKinds[other] ?? '');
        if (typeof read === 'string') left.push({ name, reason: read });
        else requests.push(read);
      }
    }
  };
  walk(listAt(document, 'collection'), outermost);
  const environments = shapeAt(document, 'environments');
  return {
    format: 'insomnia5',
    name: textAt(document, 'name')?.trim() || 'Insomnia collection',
    requests,
    base: readEnvironment('', memberOf(environments, 'data'), memberOf(environments, 'kvPairData')),
    environments: listAt(environments, 'subEnvironments').map((one) =>
      readEnvironment(textAt(one, 'name') ?? 'Environment', memberOf(one, 'data'), memberOf(one, 'kvPairData')),
    ),
    left,
    notes: [],
  };
}

const deepest = 40;
const outermost: InsomniaLevel = { folder: [], headers: [], auth: null, variables: [], scripts: [] };

const otherKinds: Readonly<Record<string, string>> = {
  grpc_request: 'gRPC calls cannot be sent from here.',
  websocket_request: 'WebSocket calls cannot be sent from here.',
  socketio_request: 'Socket.IO calls cannot be sent from here.',
  unit_test: 'Unit tests of Insomnia’s are scripts, and scripts are never run.',
};
const idBeginnings: Readonly<Record<string, string>> = {
  grpc_request: 'greq_',
  websocket_request: 'ws-req_',
  socketio_request: 'socketio-req_',
};

function withinGroup(level: InsomniaLevel, group: Shape): InsomniaLevel {
  const auth = memberOf(group, 'authentication');
  const environment = readEnvironment('', memberOf(group, 'environment'), undefined);
  return {
    folder: [...level.folder, textAt(group, 'name') ?? 'Folder'],
    headers: [...level.headers, ...listAt(group, 'headers')],
    auth: isShape(auth) && textAt(auth, 'type') !== null ? auth : level.auth,
    variables: [...level.variables, ...environment.values, ...environment.secrets],
    scripts: [],
  };
}

/** An environment's nested data under dotted names: `{ api: { url } }` is `api.url`. */
function readEnvironment(name: string, data: unknown, pairs: unknown): ImportedEnvironment {
  const secretNames = new Set(
    (Array.isArray(pairs) ? (pairs as unknown[]) : []).flatMap((one) =>
      textAt(one, 'type') === 'secret' ? [convertName(textAt(one, 'name') ?? '')] : [],
    ),
  );
  const all: NamedValue[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (path.length > 8 || all.length > 2_000) return;
    if (isShape(value)) for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
    else {
      const text = textOf(value) ?? (value === null ? '' : JSON.stringify(value));
      if (path.length > 0) all.push({ name: convertName(path.join('.')), value: text });
    }
  };
  walk(data, []);
  const isSecret = (one: NamedValue): boolean => secretNames.has(one.name) || isSecretParameter(one.name, one.value);
  return { name, values: all.filter((one) => !isSecret(one)), secrets: all.filter(isSecret) };
}

const merged = (all: readonly ImportedEnvironment[]): ImportedEnvironment => ({
  name: '',
  values: all.flatMap(({ values }) => values),
  secrets: all.flatMap(({ secrets }) => secrets),
});
