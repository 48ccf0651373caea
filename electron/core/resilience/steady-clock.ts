/** A gap between the two clocks larger than this is a sleep of the computer, not drift. */
const leastSleepMs = 30_000;

/**
 * A clock in milliseconds that only goes forward: the process's own, and the time that the computer slept, which that one
 * leaves out. A limit's window passes while a laptop is shut. A wall clock that is set back moves nothing.
 */
export function createSteadyClock(monotonic: () => number = () => performance.now(), wall: () => number = () => Date.now()): () => number {
  let sleptMs = 0;
  let offset = wall() - monotonic();
  return () => {
    const now = monotonic();
    const gap = wall() - now - offset;
    if (gap >= leastSleepMs) sleptMs += gap;
    if (Math.abs(gap) >= leastSleepMs) offset += gap;
    return now + sleptMs;
  };
}
