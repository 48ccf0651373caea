import { jobKinds } from './job-kinds.ts';
import { runJob } from './run-job.ts';

/** Entry of a worker thread: runs one job and ends. */
await runJob(jobKinds);
