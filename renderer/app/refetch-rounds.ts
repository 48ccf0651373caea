/** However long a round took, the next begins after this at the latest. */
const longestRestMs = 1_000;

/**
 * Refetches topics in rounds, one at a time: what changes during one is taken together in the next, so that thousands of calls leave no
 * queue of refetches behind them. Between two rounds it rests for as long as the last one took: half of the time is the core's for others.
 * @param refetch ends when everything under these topics is fetched; never fails
 */
export function createRounds(refetch: (topics: readonly string[]) => Promise<unknown>): (topics: readonly string[]) => void {
  const changed = new Set<string>();
  let isRunning = false;
  const run = async (): Promise<void> => {
    while (changed.size > 0) {
      const topics = [...changed];
      changed.clear();
      const begin = performance.now();
      await refetch(topics);
      const took = performance.now() - begin;
      await new Promise((resolve) => setTimeout(resolve, Math.min(took, longestRestMs)));
    }
  };
  return (topics) => {
    for (const topic of topics) changed.add(topic);
    if (isRunning) return;
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
    });
  };
}
