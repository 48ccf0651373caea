import { createHash } from 'node:crypto';
import { stepsOf } from '../../../shared/domain/flows/flow-spec.ts';
import { sharedValuesOf } from '../console/target.ts';
import type { Reader } from '../db/sqlite.ts';
import { resolveCall } from './resolve-call.ts';
import { specOf, type FlowRecord } from './store.ts';

/** One thing that decides what a flow sends, where, and as whom. */
interface Part {
  readonly key: string;
  /** "the base URL of Production of Adyen Checkout". */
  readonly words: string;
  readonly hash: string;
}

type ArmedFlow = Pick<FlowRecord, 'spec' | 'schedule' | 'armed_sha256' | 'armed_by'>;

/** What a person lets a schedule do, as it is kept: the hash of each part by its key. */
export const armingOf = (db: Reader, flow: Pick<FlowRecord, 'spec' | 'schedule'>): string =>
  JSON.stringify(Object.fromEntries(partsOfFlow(db, flow).map(({ key, hash }) => [key, hash])));

/** Whether somebody let the schedule change production, and the flow still sends the same, to the same places, with the same values and credentials. */
export const isArmed = (db: Reader, flow: ArmedFlow): boolean => flow.armed_sha256 !== null && changedSinceArmed(db, flow).length === 0;

/** "The base URL of Production of Adyen Checkout was changed since Ines let its schedule change production."; empty when nothing was, or nobody let it. */
export function disarmedWords(db: Reader, flow: ArmedFlow, where = 'production'): string {
  const changed = changedSinceArmed(db, flow);
  if (changed.length === 0) return '';
  const list = changed.length === 1 ? (changed[0] ?? '') : `${changed.slice(0, -1).join(', ')} and ${changed.at(-1)}`;
  const verb = changed.length === 1 ? 'was' : 'were';
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} ${verb} changed since ${flow.armed_by ?? 'somebody'} let its schedule change ${where}.`;
}

function changedSinceArmed(db: Reader, flow: ArmedFlow): string[] {
  if (flow.armed_sha256 === null) return [];
  const armed = readArming(flow.armed_sha256);
  // Let by a version that did not look at values and credentials: nobody knows what they were.
  if (armed === null) return ['what it sends'];
  const parts = partsOfFlow(db, flow);
  const changed = parts.filter(({ key, hash }) => armed.get(key) !== hash).map(({ words }) => words);
  return changed.length > 0 || armed.size === parts.length ? changed : ['what it sends'];
}

function readArming(text: string): ReadonlyMap<string, unknown> | null {
  return text.startsWith('{') ? new Map(Object.entries(JSON.parse(text) as object)) : null;
}

function partsOfFlow(db: Reader, flow: Pick<FlowRecord, 'spec' | 'schedule'>): readonly Part[] {
  const spec = specOf(flow);
  const parts = new Map<string, Part>();
  const add = (key: string, words: string, value: unknown): void => void parts.set(key, { key, words, hash: hashOf(value) });
  add('spec', 'what it sends', spec);
  // The rows of a schedule decide what is sent as much as its steps do.
  add('data', 'its data file', flow.schedule === null ? null : ((JSON.parse(flow.schedule) as { data?: unknown }).data ?? null));
  const places = new Map<string, { readonly apiId: string; readonly apiWords: string; readonly names: Set<string> }>();
  for (const { step } of stepsOf(spec)) {
    for (const call of [step, ...(step.compensation ? [step.compensation] : [])]) {
      const found = resolveCall(db, spec, call);
      const draft = found.kind === 'fault' ? found.words : found.call.draft;
      if (call.savedRequestId !== null) {
        const name = (found.kind === 'fault' ? found.requestName : found.call.requestName) ?? '';
        add(`request ${call.savedRequestId}`, name === '' ? 'a saved request' : `the saved request “${name}”`, draft);
      }
      if (found.kind === 'fault') continue;
      const { apiId, apiWords, baseUrl } = found.call;
      const { environmentId } = found.call.draft;
      const place = places.get(environmentId) ?? { apiId, apiWords, names: new Set() };
      for (const name of [...namesWithin(JSON.stringify([call, draft])), ...baseNames(baseUrl)]) place.names.add(name);
      places.set(environmentId, place);
    }
  }
  for (const [id, place] of places) addEnvironment(db, id, place.apiWords, place.names, add);
  const wider = Map.groupBy(places.values(), ({ apiId }) => apiId);
  for (const [apiId, of] of wider) {
    const names = of.flatMap((place) => [...place.names]);
    add(`api ${apiId}`, `the values of ${of[0]?.apiWords ?? ''}`, among(sharedValuesOf(db, apiId), names));
  }
  const all = [...places.values()].flatMap(({ names }) => [...names]);
  add('workspace', 'the values of the workspace', among(sharedValuesOf(db, 'workspace'), all));
  return [...parts.values()];
}

function addEnvironment(
  db: Reader,
  id: string,
  apiWords: string,
  names: Iterable<string>,
  add: (key: string, words: string, value: unknown) => void,
): void {
  const row = db.get<{ name: string; kind: string; base_url: string; variables: string; credential_id: string | null }>(
    'SELECT name, kind, base_url, variables, credential_id FROM environments WHERE id = ?',
    id,
  );
  if (!row) return;
  const of = `of ${row.name} of ${apiWords}`;
  // Not its secret: that one is replaced is what a rotation is for.
  const credential =
    row.credential_id &&
    db.get(
      'SELECT id, kind, placement_in, placement_name, username, allowed_hosts, oauth FROM credentials WHERE id = ?',
      row.credential_id,
    );
  add(`environment ${id} name`, `the name ${of}`, row.name);
  add(`environment ${id} kind`, `the kind ${of}`, row.kind);
  add(`environment ${id} base`, `the base URL ${of}`, row.base_url);
  add(`environment ${id} values`, `a value ${of}`, among(JSON.parse(row.variables) as Record<string, string>, names));
  add(`environment ${id} credential`, `the credential ${of}`, credential ?? null);
}

/** The values of these names, in an order that does not depend on how they were written; a name without one is told from an empty one. */
const among = (values: Readonly<Record<string, string>>, names: Iterable<string>): unknown =>
  [...new Set(names)].toSorted().map((name) => [name, Object.hasOwn(values, name) ? values[name] : null]);

/** More rather than fewer: an escaped one counts too. */
const namesWithin = (text: string): string[] => [...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map(([, name]) => name ?? '');
const baseNames = (baseUrl: string): string[] => [...baseUrl.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '');

const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? 'null')
    .digest('hex');
