import type { BodySink } from '../http/body-sink.ts';

/** Throws an answer's body away as it comes: a replay is told by its status. */
export function createDiscardSink(): BodySink {
  let byteLength = 0;
  const empty = new Uint8Array(0);
  return {
    write: (chunk) => {
      byteLength += chunk.byteLength;
    },
    finish: () => Promise.resolve({ byteLength, sha256: '', preview: empty, where: { kind: 'memory', bytes: empty } }),
    abandon: () => Promise.resolve({ byteLength, preview: empty }),
  };
}
