import { v7 } from 'uuid';
import { coreOptions } from '../../electron/cli/core-options.ts';
import { Sqlite } from '../../electron/core/db/sqlite.ts';
import { connectInProcess, type CoreClient } from '../../electron/core/terminal.ts';
import { workspaceFile } from '../../electron/core/workspace/workspace-file.ts';
import { makeSampleWorkspace } from '../app/sample-workspace.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { median, p95 } from '../statistics.ts';

const exchangeCount = 100_000;
const aimFindMs = 100;
/** As long as calls are kept unless told otherwise. */
const spanMs = 90 * 86_400_000;

/** Paging, filtering and finding among 100,000 exchanges, and opening places that count them, against SQLite alone reading one page of the same table. */
export const historyPages: Measure = { name: 'history', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const folder = await makeSampleWorkspace(bench, 'history');
  const known = fillUp(folder);
  bench.say(`  ${exchangeCount.toLocaleString('en-GB')} exchanges written`);
  const connection = connectInProcess(coreOptions(bench.makeFolder('history-reader')));
  const raw = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  try {
    await connection.client.workspace.open({ folder });
    const times = await measureAll(connection.client, raw, known, bench.isQuick ? 10 : 60);
    return resultOf(times);
  } finally {
    raw.close();
    await connection.close();
  }
}

interface Known {
  readonly correlationIds: readonly string[];
  readonly vendorIds: readonly string[];
  readonly apiId: string;
  readonly newest: number;
}

/** Copies what the sample's own exchanges look like until there are enough, each with ids of its own, spread over the time that calls are kept. */
function fillUp(folder: string): Known {
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  try {
    const count = (): number => db.get<{ n: number }>('SELECT count(*) AS n FROM exchanges')?.n ?? 0;
    const columns = db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', 'exchanges').map(({ name }) => name);
    const own = new Set(['number', 'id', 'correlation_id', 'vendor_request_id', 'started_at']);
    const copied = columns.filter((name) => !own.has(name)).join(', ');
    const sources = db.all<{ number: number }>('SELECT number FROM exchanges');
    const correlationIds: string[] = [];
    const vendorIds: string[] = [];
    const begin = Date.now() - spanMs;
    db.transaction(() => {
      for (let place = count(); place < exchangeCount; place += 1) {
        const [id, correlationId, vendorId] = [v7(), v7(), `req_${v7()}`];
        db.run(
          `INSERT INTO exchanges (id, correlation_id, vendor_request_id, started_at, ${copied})
           SELECT ?, ?, ?, ?, ${copied} FROM exchanges WHERE number = ?`,
          id,
          correlationId,
          vendorId,
          begin + Math.floor((place / exchangeCount) * spanMs),
          sources[place % sources.length]?.number ?? 1,
        );
        if (place % 997 === 0) {
          correlationIds.push(correlationId);
          vendorIds.push(vendorId);
        }
      }
    });
    const busiest = db.get<{ api_id: string }>(
      'SELECT api_id FROM exchanges WHERE api_id IS NOT NULL GROUP BY api_id ORDER BY count(*) DESC LIMIT 1',
    );
    const newest = db.get<{ n: number }>('SELECT max(number) AS n FROM exchanges')?.n ?? 0;
    return { correlationIds, vendorIds, apiId: busiest?.api_id ?? '', newest };
  } finally {
    db.close();
  }
}

const kinds = ['bare', 'first', 'deep', 'api', 'failed', 'text', 'find', 'findVendor', 'today', 'inventory', 'map', 'calendar'] as const;
type Kind = (typeof kinds)[number];

async function measureAll(client: CoreClient, raw: Sqlite, known: Known, rounds: number): Promise<Record<Kind, number[]>> {
  const times = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as unknown as Record<Kind, number[]>;
  const pick = (list: readonly string[], round: number): string => list[round % list.length] ?? '';
  const ways: Readonly<Record<Kind, (round: number) => unknown>> = {
    bare: () => raw.all('SELECT * FROM exchanges ORDER BY number DESC LIMIT 100'),
    first: () => client.console.exchanges({}),
    deep: (round) => client.console.exchanges({ before: Math.floor(known.newest / 2) - round }),
    api: () => client.console.exchanges({ apiId: known.apiId }),
    failed: () => client.console.exchanges({ onlyFailed: true }),
    text: () => client.console.exchanges({ text: 'refund' }),
    find: (round) => client.console.find({ correlationId: pick(known.correlationIds, round) }),
    findVendor: (round) => client.console.find({ correlationId: pick(known.vendorIds, round) }),
    today: () => client.today.show({}),
    inventory: () => client.inventory.list({}),
    map: () => client.inventory.map({}),
    calendar: () => client.calendar.list({}),
  };
  for (let round = -2; round < rounds; round += 1) {
    for (const kind of kinds) {
      const begin = performance.now();
      await ways[kind](round + 2);
      if (round >= 0) times[kind].push(performance.now() - begin);
    }
  }
  return times;
}

function resultOf(times: Record<Kind, number[]>): MeasureResult {
  const bare = median(times.bare);
  const finding = (what: string, kind: Kind, aimMs: number | null): Finding => ({
    what,
    ours: `median ${ms(median(times[kind]))}, p95 ${ms(p95(times[kind]))}`,
    reference: `${ms(bare)} (SQLite, newest 100 rows)`,
    ratio: median(times[kind]) / bare,
    aim: aimMs === null ? null : `p95 under ${aimMs} ms`,
    holds: aimMs === null ? null : p95(times[kind]) < aimMs,
  });
  return {
    findings: [
      finding('First page of the history, 100,000 exchanges', 'first', aimFindMs),
      finding('A page from the middle', 'deep', aimFindMs),
      finding('Filtered by API', 'api', aimFindMs),
      finding('Filtered by what failed', 'failed', aimFindMs),
      finding('Filtered by a word', 'text', aimFindMs),
      finding('Found by correlation ID', 'find', aimFindMs),
      finding('Found by the vendor’s request ID', 'findVendor', aimFindMs),
      finding('Today with 100,000 exchanges behind it', 'today', aimFindMs),
      finding('The inventory with them', 'inventory', aimFindMs),
      finding('The dependency map with them', 'map', aimFindMs),
      finding('The calendar with them', 'calendar', aimFindMs),
    ],
    how: 'The sample workspace, filled up to 100,000 exchanges over 90 days; pages of 100 with their total through the contract in one process, checked on the way in and out; interleaved, median and p95.',
    notes: [],
  };
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
