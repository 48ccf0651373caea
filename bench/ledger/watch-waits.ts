import { setTimeout as sleep } from 'node:timers/promises';

/** Makes a call again and again, `pauseMs` after the one before, and keeps the longest time from when it was due to its answer. */
export function watchWaits(pauseMs: number, call: () => Promise<unknown>): { longest(): Promise<number> } {
  let isOver = false;
  let longest = 0;
  const watching = (async () => {
    while (!isOver) {
      const dueAt = performance.now() + pauseMs;
      await sleep(pauseMs);
      // A core that is busy answers late and is late to be asked: both count.
      await call();
      longest = Math.max(longest, performance.now() - dueAt);
    }
  })();
  return {
    longest: async () => {
      isOver = true;
      await watching;
      return longest;
    },
  };
}
