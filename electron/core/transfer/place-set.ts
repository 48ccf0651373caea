import { usualRequest } from '../../../shared/contract/request-content.ts';
import { keptDraft, type KeptDraft } from '../../../shared/contract/request-draft.ts';
import { isVariableName, readPlaceholders } from '../../../shared/domain/console/placeholders.ts';
import { isSecretParameter } from '../../../shared/domain/redaction/parameter-names.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import { createEndpointFinder, ownParameter, type FoundEndpoint } from '../../../shared/domain/transfer/endpoint-shape.ts';
import { captureNote } from '../../../shared/domain/transfer/flow-checks.ts';
import type { ImportedRequest, ImportedSet } from '../../../shared/domain/transfer/imported.ts';
import { joinNotes } from '../../../shared/domain/transfer/script-notes.ts';
import type { Reader } from '../db/sqlite.ts';
import { HomeFinder } from './find-homes.ts';
import { layersOf, usedNames } from './layers.ts';
import { NameBook } from './name-book.ts';
import type { Home, PlacedEnvironment, PlacedRequest, PlacedSet } from './placed.ts';
import { proposeCredentials } from './propose-credentials.ts';

const longestNotes = 18_000;

/** Where each request of a set would go in this workspace, under which name, and what of it stays behind. Changes nothing. */
export function placeSet(db: Reader, redactor: Redactor, set: ImportedSet, forcedApiId: string | null): PlacedSet {
  const layers = layersOf(set);
  const finder = new HomeFinder(db, set, layers, forcedApiId);
  const names = new NameBook(db);
  const endpoints = new Map<string, ReturnType<typeof createEndpointFinder>>();
  const finderOf = (apiId: string): ReturnType<typeof createEndpointFinder> => {
    const known = endpoints.get(apiId);
    if (known) return known;
    const made = createEndpointFinder(
      db.all<{ id: string; method: string; path: string }>('SELECT id, method, path FROM endpoints WHERE api_id = ?', apiId),
    );
    endpoints.set(apiId, made);
    return made;
  };
  const used = new Map<PlacedEnvironment, Set<string>>();
  const requests = set.requests.map((source, index): PlacedRequest => {
    const key = String(index);
    const found = finder.find(source.url, new Map(source.variables.map(({ name, value }) => [name, value])));
    const folder = folderName(source.folder.map((one) => redactor.text(one)));
    const lost = [...source.lost];
    if ('missing' in found) {
      const draft = draftOf(source, source.url, [], lost);
      const refusal = `Its address begins with {{${found.missing}}}, which has no value in the file. Choose the API it belongs to.`;
      return {
        key,
        source,
        name: source.name.slice(0, 120),
        renamedFrom: null,
        folder,
        home: null,
        environment: null,
        endpointId: null,
        draft,
        notes: '',
        lost,
        refusal,
        isProposed: false,
      };
    }
    const { home, environment } = found;
    const endpoint = home.apiId === null ? null : finderOf(home.apiId)(source.method, found.path);
    const draft = clean(redactor, withEndpoint(source, found.path, endpoint, lost));
    const refusal = refusalOf(draft);
    const name =
      redactor
        .text(source.name)
        .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
        .trim()
        .slice(0, 120) || 'Request';
    const isThere = refusal === null && names.isKept(home, name, draft, endpoint?.endpoint.id ?? null);
    const given = isThere || refusal !== null ? name : names.take(home, name);
    if (refusal === null) {
      home.requests += 1;
      const wanted = used.get(environment) ?? new Set<string>();
      for (const one of usedNames(draft)) wanted.add(one);
      used.set(environment, wanted);
    }
    return {
      key,
      source,
      name: given,
      renamedFrom: given === name ? null : name,
      folder,
      home,
      environment,
      endpointId: endpoint?.endpoint.id ?? null,
      draft,
      notes: notesOf(redactor, set, source, lost),
      lost,
      refusal: isThere ? 'It is among the saved requests already, as it is here.' : refusal,
      isProposed: refusal === null && !isThere && (set.format !== 'har' || home.apiId !== null),
    };
  });
  const homes = [...finder.homes.values()];
  giveValues(db, layers, homes, used);
  const hasProposed = requests.some(({ isProposed }) => isProposed);
  return {
    homes,
    // Of a recording of unknown hosts nothing would be proposed: then all of it is.
    requests: hasProposed ? requests : requests.map((one) => ({ ...one, isProposed: one.refusal === null })),
    proposals: proposeCredentials(layers, requests),
  };
}

function withEndpoint(source: ImportedRequest, path: string, found: FoundEndpoint | null, lost: string[]): KeptDraft {
  const valueOf = (name: string): string => source.pathValues.find((one) => one.name === name)?.value ?? '';
  if (found === null) return draftOf(source, path, source.pathValues, lost);
  const values = found.values.map(({ name, value }) => {
    const own = ownParameter(value);
    return { name, value: own === null ? decoded(value) : valueOf(own) };
  });
  return draftOf(source, found.endpoint.path, values, lost);
}

