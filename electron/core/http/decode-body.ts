import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

type Take = (chunk: Uint8Array) => void | Promise<void>;

/** Undoes content codings as bytes come in. */
export interface Decoder {
  /** Resolves when there is room for more. */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when everything was taken. */
  end(): Promise<void>;
  destroy(): void;
}

/** The compressed bytes break the rules of their coding. */
export class UndecodableBody extends Error {}

// Absent on Node 20, which is why the type is widened here.
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

/** What is sent as `Accept-Encoding` when the request has none of its own. */
export const acceptEncoding = createZstdDecompress ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** More layers than this are no honest answer (each multiplies the work). */
const maxLayers = 3;

/**
 * Reads `Content-Encoding` (RFC 9110 section 8.4): the codings in the order they were applied, none for `identity`.
 * Null when one of them is not known here, or there are too many: the body is then kept as it came.
 */
export function readCodings(header: string | undefined): readonly string[] | null {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const known = codings.every((coding) => coding in layers && (coding !== 'zstd' || createZstdDecompress));
  return known && codings.length <= maxLayers ? codings : null;
}

const options = { chunkSize: 64 * 1024 };
const layers: { readonly [coding: string]: (first: Uint8Array) => Transform } = {
  gzip: () => zlib.createGunzip(options),
  'x-gzip': () => zlib.createGunzip(options),
  // Some servers send raw deflate under this name; zlib data starts with a byte whose low half is 8 (RFC 1950).
  deflate: (first) => ((first[0] ?? 8) % 16 === 8 ? zlib.createInflate(options) : zlib.createInflateRaw(options)),
  br: () => zlib.createBrotliDecompress(options),
  zstd: () => (createZstdDecompress ?? zlib.createGunzip)(),
};

/**
 * Makes a decoder for codings that `readCodings` accepted. `take` is given the plain bytes; while a promise it returned
 * is open, no more are produced, so a small compressed body cannot fill memory.
 */
export function createDecoder(codings: readonly string[], take: Take): Decoder {
  let chain: readonly Transform[] = [];
  let failure: Error | null = null;
  let hasEnded = false;
  /** What was taken last: the end may come while it is still being stored. */
  let taking: Promise<void> = Promise.resolve();
  let rejectPending: ((error: Error) => void) | null = null;

  function fail(error: Error): void {
    failure ??= error;
    for (const layer of chain) layer.destroy();
    rejectPending?.(failure);
  }

  function build(first: Uint8Array): Transform {
    const made = codings.toReversed().map((coding) => layers[coding]?.(first) ?? zlib.createGunzip());
    chain = made;
    for (const [index, layer] of made.entries()) {
      layer.on('error', (error) => fail(new UndecodableBody(error.message)));
      const next = made[index + 1];
      if (next) layer.pipe(next);
    }
    const last = made.at(-1);
    last?.on('data', (chunk: Uint8Array) => {
      try {
        const taken = take(chunk);
        if (!taken) return;
        last.pause();
        taking = taken;
        taken.then(() => last.resume(), fail);
      } catch (error) {
        fail(error as Error);
      }
    });
    last?.once('end', () => {
      hasEnded = true;
    });
    return made[0] as Transform;
  }

  /** Runs a step that ends by itself, or by a failure anywhere in the chain. */
  function step(run: (done: () => void) => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (failure) throw failure;
      rejectPending = reject;
      run(resolve);
    }).finally(() => {
      rejectPending = null;
    });
  }

  return {
    write: (chunk) =>
      step((done) => {
        // Bytes behind the end of the compressed data mean nothing.
        if (hasEnded) {
          done();
          return;
        }
        const entry = chain[0] ?? build(chunk);
        entry.write(chunk, (error) => {
          if (!error) done();
        });
      }),
    end: () =>
      step((done) => {
        const [entry] = chain;
        const last = chain.at(-1);
        // No byte came, as after HEAD: nothing to decode, which is no error.
        if (!entry || !last || hasEnded) {
          done();
          return;
        }
        last.once('end', done);
        entry.end();
      }).then(() => taking),
    destroy: () => {
      for (const layer of chain) layer.destroy();
    },
  };
}
