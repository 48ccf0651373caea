import { createRedactor } from '../redaction/redact.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';
import { cleanRequest } from './clean-request.ts';
import { convertName, convertPlaceholders } from './foreign-placeholders.ts';
import type { ImportedAuth, ImportedEnvironment, ImportedRequest, ImportedSet, NamedValue } from './imported.ts';
import { leftOff } from './switched-off.ts';

/** Building the search costs time for each secret; a file with more is cut by name and shape only. */
const mostSearched = 1_000;

/**
 * The set in our words and without secrets: outside of `auth` and of the environments' `secrets` none is left, by name, by shape, or as a
 * copy of one that was found elsewhere in the file.
 */
export function cleanSet(set: ImportedSet): ImportedSet {
  const cleaned = set.requests.map(cleanRequest);
  const base = cleanEnvironment(set.base);
  const environments = set.environments.map(cleanEnvironment);
  const known = new Map<string, string>();
  const learn = (value: string, name: string): void => {
    if (value.length >= 6 && !value.includes('{{') && known.size < mostSearched && !known.has(value)) known.set(value, name);
  };
  for (const one of [base, ...environments]) for (const { name, value } of one.secrets) learn(value, name);
  for (const { request, secrets } of cleaned) {
    if (request.auth) learn(request.auth.secret, labelOf(request.auth));
    for (const secret of secrets) learn(secret, 'secret');
  }
  const redactor = createRedactor([...known].map(([value, label]) => ({ label, value })));
  const inRequest = (text: string): string => redactor.text(text).replaceAll(/\[redacted: ([\w.-]+)\]/g, '{{$1}}');
  const plain = (text: string): string => redactor.text(text);
  const values = <T extends NamedValue>(list: readonly T[], clean = inRequest): T[] =>
    list.map((one) => ({ ...one, name: plain(one.name), value: clean(one.value) }));
  const withoutCopies = (request: ImportedRequest): ImportedRequest => ({
    ...request,
    name: plain(request.name),
    folder: request.folder.map(plain),
    url: inRequest(request.url),
    query: values(request.query),
    headers: values(request.headers),
    pathValues: values(request.pathValues),
    variables: values(request.variables.filter(({ name, value }) => !isSecretParameter(name, value))),
    body: request.body === null ? null : inRequest(request.body),
    content: JSON.parse(inRequest(JSON.stringify(request.content))) as ImportedRequest['content'],
    auth:
      request.auth === null ? null : { ...request.auth, username: request.auth.username === null ? null : plain(request.auth.username) },
    notes: plain(request.notes),
    lost: request.lost.map(plain),
    checks: JSON.parse(plain(JSON.stringify(request.checks))) as ImportedRequest['checks'],
    captures: JSON.parse(plain(JSON.stringify(request.captures))) as ImportedRequest['captures'],
  });
  const inEnvironment = (one: ImportedEnvironment): ImportedEnvironment => ({
    ...one,
    name: plain(one.name),
    values: values(one.values, plain),
  });
  return {
    ...set,
    name: plain(set.name),
    requests: cleaned
      .map(({ request }) => (set.format === 'har' ? withoutSession(request) : request))
      .map((request) =>
        known.size === 0
          ? { ...request, variables: request.variables.filter(({ name, value }) => !isSecretParameter(name, value)) }
          : withoutCopies(request),
      ),
    base: inEnvironment(base),
    environments: environments.map(inEnvironment),
    left: set.left.map(({ name, reason }) => ({ name: plain(name), reason: plain(reason) })),
    notes: [...set.notes, ...notesOnOff(set)].map(plain),
  };
}

const notesOnOff = ({ base, environments }: ImportedSet): string[] =>
  [
    leftOff('value', base.off ?? [], 'the collection'),
    ...environments.map(({ name, off }) => leftOff('value', off ?? [], `“${name}”`)),
  ].filter((words) => words !== null);

/** What a recording authenticated with held for that session: no credential is made of it. */
const withoutSession = (request: ImportedRequest): ImportedRequest =>
  request.auth === null
    ? request
    : { ...request, auth: null, lost: [...request.lost, 'What authenticated it: it belonged to that one session.'] };

const labelOf = (auth: ImportedAuth): string => (auth.kind === 'basic' ? 'password' : auth.kind === 'api_key' ? 'key' : 'token');

function cleanEnvironment(one: ImportedEnvironment): ImportedEnvironment {
  const asOurs = ({ name, value }: NamedValue): NamedValue => ({ name: convertName(name), value: convertPlaceholders(value).text });
  return { name: one.name, values: one.values.map(asOurs), secrets: one.secrets.map(asOurs) };
}
