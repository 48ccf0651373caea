import { v7 } from 'uuid';
import { coreOptions } from '../../electron/cli/core-options.ts';
import { Sqlite } from '../../electron/core/db/sqlite.ts';
import { connectInProcess } from '../../electron/core/terminal.ts';
import { workspaceFile } from '../../electron/core/workspace/workspace-file.ts';
import { addMonths, monthOf } from '../../shared/domain/costs/months.ts';
import { makeSampleWorkspace } from '../app/sample-workspace.ts';
import type { Bench, Finding, Measure, MeasureResult } from '../measure.ts';
import { median, p95 } from '../statistics.ts';

const dayMs = 86_400_000;
const days = 365;
const apiCount = 40;
const aimMs = 5_000;

/** Building a month's page from a year of data on 40 APIs, and writing it as PDF. */
export const scorecardBuild: Measure = { name: 'scorecard', run };

async function run(bench: Bench): Promise<MeasureResult> {
  const folder = await makeSampleWorkspace(bench, 'scorecard');
  const filled = fillYear(folder);
  bench.say(`  ${filled.exchanges.toLocaleString('en-GB')} exchanges and ${filled.checks.toLocaleString('en-GB')} check results of a year`);
  const connection = connectInProcess(coreOptions(bench.makeFolder('scorecard-reader')));
  const month = addMonths(monthOf(Date.now()), -1);
  const builds: number[] = [];
  const files: number[] = [];
  try {
    const { client } = connection;
    await client.workspace.open({ folder });
    for (let round = 0; round < (bench.isQuick ? 3 : 12); round += 1) {
      builds.push(await timed(() => client.scorecards.build({ month, audience: 'auditor', isLive: true })));
      files.push(await timed(() => client.scorecards.export({ month, audience: 'auditor', isLive: true, format: 'pdf' })));
    }
  } finally {
    await connection.close();
  }
  const finding = (what: string, times: readonly number[]): Finding => ({
    what,
    ours: `median ${Math.round(median(times))} ms, p95 ${Math.round(p95(times))} ms`,
    reference: null,
    ratio: null,
    aim: `under ${aimMs / 1_000} s`,
    holds: p95(times) < aimMs,
  });
  return {
    findings: [finding('Scorecard of a month from a year of data', builds), finding('The same with its A4 page as PDF', files)],
    how:
      `A sample workspace filled up to ${apiCount} APIs and a year: ${filled.exchanges.toLocaleString('en-GB')} exchanges, ${filled.checks.toLocaleString('en-GB')} check results, ` +
      `${filled.promises} promises; the auditor’s page (all rows) built through the contract, nothing frozen, nothing cached by us.`,
    notes: ['The first build of a process reads the fonts; it is among the times.'],
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Copies the sample's own rows back in time, and its APIs until there are enough. */
function fillYear(folder: string): { exchanges: number; checks: number; promises: number } {
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  const count = (table: string): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
  try {
    db.transaction(() => {
      const vendors = db.all<{ id: string }>('SELECT id FROM vendors');
      for (let place = count('apis'); place < apiCount; place += 1) {
        const id = v7();
        const vendor = vendors[place % vendors.length]?.id ?? '';
        db.run(
          "INSERT INTO apis (id, vendor_id, name, version, created_at) VALUES (?, ?, ?, '', ?)",
          id,
          vendor,
          `Bench ${place}`,
          Date.now(),
        );
        db.run(
          "INSERT INTO environments (id, api_id, name, base_url, kind, created_at) VALUES (?, ?, 'production', 'https://bench.invalid', 'production', ?)",
          v7(),
          id,
          Date.now(),
        );
      }
      copyBack(db, 'exchanges', 'started_at', ['finished_at'], ['number'], ['id', 'correlation_id']);
      copyBack(db, 'check_results', 'started_at', ['ended_at', 'slot_at'], [], ['id']);
      copyBack(db, 'slots', 'slot_at', [], [], []);
    });
    return { exchanges: count('exchanges'), checks: count('check_results'), promises: count('promises') };
  } finally {
    db.close();
  }
}

/** Writes the last 90 days of a table three more times, each 90 days further back, with ids of their own. */
function copyBack(
  db: Sqlite,
  table: string,
  at: string,
  alsoMoved: readonly string[],
  left: readonly string[],
  made: readonly string[],
): void {
  const columns = db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table).map(({ name }) => name);
  const copied = columns.filter((name) => !left.includes(name));
  for (let step = 1; step * 90 < days; step += 1) {
    const by = step * 90 * dayMs;
    const values = copied.map((name) =>
      made.includes(name) ? 'lower(hex(randomblob(16)))' : name === at || alsoMoved.includes(name) ? `${name} - ${by}` : name,
    );
    db.run(
      `INSERT OR IGNORE INTO ${table} (${copied.join(', ')}) SELECT ${values.join(', ')} FROM ${table} WHERE ${at} >= ?`,
      Date.now() - 90 * dayMs,
    );
  }
}
