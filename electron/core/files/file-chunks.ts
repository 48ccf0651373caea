import { createReadStream } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';

/** A file on this machine, or bytes that a person dropped. */
export type RowFile = { readonly path: string } | { readonly bytes: Uint8Array; readonly fileName: string };

export const nameOf = (file: RowFile): string => ('path' in file ? (file.path.split(/[\\/]/).at(-1) ?? file.path) : file.fileName);

const chunkLength = 1 << 18;

/** The file's bytes in parts, with a pause between them. */
export async function* chunksOf(file: RowFile, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void> {
  if ('bytes' in file) {
    for (let at = 0; at < file.bytes.length; at += chunkLength) {
      refuseWhenAborted(signal, file);
      yield file.bytes.subarray(at, at + chunkLength);
      await breathe();
    }
    return;
  }
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: chunkLength })) {
      refuseWhenAborted(signal, file);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR')
      throw new Fault('not_found', {
        happened: `There is no file ${nameOf(file)}.`,
        remedy: 'Check the name and the folder.',
        place: { file: file.path },
      });
    if (code === 'EACCES' || code === 'EPERM')
      throw new Fault('no_permission', {
        happened: `${nameOf(file)} may not be read.`,
        remedy: 'Give yourself the right to read it.',
        place: { file: file.path },
      });
    throw error;
  }
}

export function refuseWhenAborted(signal: AbortSignal | undefined, file: RowFile): void {
  if (signal?.aborted)
    throw new Fault('cancelled', { happened: `Reading ${nameOf(file)} was cancelled.`, remedy: 'Start it again when you want it.' });
}
