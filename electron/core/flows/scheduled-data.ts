import { isAbsolute } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ScheduledData } from '../../../shared/domain/flows/schedule.ts';
import { nameOfColumn } from '../../../shared/domain/flows/values.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { readFlow } from './problems.ts';
import { readData } from './read-data.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { refuseTwins } from './refuse-twins.ts';
import { specOf, type FlowRecord } from './store.ts';

/** Reads the file whole and keeps what it is: a run by itself goes over these very rows, or does not begin. */
export async function chooseData(engine: Engine, actor: Actor, flow: FlowRecord, path: string): Promise<ScheduledData> {
  if (!isAbsolute(path))
    throw new Fault('bad_input', {
      happened: `“${path}” is not the whole path of a file.`,
      remedy: 'Choose the file, or write its path from the root. Nothing was saved.',
      place: { path: 'data' },
    });
  const { fileName, sha256, rows, columns } = await readData({ path, sha256: null }, actor);
  const names = new Set(columns.map(nameOfColumn));
  const { asksFor } = readFlow(engine.db, specOf(flow));
  refuseTwins(columns, asksFor);
  const missing = asksFor.filter((name) => !names.has(name));
  if (missing.length > 0)
    throw new Fault('bad_input', {
      happened: `${fileName} has no column for ${missing.join(', ')}.`,
      remedy: 'Choose a file with these columns, or give the steps a value. Nothing was saved.',
      place: { path: 'data' },
    });
  refuseSecrets(
    engine,
    rows.map((data, at) => ({ row: at + 1, data })),
  );
  return { path, fileName, sha256, rows: rows.length };
}

/** Refuses when the file is gone or another one than was chosen. */
export async function checkData({ path, sha256 }: ScheduledData, actor: Actor): Promise<void> {
  await readData({ path, sha256 }, actor);
}
