import { setTimeout as pause } from 'node:timers/promises';
import type { BodySink } from './body-sink.ts';
import { createDecoder, readCodings } from './decode-body.ts';
import type { PartialBody, ReceivedBody } from './http-types.ts';

/** The body, unpacked, is larger than allowed. */
export class BodyTooLarge extends Error {}

/** The sink failed, not the network: its own error is `cause` and goes to the caller as it is. */
export class SinkFailed extends Error {
  constructor(cause: unknown) {
    super('The body could not be stored', { cause });
  }
}

/** An answer that broke off is not waited for longer than this. */
const mostUnpackingMs = 200;

/** Takes the body of one answer off the connection and into the sink. */
export interface BodyReceiver {
  /** A promise means: hold the connection until it resolves. */
  write(chunk: Uint8Array): void | Promise<void>;
  end(): Promise<ReceivedBody>;
  abandon(): Promise<{ readonly body: PartialBody; readonly wireBytes: number }>;
}

/**
 * Unpacks, counts and hands on. Stops with `BodyTooLarge` at the first byte beyond the limit, of what came over the
 * wire or of what it unpacks to, whichever comes first.
 */
export function createReceiver(sink: BodySink, maxBytes: number, contentEncoding: string | undefined): BodyReceiver {
  const codings = readCodings(contentEncoding) ?? [];
  let wireBytes = 0;
  let plainBytes = 0;

  function store(chunk: Uint8Array): void | Promise<void> {
    plainBytes += chunk.length;
    if (plainBytes > maxBytes) throw new BodyTooLarge();
    try {
      return sink.write(chunk)?.catch((error: unknown) => {
        throw new SinkFailed(error);
      });
    } catch (error) {
      throw new SinkFailed(error);
    }
  }

  const decoder = codings.length > 0 ? createDecoder(codings, store) : null;
  let unpacking: Promise<void> = Promise.resolve();
  return {
    write(chunk) {
      wireBytes += chunk.length;
      if (wireBytes > maxBytes) throw new BodyTooLarge();
      return decoder ? (unpacking = decoder.write(chunk)) : store(chunk);
    },
    async end() {
      await decoder?.end();
      try {
        return { ...(await sink.finish()), wireBytes, decodedFrom: codings };
      } catch (error) {
        throw new SinkFailed(error);
      }
    },
    async abandon() {
      // What came last is still being unpacked.
      if (decoder) await Promise.race([unpacking.catch(() => undefined), pause(mostUnpackingMs, undefined, { ref: false })]);
      decoder?.destroy();
      return { body: await sink.abandon(), wireBytes };
    },
  };
}
