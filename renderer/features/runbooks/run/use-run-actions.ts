import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RunAction, RunDetail } from '../../../../shared/contract/runbooks.ts';
import { api, client } from '../../../app/client.ts';
import { attempt } from '../run-runbook.ts';

export interface RunActions {
  readonly isBusy: boolean;
  readonly isSending: boolean;
  act(action: RunAction): Promise<boolean>;
  send(savedRequestId: string | null, confirmProduction: string | null): Promise<boolean>;
  stop(): void;
  change(words: string, work: () => Promise<RunDetail>): Promise<boolean>;
}

/** What can be done to a run; the answer replaces what is shown at once. */
export function useRunActions(detail: RunDetail): RunActions {
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const [isSending, setIsSending] = useState(false);
  const stopper = useRef<AbortController | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const runId = detail.run.id;
  const step = detail.current ?? detail.run.steps;
  // One after the other, in the order in which they were asked for: who ticks 1, 2, 3 and presses Enter loses none of it.
  const change = async (words: string | null, work: () => Promise<RunDetail>): Promise<boolean> => {
    setWaiting((count) => count + 1);
    const answer = last.current.then(() => attempt(words, work));
    last.current = answer;
    const next = await answer;
    setWaiting((count) => count - 1);
    if (next) queries.setQueryData(api.runbooks.run.queryKey({ input: { id: runId } }), next);
    return next !== null;
  };
  return {
    isBusy: waiting > 0,
    isSending,
    change,
    act: (action) => change(null, () => client.runbooks.act({ runId, step, action })),
    send: async (savedRequestId, confirmProduction) => {
      const controller = new AbortController();
      stopper.current = controller;
      setIsSending(true);
      const isDone = await change(null, () =>
        client.runbooks.send({ runId, step, savedRequestId, confirmProduction }, { signal: controller.signal }),
      );
      setIsSending(false);
      return isDone;
    },
    stop: () => stopper.current?.abort(),
  };
}
