// The same comparison by DuckDB straight off the CSV files, in a process of its own: `node duckdb-run.ts LEFT RIGHT`. Prints what it found as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const [left = '', right = ''] = process.argv.slice(2);
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const sideOf = (path: string, side: 0 | 1): string =>
  `SELECT trim(order_id) AS k, ${side} AS s, currency AS c, CAST(round(CAST(amount AS DECIMAL(18, 3)) * CASE currency WHEN 'JPY' THEN 1 ELSE 100 END) AS BIGINT) AS a,
     status || chr(31) || email || chr(31) || reference AS p
   FROM read_csv(${quoted(path)}, header = true, all_varchar = true)`;

const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB', threads: '2' });
const connection = await instance.connect();
const begun = performance.now();
// As the ledger: one group a key, only what is not one equal record on each side.
await connection.run(
  `CREATE TABLE breaks AS SELECT k, count(*) - sum(s) AS nl, sum(s) AS nr, max(CASE s WHEN 0 THEN c END) AS lc, max(CASE s WHEN 1 THEN c END) AS rc,
     max(CASE s WHEN 0 THEN a END) AS la, max(CASE s WHEN 1 THEN a END) AS ra, max(CASE s WHEN 0 THEN p END) AS lp, max(CASE s WHEN 1 THEN p END) AS rp
   FROM (${sideOf(left, 0)} UNION ALL ${sideOf(right, 1)}) GROUP BY k HAVING nl <> 1 OR nr <> 1 OR la <> ra OR lc <> rc OR lp <> rp`,
);
const rows = await connection.runAndReadAll('SELECT count(*) AS n FROM breaks');
const found = Number(rows.getRows()[0]?.[0] ?? 0);
process.stdout.write(JSON.stringify({ ms: performance.now() - begun, found, rssMb: process.resourceUsage().maxRSS / 1024 }));
