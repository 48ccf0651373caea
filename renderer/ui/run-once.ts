import { useRef, useState } from 'react';

/** Runs a piece of work once, however often it is asked for while it goes on; `tell` hears when it begins and ends. */
export function runsOnce(tell: (isRunning: boolean) => void): (work: () => unknown) => void {
  let isRunning = false;
  return (work) => {
    if (isRunning) return;
    const answer = work();
    if (!(answer instanceof Promise)) return;
    isRunning = true;
    tell(true);
    void answer.finally(() => {
      isRunning = false;
      tell(false);
    });
  };
}

/** The same for a component: how to run, and whether it goes on. */
export function useRunsOnce(): readonly [run: (work: () => unknown) => void, isRunning: boolean] {
  const [isRunning, setIsRunning] = useState(false);
  const run = useRef<ReturnType<typeof runsOnce> | null>(null);
  const start = (work: () => unknown): void => (run.current ??= runsOnce(setIsRunning))(work);
  return [start, isRunning];
}
