import { v7 } from 'uuid';
import { buildSample, type SampleOutcome } from '../../../resources/sample/build-sample.ts';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { seededRandom } from './seeded-random.ts';
import { workspaceFile } from './workspace-file.ts';

export interface BuildSampleInput {
  readonly person: { readonly id: string; readonly name: string };
  /** Epoch ms; the day that the sample is dated back from. */
  readonly now: number;
}

/** Writes the sample's three months in one transaction. */
export const buildSampleJob = defineJob<BuildSampleInput, SampleOutcome>(({ person, now }, { folder, progress, changed }) => {
  progress(null, 'Writing three months of Acme Mobile Shop');
  const random = seededRandom(20_260_101);
  const bytes = (): Uint8Array => Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  let seq = 0;
  const newId = (at: number): string => v7({ msecs: at, seq: (seq += 1), random: bytes() });
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  try {
    const outcome = db.transaction(() => buildSample(db, { now, newId, random, person }));
    changed([
      'workspace',
      'today',
      'inventory',
      'credentials',
      'console',
      'ledger',
      'calendar',
      'mappings',
      'monitors',
      'runbooks',
      'scorecards',
      'activity',
    ]);
    return outcome;
  } catch (error) {
    throw asStorageFault(error, folder);
  } finally {
    db.close();
  }
});
