import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { PartialBody, SunkBody } from './http-types.ts';

/** Takes the bytes of one body, in order. The engine waits for a returned promise before it reads on. */
export interface BodySink {
  write(chunk: Uint8Array): void | Promise<void>;
  /** All bytes were written. */
  finish(): Promise<SunkBody>;
  /** The body will not be completed: free what was kept. */
  abandon(): Promise<PartialBody>;
}

/** A file to stream a large body into. The caller may put encryption in front of it. */
export interface SpillFile {
  readonly stream: Writable;
  readonly path: string;
  /** Deletes the file; called after the stream was destroyed. */
  discard(): Promise<void>;
}

export interface SpillSinkOptions {
  /** Bodies up to this size stay in memory. Default 256 kB. */
  readonly thresholdBytes?: number;
  /** Default 64 kB. */
  readonly previewBytes?: number;
  /** Called at most once, when the threshold is passed. */
  openFile(): Promise<SpillFile> | SpillFile;
}

/**
 * A sink that keeps small bodies in memory and streams larger ones to a file, so memory stays bounded by the
 * threshold plus the stream's own buffer. Errors of the file (a full disk) are thrown from `write` or `finish` as they are.
 */
export function createSpillSink(options: SpillSinkOptions): BodySink {
  const thresholdBytes = options.thresholdBytes ?? 256 * 1024;
  const previewBytes = options.previewBytes ?? 64 * 1024;
  const hash = createHash('sha256');
  let held: Uint8Array[] = [];
  let preview: Uint8Array = new Uint8Array(0);
  let byteLength = 0;
  let file: SpillFile | null = null;
  let opening: Promise<SpillFile> | null = null;
  let fileError: Error | null = null;

  async function spill(): Promise<void> {
    opening = Promise.resolve(options.openFile());
    const opened = await opening;
    file = opened;
    opened.stream.on('error', (error) => {
      fileError ??= error;
    });
    const chunks = held;
    held = [];
    for (const chunk of chunks) await writeTo(opened.stream, chunk);
  }

  /** Resolves at once while the stream has room: backpressure, not a wait per chunk. */
  function writeTo(stream: Writable, chunk: Uint8Array): void | Promise<void> {
    if (fileError) throw fileError;
    if (stream.write(chunk)) return undefined;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        stream.off('drain', settle);
        stream.off('close', settle);
        stream.off('error', settle);
        if (fileError) reject(fileError);
        else if (stream.destroyed) reject(new Error('The file of the body was closed while it was written'));
        else resolve();
      };
      stream.on('drain', settle);
      stream.on('close', settle);
      stream.on('error', settle);
    });
  }

  return {
    write(chunk) {
      hash.update(chunk);
      if (preview.length < previewBytes) {
        preview = Buffer.concat([preview, chunk.subarray(0, previewBytes - preview.length)]);
      }
      byteLength += chunk.length;
      if (file) return writeTo(file.stream, chunk);
      held.push(chunk);
      return byteLength > thresholdBytes ? spill() : undefined;
    },

    async finish() {
      const sha256 = hash.digest('hex');
      if (!file) {
        const bytes = Buffer.concat(held);
        held = [];
        // A short body is its own preview: one copy, not two.
        const shown = bytes.length <= previewBytes ? bytes : preview;
        return { byteLength, sha256, preview: shown, where: { kind: 'memory', bytes } };
      }
      await endStream(file.stream, () => fileError);
      return { byteLength, sha256, preview, where: { kind: 'file', path: file.path } };
    },

    async abandon() {
      held = [];
      // The body may be given up while its file is still being opened. That opening failed is thrown from `write`.
      const opened: SpillFile | null = file ?? (opening ? await opening.catch(() => null) : null);
      if (opened) {
        await destroyStream(opened.stream);
        await opened.discard();
      }
      return { byteLength, preview };
    },
  };
}

/** A sink that tells of every piece on its way into another. */
export function teeSink(inner: BodySink, tell: (chunk: Uint8Array) => void): BodySink {
  return {
    write: (chunk) => {
      tell(chunk);
      return inner.write(chunk);
    },
    finish: () => inner.finish(),
    abandon: () => inner.abandon(),
  };
}

/** Ends the stream and waits until everything is handed to the system. */
function endStream(stream: Writable, earlierError: () => Error | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const earlier = earlierError();
    if (earlier) {
      reject(earlier);
      return;
    }
    stream.once('error', reject);
    // `close`, not `finish`: a file may only be opened again once its descriptor is gone (Windows).
    stream.once('close', () => {
      if (stream.writableFinished) resolve();
      else reject(new Error('The file of the body was closed before it was complete'));
    });
    stream.end();
  });
}

function destroyStream(stream: Writable): Promise<void> {
  if (stream.closed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
    stream.destroy();
  });
}
