import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { migrate } from '../../../electron/core/db/migrate.ts';
import { Sqlite } from '../../../electron/core/db/sqlite.ts';
import { seededRandom } from '../../../electron/core/workspace/seeded-random.ts';
import { buildSample, sampleBegins, type SampleOutcome } from '../build-sample.ts';
import { insertImported, seededIds } from './imported-vendors.ts';

export interface Built {
  readonly db: Sqlite;
  readonly outcome: SampleOutcome;
  /** What building it cost the processor, however busy the machine is. */
  readonly cpuMs: number;
  readonly file: string;
}

/** The day on which the samples of tests are built unless told. */
export const sampleNow = Date.UTC(2026, 10, 21, 9, 52, 14);

/** Samples in real files, for the tests of one file; they go when the tests end. */
export function sampleBuilds() {
  const folder = mkdtempSync(join(tmpdir(), 'qm-sample-'));
  const opened: Sqlite[] = [];
  afterAll(() => {
    for (const db of opened) db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const newFile = (name: string, at: number): { db: Sqlite; file: string } => {
    const file = join(folder, `${name}.db`);
    const db = new Sqlite(file);
    opened.push(db);
    migrate(db, at);
    return { db, file };
  };
  const build = (name: string, at = sampleNow, seed = 7): Built => {
    const { db, file } = newFile(name, at);
    const newId = seededIds(seed);
    const person = { id: newId(at), name: 'Robin' };
    insertImported(db, newId, sampleBegins(at), person);
    const start = process.cpuUsage();
    const outcome = db.transaction(() => buildSample(db, { now: at, newId, random: seededRandom(seed), person }));
    const { user, system } = process.cpuUsage(start);
    return { db, outcome, cpuMs: (user + system) / 1_000, file };
  };
  return { build, newFile };
}

export const count = (db: Sqlite, sql: string, ...values: (string | number)[]): number => db.get<{ n: number }>(sql, ...values)?.n ?? -1;
