import type { KeptDraft } from '../../contract/console.ts';
import { isSent } from '../console/sent-parameters.ts';
import { checkWords } from '../flows/check-words.ts';
import { listOf } from '../flows/checks.ts';
import type { Check } from '../flows/flow-spec.ts';
import { secretName, type OutgoingCredential } from './outgoing.ts';

/** A saved request for a collection: its draft with all its `{{names}}`, and where it goes. */
export interface PostmanInput {
  readonly name: string;
  readonly folder: string;
  readonly notes: string;
  readonly draft: KeptDraft;
  readonly baseUrl: string;
  /** "Sandbox of Adyen Checkout": requests of one place share a variable for their base URL. */
  readonly place: string;
  readonly credential: OutgoingCredential | null;
  readonly checks: readonly Check[];
}

export interface WrittenCollection {
  readonly text: string;
  /** What of the requests a collection cannot hold, one sentence each. */
  readonly notes: readonly string[];
}

/** Names that are made on sending, as Postman has them. */
const dynamicNames: Readonly<Record<string, string>> = {
  $uuid: '$guid',
  $now: '$isoTimestamp',
  $epoch: '$timestamp',
  $idempotencyKey: '$guid',
};

/** A Postman collection 2.1. Base URLs and values are variables of the collection, secrets are empty variables of type secret; none has a value. */
export function writePostman(name: string, requests: readonly PostmanInput[], values: Readonly<Record<string, string>>): WrittenCollection {
  const notes = new Set<string>();
  const bases = new Map<string, string>();
  for (const { baseUrl } of requests)
    if (!bases.has(baseUrl)) bases.set(baseUrl, bases.size === 0 ? 'baseUrl' : `baseUrl${bases.size + 1}`);
  const secrets = new Map<string, OutgoingCredential>();
  for (const { credential } of requests) if (credential) secrets.set(secretName(credential), credential);
  const root: Folder = { name: '', folders: new Map(), items: [] };
  for (const request of requests)
    folderOf(root, request.folder).items.push(itemOf(request, bases.get(request.baseUrl) ?? 'baseUrl', notes));
  const collection = {
    info: { name, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: itemsOf(root),
    variable: [
      ...[...bases].map(([value, key]) => ({ key, value, type: 'string' })),
      ...Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' })),
      ...[...secrets.keys()].map((key) => ({ key, value: '', type: 'secret' })),
    ],
  };
  return { text: `${JSON.stringify(collection, null, 2)}\n`, notes: [...notes] };
}

interface Folder {
  readonly name: string;
  readonly folders: Map<string, Folder>;
  readonly items: unknown[];
}

function folderOf(root: Folder, path: string): Folder {
  let folder = root;
  for (const name of path.split(' / ').filter((one) => one !== '')) {
    const known = folder.folders.get(name) ?? { name, folders: new Map<string, Folder>(), items: [] };
    folder.folders.set(name, known);
    folder = known;
  }
  return folder;
}

const itemsOf = (folder: Folder): unknown[] => [
  ...[...folder.folders.values()].map((one) => ({ name: one.name, item: itemsOf(one) })),
  ...folder.items,
];

function itemOf({ name, notes: description, draft, credential, checks }: PostmanInput, base: string, notes: Set<string>): unknown {
  const text = (one: string): string => asPostman(one, name, notes);
  const of = (place: string): { key: string; value: string; disabled?: true }[] =>
    draft.parameters
      .filter((one) => one.in === place)
      .map((one) => ({ key: one.name, value: text(one.value), ...(isSent(one) ? {} : { disabled: true }) }));
  const query = of('query');
  const path = text(draft.path.startsWith('/') || draft.path === '' ? draft.path : `/${draft.path}`).replaceAll(
    /(?<!\{)\{([A-Za-z_][\w.-]*)\}(?!\})/g,
    ':$1',
  );
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  const raw = `{{${base}}}${path}${sent.length === 0 ? '' : `?${sent.join('&')}`}`;
  const headers = of('header');
  if (draft.content.kind === 'text' && draft.body !== null && draft.mediaType !== null)
    headers.push({ key: 'Content-Type', value: draft.mediaType });
  if (Object.keys(draft.variables).length > 0) notes.add(`“${name}”: its own values stand among those of the collection.`);
  if (draft.timeoutMs !== 30_000) notes.add(`“${name}”: a collection holds no time limit.`);
  const body = bodyOf(draft, text, name, notes);
  const auth = authOf(credential);
  const exec = checks.flatMap((check) => scriptOf(check, name, notes));
  return {
    name,
    ...(exec.length === 0 ? {} : { event: [{ listen: 'test', script: { type: 'text/javascript', exec } }] }),
    ...(draft.travel.maxRedirects === 0 ? { protocolProfileBehavior: { followRedirects: false } } : {}),
    request: {
      method: draft.method,
      ...(description === '' ? {} : { description }),
      ...(auth === null ? {} : { auth }),
      header: headers,
      ...(body === null ? {} : { body }),
      url: {
        raw,
        host: [`{{${base}}}`],
        path: path.split('/').slice(1),
        ...(query.length === 0 ? {} : { query }),
        ...variablesOf(draft, text),
      },
    },
    response: [],
  };
}

function variablesOf(draft: KeptDraft, text: (one: string) => string): { readonly variable?: unknown[] } {
  const variable = draft.parameters.filter((one) => one.in === 'path').map((one) => ({ key: one.name, value: text(one.value) }));
  return variable.length === 0 ? {} : { variable };
}

/** `{{$uuid}}` is `{{$guid}}` there; two braces that are meant as they are have no way to be written. */
function asPostman(text: string, name: string, notes: Set<string>): string {
  if (text.includes('\\{{')) notes.add(`“${name}”: two braces that are meant as they are read as a variable there.`);
  return text
    .replaceAll(/\{\{\s*(\$\w+)\s*\}\}/g, (whole, dynamic: string) => {
      if (Object.hasOwn(dynamicNames, dynamic)) return `{{${dynamicNames[dynamic] ?? ''}}}`;
      if (dynamic !== '$randomInt') notes.add(`“${name}”: {{${dynamic}}} is made on sending here and not there.`);
      return whole;
    })
    .replaceAll('\\{{', '{{');
}

function bodyOf({ content, body, mediaType }: KeptDraft, text: (one: string) => string, name: string, notes: Set<string>): unknown {
  const language = /json/i.test(mediaType ?? 'json')
    ? 'json'
    : /xml/i.test(mediaType ?? '')
      ? 'xml'
      : /html/i.test(mediaType ?? '')
        ? 'html'
        : 'text';
  const field = (one: { readonly name: string; readonly value: string; readonly isOff: boolean }): object => ({
    key: one.name,
    value: text(one.value),
    type: 'text',
    ...(one.isOff ? { disabled: true } : {}),
  });
  switch (content.kind) {
    case 'text':
      return body === null ? null : { mode: 'raw', raw: text(body), options: { raw: { language } } };
    case 'form':
      return { mode: 'urlencoded', urlencoded: content.fields.map(field) };
    case 'multipart':
      if (content.parts.some(({ path }) => path !== null)) notes.add(`“${name}”: choose its files again there.`);
      return {
        mode: 'formdata',
        formdata: content.parts.map((one) => ({
          ...(one.path === null ? field(one) : { key: one.name, type: 'file', src: one.path }),
          ...(one.mediaType === null ? {} : { contentType: one.mediaType }),
        })),
      };
    case 'file':
      notes.add(`“${name}”: choose its file again there.`);
      return { mode: 'file', file: { src: content.path } };
    case 'graphql':
      return {
        mode: 'graphql',
        graphql: {
          query: text(content.query),
          variables: text(content.variables),
          ...(content.operationName === null ? {} : { operationName: content.operationName }),
        },
      };
  }
}

function authOf(credential: OutgoingCredential | null): unknown {
  if (credential === null) return null;
  const secret = `{{${secretName(credential)}}}`;
  const list = (values: Readonly<Record<string, string>>): unknown[] =>
    Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }));
  switch (credential.kind) {
    case 'bearer':
      return { type: 'bearer', bearer: list({ token: secret }) };
    case 'basic':
      return { type: 'basic', basic: list({ username: credential.username ?? '', password: secret }) };
    case 'api_key':
      return {
        type: 'apikey',
        apikey: list({ key: credential.placement?.name ?? 'X-API-Key', value: secret, in: credential.placement?.in ?? 'header' }),
      };
    case 'oauth2_client_credentials':
      return {
        type: 'oauth2',
        oauth2: list({
          grant_type: 'client_credentials',
          accessTokenUrl: credential.oauth?.tokenUrl ?? '',
          clientId: credential.username ?? '',
          clientSecret: secret,
          scope: (credential.oauth?.scopes ?? []).join(' '),
          client_authentication: credential.oauth?.isInBody ? 'body' : 'header',
        }),
      };
  }
}

