import { expect, it } from 'vitest';
import type { z } from 'zod';
import { contract } from '../../shared/contract/index.ts';
import { filledInput, type Fill } from './testing/filled-inputs.ts';
import { coresForTests } from './testing/test-core.ts';
import { json, startVendor } from './testing/test-vendor.ts';

const tests = coresForTests();
const noId = '0190a000-0000-7000-8000-000000000000';
/** What ends something, or asks the world outside. */
const leftOut =
  /^(?:workspace\.(?:close|open|create|sample|restore)|jobs\.|.*\.(?:remove|delete|undo|purge|retire|watch|listen)|webhooks\.openReceiver|mock\.start|monitors\.runOnce)/i;

/** A text that the rules of most fields take, so that the one under test decides. */
function plain(path: string, number: number): string {
  const last = path.split('.').at(-1) ?? '';
  if (/month/i.test(last)) return '2026-10';
  if (/currency/i.test(last)) return 'EUR';
  if (/zone/i.test(last)) return 'UTC';
  if (/cron/.test(last)) return '0 * * * *';
  if (/method/.test(last)) return 'GET';
  if (/quantity|price|upTo/.test(last)) return '12';
  if (/(?:day|date)$/i.test(last)) return '2026-11-30';
  if (/scopes/.test(path)) return 'read';
  if (/host/i.test(last)) return 'a.example';
  if (/confirm/i.test(path)) return 'Sandbox';
  if (last === 'path') return /paths/.test(path) ? '$.a' : `/a${number}`;
  return `abc${number}`;
}

const tables: Readonly<Record<string, string>> = {
  environmentId: 'environments',
  apiId: 'apis',
  vendorId: 'vendors',
  endpointId: 'endpoints',
  ownerId: 'people',
  credentialId: 'credentials',
  savedRequestId: 'saved_requests',
  exchangeId: 'exchanges',
  flowId: 'flows',
  monitorId: 'monitors',
};

it('a known secret that a person types into any field of any procedure is in no table afterwards', { timeout: 240_000 }, async () => {
  const started = await tests.startOpen();
  const { client, engine } = started;
  const vendor = await startVendor(tests, started, (_request, response) => json(response, { id: 1 }));
  const { environmentId, apiId } = vendor;
  await client.credentials.add({ name: 'Key', kind: 'bearer', secret: 'the-first-secret', environmentIds: [environmentId] });
  const { id: savedRequestId } = await client.console.saveRequest({
    name: 'List',
    apiId,
    environmentId,
    draft: { method: 'GET', path: '/orders' },
  });
  await client.console.send({ environmentId, method: 'GET', path: '/orders' });
  await client.flows.create({ name: 'Flow', savedRequestIds: [savedRequestId] });
  await client.monitors.add({ name: 'Check', savedRequestId, intervalS: 300 }).catch(() => undefined);
  const { db } = engine;
  const idTables = db
    .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .filter(({ name }) => db.get(`SELECT 1 FROM pragma_table_info('${name}') WHERE name = 'id' AND type = 'TEXT'`));
  const ids = idTables
    .flatMap(({ name }) => db.all<{ id: string }>(`SELECT id FROM ${name} LIMIT 1`).map(({ id }) => id))
    .filter((id) => id.length === 36);
  const idAt = (path: string, other: string): string => {
    const last =
      path
        .split('.')
        .findLast((part) => !/^\d+$/.test(part))
        ?.replace(/Ids$/, 'Id') ?? '';
    const table = tables[last];
    return (table && db.get<{ id: string }>(`SELECT id FROM ${table} LIMIT 1`)?.id) || other;
  };
  const typedInto = new Map<string, string>();
  let number = 0;
  let kept = 0;
  const attempt = async (call: (input: unknown) => Promise<unknown>, input: unknown): Promise<string> => {
    try {
      await call(input);
      return 'ok';
    } catch (error) {
      return (error as { code?: string }).code ?? 'bug';
    }
  };
  for (const [feature, procedures] of Object.entries(contract)) {
    for (const [name, procedure] of Object.entries(procedures)) {
      const { meta, inputSchema } =
        (procedure as unknown as Record<string, { meta: { changes: boolean }; inputSchema?: z.ZodType }>)['~orpc'] ?? {};
      if (!inputSchema || !meta?.changes || leftOut.test(`${feature}.${name}`)) continue;
      const call = (client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[feature]?.[name];
      if (!call) continue;
      for (const branch of [0, 1]) {
        let id = noId;
        for (const one of ids) {
          const fill: Fill = { text: (path) => plain(path, (number += 1)), id: (path) => idAt(path, one) };
          const code = await attempt(call, filledInput(inputSchema, fill, branch));
          if (code === 'not_found') continue;
          id = one;
          if (code === 'ok') kept += 1;
          break;
        }
        const paths = new Set<string>();
        const fill: Fill = { text: (path) => (paths.add(path), 'x'), id: () => noId };
        filledInput(inputSchema, fill, branch);
        for (const path of paths) {
          const canary = `leakcanary${(number += 1)}x`;
          typedInto.set(canary, `${feature}.${name} ${path}`);
          engine.secrets.alsoRedact(`${number % 20}`, canary);
          const text = (at: string): string => (at === path ? (at.endsWith('path') ? `/${canary}` : canary) : plain(at, number));
          await attempt(call, filledInput(inputSchema, { text, id: (at) => idAt(at, id) }, branch));
        }
      }
    }
  }
  const leaks = db
    .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .flatMap((table) =>
      db
        .all<{ name: string }>(`SELECT name FROM pragma_table_info('${table.name}')`)
        .flatMap(({ name }) =>
          db
            .all<{ text: string }>(
              `SELECT CAST("${name}" AS TEXT) AS text FROM "${table.name}" WHERE instr(CAST("${name}" AS TEXT), 'leakcanary') > 0`,
            )
            .flatMap(({ text }) =>
              [...text.matchAll(/leakcanary\d+x/g)].map(([one]) => `${table.name}.${name}: ${typedInto.get(one) ?? one}`),
            ),
        ),
    );
  expect([...new Set(leaks)]).toEqual([]);
  // Else the inputs no longer fit and nothing was tried.
  expect(kept).toBeGreaterThan(40);
});
