import type { MadeDraft, RequestDraft } from '../../../shared/contract/console.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { contentOfCurl, filesToChoose } from '../../../shared/domain/console/curl-parts.ts';
import { asGivenText, hideNames } from '../../../shared/domain/console/given-text.ts';
import { readPathValues } from '../../../shared/domain/console/path-values.ts';
import { readCurl, type CurlPart, type CurlProblem } from '../../../shared/domain/console/read-curl.ts';
import { isSecretHeader } from '../../../shared/domain/redaction/header-names.ts';
import { isSecretParameter } from '../../../shared/domain/redaction/parameter-names.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Reader } from '../db/sqlite.ts';
import type { ContractCache } from './contract-cache.ts';
import { findTarget } from './target.ts';
import { usualRequest } from '../../../shared/contract/request-content.ts';
import { convertPlaceholders } from '../../../shared/domain/transfer/foreign-placeholders.ts';

/** A curl command as a draft: for the environment that its address lies under, without what authenticates in it. */
export function curlDraft(db: Reader, contracts: ContractCache, secrets: Secrets, text: string): MadeDraft {
  const { command, problem } = readCurl(text);
  if (problem) throw faultOf(problem);
  // A name in place of the host leads to no environment: the import asks which API is meant.
  if (command.url.startsWith('{{')) throw nowhere(command.url);
  const address = hideNames(command.url);
  const url = URL.parse(address.text);
  if (url === null) throw faultOf({ kind: 'no_address', at: command.url });
  const places = findPlaces(db, url);
  // Several APIs of a vendor may share a host: the one that knows this call is meant.
  const known = places
    .map((place) => ({ place, endpoint: endpointOf(db, contracts, place.apiId, command.method, url) }))
    .find(({ endpoint }) => endpoint !== null);
  const place = known?.place ?? places[0];
  if (!place) throw nowhere(address.raw(`${url.host}${url.pathname}`));
  const endpoint = known?.endpoint ?? null;
  const dropped: string[] = [];
  const unknown = new Set<string>();
  const converted = (text: string): string => {
    const { text: known, lost } = convertPlaceholders(text);
    for (const one of lost) unknown.add(one);
    return known;
  };
  const given = (text: string): string => converted(asGivenText(text));
  const inAddress = (text: string): string => converted(address.draft(text));
  const parameters: RequestDraft['parameters'] = Object.entries(endpoint?.values ?? {}).map(([name, value]) => ({
    in: 'path',
    name,
    value: inAddress(value),
  }));
  for (const [name, value] of url.searchParams) {
    if (isSecretParameter(name, value)) dropped.push(`the parameter ${name}`);
    else parameters.push({ in: 'query', name: inAddress(name), value: inAddress(value) });
  }
  let mediaType: string | null = null;
  for (const [name, value] of command.headers) {
    if (isSecretHeader(name)) dropped.push(`the header ${name}`);
    else if (name.toLowerCase() === 'content-type') mediaType = value;
    else if (name.toLowerCase() !== 'content-length' && name.toLowerCase() !== 'host')
      parameters.push({ in: 'header', name, value: given(value) });
  }
  if (command.username !== null || url.username !== '') dropped.push('the user name and password');
  const redactor = secrets.redactor();
  const content = contentOfCurl({ ...command, parts: command.parts.map((part) => ({ ...part, value: withoutSecret(part, redactor) })) });
  const draft: RequestDraft = {
    endpointId: endpoint?.id ?? null,
    environmentId: place.environmentId,
    method: command.method,
    path: endpoint?.path ?? inAddress(url.pathname.slice(place.root.length) || '/'),
    parameters: parameters.map((parameter) => ({ ...parameter, value: redactor.text(parameter.value) })),
    mediaType,
    body: command.body === null ? null : given(redactor.text(command.body)),
    ...usualRequest,
    ...(content === null ? {} : { content }),
    travel: {
      ...usualRequest.travel,
      httpVersion: command.httpVersion ?? usualRequest.travel.httpVersion,
      maxRedirects: command.maxRedirects ?? usualRequest.travel.maxRedirects,
    },
    variables: {},
    savedRequestId: null,
    timeoutMs: command.timeoutMs ?? 30_000,
    confirmProduction: null,
  };
  const files = filesToChoose(command);
  const notes = [...secretNotes(dropped, place), ...files, ...command.notes, ...unknown];
  return { draft, apiId: place.apiId, notes, isIncomplete: files.length > 0 || (dropped.length > 0 && place.credentialName === null) };
}

