import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const idBytes = 16;

/**
 * Makes ids that grow with time (RFC 9562, version 7), also within a millisecond. Randomness is fetched for many at once: asking the
 * system for each takes longer than everything else about it.
 */
export function createIds(now: () => number): () => string {
  const pool = new Uint8Array(idBytes * 128);
  let used = pool.length;
  let at = Number.NEGATIVE_INFINITY;
  let seq = 0;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, (used += idBytes));
    const wall = now();
    if (wall > at) {
      at = wall;
      seq = new DataView(random.buffer, random.byteOffset).getUint32(6) & 0x7fffffff;
    } else if ((seq = (seq + 1) | 0) === 0) {
      at += 1;
    }
    return v7({ random, msecs: at, seq });
  };
}
