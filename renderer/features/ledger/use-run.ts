import { useEffect, useRef, useState } from 'react';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { client } from '../../app/client.ts';
import { toast } from '../../ui/toast.ts';

export interface RunOrder {
  readonly id: string;
  readonly leftPath: string;
  readonly rightPath: string;
}

export interface RunningLedger {
  readonly job: Job | null;
  readonly fault: unknown;
  readonly start: (order: RunOrder) => void;
  readonly cancel: () => void;
  /** Lets the run go on without this page. */
  readonly stopWatching: () => void;
}

/** Starts a run and follows it until it has ended. */
export function useRun(onDone: (order: RunOrder) => void): RunningLedger {
  const [job, setJob] = useState<Job | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const watching = useRef<AbortController | null>(null);
  useEffect(() => () => watching.current?.abort(), []);

  const follow = async (order: RunOrder): Promise<void> => {
    const controller = new AbortController();
    watching.current?.abort();
    watching.current = controller;
    setFault(null);
    try {
      const { jobId } = await client.ledger.run({ ...order, isAwaited: false });
      for await (const one of await client.jobs.watch({ id: jobId }, { signal: controller.signal })) {
        if (controller.signal.aborted) return;
        setJob(one);
        if (one.state === 'running') continue;
        setJob(null);
        if (one.state === 'done') {
          toast({ words: doneWords(one.result), state: 'holds' });
          onDone(order);
        } else setFault(one.fault === null ? null : new Fault(one.fault.code, one.fault));
        return;
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      setJob(null);
      setFault(error);
    }
  };
  return {
    job,
    fault,
    start: (order) => void follow(order),
    cancel: () => {
      if (job !== null) void client.jobs.cancel({ id: job.id });
    },
    stopWatching: () => watching.current?.abort(),
  };
}

function doneWords(result: unknown): string {
  const { number, opened, resolved, reopened } = result as { number: number; opened: number; resolved: number; reopened: number };
  return `Run ${number}: ${grouped(opened + reopened)} new, ${grouped(resolved)} resolved`;
}