const tokenName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function draftOf(source: ImportedRequest, path: string, pathValues: readonly { name: string; value: string }[], lost: string[]): KeptDraft {
  const headers = source.headers.filter(({ name, value }) => {
    const isGood = tokenName.test(name) && !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value);
    if (!isGood)
      lost.push(
        `The header “${name.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 60)}”: its name or value has characters that no header may have.`,
      );
    return isGood;
  });
  const inPath = new Set(pathValues.map(({ name }) => name));
  const open = [...path.matchAll(/(?<!\{)\{([^{}]+)\}(?!\})/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => isVariableName(name) && !inPath.has(name));
  const values = [...pathValues, ...[...new Set(open)].map((name) => ({ name, value: '' }))];
  const names = new Set([...usedNames(source), ...values.map(({ name }) => name)]);
  return {
    method: source.method,
    path,
    parameters: [
      ...values.map(({ name, value }) => ({ in: 'path' as const, name, value: value === '' ? toFillIn(name) : value })),
      ...source.query.filter(({ name }) => name !== '').map((one) => ({ in: 'query' as const, ...one })),
      ...headers.map((one) => ({ in: 'header' as const, ...one })),
    ],
    mediaType: source.mediaType,
    body: source.body,
    content: source.content,
    travel: { ...usualRequest.travel, maxRedirects: source.followsRedirects ? usualRequest.travel.maxRedirects : 0 },
    variables: Object.fromEntries(
      source.variables
        .filter(({ name, value }) => names.has(name) && isVariableName(name) && name.length <= 80 && value.length <= 20_000)
        .map(({ name, value }) => [name, value]),
    ),
    timeoutMs: source.timeoutMs ?? 30_000,
  };
}

/** A path without its value cannot be sent: what was left empty there is given on sending here, by its name, also in a flow or the terminal. */
const toFillIn = (name: string): string => (isVariableName(name) && name.length <= 80 ? `{{${name}}}` : '');

/** Without the secrets of this workspace's own credentials, should the file hold one. */
function clean(redactor: Redactor, draft: KeptDraft): KeptDraft {
  const text = JSON.stringify(draft);
  const redacted = redactor.text(text);
  return redacted === text ? draft : keptDraft.parse(JSON.parse(redacted));
}

function refusalOf(draft: KeptDraft): string | null {
  if (!/^[A-Z][A-Z0-9_-]{0,19}$/.test(draft.method)) return `“${draft.method.slice(0, 30)}” is no method of HTTP.`;
  return draft.path.length > 8_000 ? 'Its address is longer than 8,000 characters.' : null;
}

function notesOf(redactor: Redactor, set: ImportedSet, source: ImportedRequest, lost: readonly string[]): string {
  const open = [source.body ?? '', source.url].some((text) => readPlaceholders(text).fault !== null);
  const behind = [...lost, ...(open ? ['It has “{{” that opens no name; write \\{{ where two braces are meant as they are.'] : [])];
  const notes = joinNotes(
    source.notes,
    captureNote(source.captures),
    behind.length === 0
      ? ''
      : `Not taken over from ${set.format === 'har' ? 'the HAR' : set.name}:\n${behind.map((one) => `- ${one}`).join('\n')}`,
  );
  return redactor.text(notes.length > longestNotes ? `${notes.slice(0, longestNotes)}\n… cut` : notes);
}

/** "Refunds / Partial"; of a long one the last parts, which tell it apart. */
function folderName(folders: readonly string[]): string {
  const parts = folders.map((one) => one.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim()).filter((one) => one !== '');
  const whole = parts.join(' / ');
  if (whole.length <= 80) return whole;
  return `…${whole.slice(-78)}`;
}

/** Values that the requests of an environment use; those it has stay, and no secret is among them. */
function giveValues(
  db: Reader,
  layers: ReturnType<typeof layersOf>,
  homes: readonly Home[],
  used: ReadonlyMap<PlacedEnvironment, ReadonlySet<string>>,
): void {
  for (const home of homes) {
    // What one environment of an API needs, the others need too.
    const wanted = new Set(home.environments.flatMap((one) => [...(used.get(one) ?? [])]));
    for (const environment of home.environments) {
      const known =
        environment.environmentId === null
          ? {}
          : (JSON.parse(
              db.get<{ variables: string }>('SELECT variables FROM environments WHERE id = ?', environment.environmentId)?.variables ??
                '{}',
            ) as Record<string, string>);
      const layer = layers.find(({ index }) => index === environment.layer);
      if (!layer) continue;
      const open = [...wanted];
      const seen = new Set<string>();
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        const value = layer.plain.get(name);
        if (seen.has(name) || Object.hasOwn(known, name) || value === undefined || value === '') continue;
        seen.add(name);
        if (!isVariableName(name) || name.length > 80 || value.length > 20_000 || isSecretParameter(name, value)) continue;
        environment.values.set(name, value);
        open.push(...readPlaceholders(value).found.map((one) => one.name));
      }
    }
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone "%": the text stands for itself.
    return text;
  }
}
