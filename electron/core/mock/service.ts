import { Fault } from '../../../shared/contract/errors.ts';
import type { MockRequest, MockState } from '../../../shared/contract/mock.ts';
import { dayOfSettings, effectWords, usualMockSettings, type MockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { currentDocument, endpointIdsOf, findMock, listMockedApis, mockEnvironment, type MockedApi } from './store.ts';

export interface MockWish {
  readonly apiId: string;
  readonly port?: number | undefined;
  readonly seed?: number | undefined;
  readonly settings?: { readonly [K in keyof MockSettings]?: MockSettings[K] | undefined } | undefined;
}

/** Every API that has a contract, those whose mock runs first. */
export function listMocks(engine: Engine): MockState[] {
  return listMockedApis(engine.db)
    .map((api) => stateOf(engine, api))
    .toSorted((a, b) => Number(b.isRunning) - Number(a.isRunning));
}

export const showMock = (engine: Engine, apiId: string): MockState => stateOf(engine, requireApi(engine, apiId));

/** Starts the mock of an API; one that runs already takes what is new and goes on. Faults: no contract, the port is taken. */
export async function startMock(engine: Engine, actor: Actor, wish: MockWish): Promise<MockState> {
  const api = requireApi(engine, wish.apiId);
  const running = engine.mocks.get(api.id);
  if (running && (wish.port === undefined || wish.port === running.port)) return changeMock(engine, actor, wish);
  const document = currentDocument(engine.db, api.id);
  if (!document) throw noContract();
  keepWish(engine, actor, api, wish);
  await engine.mocks.stop(api.id);
  const kept = findMock(engine.db, api.id);
  const started = await engine.mocks.start({
    apiId: api.id,
    document: document.text,
    fileName: document.fileName,
    seed: kept?.seed ?? 1,
    settings: () => findMock(engine.db, api.id)?.settings ?? usualMockSettings,
    ports: wish.port === undefined ? [...(kept?.port ? [kept.port] : []), 0] : [wish.port],
    endpointIds: endpointIdsOf(engine.db, api.id),
    // Asked anew for each: a secret may have been added since it was started.
    redactText: (text) => engine.secrets.redactor().text(text),
    redactPath: (path) => engine.secrets.redactor().url(`http://mock${path}`).replace('http://mock', ''),
  });
  engine.evidence.write(['mock'], (db) => db.run('UPDATE mocks SET port = ? WHERE api_id = ?', started.port, api.id));
  return stateOf(engine, api);
}

/** Stops it. What was created in the run is gone; what it was told stays. */
export async function stopMock(engine: Engine, apiId: string): Promise<MockState> {
  const api = requireApi(engine, apiId);
  await engine.mocks.stop(apiId);
  return stateOf(engine, api);
}

/** Changes what it does, at once. A new seed holds from the next run on. */
export function changeMock(engine: Engine, actor: Actor, wish: MockWish): MockState {
  const api = requireApi(engine, wish.apiId);
  keepWish(engine, actor, api, wish);
  return stateOf(engine, api);
}

function keepWish({ commands, clock, db }: Engine, actor: Actor, api: MockedApi, { seed, settings }: MockWish): void {
  const before = findMock(db, api.id);
  const given = Object.fromEntries(Object.entries(settings ?? {}).filter(([, value]) => value !== undefined)) as Partial<MockSettings>;
  const next: MockSettings = { ...(before?.settings ?? usualMockSettings), ...given };
  commands.run(actor, (changes) => {
    const name = `${api.vendor_name} ${api.name}`;
    const words = effectWords(next);
    const row = { seed: seed ?? before?.seed ?? 1, settings: JSON.stringify(next) };
    if (before === null) {
      changes.insert('mock', { id: clock.newId(), api_id: api.id, port: null, ...row, created_at: clock.now() }, `Mock of ${name} set up`);
    } else if (row.seed !== before.seed || JSON.stringify(before.settings) !== row.settings) {
      changes.update('mock', before.id, row, `Mock of ${name}: ${words === '' ? 'nothing goes wrong' : words}`);
    }
  });
}

/** Makes the environment “Mock”, or switches it to where the mock listens. One step, taken back as one. */
export function pointEnvironment(engine: Engine, actor: Actor, apiId: string): { environmentId: string; isNew: boolean; words: string } {
  const api = requireApi(engine, apiId);
  const running = engine.mocks.get(apiId);
  if (!running) throw new Fault('conflict', { happened: 'The mock does not run.', remedy: 'Start it first: only then it has an address.' });
  const name = `${api.vendor_name} ${api.name}`;
  return engine.commands.run(actor, (changes) => {
    const known = mockEnvironment(changes, apiId);
    const id = known?.id ?? engine.clock.newId();
    const what = `Environment Mock of ${name} points at its mock`;
    if (known) changes.update('environment', id, { base_url: running.url }, what);
    else {
      const row = { id, api_id: apiId, name: 'Mock', base_url: running.url, kind: 'other', created_at: engine.clock.now() };
      changes.insert('environment', row, what);
    }
    // Without a credential every call would be refused; whoever binds one can have them asked for again.
    const mock = findMock(changes, apiId);
    if (mock && (known?.credential_id ?? null) === null && mock.settings.asksForCredentials) {
      changes.update(
        'mock',
        mock.id,
        { settings: JSON.stringify({ ...mock.settings, asksForCredentials: false }) },
        `Mock of ${name} takes calls without credentials`,
      );
    }
    return { environmentId: id, isNew: known === null, words: `The environment Mock of ${name} points at ${running.url}.` };
  });
}

/** What came in this run after a number. */
export function listRequests(
  engine: Engine,
  apiId: string,
  after: number,
): { rows: MockRequest[]; total: number; startedAt: number | null } {
  const running = engine.mocks.get(apiId);
  return {
    rows: running?.requests.filter(({ number }) => number > after) ?? [],
    total: running?.counts.total ?? 0,
    startedAt: running?.startedAt ?? null,
  };
}

function stateOf(engine: Engine, api: MockedApi): MockState {
  const kept = findMock(engine.db, api.id);
  const running = engine.mocks.get(api.id);
  const settings = kept?.settings ?? usualMockSettings;
  const environment = mockEnvironment(engine.db, api.id);
  const effects = effectWords(settings);
  return {
    apiId: api.id,
    mockId: kept?.id ?? null,
    vendorName: api.vendor_name,
    apiName: api.name,
    version: api.version,
    endpointCount: api.endpoint_count,
    isRunning: running !== null,
    url: running?.url ?? null,
    port: running?.port ?? kept?.port ?? null,
    startedAt: running?.startedAt ?? null,
    seed: kept?.seed ?? 1,
    settings: {
      ...settings,
      errors: [...settings.errors],
      drift: [...settings.drift],
      sunset: settings.sunset && { ...settings.sunset, endpoints: [...settings.sunset.endpoints] },
    },
    effects,
    day: dayOfSettings(settings),
    requests: running?.counts.total ?? 0,
    refused: running?.counts.refused ?? 0,
    injected: running?.counts.injected ?? 0,
    records: running?.run.recordCount ?? 0,
    environment:
      environment === null
        ? null
        : { id: environment.id, name: environment.name, isPointed: running !== null && environment.base_url === running.url },
    standing: running
      ? { state: effects === '' ? 'holds' : 'soon', words: effects === '' ? 'runs' : 'runs, made to go wrong', door: null }
      : { state: 'no data', words: 'stopped', door: null },
  };
}

function requireApi(engine: Engine, apiId: string): MockedApi {
  const api = listMockedApis(engine.db).find(({ id }) => id === apiId);
  if (api) return api;
  if (engine.db.get('SELECT 1 FROM apis WHERE id = ?', apiId)) throw noContract();
  throw new Fault('not_found', { happened: 'The API is gone.', remedy: 'Choose another API.' });
}

const noContract = (): Fault =>
  new Fault('not_found', { happened: 'This API has no contract to be played.', remedy: 'Import the vendor’s OpenAPI file first.' });
