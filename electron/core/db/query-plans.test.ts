import { expect, it, vi } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import type { CoreClient } from '../terminal.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';
import { Sqlite } from './sqlite.ts';

const tests = coresForTests();

/** Tables that get a row with every call, check, delivery or change. */
const growing = new Set([
  'exchanges',
  'exchange_attempts',
  'bodies',
  'flow_runs',
  'flow_run_rows',
  'flow_run_calls',
  'check_results',
  'breaks',
  'activity',
  'webhook_deliveries',
]);

/** What the places ask for when they are opened. */
async function openPlaces(client: CoreClient): Promise<void> {
  await client.today.show({});
  await client.today.promises({});
  await client.inventory.summary({});
  await client.inventory.list({});
  await client.inventory.processes({});
  await client.credentials.list({});
  await client.console.exchanges({});
  await client.console.unknownOutcomes({});
  await client.console.savedRequests({});
  await client.flows.list({});
  await client.flows.latestExchanges({});
  await client.webhooks.endpoints({});
  await client.webhooks.deliveries({});
  await client.mock.list({});
  await client.mappings.list({});
  await client.ledger.list({});
  await client.calendar.list({});
  await client.calendar.due({});
  await client.monitors.overview({});
  await client.monitors.list({});
  await client.runbooks.list({});
  await client.scorecards.months({});
  await client.activity.list({});
}

it('no place that is opened reads all of a table that grows with use', async () => {
  const queries = (['get', 'all'] as const).map((name) => vi.spyOn(Sqlite.prototype, name));
  const { client, core, folder } = await tests.startOpen();
  await openPlaces(client);
  await core.close();
  const asked = new Set(queries.flatMap(({ mock }) => mock.calls.map(([sql]) => sql)));
  vi.restoreAllMocks();
  const db = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  const whole = [...asked].flatMap((sql) => scansOf(db, sql).map((scan) => `${scan}: ${sql.replaceAll(/\s+/gu, ' ')}`));
  db.close();
  expect(asked.size).toBeGreaterThan(50);
  expect(whole).toEqual([]);
});

/** Steps of the plan that read all of a growing table. One that follows an order and ends at a limit does not; counting entries of an index is let pass. */
function scansOf(db: Sqlite, sql: string): string[] {
  if (sql.startsWith('SELECT count(*) AS n FROM')) return [];
  const holes = Array.from({ length: sql.split('?').length - 1 }, () => null);
  const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...holes).map(({ detail }) => detail);
  const isSorted = plan.some((step) => step.includes('TEMP B-TREE FOR ORDER BY'));
  if (/\bLIMIT\b/u.test(sql) && !isSorted) return [];
  return plan.filter((step) => {
    // An index that is entered only at its first value that is not null is read whole as well.
    const name = /^SCAN (\w+)/u.exec(step)?.[1] ?? /^SEARCH (\w+) USING .*\(\w+_id>\?\)$/u.exec(step)?.[1];
    // Of the breaks, those that are open.
    if (name === undefined || step.includes('breaks_tally')) return false;
    const [, table = name] = new RegExp(String.raw`(?:FROM|JOIN)\s+(\w+)\s+(?:AS\s+)?${name}\b`, 'u').exec(sql) ?? [];
    return growing.has(growing.has(name) ? name : table);
  });
}