function secretNotes(dropped: readonly string[], place: Place): string[] {
  if (dropped.length === 0) return [];
  const what = `${dropped.join(', ')} ${dropped.length === 1 ? 'was' : 'were'} not kept`;
  const words = what.charAt(0).toUpperCase() + what.slice(1);
  return [
    place.credentialName === null
      ? `${words}. Bind a credential to ${place.environmentName}: it is then sent from the keychain.`
      : `${words}: “${place.credentialName}” is sent from the keychain in its place.`,
  ];
}

const withoutSecret = ({ name, value }: CurlPart, redactor: Redactor): string =>
  isSecretParameter(name, value) ? '' : redactor.text(value);

interface Place {
  readonly environmentId: string;
  readonly environmentName: string;
  readonly apiId: string;
  readonly credentialName: string | null;
  /** The base URL's path, without a slash at its end. */
  readonly root: string;
}

/** The environments whose base URL the address lies under: the longest first, and a sandbox before production. */
function findPlaces(db: Reader, url: URL): Place[] {
  const rank = { sandbox: 0, other: 1, production: 2 } as const;
  return db
    .all<{ id: string }>('SELECT id FROM environments')
    .flatMap(({ id }) => {
      const target = findTarget(db, id);
      const base = URL.parse(target.environment.baseUrl);
      if (!base || base.host !== url.host) return [];
      const root = base.pathname.replace(/\/+$/, '');
      return `${url.pathname}/`.startsWith(`${root}/`) ? [{ id, target, root }] : [];
    })
    .toSorted((a, b) => b.root.length - a.root.length || rank[a.target.environment.kind] - rank[b.target.environment.kind])
    .map(({ id, target, root }): Place => ({
      environmentId: id,
      environmentName: `${target.environment.name} of ${target.environment.vendorName} ${target.environment.apiName}`,
      apiId: target.apiId,
      credentialName: target.credential?.name ?? null,
      root,
    }));
}

const nowhere = (address: string): Fault =>
  new Fault('not_found', {
    happened: `No environment in the inventory has an address that ${address} lies under.`,
    remedy: 'Add the API, or an environment with that base URL, in the inventory. Then paste again. Nothing was kept.',
    details: { address },
  });

function endpointOf(
  db: Reader,
  contracts: ContractCache,
  apiId: string,
  method: string,
  url: URL,
): { readonly id: string; readonly path: string; readonly values: Readonly<Record<string, string>> } | null {
  const match = contracts.currentOf(apiId)?.contract.matchEndpoint(method, url.href);
  const known = db.all<{ id: string; path: string }>('SELECT id, path FROM endpoints WHERE api_id = ? AND method = ?', apiId, method);
  const [endpoint] = match ? known.filter(({ path }) => path === match.path) : known.filter(({ path }) => url.pathname.endsWith(path));
  const values = endpoint ? readPathValues(endpoint.path, url.pathname) : null;
  return endpoint && values ? { ...endpoint, values } : null;
}

function faultOf({ kind, at }: CurlProblem): Fault {
  const words: Readonly<Record<CurlProblem['kind'], readonly [string, string]>> = {
    not_curl: ['This is no curl command.', 'Copy it whole, from “curl” on.'],
    unclosed_quote: ['A quote in the command is not closed.', 'Copy it whole, to its end.'],
    no_address: ['The command has no address that can be read.', 'Copy it whole, with its https:// address.'],
    several_addresses: [`The command has more than one address: ${at.slice(0, 80)}.`, 'Paste one call at a time.'],
    missing_value: [`The option ${at} has no value.`, 'Copy the command whole.'],
    file: [`${at.slice(0, 80)} reads a file, which is not part of the command.`, 'Paste the file’s content in its place.'],
  };
  const [happened, remedy] = words[kind];
  return new Fault('bad_input', { happened, remedy: `${remedy} Nothing was kept.` });
}
