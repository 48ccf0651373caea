import { asFault } from '../../shared/contract/fault-transport.ts';

/** For a client: faults come out of it as they were thrown. */
export const faultsAsThrown = [
  async ({ next }: { next: () => Promise<unknown> }): Promise<unknown> => {
    try {
      return await next();
    } catch (error) {
      throw asFault(error);
    }
  },
] as never[];
