import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobKind } from '../jobs/job-kind.ts';
import { Sqlite } from '../db/sqlite.ts';
import { runJob } from '../jobs/run-job.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';

/** A worker thread whose jobs do what tests need: each input names what happens. */
const kind: JobKind<{ readonly how: string }, unknown> = {
  run: async ({ how }, { progress, changed, signal, actor, alone, folder }) => {
    switch (how) {
      case 'in steps':
        for (const part of [0.25, 0.5, 0.75]) {
          progress(part, `Part ${part}`);
          await pause(20);
        }
        changed(['inventory']);
        return { by: actor.name };
      case 'until cancelled':
        progress(null, 'Waiting');
        await pause(60_000, undefined, { signal });
        return null;
      case 'write long': {
        const db = new Sqlite(workspaceFile(folder));
        await alone(() =>
          db.transaction(() => {
            db.run("UPDATE workspace SET name = 'Written by the job'");
            progress(0.5, 'Writing');
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
          }),
        );
        db.close();
        return null;
      }
      case 'deaf':
        progress(null, 'Counting');
        for (;;) Math.sqrt(2);
      case 'exit':
        process.exit(3);
        break;
      case 'uncaught':
        setImmediate(() => {
          throw new Error('out of nowhere');
        });
        await pause(60_000);
        return null;
      case 'memory': {
        const kept: number[][] = [];
        for (;;) kept.push(Array.from({ length: 1_000_000 }, () => kept.length));
      }
      case 'fault':
        throw new Fault('bad_input', { happened: 'It is not right.', remedy: 'Mend it.' });
      default:
        throw new Error('a bug of ours');
    }
    return null;
  },
};

await runJob({ 'read document': () => Promise.resolve(kind) });
