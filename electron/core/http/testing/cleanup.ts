import { afterEach } from 'vitest';
import { createHttpEngine, type HttpEngine, type HttpEngineOptions } from '../http-engine.ts';
import type { Peer } from './peers.ts';

/** Makes engines and keeps peers that are closed after each test of the calling file. */
export function closeAfterEach(): {
  readonly engineOf: (options?: HttpEngineOptions) => HttpEngine;
  readonly keep: (started: Promise<Peer>) => Promise<Peer>;
} {
  const open: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });
  return {
    engineOf: (options = {}) => {
      const engine = createHttpEngine(options);
      open.push(engine);
      return engine;
    },
    keep: async (started) => {
      const peer = await started;
      open.push(peer);
      return peer;
    },
  };
}