/** A check as a test of Postman's, in the form that the reader here knows. */
function scriptOf(check: Check, name: string, notes: Set<string>): string[] {
  const value =
    check.op === 'in'
      ? `[${listOf(check.value)
          .map((one) => literal({ ...check, value: one }))
          .join(', ')}]`
      : literal(check);
  const subject = {
    status: 'pm.response.code',
    duration: 'pm.response.responseTime',
    size: 'pm.response.responseSize',
    header: `pm.response.headers.get(${JSON.stringify(check.path)})`,
    body: check.path === '' ? 'pm.response.text()' : `pm.response.json()${check.path.replace(/^\$/, '')}`,
    schema: '',
  }[check.of];
  const verb = {
    eq: 'to.eql',
    ne: 'to.not.eql',
    gt: 'to.be.above',
    lt: 'to.be.below',
    contains: 'to.include',
    matches: 'to.match',
    in: 'to.be.oneOf',
    exists: '',
  }[check.op];
  const isPlain = !check.value.includes('{{') && (check.of !== 'body' || /^$|^\$(?:\.[A-Za-z_]\w*|\[\d+\])*$/.test(check.path));
  if (check.of === 'schema' || !isPlain) {
    notes.add(`“${name}”: one of its checks has no counterpart.`);
    return [];
  }
  const said =
    check.op === 'exists'
      ? `pm.expect(${subject}).to.${check.value === 'false' ? 'be.undefined' : 'exist'};`
      : `pm.expect(${subject}).${verb}(${check.op === 'matches' ? patternLiteral(check.value) : value});`;
  return [`pm.test(${JSON.stringify(checkWords(check))}, function () {`, `  ${said}`, '});'];
}

/** `(?i)^a/b` as `/^a\/b/i`. */
function patternLiteral(pattern: string): string {
  const [, flags = '', rest = pattern] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  const escaped = rest.replaceAll(
    /\\[\s\S]|\/|\n|\r/g,
    (one) => ({ '/': String.raw`\/`, '\n': String.raw`\n`, '\r': String.raw`\r` })[one] ?? one,
  );
  return `/${escaped === '' ? '(?:)' : escaped}/${flags}`;
}

const isComposed = (text: string): boolean => {
  try {
    return /^\s*[[{]/.test(text) && typeof JSON.parse(text) === 'object';
  } catch {
    // Not JSON: a text that begins with a bracket.
    return false;
  }
};

/** A number, a truth, null, a list and an object as it is, all else as text. */
function literal({ of, path, value }: Pick<Check, 'of' | 'path' | 'value'>): string {
  const isBare =
    of === 'status' ||
    of === 'duration' ||
    of === 'size' ||
    (of === 'body' && path !== '' && (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/.test(value) || isComposed(value)));
  return isBare ? value : JSON.stringify(value);
}
