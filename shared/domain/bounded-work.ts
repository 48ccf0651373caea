/** Work that was ended because it took too long. */
export class TookTooLong extends Error {
  constructor() {
    super('it took too long');
  }
}

type Run = <T>(work: () => T) => T;

let run: Run = (work) => work();

/** Says how work that may take very long is ended. The core does, once; without it such work runs to its end. */
export function endLongWorkWith(how: Run): void {
  run = how;
}

/** Does work that somebody else’s pattern or path may make very long. Throws `TookTooLong`; the work must leave nothing half done. */
export const bounded: Run = (work) => run(work);
