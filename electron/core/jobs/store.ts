import type { FaultData } from '../../../shared/contract/errors.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { Writer } from '../db/sqlite.ts';

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly state: Job['state'];
  readonly fraction: number | null;
  readonly step: string;
  readonly result: string | null;
  readonly fault: string | null;
  readonly started_at: number;
  readonly finished_at: number | null;
}

export interface JobStore {
  insert(job: Job): void;
  finish(job: Job): void;
  get(id: string): Job | null;
  list(): Job[];
  /** Jobs that a former process left running have died with it. */
  reportDead(now: number): void;
}

const asJob = (row: JobRow): Job => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  state: row.state,
  fraction: row.fraction,
  step: row.step,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  result: row.result === null ? null : (JSON.parse(row.result) as unknown),
  fault: row.fault === null ? null : (JSON.parse(row.fault) as FaultData),
});

/** For a workspace that is open read-only: its jobs (reading a document to look at) leave no row. */
export function createMemoryJobStore(): JobStore {
  const jobs = new Map<string, Job>();
  const keep = (job: Job): void => void jobs.set(job.id, job);
  return {
    insert: keep,
    finish: keep,
    get: (id) => jobs.get(id) ?? null,
    list: () => [...jobs.values()].toReversed(),
    reportDead: () => undefined,
  };
}

/** Results above this stay with the caller; the row keeps that there was one. */
const keptResultLength = 20_000;

export function createJobStore(db: Writer): JobStore {
  return {
    insert: (job) =>
      void db.run(
        'INSERT INTO jobs (id, kind, title, state, step, started_at) VALUES (?, ?, ?, ?, ?, ?)',
        job.id,
        job.kind,
        job.title,
        job.state,
        job.step,
        job.startedAt,
      ),
    finish: (job) => {
      const result = JSON.stringify(job.result ?? null);
      db.run(
        'UPDATE jobs SET state = ?, fraction = ?, step = ?, result = ?, fault = ?, finished_at = ? WHERE id = ?',
        job.state,
        job.fraction,
        job.step,
        result.length > keptResultLength ? null : result,
        job.fault === null ? null : JSON.stringify(job.fault),
        job.finishedAt,
        job.id,
      );
    },
    get: (id) => {
      const row = db.get<JobRow>('SELECT * FROM jobs WHERE id = ?', id);
      return row ? asJob(row) : null;
    },
    list: () => db.all<JobRow>('SELECT * FROM jobs ORDER BY started_at DESC LIMIT 50').map(asJob),
    reportDead: (now) =>
      void db.run(
        "UPDATE jobs SET state = 'died', finished_at = ?, step = 'Quartermaster stopped while it ran' WHERE state = 'running'",
        now,
      ),
  };
}
